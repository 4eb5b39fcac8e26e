"""The hour that comes twice and the one that does not, in zones that change their clocks in their own ways."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from stories.display.clock_changes import moments_of, print_offset, times_around


@pytest.mark.parametrize(
    ("zone", "local", "offsets"),
    [
        ("Europe/Berlin", "2027-10-31T01:59", ["+02:00"]),
        ("Europe/Berlin", "2027-10-31T02:00", ["+02:00", "+01:00"]),
        ("Europe/Berlin", "2027-10-31T02:59", ["+02:00", "+01:00"]),
        ("Europe/Berlin", "2027-10-31T03:00", ["+01:00"]),
        ("Europe/Berlin", "2027-03-28T02:00", []),
        ("Europe/Berlin", "2027-03-28T03:00", ["+02:00"]),
        ("America/New_York", "2027-11-07T01:30", ["-04:00", "-05:00"]),
        ("Australia/Lord_Howe", "2027-04-04T01:45", ["+11:00", "+10:30"]),  # half an hour
        ("UTC", "2027-10-31T02:30", ["+00:00"]),
    ],
)
def test_moments_of_a_time(zone, local, offsets):
    moments = moments_of(datetime.fromisoformat(local), ZoneInfo(zone))

    assert [print_offset(at) for at in moments] == offsets


@pytest.mark.parametrize(
    ("zone", "local", "before", "after"),
    [
        ("Europe/Berlin", "2027-03-28T02:30", "01:59+01:00", "03:00+02:00"),
        ("Europe/Berlin", "2027-03-28T02:00", "01:59+01:00", "03:00+02:00"),
        ("America/New_York", "2027-03-14T02:59", "01:59-05:00", "03:00-04:00"),
        ("Australia/Lord_Howe", "2027-10-03T02:15", "01:59+10:30", "02:30+11:00"),
    ],
)
def test_times_around_an_hour_that_does_not_come(zone, local, before, after):
    around = times_around(datetime.fromisoformat(local), ZoneInfo(zone))

    assert [at.isoformat()[11:16] + print_offset(at) for at in around] == [before, after]
