"""The words of a comparison for desk and readers: the editor's note, the wrong and the right, the count of changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from operator import attrgetter

from stories.compare import desk_note
from stories.compare.changes import Comparison, Fate, Text
from stories.compare.core.segments import Op, Segment
from stories.compare.core.sentences import is_whole, sentences_around
from stories.compare.core.swaps import Swap, new_text, old_text, swaps
from stories.compare.core.tokens import pieces
from stories.compare.edits import text_edits
from stories.compare.facts.denials import negations
from stories.compare.facts.fact import FigureSort
from stories.compare.facts.figures import figures_between
from stories.compare.facts.finding import name_pairs

AROUND = 6  # words between two changes up to which both are told as one
WHOLE = 160  # letters of a sentence up to which it is quoted whole
REACH = 70  # letters on either side of a change that are quoted of a longer one
EDITED = (Fate.CHANGED, Fate.MOVED_CHANGED)
_PAUSES = " ,;:—–，；：、،؛"
_CLAUSE = re.compile(r"[,;:،؛)]\s+|[，；：、]|\s+[-–—]{1,2}\s+|—")
_STOPPED = re.compile(r"[.!?…。！？؟۔।][\"'”’»)」』）]*$")


@dataclass(frozen=True, slots=True)
class Summary:
    """Number of changes and their places: head fields by name, new paragraphs and removed old ones by number."""

    count: int
    fields: tuple[str, ...]
    paragraphs: tuple[int, ...]
    removed: tuple[int, ...]


def describe(comparison: Comparison, old: Text, new: Text, *, language: str = "en") -> str:
    """Return the editor's note that the changes suggest: "Recasts lead; adds paras 4-6 with minister's quote".

    Added and changed paragraphs have the numbers of the new text, dropped and moved ones those of the old.
    "" where nothing changed. The language is the texts'; notes are in the English of a desk.
    """
    return desk_note.note(text_edits(comparison, old.blocks, new.blocks, language), len(new.blocks))


def correction_note(comparison: Comparison, old: Text, new: Text, *, language: str = "en") -> str:
    """Return the editor's note of a correction.

    Of figures: "Corrects death toll from two to three in headline and 1st paragraph". All else is told by its place
    alone: "Corrects headline and 2nd paragraph". Numbers and language are those of `describe`. "" where nothing
    changed.
    """
    return desk_note.correction_note(text_edits(comparison, old.blocks, new.blocks, language))


def correction(comparison: Comparison, old: Text, new: Text, *, language: str = "en") -> tuple[str, str]:
    """Return the wrong and the right sentences: those with a changed figure, name or denial, and the headline.

    A sentence is whole up to 160 letters; of a longer one stands the clause around the change, with an ellipsis where
    it was cut. The gravest error comes first, in both; each change is told once, from the text rather than from the
    headline. ("", "") if nothing of that sort changed.
    """
    rows = (row.segments for row in comparison.changes if row.fate in EDITED and not row.restyled)
    errors = _find_errors(filter(_is_quotable, rows), language)
    in_text = {(was, now) for was, now, _ in errors}
    for change in comparison.head:
        in_head = _find_errors([change.segments], language, anything=change.field == "headline")
        errors |= {key: error for key, error in in_head.items() if key[:2] not in in_text}
    gravest = sorted(errors.values(), key=attrgetter("gravity"))
    pairs = dict.fromkeys((error.wrong, error.right) for error in gravest)
    return _join_excerpts(was for was, _ in pairs), _join_excerpts(now for _, now in pairs)


class _Gravity(IntEnum):
    """Sort of changed words, the gravest first."""

    FIGURE = auto()
    NAME = auto()
    DENIAL = auto()
    WORDING = auto()


@dataclass(frozen=True, slots=True)
class _Error:
    """One error: the words that were wrong, and those that are right."""

    gravity: _Gravity
    wrong: str
    right: str


def _is_quotable(row: tuple[Segment, ...]) -> bool:
    """Return whether a paragraph has words that stayed, or is short: of one that was rewritten no word is the error."""
    return any(part.op is Op.SAME for part in row) or max(len(old_text(row)), len(new_text(row))) <= WHOLE


def _find_errors(
    rows: Iterable[tuple[Segment, ...]], language: str, *, anything: bool = False
) -> dict[tuple[str, str, str], _Error]:
    """Return the errors by their old words, new words and subject; of mere wording only if anything counts.

    The same change of the same thing is told at its first place.
    """
    found: dict[tuple[str, str, str], _Error] = {}
    for swap in (swap for segments in rows for swap in _join_neighbours(swaps(segments))):
        gravity, key = _meaning(swap, language)
        if anything or gravity is not _Gravity.WORDING:
            wrong, right = _excerpts(swap)
            found.setdefault(key or (wrong, right, ""), _Error(gravity, wrong, right))
    return found


def _join_neighbours(found: Iterable[Swap]) -> Iterator[Swap]:
    """Yield changes with a few words between them as one, so that no words are quoted twice."""
    last: Swap | None = None
    for swap in found:
        if last and len(swap.new_text[last.new_end : swap.new_start].split()) <= AROUND:
            swap = replace(last, end=swap.end, new_end=swap.new_end)
        elif last:
            yield last
        last = swap
    if last:
        yield last


def _meaning(swap: Swap, language: str) -> tuple[_Gravity, tuple[str, str, str] | None]:
    """Return the gravity of a change; of figures and names also the old ones, the new ones and their subject."""
    was = figures_between(swap.old_text, swap.start, swap.end, language)
    now = figures_between(swap.new_text, swap.new_start, swap.new_end, language)
    if was and now and [figure.key for figure in was] != [figure.key for figure in now]:
        key = " ".join(figure.key for figure in was), " ".join(figure.key for figure in now), now[0].subject
        is_day = {figure.sort for figure in (*was, *now)} == {FigureSort.DATE}
        return _Gravity.NAME if is_day else _Gravity.FIGURE, key
    pairs = name_pairs(swap, language)
    if pairs:
        return _Gravity.NAME, (" ".join(was for was, _ in pairs), " ".join(now for _, now in pairs), "")
    is_denial = negations(swap.old, language) != negations(swap.new, language)
    return _Gravity.DENIAL if is_denial and not _is_whole(swap) else _Gravity.WORDING, None


def _is_whole(swap: Swap) -> bool:
    """Return whether nothing but whole sentences came or went: they say more or less, but put nothing right."""
    sides = (swap.old_text, swap.start, swap.end), (swap.new_text, swap.new_start, swap.new_end)
    gone, came = (is_whole(*side) for side in sides)
    return (gone and not swap.new) or (came and not swap.old)


def _excerpts(swap: Swap) -> tuple[str, str]:
    """Return the sentences around a change, old and new; the clause, where either is long."""
    sides = (swap.old_text, swap.start, swap.end), (swap.new_text, swap.new_start, swap.new_end)
    within = [sentences_around(*side) for side in sides]
    if all(end - start <= WHOLE for start, end in within):
        was, now = (" ".join(text[start:end].split()) for (text, *_), (start, end) in zip(sides, within, strict=True))
    else:
        was, now = (_clause(*side, *stretch) for side, stretch in zip(sides, within, strict=True))
    return was, now


def _clause(text: str, start: int, end: int, first: int, last: int) -> str:
    """Return text[start:end] with the words around it in text[first:last], to the ends of a clause, or of a word."""
    begun = start if start - first > REACH else first
    if begun != first:
        ahead = text[start - REACH : start]
        seams = (seam.end() for seam in _CLAUSE.finditer(ahead))
        begun = start - REACH + next(seams, len(pieces(ahead)[0]))
    ended = end if last - end > REACH else last
    if ended != last:
        behind = text[end : end + REACH]
        seams = (seam.start() for seam in reversed([*_CLAUSE.finditer(behind)]))
        ended += next(seams, len(behind) - len(pieces(behind)[-1]))
    words = " ".join(text[begun:ended].split())
    return f"{'… ' if begun > first else ''}{words if ended == last else words.rstrip(_PAUSES) + ' …'}"


def _join_excerpts(excerpts: Iterable[str]) -> str:
    """Join excerpts one behind the other; one without a full stop at its end is parted from the next by a semicolon."""
    *others, last = [*excerpts] or [""]
    return "".join(f"{words}{' ' if _STOPPED.search(words) else '; '}" for words in others) + last


def summary(comparison: Comparison) -> Summary:
    """Return the counts for a sentence to readers: "3 changes: headline, paragraphs 2 and 5"."""
    rows = [row for row in comparison.changes if row.fate is not Fate.SAME]
    removed = tuple(row.old for row in rows if row.new is None and row.old)
    fields = tuple(change.field for change in comparison.head_rows)
    return Summary(len(rows) + len(fields), fields, comparison.paragraphs(), removed)
