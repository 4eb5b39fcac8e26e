"""What an editor would say of a comparison: typed facts, for a language module to print."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, islice, takewhile
from operator import itemgetter
from typing import Protocol

from stories.compare.changes import Change, Comparison, Fate, HeadChange, Op, Segment
from stories.compare.swaps import Swap, new_text, old_text, swaps
from stories.compare.tokens import words_in
from stories.copy import Block, Kind
from stories.copy.pictures import kind_of

Stretch = tuple[int, int]  # text[start:end]
RECAST_BELOW = 0.5  # share of the longer lead's words that stay
FIGURES_IN_LEAD = 100  # that are looked at; a lead with more is a table


@dataclass(frozen=True, slots=True)
class Recast:
    """Another first paragraph; it has this number now."""

    paragraph: int


@dataclass(frozen=True, slots=True)
class Updated:
    """A figure, a day or a name that changed; the subject is what it counts or is, "" if that is not plain.

    The paragraph is 0 in a head field.
    """

    paragraph: int
    subject: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HeadEdited:
    """Another headline, byline, dateline, and the figures and names that changed in it."""

    field: str
    updates: tuple[Updated, ...] = ()


@dataclass(frozen=True, slots=True)
class Pictured:
    """Pictures that came and pictures that went, counted."""

    added: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Added:
    """Paragraphs that are new, from first to last; with a quotation, and whose."""

    first: int
    last: int
    has_quote: bool = False
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A paragraph that stands elsewhere."""

    old: int
    new: int


class Way(Enum):
    """How a paragraph changed otherwise."""

    EDITED = auto()
    EXPANDED = auto()
    TRIMMED = auto()
    REWRITTEN = auto()
    RESTYLED = auto()
    RELINKED = auto()
    SPLIT = auto()
    JOINED = auto()


@dataclass(frozen=True, slots=True)
class Reworked:
    """A paragraph that changed otherwise."""

    paragraph: int
    way: Way


@dataclass(frozen=True, slots=True)
class Dropped:
    """Old paragraphs that are gone, from first to last."""

    first: int
    last: int


Fact = Recast | HeadEdited | Pictured | Added | Updated | Moved | Reworked | Dropped


class Language(Protocol):
    """What a language module knows."""

    def figures(self, text: str) -> Sequence[Stretch]:
        """Where numbers stand, in figures or in words, in order. Asked again and again of one text."""
        ...

    def value(self, figure: str) -> str:
        """A figure by what it is worth, the same for "two" and "2"."""
        ...

    def names(self, text: str) -> Sequence[Stretch]:
        """Where names of people, places and days stand, in order. Asked again and again of one text."""
        ...

    def subject(self, text: str, figure: Stretch) -> str:
        """What a figure counts, as "death toll"; "" if the words around it do not say."""
        ...

    def kind_of_name(self, name: str) -> str:
        """What a name is, as "day"; "name" for people and places."""
        ...

    def negations(self, text: str) -> int:
        """How often the text says no."""
        ...

    def quote(self, text: str) -> tuple[bool, str]:
        """Whether words are quoted, and who says them: a title or a name, "" if that is not plain."""
        ...

    def note(self, facts: Sequence[Fact], paragraphs: int) -> str:
        """The facts as an editor's note on a text of so many paragraphs."""
        ...

    def correction_note(self, facts: Sequence[Fact]) -> str:
        """The facts as the editor's note of a correction, which says with each that it was wrong."""
        ...


def facts(comparison: Comparison, old: Sequence[Block], new: Sequence[Block], language: Language) -> list[Fact]:
    """What changed, in the order in which a desk tells it."""
    found: list[Fact] = []
    rows = comparison.changes
    lead, old_lead = lead_of(new), lead_of(old)
    top = next((row for row in rows if row.new == lead), None)
    if top and old_lead and _is_recast(top, old_lead):
        found.append(Recast(lead))
        found += _tolls(lead, old[old_lead - 1].text, new[lead - 1].text, language)
        rows = tuple(row for row in rows if row is not top and (row.old != old_lead or row.new))
    found += of_head(comparison.told, language)
    for first, last in runs_of(row.new for row in rows if row.fate is Fate.ADDED and row.new):
        words = "\n".join(block.text for block in new[first - 1 : last])
        found.append(Added(first, last, *language.quote(words)))
    for row in rows:
        found += of_row(row, language)
    found += [Dropped(*run) for run in runs_of(row.old for row in rows if row.fate is Fate.REMOVED and row.old)]
    return found


def of_head(changes: Iterable[HeadChange], language: Language) -> Iterator[Fact]:
    """What changed in head fields."""
    pictures: Counter[bool] = Counter()
    edited: dict[str, HeadEdited] = {}
    for change in changes:
        kind = kind_of(change.field)
        if kind and not (change.old and change.new):
            pictures[bool(change.new)] += 1
            continue
        field = {"picture": "caption"}.get(kind[0], kind[0]) if kind else change.field
        before = edited.get(field, HeadEdited(field)).updates
        edited[field] = HeadEdited(field, (*before, *_updated(0, change.segments, language)))
    yield from edited.values()
    if +pictures:
        yield Pictured(added=pictures[True], dropped=pictures[False])


def lead_of(blocks: Sequence[Block]) -> int:
    """The number of the first paragraph proper, 0 if there is none."""
    return next((number for number, block in enumerate(blocks, start=1) if block.kind is Kind.PARAGRAPH), 0)


