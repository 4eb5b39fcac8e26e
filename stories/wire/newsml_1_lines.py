"""The lines that a NewsML 1 item prints of a story: headline, slug, byline, dateline, notes, rights, agency.

Source: IPTC NewsML 1.2, section 5.9.5, "NewsLines"; the habits of AFP, ANP, Belga, EFE, Kyodo and TASS.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stories.designators import Designator, Position
from stories.designators import read as read_designator
from stories.wire import xml
from stories.wire.newsml_1_parts import formal_name, own_parts, properties

LONGEST_SLUG = 100  # characters; a longer line is a teaser
LONGEST_DATELINE = 160
LONGEST_TERMS = 2_000

_NO_HEADLINE = re.compile(
    r"\W*(?:no (?:headline|title)|untitled|sans titre|ohne titel|sin t[ií]tulo)\W*", re.IGNORECASE
)
_NOTE_TYPE = re.compile(
    r"advisory|(?:editor\w{0,3}|ed) ?(?:note|info\w*)|instruction|^notes?$|attention", re.IGNORECASE
)
_NOTE_PROPERTY = re.compile(r"ed(?:itor(?:ial|s)?)?(?:note|info)\w*|advisory(?:line)?|notetoeditors")
# A person at the desk, by the initials: "Ada Karn (akr)".
_PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]*\s){1,4}\([a-z]{2,4}\)")
_INITIALS = re.compile(r"[a-z]{1,5}(?:\s?[/,;-]\s?[a-z]{1,5}){0,6}")
_SENTENCE = re.compile(r"(?:\S+\s){7}.*[.!?]")
_DAY_WORDS = re.compile(
    r"[\d\W_]+|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|janv|fév|avr|mai|juin|juil|août|okt|dez"
    r"|mon|tues|wednes|thurs|fri|satur|sun)[^\W\d_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The printed lines of a story. A slug line may hold a designator alone, or a person, and be no keyword."""

    headline: str = ""
    slugline: str = ""
    is_keyword: bool = True
    designator: Designator | None = None
    byline: str = ""
    dateline: str = ""
    note: str = ""
    terms: str = ""
    credit: str = ""


def read_lines(item: xml.Element, components: Iterable[xml.Element]) -> Lines:
    """Read the lines of a story from the components around its words, the nearest first, and from its item."""
    parts = [*components, item]
    slugs = list(_slug_lines(item, parts))
    by_slug = [read_designator(words, printed_in=Position.LINE) for words in slugs]
    keywords = [words for words, (_, rest) in zip(slugs, by_slug, strict=True) if rest and not _PERSON.fullmatch(words)]
    return Lines(
        headline=next((words for words in _lines(parts, "HeadLine") if not _NO_HEADLINE.fullmatch(words)), ""),
        slugline=next(iter([*keywords, *slugs]), ""),
        is_keyword=bool(keywords),
        designator=next((designator for designator, rest in by_slug if designator and not rest), None),
        byline=_byline(parts),
        dateline=next(filter(names_place, _lines(parts, "DateLine")), ""),
        note=_join(_notes(parts), " "),
        terms=_join(_terms(parts), " ")[:LONGEST_TERMS],
        credit=next(_lines(parts, "CreditLine"), ""),
    )


def names_place(dateline: str) -> bool:
    """Return whether a dateline names more than a day: "January 21" does not."""
    return len(dateline) <= LONGEST_DATELINE and len(_DAY_WORDS.sub("", dateline)) > 1


def is_initials(byline: str) -> bool:
    """Return whether a byline is the initials of a desk: "akr/jv"."""
    return bool(_INITIALS.fullmatch(byline))


def read_agency(item: xml.Element, components: Iterable[xml.Element], *alternatives: str) -> str:
    """Return the agency: the provider that is named, else the first of the alternatives, the sender, the source."""
    parts = [*components, item]
    provider = next(_parties(parts, "Provider"), "")
    envelope = xml.element(item.getparent(), "NewsEnvelope")
    sender = next(_parties([] if envelope is None else [envelope], "SentFrom"), "")
    source = next(_parties(parts, "Source"), "")
    named = xml.first_line(item, "Identification/NewsIdentifier/ProviderId")
    return next(filter(None, (provider, *alternatives, sender, source, named)), "")


def _parties(parts: Iterable[xml.Element], name: str) -> Iterator[str]:
    for part in parts:
        for party in (party for found in own_parts(part, name) for party in own_parts(found, "Party")):
            yield from filter(None, [formal_name(party)])


def _lines(parts: Iterable[xml.Element], *names: str) -> Iterator[str]:
    """Yield the lines of these names that say something, the nearest first."""
    for part in parts:
        yield from filter(None, map(xml.line, own_parts(part, *names)))


def _slug_lines(item: xml.Element, parts: list[xml.Element]) -> Iterator[str]:
    """Yield the slug lines, then the label of the item; a teaser, a number and the item's own id are none."""
    own_id = xml.first_line(item, "Identification/NewsIdentifier/NewsItemId")
    label = xml.first_line(item, "Identification/NameLabel")
    for words in (*_lines(parts, "SlugLine"), label):
        is_slug = len(words) <= LONGEST_SLUG and not _SENTENCE.fullmatch(words)
        if is_slug and words != own_id and any(map(str.isalpha, words)):
            yield words


def _byline(parts: list[xml.Element]) -> str:
    """Return who wrote the copy, with the title; initials of the desk are none."""
    byline = next((words for words in _lines(parts, "ByLine", "Byline") if not is_initials(words)), "")
    title = next(_lines(parts, "ByLineTitle", "BylineTitle"), "")
    return ", ".join(filter(None, (byline, title if byline and title not in byline else "")))


def _notes(parts: list[xml.Element]) -> Iterator[str]:
    """Yield the notes to editors: lines of such a type, comments and properties of such a name."""
    for part in parts:
        for newsline in own_parts(part, "NewsLine"):
            if _NOTE_TYPE.search(formal_name(xml.element(newsline, "NewsLineType"))):
                yield from filter(None, map(xml.line, xml.elements(newsline, "NewsLineText")))
        for comment in own_parts(part, "Comment"):
            if _NOTE_TYPE.search(xml.attribute_line(comment, "FormalName")):
                yield xml.line(comment)
        yield from (value for name, value in properties(part) if _NOTE_PROPERTY.fullmatch(name))


def _terms(parts: list[xml.Element]) -> Iterator[str]:
    yield from _lines(parts, "UsageType")
    yield from _lines(parts, "RightsLine")
    yield from _lines(parts, "CopyrightLine")


def _join(words: Iterable[str], glue: str) -> str:
    return glue.join(dict.fromkeys(filter(None, words)))
