"""The times that close transmissions, as agencies print them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stories.wire.closing_times import read_closing, split_closing

# line | dateline | time, with its offset | day
TIMES = """
131137 GMT Nov 13              |                        | 2013-11-13T11:37+00:00 | 2013-11-13
061200 GMT Nov 2013            |                        | 2013-11-06T12:00+00:00 | 2013-11-06
101015 Feb 26                  |                        | 2026-02-10T10:15       | 2026-02-10
101015 MEZ Feb 26              |                        | 2026-02-10T10:15+01:00 | 2026-02-10
101015 CEST Mai 26             |                        | 2026-05-10T10:15+02:00 | 2026-05-10
101015 fév. 26                 |                        | 2026-02-10T10:15       | 2026-02-10
AFP 101230 GMT FEB 26          |                        | 2026-02-10T12:30+00:00 | 2026-02-10
061200 GMT Nov                 |                        |                        |
061200 GMT Nov                 | OREN, Nov 6, 2013 (V)  | 2013-11-06T12:00+00:00 | 2013-11-06
061200 XYZT Nov 13             |                        |                        | 2013-11-06
AP-WF-02-20-16 0337GMT<        |                        | 2016-02-20T03:37+00:00 | 2016-02-20
AP-NY-02-10-88 0644EST<        |                        | 1988-02-10T06:44-05:00 | 1988-02-10
02-10-26 0512GMT               |                        | 2026-02-10T05:12+00:00 | 2026-02-10
AP-WF-02-10-26 2460GMT<        |                        |                        | 2026-02-10
KWS-21:37-09-12-18             | OREN, Dec. 9 Kyodo -   | 2018-12-09T21:37       | 2018-12-09
KWS-21:37-09-12-18             | OREN, Sept. 12 Kyodo - | 2018-09-12T21:37       | 2018-09-12
KWS-21:37-09-12-18             |                        | 2018-12-09T21:37       | 2018-12-09
Reut13:47 02-10-26             |                        | 2026-02-10T13:47       | 2026-02-10
Reut13:47 13-10-26             |                        | 2026-10-13T13:47       | 2026-10-13
APA0123 2026-02-10/12:30       |                        | 2026-02-10T12:30       | 2026-02-10
10-FEB-26 15:30                |                        | 2026-02-10T15:30       | 2026-02-10
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TIMES.strip().split("\n")]


@pytest.mark.parametrize(("line", "dateline", "at", "day"), ROWS)
def test_closing_line_is_read(line, dateline, at, day):
    closing = read_closing(["The dam held.", line, ""], dateline=dateline)

    assert closing is not None
    assert closing.at == (datetime.fromisoformat(at) if at else None)
    assert closing.day == (date.fromisoformat(day) if day else None)
    assert bool(closing.remark) is not bool(at)


def test_offset_of_a_zone_is_kept():
    closing = read_closing(["101015 MEZ Feb 26"])

    assert closing.at.tzinfo == timezone(timedelta(hours=1))
    assert closing.at.astimezone(UTC).hour == 9


@pytest.mark.parametrize("line", ["The dam held.", "In 2013 1200 came", "131137", "99", "", "101015 Feb 26 and more"])
def test_other_lines_are_no_closing(line):
    assert read_closing([line]) is None


def test_time_stands_in_the_tail_or_last_in_the_text():
    in_tail = split_closing(["It held."], "\n101015 Feb 26\n(c) Vesper\n")
    in_text = split_closing(["It held.", "101015 Feb 26", ""], "")
    in_middle = split_closing(["101015 Feb 26", "It held."], "")

    assert (in_tail.lines, in_tail.closing, in_tail.rest) == (["It held."], ["101015 Feb 26"], "(c) Vesper")
    assert (in_text.lines, in_text.closing) == (["It held."], ["101015 Feb 26", ""])
    assert in_middle.lines == ["101015 Feb 26", "It held."]
