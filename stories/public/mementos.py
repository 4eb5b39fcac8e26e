"""Stories as web archives ask for them: the text at a given time (Memento, RFC 7089).

A story's address is the Original Resource and its own TimeGate, and its filings are the Mementos: pattern 1.1 of the
standard. Without Accept-Datetime the address answers as ever, and every cache has one page of it; with it, a redirect
leads to a filing, whose address already stands for ever. A TimeMap lists the filings.

Times are printed and compared in whole seconds, as the standard's dates have no finer ones.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _

from stories.display.urls import absolute_reverse, absolute_url
from stories.models import Filing, PublicStory

ACCEPT_DATETIME = "Accept-Datetime"
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


def filing_at(public_story: PublicStory, moment: datetime) -> Filing:
    """Return the filing at the story's address at a time; the first one for a time before it.

    Copy that was filed late never stood there: readers kept what was newer.
    """
    line = line_of_newest(public_story)
    return next((filing for filing in reversed(line) if filing.filed_at.replace(microsecond=0) <= moment), line[0])


def line_of_newest(public_story: PublicStory) -> list[Filing]:
    """Return the filings that were once the newest, oldest first: each followed the one before it.

    Those that stand in other stories now are left out.
    """
    numbered = {filing.number: filing for filing in public_story.filings}
    line = [numbered[public_story.newest_number]]
    while earlier := public_story.previous_number(line[-1]):
        line.append(numbered[earlier])
    return line[::-1]


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


def write_timemap(public_story: PublicStory) -> str:
    """Return a story's TimeMap, for one that has a filing with words."""
    row = readable_filings(public_story)
    span = {"from": memento_datetime(row[0]), "until": memento_datetime(row[-1])}
    ends: dict[int, list[str]] = {row[0].number: ["first"]}
    ends.setdefault(row[-1].number, []).append("last")
    lines = [
        original_link(public_story),
        format_link(timemap_address(public_story), "self", type=LINK_FORMAT, **span),
        *(memento_link(filing, *ends.get(filing.number, [])) for filing in row),
    ]
    return ",\n".join(lines) + "\n"


def original_link(public_story: PublicStory) -> str:
    """Return the link to the story's address."""
    return format_link(absolute_reverse("stories:story", public_story.story_id, public_story.slug), "original timegate")


def timemap_address(public_story: PublicStory) -> str:
    """Return the whole address of a story's TimeMap."""
    return absolute_reverse("stories:timemap", public_story.story_id, public_story.slug)


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
