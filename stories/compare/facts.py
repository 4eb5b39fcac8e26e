"""Facts of a comparison that an editor would tell, for a language module to print."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, islice, takewhile
from operator import itemgetter
from typing import Protocol

from stories.compare.changes import Change, Comparison, Fate, HeadChange
from stories.compare.core.segments import Op, Segment
from stories.compare.core.sentences import Stretch
from stories.compare.core.swaps import Swap, new_text, old_text, swaps
from stories.compare.core.tokens import count_words
from stories.copy import Block, Kind
from stories.copy.pictures import kind_of_field

RECAST_BELOW = 0.5  # share of the longer lead's words that stay
FIGURES_IN_LEAD = 100  # that are looked at; a lead with more is a table


@dataclass(frozen=True, slots=True)
class Recast:
    """New first paragraph, by its number now."""

    paragraph: int


@dataclass(frozen=True, slots=True)
class Update:
    """Change of a figure, a day or a name; the subject is the thing it counts or is, "" if that is not plain.

    The paragraph is 0 in a head field.
    """

    paragraph: int
    subject: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HeadEdit:
    """Change of a headline, byline or dateline, and of the figures and names in it."""

    field: str
    updates: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureChange:
    """Pictures that came and pictures that went, counted."""

    added: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Addition:
    """New paragraphs, from first to last; with a quotation, and its speaker."""

    first: int
    last: int
    has_quote: bool = False
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Paragraph that stands elsewhere."""

    old: int
    new: int


class EditKind(Enum):
    """Kind of an edit of a paragraph without a changed figure or name."""

    EDITED = auto()
    EXPANDED = auto()
    TRIMMED = auto()
    REWRITTEN = auto()
    RESTYLED = auto()
    RELINKED = auto()
    SPLIT = auto()
    JOINED = auto()


@dataclass(frozen=True, slots=True)
class Rework:
    """Paragraph that changed otherwise."""

    paragraph: int
    way: EditKind


@dataclass(frozen=True, slots=True)
class Drop:
    """Old paragraphs that are gone, from first to last."""

    first: int
    last: int


Fact = Recast | HeadEdit | PictureChange | Addition | Update | Move | Rework | Drop


class Language(Protocol):
    """Knowledge of one language that facts are found and told with."""

    def figures(self, text: str) -> Sequence[Stretch]:
        """Return the places of numbers, in figures or in words, in order. Asked again and again of one text."""
        ...

    def value(self, figure: str) -> str:
        """Return the worth of a figure, the same for "two" and "2"."""
        ...

    def names(self, text: str) -> Sequence[Stretch]:
        """Return the places of names of people, places and days, in order. Asked again and again of one text."""
        ...

    def subject(self, text: str, figure: Stretch) -> str:
        """Return the thing that a figure counts, as "death toll"; "" if the words around it do not say."""
        ...

    def kind_of_name(self, name: str) -> str:
        """Return the kind of a name, as "day"; "name" for people and places."""
        ...

    def negations(self, text: str) -> int:
        """Count how often the text says no."""
        ...

    def quote(self, text: str) -> tuple[bool, str]:
        """Return whether words are quoted, and their speaker: a title or a name, "" if that is not plain."""
        ...

    def note(self, facts: Sequence[Fact], paragraphs: int) -> str:
        """Print the facts as an editor's note on a text of so many paragraphs."""
        ...

    def correction_note(self, facts: Sequence[Fact]) -> str:
        """Print the facts as the editor's note of a correction, which says with each that it was wrong."""
        ...


def facts(comparison: Comparison, old: Sequence[Block], new: Sequence[Block], language: Language) -> list[Fact]:
    """Return the facts of a comparison, in the order in which a desk tells them."""
    found: list[Fact] = []
    rows = comparison.changes
    lead, old_lead = lead_of(new), lead_of(old)
    top = next((row for row in rows if row.new == lead), None)
    if top and old_lead and _is_recast(top, old_lead):
        found.append(Recast(lead))
        found += _tolls(lead, old[old_lead - 1].text, new[lead - 1].text, language)
        rows = tuple(row for row in rows if row is not top and (row.old != old_lead or row.new))
    found += head_facts(comparison.head_rows, language)
    for first, last in number_runs(row.new for row in rows if row.fate is Fate.ADDED and row.new):
        words = "\n".join(block.text for block in new[first - 1 : last])
        found.append(Addition(first, last, *language.quote(words)))
    for row in rows:
        found += row_facts(row, language)
    found += [Drop(*run) for run in number_runs(row.old for row in rows if row.fate is Fate.REMOVED and row.old)]
    return found


def head_facts(changes: Iterable[HeadChange], language: Language) -> Iterator[Fact]:
    """Yield the facts of head fields."""
    pictures: Counter[bool] = Counter()
    edited: dict[str, HeadEdit] = {}
    for change in changes:
        kind = kind_of_field(change.field)
        if kind and not (change.old and change.new):
            pictures[bool(change.new)] += 1
            continue
        field = {"picture": "caption"}.get(kind[0], kind[0]) if kind else change.field
        before = edited.get(field, HeadEdit(field)).updates
        edited[field] = HeadEdit(field, (*before, *_segment_updates(0, change.segments, language)))
    yield from edited.values()
    if +pictures:
        yield PictureChange(added=pictures[True], dropped=pictures[False])


def lead_of(blocks: Sequence[Block]) -> int:
    """Return the number of the first paragraph proper, 0 if there is none."""
    return next((number for number, block in enumerate(blocks, start=1) if block.kind is Kind.PARAGRAPH), 0)


