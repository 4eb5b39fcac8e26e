"""Translations that an editor opened beside their original: the text that each stands on."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from stories.models.story_relation import StoryRelation


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Queries of translations."""

    def outdated(self) -> TranslationQuerySet:
        """Return the translations whose original was filed since, and whose people were not told of that text yet."""
        newest = F("relation__other__newest_number")
        behind = self.filter(based_on__lt=newest, told_number__lt=newest)
        return behind.select_related("relation__story", "relation__other").defer(
            "relation__story__body", "relation__other__body"
        )


class Translation(models.Model):
    """The number of the original's filing that a translation has the words of, and the last that its people know of."""

    relation = models.OneToOneField(StoryRelation, models.CASCADE, primary_key=True, related_name="translation")
    based_on = models.PositiveIntegerField()
    told_number = models.PositiveIntegerField()

    objects = TranslationQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Translation {self.relation_id} of filing {self.based_on}"
