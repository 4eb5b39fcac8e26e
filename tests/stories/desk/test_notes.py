"""Notes to the desk: in every state of a story, never changed, taken back soon, removed by a chief."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction

from stories import desk
from stories.desk.notes import NOTE_LIMIT
from stories.models import DeskNote, Story
from tests.builders import NOON, a_chain, a_story, an_editor, filings

pytestmark = pytest.mark.django_db

SOON = NOON + timedelta(minutes=14, seconds=59)
LATE = NOON + timedelta(minutes=15)


def a_note(story, words="Legal rings back at four.", *, by=None, now=NOON):
    """Add a note to a story."""
    return desk.add_note(story, words, by=by or an_editor(), now=now)


def test_note_keeps_who_when_and_the_words_cleaned():
    story, ilse = a_story(), an_editor("ilse")

    note = a_note(story, "  Legal rings back.\r\n\r\n\r\n\r\nHold the map.\x00 ", by=ilse)

    kept = DeskNote.objects.get()
    assert (kept, kept.story, kept.by, kept.at) == (note, story, ilse, NOON)
    assert kept.words.startswith("Legal rings back.\n\nHold the map.")
    assert "\x00" not in kept.words


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b"])
def test_note_without_words_is_refused(words):
    with pytest.raises(desk.NotCompleteError, match="has no words"):
        a_note(a_story(), words)


def test_longest_note_is_kept_and_a_longer_one_refused_with_its_length():
    a_note(a_story(), "x" * NOTE_LIMIT)

    with pytest.raises(desk.NotCompleteError, match="2,001 characters, over the limit of 2,000"):
        a_note(a_story(), "x" * (NOTE_LIMIT + 1))


def test_database_takes_no_empty_note():
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskNote.objects.create(story=a_story(), by=None, at=NOON, words="")


def test_killed_story_takes_notes_and_newest_stands_first():
    story = a_chain("Urgent")
    a_note(story, "First.")
    desk.kill(story, by=None, now=NOON, reason="Not so.")

    a_note(story, "Second.")

    assert [note.words for note in DeskNote.objects.on(story)] == ["Second.", "First."]


def test_note_is_no_save_and_no_revision():
    story = a_story()

    a_note(story, now=LATE)

    current = Story.objects.get(pk=story.pk)
    assert (current.save_number, current.updated_at, current.updated_by) == (story.save_number, NOON, None)


def test_own_note_is_taken_back_within_a_quarter_of_an_hour_and_on_record_without_its_words():
    story, ilse = a_story(), an_editor("ilse")
    early, late = a_note(story, by=ilse), a_note(story, by=ilse)

    desk.take_note_back(early, by=ilse, now=SOON)
    with pytest.raises(desk.NotPossibleError, match="for 15 minutes"):
        desk.take_note_back(late, by=ilse, now=LATE)

    assert list(DeskNote.objects.all()) == [late]
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.action_time) == (ilse, str(story.pk), SOON)
    assert entry.change_message == "Took back a note of Feb 10, 2026, 12:00 UTC."


def test_anothers_note_is_not_taken_back():
    note = a_note(a_story(), by=an_editor("ilse"))

    with pytest.raises(desk.NotPossibleError):
        desk.take_note_back(note, by=an_editor("vera"), now=SOON)

    assert DeskNote.objects.exists()


def test_own_note_is_struck_out_once_on_record_and_its_words_stay():
    story, ilse = a_story(), an_editor("ilse")
    note = a_note(story, by=ilse)
    words = note.words

    with pytest.raises(desk.NotPossibleError):
        desk.strike_note(note, by=an_editor("vera"), now=LATE)
    desk.strike_note(note, by=ilse, now=LATE)

    note.refresh_from_db()
    assert (note.words, note.struck_at) == (words, LATE)
    assert LogEntry.objects.get().change_message == "Struck out a note of Feb 10, 2026, 12:00 UTC."
    with pytest.raises(desk.NotPossibleError, match="once"):
        desk.strike_note(note, by=ilse, now=LATE)


def test_chief_removes_any_note_on_record_without_its_words():
    note = a_note(a_story(), by=an_editor("ilse"))

    desk.remove_note(note, by=an_editor("cleo", group="chief"), now=LATE)

    assert not DeskNote.objects.exists()
    assert LogEntry.objects.get().change_message == "Removed a note by ilse of Feb 10, 2026, 12:00 UTC."


def test_take_down_leaves_notes():
    story = a_chain("Urgent")
    note = a_note(story)

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert DeskNote.objects.get() == note