def _is_recast(top: Change, old_lead: int) -> bool:
    if top.fate is not Fate.CHANGED:
        return top.fate is not Fate.SAME
    kept = sum(count_words(part.text) for part in top.segments if part.op is Op.SAME)
    longer = max(count_words(old_text(top.segments)), count_words(new_text(top.segments)))
    return not top.restyled and (top.old != old_lead or kept < RECAST_BELOW * longer)


def _tolls(paragraph: int, old: str, new: str, language: Language) -> Iterator[Update]:
    """Yield figures of which both leads say the subject, and that differ. Of two tolls nobody knows which is which."""
    before = _figures_by_subject(old, language)
    for subject, now in _figures_by_subject(new, language).items():
        was = before.get(subject, now)
        if len(was) == len(now) == 1 and was[0].lower() != now[0].lower():
            yield Update(paragraph, subject, was[0], now[0])


def _figures_by_subject(text: str, language: Language) -> dict[str, list[str]]:
    """Return the figures of a text by the things they count."""
    found: dict[str, list[str]] = {}
    for start, end in language.figures(text)[:FIGURES_IN_LEAD]:
        subject = language.subject(text, (start, end))
        if subject:
            found.setdefault(subject, []).append(text[start:end])
    return found


def number_runs(numbers: Iterable[int]) -> Iterator[Stretch]:
    """Yield numbers as runs from first to last."""
    ordered = sorted(set(numbers))
    for _, run in groupby(enumerate(ordered), key=lambda place: place[1] - place[0]):
        together = [number for _, number in run]
        yield together[0], together[-1]


def row_facts(row: Change, language: Language) -> Iterator[Fact]:
    """Yield the facts of a paragraph that both texts have."""
    if row.old is None or row.new is None or row.fate is Fate.SAME:
        return
    if row.has_moved and not row.split:
        yield Move(row.old, row.new)
    if row.fate is Fate.MOVED:
        return
    updates = list(dict.fromkeys(row_updates(row, language)))
    yield from updates
    if row.split or row.joined:
        yield Rework(row.new, EditKind.SPLIT if row.split else EditKind.JOINED)
    elif not updates and row.fate is not Fate.MOVED_CHANGED and _is_visible(row):
        yield Rework(row.new, edit_kind(row))


def _is_visible(row: Change) -> bool:
    """Return whether more changed than white space where another paragraph was split off or joined."""
    return row.old_kind is not None or any(part.text.strip() for part in row.segments if part.op is not Op.SAME)


def edit_kind(row: Change) -> EditKind:
    """Return the kind of a paragraph's edit on the whole."""
    words = {op: sum(count_words(part.text) for part in row.segments if part.op is op) for op in Op}
    if row.restyled or not (words[Op.ADDED] or words[Op.REMOVED] or row.old_kind is None):
        return EditKind.RELINKED if row.relinked else EditKind.RESTYLED
    if not words[Op.SAME]:
        return EditKind.REWRITTEN
    if words[Op.ADDED] and not words[Op.REMOVED]:
        return EditKind.EXPANDED
    if words[Op.REMOVED] and not words[Op.ADDED]:
        return EditKind.TRIMMED
    return EditKind.EDITED


def row_updates(row: Change, language: Language) -> Iterator[Update]:
    """Yield the figures and names that changed in a paragraph; none where it was rewritten."""
    if not row.restyled and row.new is not None:
        yield from _segment_updates(row.new, row.segments, language)


def _segment_updates(paragraph: int, segments: tuple[Segment, ...], language: Language) -> Iterator[Update]:
    if any(part.op is Op.SAME for part in segments):
        for swap in swaps(segments):
            yield from _swap_updates(paragraph, swap, language)


def _swap_updates(paragraph: int, swap: Swap, language: Language) -> Iterator[Update]:
    old_figures = overlapping_stretches(language.figures(swap.old_text), swap.start, swap.end)
    new_figures = overlapping_stretches(language.figures(swap.new_text), swap.new_start, swap.new_end)
    if old_figures and len(old_figures) == len(new_figures):
        for old, new in zip(old_figures, new_figures, strict=True):
            before, after = swap.old_text[slice(*old)], swap.new_text[slice(*new)]
            if before.lower() != after.lower():
                yield Update(paragraph, language.subject(swap.new_text, new) or "figure", before, after)
    elif old_figures and new_figures:
        yield Update(
            paragraph,
            "figure",
            _join_stretches(swap.old_text, old_figures),
            _join_stretches(swap.new_text, new_figures),
        )
    else:
        yield from _name_updates(paragraph, swap, language)


def _name_updates(paragraph: int, swap: Swap, language: Language) -> Iterator[Update]:
    old_names = overlapping_stretches(language.names(swap.old_text), swap.start, swap.end)
    new_names = overlapping_stretches(language.names(swap.new_text), swap.new_start, swap.new_end)
    if old_names and len(old_names) == len(new_names):
        for old, new in zip(old_names, new_names, strict=True):
            before, after = swap.old_text[slice(*old)], swap.new_text[slice(*new)]
            if before != after:
                yield Update(paragraph, language.kind_of_name(after), before, after)


def overlapping_stretches(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """Return the stretches that have a character between start and end; they are in order and do not overlap."""
    first = bisect_right(stretches, start, key=itemgetter(1))
    return list(takewhile(lambda stretch: stretch[0] < end, islice(stretches, first, None)))


def _join_stretches(text: str, stretches: Sequence[Stretch]) -> str:
    return ", ".join(text[start:end] for start, end in stretches)
