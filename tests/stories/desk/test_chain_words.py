"""What stays with each story when filings move and come back: its newest text, its address, its people, its words."""

from datetime import timedelta

import pytest

from stories import desk
from stories.models import MatchVerdict, Story
from tests.builders import NOON, a_filing, a_story, a_wire_chain, an_editor
from tests.stories.desk.chain_builders import LATER, MINUTE, an_item, fresh, join, part, undo

pytestmark = pytest.mark.django_db


def schedule(story, by):
    """Schedule a story for an hour after the moves."""
    return desk.schedule(
        story, by=by, now=NOON, at=LATER + timedelta(hours=1), designator="", note="", based_on=story.save_number
    )


def test_take_down_leaves_the_newest_text_whatever_its_number():
    into = a_wire_chain(NOON, NOON + MINUTE, headline="Dam at Karse Head fails")
    join(a_wire_chain(NOON - MINUTE, headline="Osmel votes"), into)

    desk.take_down(into.filings.get(number=1), by=None, now=LATER, reason="A court said so.")

    assert (fresh(into).headline, fresh(into).newest_number) == ("Dam at Karse Head fails", 2)


def test_story_that_was_never_filed_gets_its_own_address_when_a_join_is_undone():
    into, story = a_story("Faint comet seen"), a_wire_chain(NOON, headline="Glacier keeps minutes")
    move = join(story, into)
    joined = fresh(into).slug

    undo(move)
    a_filing(into, now=LATER + 2 * MINUTE)

    assert (joined, fresh(into).slug) == ("glacier-keeps-minutes", "faint-comet-seen")


def test_schedule_stays_with_whoever_set_it_however_often_a_join_is_undone():
    ilse, story = an_editor(), a_wire_chain(NOON)
    into = schedule(a_story("Comet returns", by=ilse), ilse)

    for step in (0, 2):
        move = desk.join_stories(story, into, by=an_editor("edda"), now=LATER + step * MINUTE, reason="One story")
        desk.undo_move(move, by=an_editor("edda"), now=LATER + (step + 1) * MINUTE)

    assert (fresh(into).is_scheduled, fresh(into).updated_by) == (True, ilse)


@pytest.mark.parametrize(
    ("score", "is_by_editor", "kinds"), [(0.9, False, ["wrong"]), (None, False, []), (0.9, True, [])]
)
def test_copy_was_wrong_where_it_had_joined_by_itself_alone(score, is_by_editor, kinds):
    story = a_wire_chain(NOON, NOON + MINUTE)
    item = an_item(story, story.filings.get(number=2), score=score)
    if is_by_editor:
        MatchVerdict.objects.create(item=item, source=item.source, story=story, kind="joins", at=NOON)

    part(story, 2)

    assert list(MatchVerdict.objects.exclude(kind="joins").values_list("kind", flat=True)) == kinds


def test_join_settles_what_was_proposed_from_either_side():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE)
    an_item(story, story.filings.get())
    item = an_item(into, into.filings.get(), likely_story=story)

    move = join(story, into)

    assert list(MatchVerdict.objects.values_list("item", "story", "kind")) == [(item.pk, into.pk, "joins")]
    assert fresh(item).likely_story is None
    undo(move)
    assert (fresh(item).likely_story, MatchVerdict.objects.count()) == (Story.objects.get(pk=story.pk), 0)
