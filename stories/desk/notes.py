"""Notes to the desk: added to a story in any state, never changed, taken back soon, struck out or removed."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import copy
from stories.desk.exceptions import NotCompleteError, NotPossibleError
from stories.desk.log_entries import log
from stories.desk.revisions import lock_story
from stories.desk.writing import index_again
from stories.display.datetimes import print_for_record
from stories.models import DeskNote, Story
from stories.models.desk_note import TAKE_BACK_LIMIT

NOTE_LIMIT = 2_000  # characters; what is longer is copy, and has its place in the text


@transaction.atomic
def add_note(story: Story, words: str, *, by: User, now: datetime) -> DeskNote:
    """Add a note to a story, killed ones too. Raises NotCompleteError where it is empty or too long."""
    text = copy.clean_text(words)
    if not text:
        raise NotCompleteError(_("The note has no words. Write it, then add it."))
    if len(text) > NOTE_LIMIT:
        refusal = _("The note has {count:,} characters, over the limit of {limit:,}. Shorten it.")
        raise NotCompleteError(refusal.format(count=len(text), limit=NOTE_LIMIT))
    current = lock_story(story)
    note = DeskNote.objects.create(story=current, by=by, at=now, words=text)
    index_again(current)
    return note


def take_note_back(note: DeskNote, *, by: User, now: datetime) -> None:
    """Remove the caller's own new note. Raises NotPossibleError where it is another's, or has stood too long."""
    if not note.may_be_taken_back(by, now):
        minutes = TAKE_BACK_LIMIT.seconds // 60
        refusal = _("A note can be taken back by its writer, for {minutes} minutes. Add another one.")
        raise NotPossibleError(refusal.format(minutes=minutes))
    delete_note(note, f"Took back a note of {print_for_record(note.at)}.", by=by, now=now)


@transaction.atomic
def strike_note(note: DeskNote, *, by: User, now: datetime) -> None:
    """Strike out the caller's own note; its words stay to be read. Raises NotPossibleError."""
    if not note.may_be_struck(by):
        raise NotPossibleError(_("A note can be struck out once, by its writer. Add another one."))
    DeskNote.objects.filter(pk=note.pk).update(struck_at=now)
    current = lock_story(note.story)
    log(current, f"Struck out a note of {print_for_record(note.at)}.", by=by, now=now)
    index_again(current)


def remove_note(note: DeskNote, *, by: User, now: datetime) -> None:
    """Remove anybody's note of any age: its words may have to go, by law or for safety."""
    delete_note(note, f"Removed a note by {note.by or 'somebody'} of {print_for_record(note.at)}.", by=by, now=now)


@transaction.atomic
def delete_note(note: DeskNote, what: str, *, by: User, now: datetime) -> None:
    """Delete a note, with a log entry that has none of its words."""
    current = lock_story(note.story)
    log(current, what, by=by, now=now)
    note.delete()
    index_again(current)
