"""Times and dates as copy prints them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stories.wire.dates import find_date, read_date, read_date_line, read_source_line, read_time

HALF_PAST = datetime(2026, 2, 10, 11, 30)  # noqa: DTZ001 copy that gives no offset
TIMES = [
    ("2026-02-10T11:30:00Z", HALF_PAST.replace(tzinfo=UTC)),
    ("2026-02-10T11:30:00+0000", HALF_PAST.replace(tzinfo=UTC)),
    ("2026-02-10T11:30:00.000Z", HALF_PAST.replace(tzinfo=UTC)),
    ("2026-02-10T11:30:00+08:00", HALF_PAST.replace(tzinfo=timezone(timedelta(hours=8)))),
    ("20260210T113000+0000", HALF_PAST.replace(tzinfo=UTC)),
    ("2026-02-10T11:30:00", HALF_PAST),
    ("2026-02-10 11:30", HALF_PAST),
    ("Tue, 10 Feb 2026 11:30:00 +0000", HALF_PAST.replace(tzinfo=UTC)),
    ("Tue, 10 Feb 2026 11:30:00 GMT", HALF_PAST.replace(tzinfo=UTC)),
    ("Tue, 10 Feb 2026 11:30:00 GMT+7", HALF_PAST.replace(tzinfo=timezone(timedelta(hours=7)))),
    ("Tue, 10 Feb 2026 11:30:00 UTC-03:30", HALF_PAST.replace(tzinfo=timezone(-timedelta(hours=3.5)))),
    ("Tue, 10 Feb 2026 11:30:00 CEST", HALF_PAST.replace(tzinfo=timezone(timedelta(hours=2)))),
    ("Tue, 10 Feb 2026 11:30:00 EST", HALF_PAST.replace(tzinfo=timezone(-timedelta(hours=5)))),
    ("Tue, 10 Feb 2026 11:30:00 IST", HALF_PAST),
    ("2026-02-10 11:30:00 UTC", HALF_PAST.replace(tzinfo=UTC)),
    ("2026-02-10T24:00:00Z", datetime(2026, 2, 11, tzinfo=UTC)),
    ("20260210T240000+0100", datetime(2026, 2, 10, 23, tzinfo=UTC)),
    ("9999-12-31T24:00:00Z", None),
    ("2026-02-10", None),
    ("2026-02-30T25:61:00Z", None),
    ("99999999999999", None),
    ("tomorrow: noon", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "at"), TIMES)
def test_time_is_read(text, at):
    assert read_time(text) == at


TENTH = [
    "2026-02-10", "February 10, 2026", "Feb. 10, 2026", "FEBRUARY 10 2026", "Tuesday, February 10, 2026",
    "10 February 2026", "10th of February 2026", "10 février 2026", "10. Februar 2026", "10 de febrero de 2026",
    "10 febbraio 2026", "10 февраля 2026 г.", "10 فبراير 2026", "10 شباط 2026", "2026年2月10日", "2026년 2월 10일",
    "10.02.2026", "2026/02/10", "2026.2.10", "Feb.10, 2026", "Feb. 10,2026", "10-Feb-2026",
]  # fmt: skip


@pytest.mark.parametrize("text", TENTH)
def test_date_is_read_in_many_languages(text):
    assert read_date(text) == date(2026, 2, 10)


MONTHS = "January February March April May June July August September October November December"


@pytest.mark.parametrize(("number", "name"), list(enumerate(MONTHS.split(), start=1)))
def test_every_month_is_known(number, name):
    assert read_date(f"{name} 3, 2026") == read_date(f"3 {name[:3].upper()} 2026") == date(2026, number, 3)


# line | agency, or "no" where the line is no date line
LINES = [
    ("Vesper, February 10, 2026", "Vesper"),
    ("Vesper, Feb. 10, 2026 11:30", "Vesper"),
    ("February 10, 2026", ""),
    ("2026-02-10", ""),
    ("Maran News Agency | 10 February 2026", "Maran News Agency"),
    ("10 February 2026 - Vesper", "Vesper"),
    ("北港社 2026年2月10日", "北港社"),
    ("Tuesday, February 10, 2026", ""),
    ("Vesper, February 10, 2026, 11:30 GMT", "Vesper"),
    ("Vesper | Updated: February 10, 2026", "Vesper"),
    ("Vesper, Updated: 2026-02-10 09:12", "Vesper"),
    ("(Vesper) February 10, 2026", "Vesper"),
    ("(Vesper)    09:12, February 10, 2026", "Vesper"),
    ("(Vesper, February 10, 2026)", "Vesper"),
    ("2026-02-10 Vesper", "Vesper"),
    ("2026-02-10 09:12 AFN", "AFN"),
    ("2026-02-10T09:12:33Z Vesper", "Vesper"),
    ("2026-02-10 09:12 (Beijing Time)", ""),
    ("February 10, 2026 | Vesper", "Vesper"),
    ("February 10, 2026, Tuesday | Vesper", "Vesper"),
    ("Vesper  10 Feb 2026", "Vesper"),
    ("Vesper\tFebruary\u00a010, 2026 \u3000", "Vesper"),
    ("Vesper, Tue Feb. 10, 2026 9:12 a.m. EST", "Vesper"),
    ("The Sun, February 10, 2026", "The Sun"),
    ("Published on February 10, 2026 by Vesper", "Vesper"),
    ("Source: Vesper| 2026-02-10 09:12:33|Editor: somebody", "Vesper"),
    ("2026年02月10日 09:12:33 来源：北港社", "北港社"),
    ("北港社 2026年2月10日 星期二 09:12 来源：北港社", "北港社"),
    ("Vesper, 2026-02-10, updated 2026-02-11", "Vesper"),
    ("Vesper, February 10, 2026, Maran News", "no"),
    ("February 10, 2026 Vesper -- The dam", "no"),
    ("The dam held until February 10, 2026.", "no"),
    ("It was built by hand before February 10, 2026 and later", "no"),
    ("Vesper, February 31, 2026", "no"),
    ("Vesper, February 2026", "no"),
    ("KARSE HEAD, Feb. 10 (Vesper) -- The dam", "no"),
    ("", "no"),
]


@pytest.mark.parametrize(("line", "agency"), LINES)
def test_date_line_is_told_from_other_lines(line, agency):
    assert read_date_line(line) == (None if agency == "no" else (agency, date(2026, 2, 10)))


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Source: Vesper", "Vesper"),
        ("SOURCE:\u00a0Vesper", "Vesper"),
        ("Source: Vesper | Editor: somebody", "Vesper"),
        ("来源：北港社", "北港社"),
        ("Source: the mayor said it. Twice.", ""),
        ("Sources: Vesper", ""),
        ("Vesper", ""),
        ("Source:", ""),
    ],
)
def test_source_line_names_its_agency(line, agency):
    assert read_source_line(line) == agency


def test_date_is_found_in_a_dateline_that_gives_its_year():
    assert find_date("LORRIMONT, Aug 29, 2024 (TW) -") == date(2024, 8, 29)
    assert find_date("LORRIMONT, Aug 29 (TW) -") is None
