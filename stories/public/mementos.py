"""Stories as web archives ask for them: the text at a given time (Memento, RFC 7089).

A story's address is the Original Resource and its own TimeGate, and its filings are the Mementos: pattern 1.1 of the
standard. Without Accept-Datetime the address answers as ever, and every cache has one page of it; with it, a redirect
leads to a filing, whose address already stands for ever. A TimeMap lists the filings.

Times are printed and compared in whole seconds, as the standard's dates have no finer ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import accumulate, islice

from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _

from stories.display.urls import absolute_reverse, absolute_url
from stories.models import Filing, PublicStory

ACCEPT_DATETIME = "Accept-Datetime"
PROBES = 100  # filings whose times are asked for at once
MEMENTOS = 20  # a page of a TimeMap
LINK_FORMAT = "application/link-format"
LINK_HEADER_LIMIT = (
    2_400  # bytes: many proxies have 4 kB for all headers of an answer, and a slug of 80 letters may take 720
)


class InvalidDatetimeError(ValueError):
    """A header that is no date in the form of the standard."""


def read_accept_datetime(value: str) -> datetime:
    """Return the time that an Accept-Datetime header names. Raises InvalidDatetimeError, which says what to send."""
    seconds = parse_http_date_safe(value)
    if seconds is None or http_date(seconds) != value:
        sentence = _("Accept-Datetime takes a moment in the form of {example}.")
        raise InvalidDatetimeError(sentence.format(example="Thu, 31 May 2007 20:35:00 GMT"))
    return datetime.fromtimestamp(seconds, UTC)


def memento_datetime(filing: Filing) -> str:
    """Return the time of filing as Memento-Datetime has it."""
    return http_date(filing.filed_at.timestamp())


def number_at(public_story: PublicStory, moment: datetime) -> int:
    """Return the number of the filing at the story's address at a time; of the first one for a time before it.

    Copy that was filed late never stood there: readers kept what was newer. A query for each hundredfold of filings:
    the time is looked for among a hundred at once.
    """
    line = list(reversed(public_story.shape.line_to(public_story.newest_number)))
    ends = list(accumulate(map(len, line)))

    def number(place: int) -> int:
        at = bisect_right(ends, place)
        return line[at][place - ends[at]]

    low, high = 0, ends[-1]  # all before `low` were filed by then, all from `high` on were not
    while low < high:
        places = range(low, high, -(-(high - low) // PROBES))
        filed = {number: at for at, number in times_of_filing(public_story, [number(place) for place in places])}
        later = next((place for place in places if filed[number(place)].replace(microsecond=0) > moment), high)
        low, high = max((place + 1 for place in places if place < later), default=low), later
    standing = (number(place) for place in (*range(low - 1, -1, -1), *range(low, ends[-1])))
    return next(found for found in standing if found not in public_story.gone)


def readable_filings(public_story: PublicStory) -> list[Filing]:
    """Return the filings that have words, late copy too, by their time of filing, then by number."""
    readable = [filing for filing in public_story.filings if not filing.is_taken_down]
    return sorted(readable, key=lambda filing: (filing.filed_at, filing.number))


def link_header(public_story: PublicStory, filing: Filing | None = None) -> str:
    """Return the Link header of a story, or of one of its filings that has words.

    The neighbours of a filing and the ends of the row are left out where they have no room; the TimeMap has them.
    """
    header = ", ".join(
        [original_link(public_story), format_link(timemap_address(public_story), "timemap", type=LINK_FORMAT)]
    )
    for other, relations in neighbour_relations(readable_filings(public_story), filing) if filing else ():
        longer = f"{header}, {memento_link(other, *relations)}"
        if len(longer) <= LINK_HEADER_LIMIT:
            header = longer
    return header


def neighbour_relations(row: list[Filing], filing: Filing) -> list[tuple[Filing, list[str]]]:
    """Return the filings before and behind a filing and at both ends of the row, with their relations to it."""
    place = row.index(filing)
    places = {"prev": place - 1, "next": place + 1, "first": 0, "last": len(row) - 1}
    relations_at: dict[int, list[str]] = {}
    for relation, at in places.items():
        if 0 <= at < len(row):
            relations_at.setdefault(at, []).append(relation)
    return [(row[at], relations) for at, relations in relations_at.items()]


def numbers_of_timemap(public_story: PublicStory, newer: int) -> tuple[list[int], list[int]]:
    """Return the numbers of the filings with words on the page of a TimeMap behind a number, and on the next."""
    shape = public_story.shape
    readable = filter(shape.has_words, range(newer + 1, shape.total + 1))
    return list(islice(readable, MEMENTOS)), list(islice(readable, MEMENTOS))


def times_of_filing(public_story: PublicStory, numbers: Collection[int]) -> list[tuple[datetime, int]]:
    """Return the times at which filings were filed, with their numbers, in the order of a TimeMap. One query."""
    rows = Filing.public.filter(story=public_story.story_id, number__in=numbers)
    return sorted(rows.values_list("filed_at", "number"))


def write_timemap(
    public_story: PublicStory,
    page: Sequence[tuple[datetime, int]],
    following: Sequence[tuple[datetime, int]],
    newer: int,
) -> str:
    """Return a page of a story's TimeMap, behind the number `newer`, with a link to the page that follows, if any."""
    shape, history = public_story.shape, absolute_reverse("stories:history", public_story.story_id, public_story.slug)
    ends: dict[int, list[str]] = {}
    for relation, numbers in (("first", range(1, shape.total + 1)), ("last", range(shape.total, 0, -1))):
        ends.setdefault(next(filter(shape.has_words, numbers)), []).append(relation)
    lines = [
        original_link(public_story),
        format_link(timemap_address(public_story, newer), "self", type=LINK_FORMAT, **span_of(page)),
        *(
            format_link(
                f"{history}{number}/",
                " ".join([*ends.get(number, ()), "memento"]),
                datetime=http_date(filed_at.timestamp()),
            )
            for filed_at, number in page
        ),
    ]
    if following:
        address = timemap_address(public_story, max(number for _filed_at, number in page))
        lines.append(format_link(address, "timemap", type=LINK_FORMAT, **span_of(following)))
    return ",\n".join(lines) + "\n"


def span_of(page: Sequence[tuple[datetime, int]]) -> dict[str, str]:
    """Return the times of the first and the last filing of a page as attributes of its link."""
    return {"from": http_date(page[0][0].timestamp()), "until": http_date(page[-1][0].timestamp())}


def original_link(public_story: PublicStory) -> str:
    """Return the link to the story's address."""
    return format_link(absolute_reverse("stories:story", public_story.story_id, public_story.slug), "original timegate")


def timemap_address(public_story: PublicStory, newer: int = 0) -> str:
    """Return the whole address of a story's TimeMap, or of its page behind a number."""
    address = absolute_reverse("stories:timemap", public_story.story_id, public_story.slug)
    return f"{address}?newer={newer}" if newer else address


def memento_link(filing: Filing, *relations: str) -> str:
    """Return the link to a filing."""
    return format_link(
        absolute_url(filing.get_permanent_url()), " ".join([*relations, "memento"]), datetime=memento_datetime(filing)
    )


def format_link(address: str, relation: str, **attributes: str) -> str:
    """Return a link as RFC 8288 writes it."""
    return "; ".join(
        [f"<{address}>", *(f'{name}="{value}"' for name, value in {"rel": relation, **attributes}.items())]
    )