def _is_recast(top: Change, old_lead: int) -> bool:
    if top.fate is not Fate.CHANGED:
        return top.fate is not Fate.SAME
    kept = sum(words_in(part.text) for part in top.segments if part.op is Op.SAME)
    longer = max(words_in(old_text(top.segments)), words_in(new_text(top.segments)))
    return not top.restyled and (top.old != old_lead or kept < RECAST_BELOW * longer)


def _tolls(paragraph: int, old: str, new: str, language: Language) -> Iterator[Updated]:
    """Figures of which both leads say what they count, and differ. Of two tolls nobody knows which is which."""
    before = _counted(old, language)
    for subject, now in _counted(new, language).items():
        was = before.get(subject, now)
        if len(was) == len(now) == 1 and was[0].lower() != now[0].lower():
            yield Updated(paragraph, subject, was[0], now[0])


def _counted(text: str, language: Language) -> dict[str, list[str]]:
    """The figures of a text by what they count."""
    found: dict[str, list[str]] = {}
    for start, end in language.figures(text)[:FIGURES_IN_LEAD]:
        subject = language.subject(text, (start, end))
        if subject:
            found.setdefault(subject, []).append(text[start:end])
    return found


def runs_of(numbers: Iterable[int]) -> Iterator[Stretch]:
    """Numbers as runs from first to last."""
    ordered = sorted(set(numbers))
    for _, run in groupby(enumerate(ordered), key=lambda place: place[1] - place[0]):
        together = [number for _, number in run]
        yield together[0], together[-1]


def of_row(row: Change, language: Language) -> Iterator[Fact]:
    """What changed in a paragraph that both texts have."""
    if row.old is None or row.new is None or row.fate is Fate.SAME:
        return
    if row.has_moved and not row.split:
        yield Moved(row.old, row.new)
    if row.fate is Fate.MOVED:
        return
    updates = list(dict.fromkeys(updated(row, language)))
    yield from updates
    if row.split or row.joined:
        yield Reworked(row.new, Way.SPLIT if row.split else Way.JOINED)
    elif not updates and row.fate is not Fate.MOVED_CHANGED and _is_visible(row):
        yield Reworked(row.new, way_of(row))


def _is_visible(row: Change) -> bool:
    """Whether more changed than white space where another paragraph was split off or joined."""
    return row.old_kind is not None or any(part.text.strip() for part in row.segments if part.op is not Op.SAME)


def way_of(row: Change) -> Way:
    """How a paragraph changed on the whole."""
    words = {op: sum(words_in(part.text) for part in row.segments if part.op is op) for op in Op}
    if row.restyled or not (words[Op.ADDED] or words[Op.REMOVED] or row.old_kind is None):
        return Way.RELINKED if row.relinked else Way.RESTYLED
    if not words[Op.SAME]:
        return Way.REWRITTEN
    if words[Op.ADDED] and not words[Op.REMOVED]:
        return Way.EXPANDED
    if words[Op.REMOVED] and not words[Op.ADDED]:
        return Way.TRIMMED
    return Way.EDITED


def updated(row: Change, language: Language) -> Iterator[Updated]:
    """The figures and names that changed in a paragraph; none where it was rewritten."""
    if not row.restyled and row.new is not None:
        yield from _updated(row.new, row.segments, language)


def _updated(paragraph: int, segments: tuple[Segment, ...], language: Language) -> Iterator[Updated]:
    if any(part.op is Op.SAME for part in segments):
        for swap in swaps(segments):
            yield from _updates(paragraph, swap, language)


def _updates(paragraph: int, swap: Swap, language: Language) -> Iterator[Updated]:
    old_figures = touched(language.figures(swap.old_text), swap.start, swap.end)
    new_figures = touched(language.figures(swap.new_text), swap.new_start, swap.new_end)
    if old_figures and len(old_figures) == len(new_figures):
        for old, new in zip(old_figures, new_figures, strict=True):
            before, after = swap.old_text[slice(*old)], swap.new_text[slice(*new)]
            if before.lower() != after.lower():
                yield Updated(paragraph, language.subject(swap.new_text, new) or "figure", before, after)
    elif old_figures and new_figures:
        yield Updated(paragraph, "figure", _listed(swap.old_text, old_figures), _listed(swap.new_text, new_figures))
    else:
        yield from _renamed(paragraph, swap, language)


def _renamed(paragraph: int, swap: Swap, language: Language) -> Iterator[Updated]:
    old_names = touched(language.names(swap.old_text), swap.start, swap.end)
    new_names = touched(language.names(swap.new_text), swap.new_start, swap.new_end)
    if old_names and len(old_names) == len(new_names):
        for old, new in zip(old_names, new_names, strict=True):
            before, after = swap.old_text[slice(*old)], swap.new_text[slice(*new)]
            if before != after:
                yield Updated(paragraph, language.kind_of_name(after), before, after)


def touched(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """The stretches that have a character between start and end; they are in order and do not overlap."""
    first = bisect_right(stretches, start, key=itemgetter(1))
    return list(takewhile(lambda stretch: stretch[0] < end, islice(stretches, first, None)))


def _listed(text: str, stretches: Sequence[Stretch]) -> str:
    return ", ".join(text[start:end] for start, end in stretches)
