"""Stories as web archives ask for them: the text of a moment (Memento, RFC 7089).

A story's address is the Original Resource and its own TimeGate, and its filings are the Mementos: pattern 1.1 of the
standard. Without Accept-Datetime the address answers as ever, and every cache has one page of it; with it, a redirect
leads to a filing, whose address already stands for ever. A TimeMap lists the filings.

Times are told and compared in whole seconds, as the standard's dates have no finer ones.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _

from stories.display.urls import absolute, absolute_to
from stories.models import Filing, Look

MOMENT = "Accept-Datetime"
LINK_FORMAT = "application/link-format"
ROOM = 2_400  # bytes: many proxies have 4 kB for all headers of an answer, and a slug of 80 letters may take 720


class NotAMoment(ValueError):
    """What was sent is no date in the form of the standard."""


def read(value: str) -> datetime:
    """The moment that an Accept-Datetime header names. Raises NotAMoment, in words that say what to send."""
    seconds = parse_http_date_safe(value)
    if seconds is None or http_date(seconds) != value:
        told = _("Accept-Datetime takes a moment in the form of {example}.")
        raise NotAMoment(told.format(example="Thu, 31 May 2007 20:35:00 GMT"))
    return datetime.fromtimestamp(seconds, UTC)


def printed(filing: Filing) -> str:
    """The moment of filing as Memento-Datetime has it."""
    return http_date(filing.filed_at.timestamp())


def had_at(look: Look, moment: datetime) -> Filing:
    """The filing that readers had at the story's address at a moment; the first for a moment before it.

    Copy that was filed late never stood there: readers kept what was newer.
    """
    line = newest_of_their_time(look)
    return next((filing for filing in reversed(line) if filing.filed_at.replace(microsecond=0) <= moment), line[0])


def newest_of_their_time(look: Look) -> list[Filing]:
    """The filings that were the newest once, oldest first: each followed the one that was the newest before it."""
    numbered = {filing.number: filing for filing in look.filings}
    line = [numbered[look.newest_number]]
    while line[-1].follows:
        line.append(numbered[line[-1].follows])
    return line[::-1]


def by_time(look: Look) -> list[Filing]:
    """The filings that have words, by their time of filing, late copy too; in numbers' order where times are equal."""
    readable = [filing for filing in look.filings if not filing.is_taken_down]
    return sorted(readable, key=lambda filing: (filing.filed_at, filing.number))


def links(look: Look, filing: Filing | None = None) -> str:
    """The Link header of a story, or of one of its filings that has words.

    The neighbours of a filing and the ends of the row are left out where they have no room; the TimeMap has them.
    """
    said = ", ".join([original(look), link(address_of_timemap(look), "timemap", type=LINK_FORMAT)])
    for other, relations in neighbours(by_time(look), filing) if filing else ():
        longer = f"{said}, {memento(other, *relations)}"
        if len(longer) <= ROOM:
            said = longer
    return said


def neighbours(row: list[Filing], filing: Filing) -> list[tuple[Filing, list[str]]]:
    """What stands before and behind a filing in a row and at the ends of it, each with all that it is to the filing."""
    place = row.index(filing)
    places = {"prev": place - 1, "next": place + 1, "first": 0, "last": len(row) - 1}
    named: dict[int, list[str]] = {}
    for relation, at in places.items():
        if 0 <= at < len(row):
            named.setdefault(at, []).append(relation)
    return [(row[at], relations) for at, relations in named.items()]


def timemap(look: Look) -> str:
    """A story's TimeMap, for one that has a filing with words."""
    row = by_time(look)
    span = {"from": printed(row[0]), "until": printed(row[-1])}
    ends: dict[int, list[str]] = {row[0].number: ["first"]}
    ends.setdefault(row[-1].number, []).append("last")
    lines = [
        original(look),
        link(address_of_timemap(look), "self", type=LINK_FORMAT, **span),
        *(memento(filing, *ends.get(filing.number, [])) for filing in row),
    ]
    return ",\n".join(lines) + "\n"


def original(look: Look) -> str:
    """The link to the story's address."""
    return link(absolute_to("stories:story", look.story_id, look.slug), "original timegate")


def address_of_timemap(look: Look) -> str:
    """The whole address of a story's TimeMap."""
    return absolute_to("stories:timemap", look.story_id, look.slug)


def memento(filing: Filing, *relations: str) -> str:
    """The link to a filing."""
    return link(absolute(filing.get_permanent_url()), " ".join([*relations, "memento"]), datetime=printed(filing))


def link(address: str, relation: str, **told: str) -> str:
    """A link as RFC 8288 writes it."""
    return "; ".join([f"<{address}>", *(f'{name}="{value}"' for name, value in {"rel": relation, **told}.items())])
