"""The worker's sweep: due work is found from state, done once, and one bad story stops no other."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from stories import desk, intake
from stories.models import ItemTerm, Story
from stories.worker import due
from tests.builders import NOON, a_chain, a_filing, a_story, filings, rewrite

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
ROOT = Path(__file__).resolve().parents[3]


def schedule(story, at=LATER):
    story = Story.objects.get(pk=story.pk)
    return desk.schedule(story, by=None, now=NOON, at=at, designator="1st LD", note="", based_on=story.save_number)


def test_nothing_is_released_early_and_everything_once():
    story = schedule(a_story())

    assert due.release_due(LATER - timedelta(microseconds=1)) == []
    assert [filing.story_id for filing in due.release_due(LATER)] == [story.pk]
    assert due.release_due(LATER) == []


def test_a_worker_that_was_down_releases_what_is_overdue():
    schedule(a_story())
    schedule(a_story(), LATER + timedelta(hours=5))

    assert len(due.release_due(LATER + timedelta(days=3))) == 2


def test_a_held_story_is_released_only_after_its_hold():
    story = schedule(a_story())
    desk.hold(story, by=None, now=NOON)

    assert due.release_due(LATER) == []
    desk.release(story, by=None, now=LATER)

    assert len(due.release_due(LATER)) == 1


def test_terms_of_old_copy_leave_the_index_in_slices_and_those_of_younger_copy_stay(monkeypatch):
    texts = [(NOON, b"Dam at Karse"), (NOON, b"Vote in Osja"), (NOON + timedelta(days=1), b"Fire in Telva")]
    for at, headline in texts:
        arrival = intake.Arrival(
            "a.txt", headline + b"\n\nMANDEL (Vesper) -- Ada Vant spoke.", at, intake.IntakeOptions()
        )
        items = [item for _arrival, taken in intake.take_arrivals([arrival]) for item in taken]
    kept, old = ItemTerm.objects.filter(item=items[0]).count(), ItemTerm.objects.exclude(item=items[0]).count()
    monkeypatch.setattr(due, "TERMS_AT_ONCE", old - 1)
    end = NOON + due.TERMS_KEPT_FOR

    assert due.drop_terms(end) == 0
    assert [due.drop_terms(end + timedelta(seconds=1)) for _sweep in range(3)] == [old - 1, 1, 0]
    assert set(ItemTerm.objects.values_list("item", flat=True)) == {items[0].pk}
    assert ItemTerm.objects.count() == kept


def test_a_story_that_cannot_be_filed_is_taken_off_and_stops_no_other():
    bad = a_chain("Urgent")
    bad = schedule(rewrite(bad, "New words."))
    a_filing(bad, "1st LD")
    bad = Story.objects.get(pk=bad.pk)
    bad = schedule(bad)
    good = schedule(a_story())

    assert [filing.story_id for filing in due.release_due(LATER)] == [good.pk]
    assert Story.objects.get(pk=bad.pk).release_at is None
    assert len(filings(bad)) == 2


def test_the_worker_stops_when_it_is_told(own_newsroom):
    environment = {**os.environ, "DATABASE_URL": own_newsroom}
    command = [sys.executable, "manage.py", "worker"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert worker.stdout.readline() == "Looking every second for what is due.\n"

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=60) == 0
    worker.stdout.close()
