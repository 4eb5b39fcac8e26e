"""What editors decided on stories that copy was joined to, or was likely to belong to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from stories.models.item import Item
from stories.models.section import Source
from stories.models.story import Story


class MatchVerdict(models.Model):
    """An editor's word on a piece of copy and a story, beside what was decided without an editor."""

    class Kind(models.TextChoices):
        """The words of editors."""

        JOINS = "joins", gettext_lazy("joins")  # the likely story was the right one
        APART = "apart", gettext_lazy("does not join")  # the likely story was not
        MISSED = "missed", gettext_lazy("was missed")  # it belongs to a story that was not proposed
        WRONG = "wrong", gettext_lazy("was wrong")  # it had joined a story that it does not belong to

    item = models.ForeignKey(Item, models.CASCADE, related_name="verdicts")
    source = models.ForeignKey(Source, models.CASCADE, related_name="+", db_index=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="+", db_index=False)  # the likely or the wrong one
    kind = models.CharField(max_length=6, choices=Kind)
    score = models.FloatField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["source", "-at"], name="verdict_by_source")]  # the source's page

    def __str__(self) -> str:
        return f"Item {self.item_id} and story {self.story_id}: {self.kind}"
