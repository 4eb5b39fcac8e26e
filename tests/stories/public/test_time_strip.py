"""The axis of a story's versions: true distances, numbers that do not stand on each other, either direction."""

from datetime import timedelta

import pytest
from django.utils import translation

from stories.models import Filing
from stories.public.time_strip import make_time_strip
from tests.builders import NOON


def strip(*minutes, amending=(), language="en"):
    filings = [
        Filing(number=number, moved_at=NOON + timedelta(minutes=at), amends="correction" if number in amending else "")
        for number, at in enumerate(minutes, start=1)
    ]
    with translation.override(language):
        return make_time_strip(filings)


def test_versions_stand_at_their_true_distance():
    found = strip(0, 300, 600, amending=[2])

    assert [(p.number, p.x, p.is_correction) for p in found.points] == [
        (1, "1.2%", False),
        (2, "50.0%", True),
        (3, "98.8%", False),
    ]
    assert [tick.text for tick in found.ticks] == ["14:00", "16:00", "18:00", "20:00"]
    assert found.sentence == (
        "3 versions on an axis of time, from Feb 10, 2026, 12:00 GMT to Feb 10, 2026, 22:00 GMT. "
        "Version 2 is a correction."
    )


def test_axis_runs_from_the_right_in_arabic():
    assert [point.x for point in strip(0, 150, 600, language="ar").points] == ["98.8%", "74.4%", "1.2%"]


@pytest.mark.parametrize(
    ("minutes", "labels"),
    [((0, 1, 600), ["all", "", "all"]), ((0, 20, 600), ["all", "wide", "all"]), ((0, 200, 600), ["all", "all", "all"])],
)
def test_numbers_are_left_out_where_they_have_no_room(minutes, labels):
    assert [point.label for point in strip(*minutes).points] == labels


def test_days_carry_their_dates_and_few_versions_no_axis():
    assert [tick.text for tick in strip(0, 60, 60 * 24 * 3).ticks] == ["Feb 11", "12:00", "Feb 12", "12:00", "Feb 13"]
    assert strip(0, 60) is None
    assert strip(0, 0, 0) is None
