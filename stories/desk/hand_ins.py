"""Handing a story in for somebody else to file, and sending it back. Neither changes a word of it.

Like an assignment, either makes no revision and leaves the save number as it is: no colleague's form grows stale.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from stories.desk.exceptions import NotPossibleError
from stories.desk.log_entries import log
from stories.desk.notes import add_note
from stories.desk.notifications import notify, notify_owner
from stories.desk.revisions import lock_story
from stories.models import Story
from stories.story_actions import HAND_IN, SEND_BACK, StoryAction

HAND_IN_FIELDS = ("handed_in_at", "handed_in_by", "written_by", "updated_at")


@transaction.atomic
def hand_in(story: Story, *, by: User, now: datetime, note: str = "", based_on: int) -> Story:
    """Hand a story in, with a note to the desk where one is given.

    Raises NotPossibleError, and StaleError where the story was saved since `based_on`.
    """
    current = refuse_obstacle(lock_story(story, HAND_IN, based_on=based_on), HAND_IN)
    current.handed_in_at, current.handed_in_by = now, by
    current.written_by = current.written_by or by
    write_hand_in(current, now=now)
    log(current, "Handed in.", by=by, now=now)
    if note.strip():
        add_note(current, note, by=by, now=now)
    if HAND_IN.notification is not None:
        notify_owner(current, HAND_IN.notification, by=by, now=now)
    return current


@transaction.atomic
def send_back(story: Story, *, by: User, now: datetime, note: str) -> Story:
    """Send a story back to who wrote it and who handed it in, with a note. Raises as `hand_in` and `add_note` do."""
    current = refuse_obstacle(lock_story(story, SEND_BACK), SEND_BACK)
    people = {person for person in (current.handed_in_by, current.written_by) if person is not None}
    add_note(current, note, by=by, now=now)
    clear_hand_in(current)
    write_hand_in(current, now=now)
    log(current, "Sent back.", by=by, now=now)
    for person in sorted(people, key=lambda person: person.pk):
        notify(person, current, SEND_BACK.notification, by=by, now=now)
    return current


def clear_hand_in(story: Story) -> None:
    """Let a locked story be handed in no more."""
    story.handed_in_at = story.handed_in_by = None


def write_hand_in(story: Story, *, now: datetime) -> None:
    """Write whether a locked story is handed in, and move it up on the desk."""
    story.updated_at = now
    Story.objects.filter(pk=story.pk).update(**{field: getattr(story, field) for field in HAND_IN_FIELDS})


def refuse_obstacle(story: Story, action: StoryAction) -> Story:
    """Return a locked story if nothing beside its state stands in the way of an action. Raises NotPossibleError."""
    for condition in action.obstacles:
        if condition.applies_to(story):
            raise NotPossibleError(str(condition.advice))
    return story
