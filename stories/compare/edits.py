"""Edits of a comparison that an editor would tell, for a note to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from stories.compare.changes import Change, Comparison, Fate, HeadChange
from stories.compare.core.segments import Op, Segment
from stories.compare.core.sentences import Stretch
from stories.compare.core.swaps import new_text, old_text
from stories.compare.core.tokens import count_words
from stories.compare.facts.fact import HEADLINE, Fact, FactKind, Figure
from stories.compare.facts.figure_changes import figure_fact
from stories.compare.facts.figures import figures
from stories.compare.facts.finding import segment_facts
from stories.compare.facts.quotes import quotes
from stories.compare.facts.subjects import COUNTED_THINGS
from stories.copy import Block, Kind
from stories.copy.pictures import kind_of_field

RECAST_BELOW = 0.5  # share of the longer lead's words that stay
FIGURES_IN_LEAD = 100  # that are looked at; a lead with more is a table


@dataclass(frozen=True, slots=True)
class Recast:
    """New first paragraph, by its number now."""

    paragraph: int


@dataclass(frozen=True, slots=True)
class HeadEdit:
    """Change of a headline, byline or dateline, and of the figures and names in it."""

    field: str
    updates: tuple[Fact, ...] = ()


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
    REPRINTED = auto()
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


Edit = Recast | HeadEdit | PictureChange | Addition | Fact | Move | Rework | Drop


def text_edits(comparison: Comparison, old: Sequence[Block], new: Sequence[Block], language: str) -> list[Edit]:
    """Return the edits of a comparison, in the order in which a desk tells them. The language is the texts'."""
    found: list[Edit] = []
    rows = comparison.changes
    lead, old_lead = lead_of(new), lead_of(old)
    top = next((row for row in rows if row.new == lead), None)
    if top and old_lead and _is_recast(top, old_lead):
        found.append(Recast(lead))
        found += _recast_tolls(lead, old[old_lead - 1].text, new[lead - 1].text, language)
        rows = tuple(row for row in rows if row is not top and (row.old != old_lead or row.new))
    found += head_edits(comparison.head_rows, language)
    for first, last in number_runs(row.new for row in rows if row.fate is Fate.ADDED and row.new):
        words = "\n".join(block.text for block in new[first - 1 : last])
        found.append(Addition(first, last, *_speech_and_speaker(words, language)))
    for row in rows:
        found += row_edits(row, language)
    found += [Drop(*run) for run in number_runs(row.old for row in rows if row.fate is Fate.REMOVED and row.old)]
    return found


def _speech_and_speaker(text: str, language: str) -> tuple[bool, str]:
    """Return whether speech is quoted, and the title of its first speaker, else the last name."""
    said = list(quotes(text, language))
    return bool(said), next((quote.title or quote.speaker for quote in said if quote.title or quote.speaker), "")


def head_edits(changes: Iterable[HeadChange], language: str) -> Iterator[Edit]:
    """Yield the edits of head fields."""
    pictures: Counter[bool] = Counter()
    edited: dict[str, HeadEdit] = {}
    for change in changes:
        kind = kind_of_field(change.field)
        if kind and not (change.old and change.new):
            pictures[bool(change.new)] += 1
            continue
        if change.typography_only:
            continue
        field = {"picture": "caption"}.get(kind[0], kind[0]) if kind else change.field
        before = edited.get(field, HeadEdit(field)).updates
        edited[field] = HeadEdit(field, (*before, *_updates(change.segments, language, HEADLINE, 0)))
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


def _recast_tolls(paragraph: int, old: str, new: str, language: str) -> Iterator[Fact]:
    """Yield figures of which both leads say the subject, and that differ. Of two tolls nobody knows which is which."""
    before = _figures_by_subject(old, language)
    for subject, now in _figures_by_subject(new, language).items():
        was = before.get(subject, now)
        if len(was) == len(now) == 1 and was[0].key != now[0].key:
            yield replace(figure_fact(was[0], now[0]), paragraph=paragraph)


def _figures_by_subject(text: str, language: str) -> dict[str, list[Figure]]:
    """Return the figures of a text by the things they count."""
    found: dict[str, list[Figure]] = {}
    for figure in figures(text, language)[:FIGURES_IN_LEAD]:
        if figure.subject in COUNTED_THINGS:
            found.setdefault(figure.subject, []).append(figure)
    return found


def number_runs(numbers: Iterable[int]) -> Iterator[Stretch]:
    """Yield numbers as runs from first to last."""
    ordered = sorted(set(numbers))
    for _, run in groupby(enumerate(ordered), key=lambda place: place[1] - place[0]):
        together = [number for _, number in run]
        yield together[0], together[-1]


def row_edits(row: Change, language: str) -> Iterator[Edit]:
    """Yield the edits of a paragraph that both texts have."""
    if row.old is None or row.new is None or row.fate is Fate.SAME:
        return
    if row.has_moved and not row.split:
        yield Move(row.old, row.new)
    if row.fate is Fate.MOVED:
        return
    updates = list(dict.fromkeys(_row_updates(row, language)))
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
    if row.typography_only:
        return EditKind.REPRINTED
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


def _row_updates(row: Change, language: str) -> Iterator[Fact]:
    """Yield the figures, dates and names that changed in a paragraph; none where it was rewritten."""
    if not row.restyled and row.new is not None:
        yield from _updates(row.segments, language, row.new, row.new)


def _updates(segments: tuple[Segment, ...], language: str, row: int, paragraph: int) -> Iterator[Fact]:
    if any(part.op is Op.SAME for part in segments):
        found = segment_facts(segments, language, row, paragraph)
        yield from (fact for fact in found if fact.kind is not FactKind.DENIAL)
