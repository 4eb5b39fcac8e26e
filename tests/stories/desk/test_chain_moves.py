"""Acts that put chains right: stories made one, filings moved elsewhere, and the undoing of either."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from stories import desk
from stories.models import ChainMove, State, standing_chain
from tests.builders import NOON, a_chain, an_editor

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)
MINUTE = timedelta(minutes=1)


def a_second_chain(*designators, start=NOON + 5 * MINUTE, **fields):
    """Make a live story that began five minutes after the others."""
    return a_chain(*designators, now=start, headline="Dam at Karse Head fails", **fields)


def join(story, into, *, now=LATER, by=None):
    """Make two stories one."""
    return desk.join_stories(story, into, by=by or an_editor(), now=now, reason="One dam, one story")


def undo(move, *, now=LATER + MINUTE):
    """Undo a move."""
    return desk.undo_move(move, by=an_editor(), now=now)


def fresh(row):
    """Return a row as it is in the database."""
    return type(row).objects.get(pk=row.pk)


def chain_of(story):
    """Return what stands in a story in the order of the chain: number, designator, number of before."""
    return [(filing.number, filing.designator, filing.follows) for filing in standing_chain(fresh(story))]


def verify():
    """Check every chain."""
    call_command("verify", stdout=StringIO())


def test_joined_filings_take_their_places_by_time():
    into, story = a_chain("Urgent", "1st LD"), a_second_chain("Urgent", "2nd LD")

    move = join(story, into)

    assert chain_of(into) == [(1, "Urgent", 0), (3, "Urgent", 1), (2, "1st LD", 1), (4, "2nd LD", 2)]
    assert (fresh(into).newest_number, fresh(into).filed_number, chain_of(story)) == (4, 4, [])
    assert (fresh(story).state, fresh(story).joined_to, fresh(story).standing()) == (State.JOINED, into, into)
    assert (move.kind, move.from_story, move.to_story) == (ChainMove.Kind.JOIN, story, into)
    verify()


def test_undone_join_leaves_both_as_they_were():
    into, story = a_chain("Urgent", "1st LD"), a_second_chain("Urgent", "2nd LD")
    before = [(chain_of(one), one.newest_number, one.state, one.body) for one in (into, story)]

    undo(join(story, into))

    assert [
        (chain_of(one), fresh(one).newest_number, fresh(one).state, fresh(one).body) for one in (into, story)
    ] == before
    verify()
