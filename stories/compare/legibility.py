"""Marks that a reader takes in at a glance: neighbours joined, and none on a sign or a small word alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache

from stories.compare.core.function_words import FUNCTION_WORDS
from stories.compare.core.tokens import is_word
from stories.compare.core.words import PAUSES, STOPS, Reading, Run

PARTING_WORDS = 2  # short words between two marks up to which they are one
PARTING_PIECES = 4  # those words with the signs between them
SHORT_LETTERS = 3
HANGING = STOPS | PAUSES
LONE_PIECES = 6  # a small word and its signs, in both texts


class PieceKind(Enum):
    """Weight of a piece of a text for a reader's eye."""

    SIGN = auto()
    STOP = auto()
    SMALL = auto()  # word that means little by itself
    SHORT = auto()
    FIGURE = auto()  # and symbols, as an emoji
    WORD = auto()


@lru_cache(maxsize=8192)
def kind_of_piece(piece: str) -> PieceKind:
    """Return the kind of a piece, as `tokens.pieces` cuts them."""
    bare = piece.rstrip()
    if bare.casefold() in FUNCTION_WORDS:
        return PieceKind.SMALL
    if not is_word(piece):
        is_sign = not bare or unicodedata.category(bare[0]).startswith("P")
        return PieceKind.STOP if bare in STOPS else PieceKind.SIGN if is_sign else PieceKind.FIGURE
    if any(sign.isdigit() for sign in bare):
        return PieceKind.FIGURE
    return PieceKind.SHORT if len(bare) <= SHORT_LETTERS and bare.isascii() else PieceKind.WORD


def join_marks(runs: Sequence[Run], a: Reading, b: Reading) -> list[Run]:
    """Return the runs without those that part two changes by a short word or two, in one sentence.

    A figure that stayed is never taken into a mark, as a changed figure is news.
    """
    kept: list[Run] = []
    last = len(runs) - 1
    for place, run in enumerate(runs):
        if run.size <= PARTING_PIECES and _is_parting(a.pieces[run.a : run.a + run.size]):
            before = runs[place - 1] if place else Run(0, 0, 0)
            after = runs[place + 1] if place < last else Run(len(a.pieces), len(b.pieces), 0)
            if _changes_between(before, run) and _changes_between(run, after):
                continue
        kept.append(run)
    return kept


def _changes_between(run: Run, following: Run) -> bool:
    return following.a > run.a + run.size or following.b > run.b + run.size


def _is_parting(pieces: Iterable[str]) -> bool:
    """Return whether pieces are but a short word or two, with signs that end no sentence."""
    words = 0
    for kind in map(kind_of_piece, pieces):
        if kind is PieceKind.SMALL or kind is PieceKind.SHORT:
            words += 1
        elif kind is not PieceKind.SIGN:
            return False
    return words <= PARTING_WORDS


def widen_marks(runs: list[Run], a: Reading, b: Reading) -> list[Run]:
    """Return the runs, shortened where a sign or a small word would be marked alone: its neighbour goes with it.

    A sign goes with the word before it, a small word with the word behind it. So does the sign at the beginning of
    words that took the place of others, as there is no blank before a comma.
    """
    lone = _lone_marks(runs, a, b)
    if not lone:
        return runs
    settled = [[0, 0, 0], *(list(run) for run in runs), [len(a.pieces), len(b.pieces), 0]]
    for place, is_sign in lone:
        before, after = settled[place], settled[place + 1]
        has_word = before[2] > 0 and _goes_along(a.pieces[before[0] + before[2] - 1])
        begins = after[2] > 0 and _goes_along(a.pieces[after[0]])
        if has_word and (is_sign or not begins):
            before[2] -= 1
        elif begins:
            after[:] = [after[0] + 1, after[1] + 1, after[2] - 1]
    return [Run(*run) for run in settled if run[2]]


def _goes_along(piece: str) -> bool:
    """Return whether a piece is a word that may be marked along with a sign or a small word."""
    kind = kind_of_piece(piece)
    return kind is PieceKind.WORD or kind is PieceKind.SHORT or kind is PieceKind.SMALL


def _lone_marks(runs: Sequence[Run], a: Reading, b: Reading) -> list[tuple[int, bool]]:
    """Return the marks to widen: the number of runs before each, and whether it begins with a sign."""
    found: list[tuple[int, bool]] = []
    at = new_at = 0
    for place, run in enumerate([*runs, Run(len(a.pieces), len(b.pieces), 0)]):
        words = new_words = LONE_PIECES
        if 0 < run.a - at + run.b - new_at <= LONE_PIECES:
            words = _small_words(a.pieces[at : run.a])
            new_words = _small_words(b.pieces[new_at : run.b]) if words < LONE_PIECES else words
        if words < 2 and new_words < 2:
            found.append((place, not (words or new_words)))
        elif at < run.a and new_at < run.b and (a.pieces[at][0] in HANGING) != (b.pieces[new_at][0] in HANGING):
            found.append((place, True))
        at, new_at = run.a + run.size, run.b + run.size
    return found


def _small_words(pieces: Iterable[str]) -> int:
    """Count small words; as many as one likes where there is more than they and signs."""
    words = 0
    for kind in map(kind_of_piece, pieces):
        if kind is PieceKind.SMALL:
            words += 1
        elif kind is not PieceKind.SIGN and kind is not PieceKind.STOP:
            return LONE_PIECES
    return words
