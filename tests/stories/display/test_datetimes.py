"""Times and dates as the two fronts print them: the clock, day and clock, both zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from stories.display import datetimes
from stories.display.datetimes import day_bounds
from stories.models import Filing
from stories.templatetags import newsroom

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
        assert datetimes.print_both_times(AT) == printed


@pytest.mark.parametrize(
    ("language", "details", "printed"),
    [
        ("en", "", "Feb 10, 2026, 02:10 CET"),
        ("en", "seconds", "Feb 10, 2026, 02:10:30 CET"),
        ("en", "no-year", "Feb 10, 02:10 CET"),
        ("en", "no-year no-zone", "Feb 10, 02:10"),
        ("zh-hans", "", "2026年2月10日 02:10 CET"),
        ("zh-hans", "no-year seconds no-zone", "2月10日 02:10:30"),
    ],
)
def test_the_newsroom_prints_a_date_and_time_in_the_details_that_a_page_asks_for(language, details, printed):
    with timezone.override(ZoneInfo("Europe/Paris")), translation.override(language):
        assert newsroom.print_datetime(AT + timedelta(seconds=30), details) == printed


@pytest.mark.parametrize(("details", "printed"), [("", "01:10 UTC"), ("seconds", "01:10:00 UTC"), ("no-zone", "01:10")])
def test_the_newsroom_prints_a_time_of_day_in_the_details_that_a_page_asks_for(details, printed):
    assert newsroom.print_time(AT, details) == printed


def test_a_detail_that_there_is_not_is_an_error_and_a_missing_time_is_none():
    with pytest.raises(ValueError, match="no such detail: second"):
        newsroom.print_datetime(AT, "second")

    assert (newsroom.print_time(None), newsroom.print_datetime(None)) == ("", "")


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("print_time_element at", "01:10 GMT"),
        ("print_datetime_element at", "Feb 10, 2026, 01:10 GMT"),
        ("print_wire_time filing", "Feb 10, 2026, 01:10 GMT"),
        ("print_wire_time filing beside=day", "01:10 GMT"),
        ("print_wire_time filing beside=another_day", "Feb 10, 2026, 01:10 GMT"),
    ],
)
def test_readers_get_a_time_element_in_gmt(tag, printed):
    filing = Filing(moved_at=AT, filed_at=AT + timedelta(minutes=5))
    context = Context({"filing": filing, "at": AT, "day": AT.date(), "another_day": AT.date() - timedelta(days=1)})

    page = Template(f"{{% load stories %}}{{% {tag} %}}").render(context)

    assert page == f'<time datetime="2026-02-10T01:10:00.000Z">{printed}</time>'


def test_readers_get_both_times_of_copy_that_came_more_than_five_minutes_late():
    filing = Filing(moved_at=AT, filed_at=AT + timedelta(minutes=5, microseconds=1))

    page = Template("{% load stories %}{% print_wire_time filing beside=day %}").render(
        Context({"filing": filing, "day": AT.date()})
    )

    assert page == (
        '<time datetime="2026-02-10T01:10:00.000Z">01:10 GMT</time>, here since '
        '<time datetime="2026-02-10T01:15:00.000Z">01:15 GMT</time>'
    )


@pytest.mark.parametrize(
    ("zone", "day", "start", "end"),
    [
        ("UTC", date(2026, 2, 10), "2026-02-10 00:00", "2026-02-11 00:00"),
        ("Asia/Tokyo", date(2026, 2, 10), "2026-02-09 15:00", "2026-02-10 15:00"),
        ("Europe/Paris", date(2026, 3, 29), "2026-03-28 23:00", "2026-03-29 22:00"),
        ("Europe/Paris", date(2026, 10, 25), "2026-10-24 22:00", "2026-10-25 23:00"),
        ("Asia/Tokyo", date.min, "0001-01-01 00:00", "0001-01-01 14:41"),
        ("America/New_York", date.max, "9999-12-31 05:00", "9999-12-31 23:59"),
    ],
)
def test_a_day_begins_and_ends_in_the_zone_of_the_page(zone, day, start, end):
    with timezone.override(ZoneInfo(zone)):
        assert [moment.isoformat(" ")[:16] for moment in day_bounds(day)] == [start, end]


@pytest.mark.parametrize(
    ("language", "printed"),
    [("en", "February 10, 2026|Feb 10"), ("ru", "10 февраля 2026 г.|10 февр."), ("zh-hans", "2026年2月10日|2月10日")],
)
def test_readers_get_dates_in_the_language_of_the_page(language, printed):
    with translation.override(language):
        page = Template("{% load stories %}{{ at.date|print_date }}|{{ at|print_short_date }}").render(
            Context({"at": AT})
        )

    assert page == printed


@pytest.mark.parametrize(("language", "day"), [("en", "Feb 10,"), ("zh-hans", "2月10日")])
def test_a_narrow_column_breaks_between_the_date_and_the_time(language, day):
    with translation.override(language):
        assert newsroom.print_in_column(AT) == (
            f'<time datetime="2026-02-10T01:10:00.000Z"><span>{day}</span> <span>01:10</span></time>'
        )


def test_the_board_keeps_the_parts_of_a_moment_whole():
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert newsroom.print_both_in_column(AT) == (
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
    assert newsroom.countdown(timezone.now() + ahead) == told


def test_markup_has_no_more_than_three_digits_of_a_second():
    assert datetimes.datetime_attribute(AT.replace(microsecond=777_038)) == "2026-02-10T01:10:00.777Z"
