"""The watch over the clock: while it has jumped nothing is released, and it is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.figures import read_figures
from stories import desk
from stories.models import Heartbeat, ProcessRole
from stories.worker.clock import ClockWatch, ReleaseSweep
from tests.builders import NOON, a_story, filings

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class Clocks:
    """Two clocks: one that goes right, and one that is set."""

    def __init__(self):
        self.steady, self.offset = 1_000.0, timedelta()
        self.watch = ClockWatch(lambda: self.steady)

    def wait(self, seconds, *, jump=timedelta()):
        """Let seconds pass, and set the wall clock by so much; return whether it is seen to have jumped."""
        self.steady += seconds
        self.offset += jump
        return self.watch.has_jumped(self.now)

    @property
    def now(self):
        """What the wall clock says."""
        return NOON + timedelta(seconds=self.steady - 1_000) + self.offset


def test_clock_that_goes_and_is_mended_bit_by_bit_did_not_jump():
    clocks = Clocks()

    assert [clocks.wait(1, jump=timedelta(seconds=jump)) for jump in (0, 60, -60, 30, 30, 30)] == [False] * 6
    assert not clocks.wait(86_400)  # a machine that slept


@pytest.mark.parametrize("jump", [DAY, -DAY, 61 * SECOND])
def test_clock_that_jumped_is_waited_for_until_it_is_back(jump, caplog):
    clocks = Clocks()
    clocks.wait(1)

    assert [clocks.wait(1, jump=jump), clocks.wait(200)] == [True, True]
    assert clocks.watch.jump_seconds() == jump.total_seconds()
    assert not clocks.wait(1, jump=-jump)

    assert clocks.watch.jump_seconds() == 0
    ahead, back = [record.getMessage() for record in caplog.records]
    assert ahead.startswith(f"The clock of this machine jumped {'back' if jump < timedelta() else 'ahead'} by ")
    assert ahead.endswith("If it is right now, restart the worker.")
    assert back == "The clock is back. Releases go on."


def test_clock_that_was_set_ahead_is_never_believed_by_itself():
    clocks = Clocks()
    clocks.wait(1)

    clocks.wait(1, jump=DAY)

    assert clocks.wait(86_400 * 3)


def test_clock_that_was_set_back_is_believed_after_a_while(caplog):
    clocks = Clocks()
    clocks.wait(1)
    clocks.wait(1, jump=-DAY)

    assert [clocks.wait(590), clocks.wait(20), clocks.wait(1)] == [True, False, False]
    assert caplog.records[-1].getMessage() == "The clock is believed by now. Releases go on."


@pytest.mark.django_db
def test_nothing_is_released_by_a_clock_that_jumped_and_once_when_it_is_back():
    clocks, story = Clocks(), a_story()
    sweep = ReleaseSweep(clocks.watch)
    at = NOON + timedelta(hours=1)
    desk.schedule(story, by=None, now=NOON, at=at, designator="", note="", based_on=story.save_number)
    sweep.release_due(clocks.now)

    clocks.offset = DAY
    assert sweep.release_due(clocks.now) == []
    clocks.offset = timedelta()
    clocks.steady += 3_600
    assert [filing.story_id for filing in sweep.release_due(clocks.now)] == [story.pk]
    assert sweep.release_due(clocks.now) == []

    assert [filing.filed_at for filing in filings(story)] == [at]


@pytest.mark.django_db
def test_figure_tells_the_farthest_jump_of_all_workers():
    for number, jump in enumerate((0.0, 90.0, -3_600.0)):
        Heartbeat.objects.beat(f"machine:{number}", ProcessRole.WORKER, "a1", now=timezone.now(), clock_jump=jump)

    assert read_figures()["newsroom_clock_jump_seconds"] == -3_600
