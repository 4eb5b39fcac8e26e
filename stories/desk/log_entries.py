"""Log entries of acts that change no word of a story, and so make no revision of it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from stories.models import Story


def log(story: Story, what: str, *, by: User, now: datetime) -> None:
    """Keep in the admin's log what a person did about a story."""
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(Story),
        object_id=str(story.pk),
        object_repr=f"#{story.pk}",
        action_flag=CHANGE,
        change_message=what,
        action_time=now,
    )
