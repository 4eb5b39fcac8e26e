"""The two ways in which the desk and the ticker board print a moment in one's own time and in UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from stories.display import moments
from stories.templatetags.newsroom import countdown
from ticker.templatetags.ticker import both_clocks

AT = datetime(2026, 2, 10, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "printed"),
    [
        ("UTC", "Feb 10, 2026, 01:10 UTC"),
        ("Europe/Paris", "Feb 10, 2026, 02:10 CET (01:10 UTC)"),
        ("America/New_York", "Feb 9, 2026, 20:10 EST (01:10 UTC)"),
    ],
)
def test_a_moment_is_told_in_utc_too_where_that_is_another_time(zone, printed):
    with timezone.override(ZoneInfo(zone)):
        assert moments.printed(AT) == printed


def test_the_board_keeps_the_parts_of_a_moment_whole():
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert both_clocks(AT) == (
            '<time datetime="2026-02-10T01:10:00.000Z">'
            "<span>Feb 10,</span> <span>02:10 CET</span> <span>(01:10 UTC)</span></time>"
        )


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (timedelta(days=3, hours=4, minutes=1), "in 3 d 4 h"),
        (timedelta(hours=5, minutes=59), "in 5 h 59 min"),
        (timedelta(seconds=1), "in 1 min"),
        (timedelta(seconds=-1), "now"),
    ],
)
def test_how_long_it_is_is_told_in_two_units(ahead, told):
    assert countdown(timezone.now() + ahead) == told


def test_markup_has_no_more_than_three_digits_of_a_second():
    assert moments.in_markup(AT.replace(microsecond=777_038)) == "2026-02-10T01:10:00.777Z"
