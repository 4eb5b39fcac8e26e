"""Relations between stories that are not one: a translation, a sidebar, the background, a wrap-up, a substitute."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from stories.models.story import Story


class StoryRelationQuerySet(models.QuerySet["StoryRelation"]):
    """Queries of relations."""

    def between(self, one: Story, other: Story) -> StoryRelationQuerySet:
        """Return the relation of two stories, whichever of them it was said of."""
        return self.filter(story__in=(one, other), other__in=(one, other))

    def of(self, story: Story) -> StoryRelationQuerySet:
        """Return the relations that were said of a story, and those of others to it, the earliest first."""
        either = self.filter(Q(story=story) | Q(other=story)).select_related("story", "other", "by")
        return either.defer("story__body", "other__body").order_by("pk")


class StoryRelation(models.Model):
    """A story and the one that it is a translation, a sidebar and so on of. `by` is empty for the wire."""

    class Kind(models.TextChoices):
        """The kinds of relation, each of the story to the other."""

        TRANSLATION = "translation", gettext_lazy("translation of")
        SIDEBAR = "sidebar", gettext_lazy("sidebar to")
        BACKGROUND = "background", gettext_lazy("background to")
        WRAPUP = "wrapup", gettext_lazy("wrap-up of")
        SUBSTITUTE = "substitute", gettext_lazy("substitute for")
        RELATED = "related", gettext_lazy("related to")

    story = models.ForeignKey(Story, models.CASCADE, related_name="relations", db_index=False)
    other = models.ForeignKey(Story, models.CASCADE, related_name="relations_back")
    kind = models.CharField(max_length=11, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = StoryRelationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["story", "other"], name="story_related_once"),
            models.CheckConstraint(name="story_related_to_another", condition=~Q(story=F("other"))),
        ]

    def __str__(self) -> str:
        return f"Story {self.story_id}, {self.kind} of {self.other_id}"
