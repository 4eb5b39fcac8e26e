"""Notes to the desk: remarks of the newsroom on a story. Never public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from stories.models.story import Story

TAKE_BACK_LIMIT = timedelta(minutes=15)  # a slip is seen at once; what colleagues acted on must stand


class DeskNoteQuerySet(models.QuerySet["DeskNote"]):
    """Queries of notes to the desk."""

    def on(self, story: Story) -> DeskNoteQuerySet:
        """Return the notes on a story with their authors, the newest first."""
        return self.filter(story=story).select_related("by").order_by("-pk")

    def words_on(self, stories: Iterable[Story]) -> dict[int, list[str]]:
        """Return the words of the notes on some stories that are not struck out, by the story's number. One query."""
        words: dict[int, list[str]] = defaultdict(list)
        for story_id, note in (
            self.filter(story__in=list(stories), struck_at=None).order_by("pk").values_list("story", "words")
        ):
            words[story_id].append(note)
        return words


class DeskNote(models.Model):
    """A note to the desk on a story. It is never changed; its author may take it back soon, and strike it out later."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="desk_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()
    struck_at = models.DateTimeField(null=True, editable=False)  # by who wrote it; the words can still be read

    objects = DeskNoteQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="desk_note_has_words", condition=~Q(words=""))]

    def __str__(self) -> str:
        return f"note of {self.by} on {self.story}"

    def may_be_taken_back(self, person: User, now: datetime) -> bool:
        """Return whether the note is this person's own and new enough to be taken back."""
        return self.by_id == person.pk and now < self.at + TAKE_BACK_LIMIT

    def may_be_struck(self, person: User) -> bool:
        """Return whether the note is this person's own and not struck out yet."""
        return self.by_id == person.pk and self.struck_at is None
