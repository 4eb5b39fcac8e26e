"""Time only goes forward in a chain: a filing is never dated before the one numbered before it, whoever files it."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.http import http_date

from stories import desk, digests, intake
from stories.intake import Arrival
from stories.models import Filing, Story
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, a_wire_filing, filings, rewrite
from tests.filing_guard import lift_guard
from tests.page_reading import address
from tests.stories.desk.chain_builders import another_chain, join, part, undo
from tests.stories.intake.test_batches import FILE
from tests.stories.intake.test_taking import ninjs
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db

AHEAD = NOON + timedelta(days=1)  # what a clock said that stood wrong
LATER = NOON + timedelta(hours=1)


def file_again(story):
    a_filing(rewrite(story, "It went on.", now=LATER), now=LATER)


def correct(story):
    a_correction(story, now=LATER)


def take_from_wire(story):
    a_wire_filing(story, "It went on, the wire said.", moved_at=NOON, now=LATER)


def take_late(story):
    desk.file_late(
        story,
        desk.StoryText(headline="Dam may not hold", blocks=story.blocks),
        now=LATER,
        designator="Urgent",
        follows=0,
    )


def release(story):
    changed = rewrite(story, "It went on.", now=NOON)
    desk.schedule(changed, by=None, now=NOON, at=LATER, designator="", note="", based_on=changed.save_number)
    desk.release_due(changed, now=LATER)


def receive(story):
    join(another_chain("Urgent"), story)


@pytest.mark.parametrize("act", [file_again, correct, take_from_wire, take_late, release, receive])
def test_filing_is_never_dated_before_the_one_before_it(act):
    story = a_chain("Urgent", now=AHEAD)

    act(story)

    assert [filing.filed_at for filing in filings(story)] == [AHEAD, AHEAD]


def test_filing_that_moves_is_not_dated_before_it_was_filed_where_it_came_from():
    story = a_chain("Urgent", "1st LD", now=AHEAD, every=timedelta(0))

    move = part(story, 1)
    assert [filing.filed_at for filing in filings(move.to_story)] == [AHEAD]

    undo(move)
    assert [filing.is_standing for filing in filings(story)] == [True, True]


def test_wire_copy_in_bulk_is_dated_like_any_other():
    pieces = [as_bytes(ninjs(version, body=f"The dam held for {version} days.")) for version in (1, 2, 3)]
    moments = (AHEAD, NOON, LATER)
    arrivals = [Arrival("a.json", piece, at, FILE) for piece, at in zip(pieces, moments, strict=True)]

    for _arrival, items in intake.take_arrivals(arrivals):
        assert {item.outcome for item in items} == {"filed"}

    assert [filing.filed_at for filing in filings(Story.objects.get())] == [AHEAD] * 3


def as_bytes(piece):
    """Return a piece of ninjs as it is sent."""
    return digests.canonical_json(piece)


def test_own_words_say_the_time_at_which_they_were_filed():
    story = a_chain("Urgent", now=AHEAD)

    file_again(story)

    newest = filings(story)[1]
    assert (newest.moved_at, newest.is_back_dated) == (newest.filed_at, False)


def test_time_that_goes_forward_is_the_time_of_the_act():
    story = a_chain("Urgent")

    file_again(story)

    assert [filing.filed_at for filing in filings(story)] == [NOON, LATER]


def test_timemap_and_the_time_that_a_reader_asks_for_agree(client):
    story = a_chain("Urgent", now=AHEAD)
    file_again(story)

    at = http_date((AHEAD + timedelta(days=1)).timestamp())
    asked = client.get(address(story), headers={"Accept-Datetime": at})
    timemap = client.get(address(story, "timemap/")).content.decode()

    assert asked["Location"] == address(story, "history/2/")
    [last] = [line for line in timemap.split(",\n") if 'rel="last memento"' in line]
    assert address(story, "history/2/") in last


def date_back(filing, at):
    """Date a filing back, and seal it anew, as a newsroom with a wrong clock once did."""
    filing.filed_at = at
    digest = digests.chain_digest(filing.head(), filing.content_digest, filing.previous_digest)
    lift_guard()
    with tampering():
        Filing.objects.filter(pk=filing.pk).update(filed_at=at, digest=digest)


@pytest.mark.django_db(transaction=True)
def test_verify_tells_where_times_run_backwards_and_that_the_chain_is_whole():
    story = a_chain("Urgent", "1st LD")
    a_filing(a_story())
    date_back(filings(story)[1], NOON - timedelta(seconds=1))
    out = io.StringIO()

    call_command("verify", stdout=out)

    assert out.getvalue().splitlines() == [
        f"Story {story.pk}, filing 2: its time is before that of filing 1. A clock was wrong.",
        "2 chains verified.",
    ]
