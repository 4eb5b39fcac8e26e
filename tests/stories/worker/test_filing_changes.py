"""What filings changed is kept by the worker: after a filing, of an archive, never of what was withdrawn."""

from datetime import timedelta

import pytest

from stories import copy, desk
from stories.models import Filing, FilingChange, Story, Sweep, place_of
from stories.worker.filing_changes import BACKWARD, keep_changes
from tests.builders import NOON, a_filing, a_story, an_editor, filings, rewrite

# Real transactions: PostgreSQL counts changes when one ends.
pytestmark = pytest.mark.django_db(transaction=True)

TWO = "Two people died when the dam at Karse Head broke.\n\nThe road is shut."
THREE = "Three people died when the dam at Karse Head broke.\n\nThe road is shut.\n\nSchools are closed."


def a_changed_story(designator="1st LD", note=""):
    """Return a story whose second filing has another toll and a new paragraph."""
    story = a_story(body=TWO)
    a_filing(story, "Urgent")
    rewrite(story, THREE, headline="Three dead at Karse Head")
    a_filing(story, designator, note=note, now=NOON + timedelta(hours=1))
    return Story.objects.get(pk=story.pk)


def kept():
    """Return the pairs of numbers whose change is kept."""
    return [(change.before, change.number) for change in FilingChange.objects.order_by("story", "number")]


def sweep(times=3):
    """Run the sweep some times."""
    return [keep_changes(NOON) for _ in range(times)]


def test_a_filing_is_told_by_its_facts_counts_and_place():
    keep_changes(NOON)
    story = a_changed_story()
    newest = filings(story)[-1]

    assert sweep() == [1, 0, 0]
    change = FilingChange.objects.get()
    (fact,) = change.changed_facts()
    assert (fact.subject, fact.was, fact.now) == ("deaths", "Two", "Three")
    assert (change.new_paragraphs, change.cut_paragraphs, change.is_new_headline) == (1, 0, True)
    assert (change.words, change.place) == (3, place_of(newest.moved_at, newest.pk))


@pytest.mark.parametrize(
    ("designator", "note", "is_told"),
    [
        ("1st LD", "", False),  # a toll that rises in a new lead
        ("", "", True),
        ("", "UPDATES toll", False),
    ],
)
def test_a_fact_is_without_note_where_no_note_names_it_and_no_lead_brings_it(designator, note, is_told):
    a_changed_story(designator, note)
    sweep()

    assert [fact.now for fact in FilingChange.objects.get().facts_without_note()] == (["Three"] if is_told else [])


def test_an_archive_is_gone_through_once_and_told_whole():
    first, second = a_changed_story(), a_changed_story()

    sweep(4)
    assert set(FilingChange.objects.values_list("story", flat=True)) == {first.pk, second.pk}
    assert Sweep.objects.done_until(BACKWARD) == 0


def test_copy_that_is_filed_late_as_the_first_has_the_next_changed_against_it():
    story = a_changed_story()
    sweep()
    assert kept() == [(1, 2)]

    words = desk.StoryText(
        headline="Dam may not hold", blocks=copy.from_typed("The dam leaks."), dated_on=story.dated_on
    )
    desk.file_late(story, words, now=NOON + timedelta(hours=2), designator="Urgent", follows=0)
    sweep()
    assert kept() == [(3, 1), (1, 2)]


@pytest.mark.parametrize("withdraw", ["hold", "kill", "take down"])
def test_nothing_is_kept_of_what_was_withdrawn(withdraw):
    story = a_changed_story()
    sweep()
    assert kept()

    chief = an_editor("edda", "chief")
    if withdraw == "hold":
        desk.hold(story, by=chief, now=NOON, reason="To be checked.")
    elif withdraw == "kill":
        desk.kill(story, by=chief, now=NOON, reason="It was a hoax.")
    else:
        desk.take_down(Filing.objects.get(story=story, number=1), by=chief, now=NOON, reason="By a court.")

    assert kept() == []
    sweep()
    assert kept() == []
