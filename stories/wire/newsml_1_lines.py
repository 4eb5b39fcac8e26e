"""The lines that a NewsML 1 item prints of a story: headline, slug, byline, dateline, notes, rights, agency.

Source: IPTC NewsML 1.2, section 5.9.5, "NewsLines"; the habits of AFP, ANP, Belga, EFE, Kyodo and TASS.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stories.designators import Designator, Position
from stories.designators import read as read_designator
from stories.wire import xml
from stories.wire.fields import join_sentences
from stories.wire.newsml_1_parts import Part, formal_name

LONGEST_SLUG = 100  # characters; a longer line is a teaser
LONGEST_DATELINE = 160
LONGEST_TERMS = 2_000
SECOND_LEVELS = {"co", "com", "org", "net", "gov", "or", "ne", "ac"}  # of "vesper.co.uk"

_ROLES = ("Provider", "Source")
_NO_HEADLINE = re.compile(
    r"\W*(?:no (?:headline|title)|untitled|sans titre|ohne titel|sin t[ií]tulo)\W*", re.IGNORECASE
)
_NOTE_TYPE = re.compile(
    r"advisory|(?:editor\w{0,3}|ed) ?(?:note|info\w*)|instruction|^notes?$|attention", re.IGNORECASE
)
_NOTE_PROPERTY = re.compile(r"ed(?:itor(?:ial|s)?)?(?:note|info)\w*|advisory(?:line)?|notetoeditors")
# A person at the desk, by the initials: "Ada Karn (akr)".
_PERSON_AT_DESK = re.compile(r"(?:[^\W\d_][\w.'’-]*\s){1,4}\([a-z]{2,4}\)")
_INITIALS = re.compile(r"[a-z]{1,5}(?:\s?[/,;-]\s?[a-z]{1,5}){0,6}")
_TEASER = re.compile(r"(?:\S+\s){7}.*[.!?]")
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
    rights: str = ""
    credit: str = ""


def read_lines(parts: Sequence[Part]) -> Lines:
    """Read the lines of a story from the components around its words, the nearest first, and from its item."""
    slugs = list(_slug_lines(parts))
    by_slug = [read_designator(words, printed_in=Position.LINE) for words in slugs]
    keywords = [
        words for words, (_, rest) in zip(slugs, by_slug, strict=True) if rest and not _PERSON_AT_DESK.fullmatch(words)
    ]
    return Lines(
        headline=nearest_headline(parts),
        slugline=next(iter([*keywords, *slugs]), ""),
        is_keyword=bool(keywords),
        designator=next((designator for designator, rest in by_slug if designator and not rest), None),
        byline=_byline_with_title(parts),
        dateline=next(filter(names_place, _nearest_lines(parts, "DateLine")), ""),
        note=join_sentences(_editors_notes(parts)),
        terms=join_sentences(_nearest_lines(parts, "UsageType", "RightsLine"))[:LONGEST_TERMS],
        rights=next(_nearest_lines(parts, "CopyrightLine"), ""),
        credit=next(_nearest_lines(parts, "CreditLine"), ""),
    )


def nearest_headline(parts: Sequence[Part]) -> str:
    """Return the first headline of the parts that is one."""
    return next((words for words in _nearest_lines(parts, "HeadLine") if not _NO_HEADLINE.fullmatch(words)), "")


def names_place(dateline: str) -> bool:
    """Return whether a dateline names more than a day: "January 21" does not."""
    return len(dateline) <= LONGEST_DATELINE and len(_DAY_WORDS.sub("", dateline)) > 1


def is_initials(byline: str) -> bool:
    """Return whether a byline is the initials of a desk: "akr/jv"."""
    return bool(_INITIALS.fullmatch(byline))


def read_agency(parts: Sequence[Part], *, sender: xml.Element | None, signed: Sequence[str]) -> str:
    """Return the agency: the provider that is named, else who signed the copy, the sender, the source."""
    provider, source = (next(_parties(found for part in parts for found in part.own(name)), "") for name in _ROLES)
    sent = next(_parties([] if sender is None else [sender]), "")
    named = xml.first_line(parts[-1].element, "Identification/NewsIdentifier/ProviderId")
    return next(filter(None, (provider, *signed, sent, source, _name_in_domain(named))), "")


def _name_in_domain(provider: str) -> str:
    """Return the name in a domain: "vesper" of "photo.vesper.example", "mna" of "www.mna.co.uk"; else the words."""
    labels = provider.removeprefix("www.").split(".")
    if len(labels) < 2 or not re.fullmatch(r"[\w.-]{1,200}", provider):
        return provider
    return next((label for label in reversed(labels[:-1]) if label not in SECOND_LEVELS), labels[0])


def _parties(elements: Iterable[xml.Element]) -> Iterator[str]:
    """Yield the names of the parties in elements such as Provider."""
    for found in elements:
        yield from filter(None, map(formal_name, xml.descendants(found, "Party")))


def _nearest_lines(parts: Sequence[Part], *names: str) -> Iterator[str]:
    """Yield the lines of these names that say something, the nearest first."""
    for part in parts:
        yield from filter(None, map(xml.line, part.own(*names)))


def _slug_lines(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the slug lines, then the label of the item; a teaser, a number and the item's own id are none."""
    own_id = xml.first_line(parts[-1].element, "Identification/NewsIdentifier/NewsItemId")
    label = xml.first_line(parts[-1].element, "Identification/NameLabel")
    for words in (*_nearest_lines(parts, "SlugLine"), label):
        is_slug = len(words) <= LONGEST_SLUG and not _TEASER.fullmatch(words)
        if is_slug and words != own_id and any(map(str.isalpha, words)):
            yield words


def _byline_with_title(parts: Sequence[Part]) -> str:
    """Return who wrote the copy, with the title; initials of the desk are none."""
    byline = next((words for words in _nearest_lines(parts, "ByLine", "Byline") if not is_initials(words)), "")
    title = next(_nearest_lines(parts, "ByLineTitle", "BylineTitle"), "")
    return ", ".join(filter(None, (byline, title if byline and title not in byline else "")))


def _editors_notes(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the notes to editors: lines of such a type, comments and properties of such a name."""
    for part in parts:
        for newsline in part.own("NewsLine"):
            if _NOTE_TYPE.search(formal_name(xml.element(newsline, "NewsLineType"))):
                yield from filter(None, map(xml.line, xml.elements(newsline, "NewsLineText")))
        for comment in part.own("Comment"):
            if _NOTE_TYPE.search(xml.attribute_line(comment, "FormalName")):
                yield xml.line(comment)
        yield from (value for name, value in part.properties if _NOTE_PROPERTY.fullmatch(name))
