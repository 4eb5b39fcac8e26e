"""The index by which a text finds earlier copy of its source that shares rare words and names with it."""

from __future__ import annotations

from django.db import models

from stories.models.item import Item
from stories.models.section import Source


class ItemTerm(models.Model):
    """A rare word, name or figure of a piece of copy. A take-down of its words removes it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="terms")
    source = models.ForeignKey(Source, models.CASCADE, related_name="+", db_index=False)
    term = models.CharField(max_length=64)
    moved_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["source", "term", "-moved_at"], name="item_by_term")]  # intake

    def __str__(self) -> str:
        return self.term
