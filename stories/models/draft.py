"""Unsaved text of the story form, and the presence of people at it. Never public."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from stories.models.plain_json import PlainJSONField
from stories.models.story import Story

PAGE_NAME = 16  # characters of the name of a page
DRAFTS_KEPT_FOR = timedelta(days=30)  # as long as the browser keeps its copy


class Draft(models.Model):
    """Text that somebody typed into the form of a story, or of a new one, and did not save.

    No filing and no revision: one row for each open page, overwritten while they type there.
    """

    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="drafts")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=PAGE_NAME)  # the name of the page: who has two open types into two drafts
    fields = PlainJSONField()  # name of the form's field to what is typed in it
    based_on = models.PositiveBigIntegerField()  # the saves of the story that the form was opened with
    saved_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="draft_one_for_a_page", fields=["editor", "page"])]

    def __str__(self) -> str:
        return f"unsaved words of {self.editor} in {self.story or 'a new story'}"

    @property
    def kept_until(self) -> datetime:
        """When it is dropped, if nobody types into it before."""
        return self.saved_at + DRAFTS_KEPT_FOR


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Queries of the people at a story."""

    def others(self, story: Story, person: User, *, since: datetime) -> PresenceQuerySet:
        """Return everybody but this person who was at a story since a moment, by name."""
        at_it = self.filter(story=story, seen_at__gte=since).exclude(person=person)
        return at_it.select_related("person").order_by("person__username")


class Presence(models.Model):
    """A person with the form of a story open: when the page last said so, and whether it has unsaved text."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)  # those of yesterday are cleared away
    is_unsaved = models.BooleanField(default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="presence_one_for_a_person", fields=["story", "person"])]

    def __str__(self) -> str:
        return f"{self.person} at {self.story}"
