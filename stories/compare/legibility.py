"""Marks that a reader takes in at a glance: neighbours joined, and none on a sign or a small word alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from stories.compare.core.function_words import FUNCTION_WORDS
from stories.compare.core.tokens import is_word
from stories.compare.core.words import STOPS, Reading, Run

PARTING_WORDS = 2  # short words between two marks up to which they are one
PARTING_PIECES = 4  # those words with the signs between them
SHORT = 3  # letters
LONE_PIECES = 6  # a small word and its signs, in both texts


def join_marks(runs: Sequence[Run], a: Reading, b: Reading) -> list[Run]:
    """Return the runs without those that part two changes by a short word or two, in one sentence.

    A figure that stayed is never taken into a mark, as a changed figure is news.
    """
    kept: list[Run] = []
    last = len(runs) - 1
    for place, run in enumerate(runs):
        if run.size <= PARTING_PIECES and _is_short(a.pieces[run.a : run.a + run.size]):
            before = runs[place - 1] if place else Run(0, 0, 0)
            after = runs[place + 1] if place < last else Run(len(a.pieces), len(b.pieces), 0)
            if _changes_between(before, run) and _changes_between(run, after):
                continue
        kept.append(run)
    return kept


def _changes_between(run: Run, following: Run) -> bool:
    return following.a > run.a + run.size or following.b > run.b + run.size


def _is_short(pieces: Iterable[str]) -> bool:
    """Return whether pieces are but a short word or two, with signs that end no sentence."""
    bare = [piece.rstrip() for piece in pieces]
    words = [piece for piece in bare if is_word(piece)]
    if len(words) > PARTING_WORDS or any(piece in STOPS for piece in bare):
        return False
    return all(
        word.casefold() in FUNCTION_WORDS or (len(word) <= SHORT and word.isascii() and word.isalpha())
        for word in words
    )


def widen_marks(runs: list[Run], a: Reading, b: Reading) -> list[Run]:
    """Return the runs, shortened where a sign or a small word would be marked alone: its neighbour goes with it.

    A sign goes with the word before it, a small word with the word behind it.
    """
    lone = _lone_marks(runs, a, b)
    if not lone:
        return runs
    settled = [[0, 0, 0], *(list(run) for run in runs), [len(a.pieces), len(b.pieces), 0]]
    for place, is_sign in lone:
        before, after = settled[place], settled[place + 1]
        has_word = before[2] > 0 and _is_neighbour(a.pieces[before[0] + before[2] - 1])
        if has_word and (is_sign or not _begins(a, after)):
            before[2] -= 1
        elif _begins(a, after):
            after[:] = [after[0] + 1, after[1] + 1, after[2] - 1]
    return [Run(*run) for run in settled if run[2]]


def _lone_marks(runs: Sequence[Run], a: Reading, b: Reading) -> list[tuple[int, bool]]:
    """Return the marks with no more than a small word: the number of runs before each, and whether it is a sign."""
    found: list[tuple[int, bool]] = []
    at = new_at = 0
    for place, run in enumerate([*runs, Run(len(a.pieces), len(b.pieces), 0)]):
        if 0 < run.a - at + run.b - new_at <= LONE_PIECES:
            sides = a.pieces[at : run.a], b.pieces[new_at : run.b]
            if _is_lone(*sides):
                found.append((place, not any(is_word(piece) for side in sides for piece in side)))
        at, new_at = run.a + run.size, run.b + run.size
    return found


def _is_lone(*sides: Sequence[str]) -> bool:
    """Return whether no more than a small word with its signs changed on either side; an emoji is no sign."""
    for side in sides:
        words = 0
        for piece in side:
            if piece.rstrip().casefold() in FUNCTION_WORDS:
                words += 1
            elif piece[0].isalnum() or unicodedata.category(piece[0])[0] not in "PZ":
                return False
        if words > 1:
            return False
    return True


def _begins(a: Reading, run: Sequence[int]) -> bool:
    """Return whether a run begins with a word that may go with the mark before it."""
    return run[2] > 0 and _is_neighbour(a.pieces[run[0]])


def _is_neighbour(piece: str) -> bool:
    return is_word(piece) and not any(sign.isdigit() for sign in piece)
