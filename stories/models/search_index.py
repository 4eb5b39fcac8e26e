"""Which analysis the documents of the search were made with; the worker makes older ones anew."""

from __future__ import annotations

from django.db import models


class SearchIndex(models.Model):
    """An index of the search, and the analysis that all its documents were made with.

    Where that changed, documents are made anew from the highest place down; `mark` is the lowest one done.
    """

    name = models.CharField(max_length=40, primary_key=True)
    analysis = models.CharField(max_length=20)
    next_analysis = models.CharField(max_length=20, blank=True)
    mark = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
