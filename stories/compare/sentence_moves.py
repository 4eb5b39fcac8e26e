"""Sentences that passed from one paragraph to another: words removed there and added here that are the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stories.compare.changes import Change, Fate
from stories.compare.core.segments import Op, Segment
from stories.compare.core.sentences import Stretch, sentences
from stories.compare.core.typography import fold
from stories.compare.likeness import measure

SENTENCE_WORDS = 4  # least words of a sentence that is known again elsewhere
SENTENCE_LETTERS = 16  # of the shortest in ASCII
EDITED = frozenset({Fate.CHANGED, Fate.MOVED_CHANGED, Fate.ADDED, Fate.REMOVED})
_STOP = re.compile(r"[.!?…。！？؟۔।｡]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Whole sentence that went or came: its row, and its place in the row's old or new text."""

    row: int
    start: int
    end: int


def mark_sentence_moves(rows: list[Change], numbers: Iterator[int]) -> None:
    """Give the segments of each sentence that moved a number from `numbers`, the same at both ends; in place.

    A sentence moves where it went once and came once, word for word.
    """
    edited = [place for place, row in enumerate(rows) if row.fate in EDITED and not row.cells]
    pieces, new_pieces = (_pieces(rows, edited, op) for op in (Op.REMOVED, Op.ADDED))
    both = pieces.keys() & new_pieces.keys()
    if not both:
        return
    gone, come = (
        _whole_sentences(rows, sorted({place for words in both for place in found[words]}), op)
        for found, op in ((pieces, Op.REMOVED), (new_pieces, Op.ADDED))
    )
    found: defaultdict[tuple[int, Op], list[tuple[Stretch, int]]] = defaultdict(list)
    for words in gone.keys() & come.keys():
        if len(gone[words]) == 1 == len(come[words]) and measure(words) >= SENTENCE_WORDS:
            number = next(numbers)
            for op, end in ((Op.REMOVED, gone[words][0]), (Op.ADDED, come[words][0])):
                found[end.row, op].append(((end.start, end.end), number))
    for (place, op), moves in found.items():
        rows[place] = rows[place]._replace(segments=tuple(_mark(rows[place].segments, op, sorted(moves))))


def _pieces(rows: Sequence[Change], edited: Iterable[int], op: Op) -> dict[str, list[int]]:
    """Return the words between two stops that went, or came, with the rows they stand in: sentences, at a glance."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place in edited:
        for part in rows[place].segments:
            if part.op is op and (len(part.text) >= SENTENCE_LETTERS or not part.text.isascii()):
                for words in _STOP.split(part.text):
                    found[words.strip()].append(place)
    found.pop("", None)
    return found


def _whole_sentences(rows: Sequence[Change], edited: Iterable[int], op: Op) -> dict[str, list[_Sentence]]:
    """Return the sentences of which all words went, or came, by their words."""
    found: defaultdict[str, list[_Sentence]] = defaultdict(list)
    for place in edited:
        for start, end, words in _sentences_of(rows[place].segments, op):
            found[fold(words.strip())].append(_Sentence(place, start, end))
    return found


def _sentences_of(segments: Sequence[Segment], op: Op) -> Iterator[tuple[int, int, str]]:
    """Yield the place and the words of each sentence within a stretch of one fate."""
    text, stretches = _stretches(segments, op)
    places = sentences(text)
    for start, end in stretches:
        for first, last in places:
            bare = first + len(text[first:last].rstrip())
            if start <= first and bare <= end:
                before = first - (len(text[start:first]) - len(text[start:first].rstrip()))
                yield before, min(last, end), text[first:bare]


def _stretches(segments: Sequence[Segment], op: Op) -> tuple[str, list[Stretch]]:
    """Return the text of one side, and the stretches of it that are of this fate."""
    parts: list[str] = []
    stretches: list[Stretch] = []
    at = 0
    for part in segments:
        if part.op not in (op, Op.SAME):
            continue
        end = at + len(part.text)
        if part.op is op:
            if stretches and stretches[-1][1] == at:
                stretches[-1] = stretches[-1][0], end
            else:
                stretches.append((at, end))
        parts.append(part.text)
        at = end
    return "".join(parts), stretches


def _mark(segments: Iterable[Segment], op: Op, moves: Sequence[tuple[Stretch, int]]) -> Iterator[Segment]:
    """Yield segments, cut where moves begin and end, with the numbers of the moves."""
    at = 0
    for part in segments:
        if part.op not in (op, Op.SAME):
            yield part
            continue
        end = at + len(part.text)
        cuts = [(start, stop, number) for (start, stop), number in moves if start < end and stop > at]
        if part.op is not op or not cuts:
            yield part
        else:
            yield from _cut(part, at, cuts)
        at = end


def _cut(part: Segment, at: int, moves: Sequence[tuple[int, int, int]]) -> Iterator[Segment]:
    end = at + len(part.text)
    here = at
    for start, stop, number in moves:
        first, last = max(start, here), min(stop, end)
        if here < first:
            yield part._replace(text=part.text[here - at : first - at])
        if first < last:
            yield part._replace(text=part.text[first - at : last - at], move=number)
            here = last
    if here < end:
        yield part._replace(text=part.text[here - at :])
