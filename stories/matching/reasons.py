"""The reasons of a finding, in words for an editor."""

from __future__ import annotations

from datetime import timedelta

from stories.matching.candidates import Candidate
from stories.matching.known_copy import KnownCopy
from stories.matching.likeness import exact_figures
from stories.matching.profile import stem

MOST_NAMES = 4
TITLE_WORDS = """
mr mrs ms dr sir prime minister president premier chancellor mayor governor senator secretary king queen prince princess
pope general colonel judge professor chief director foreign finance interior defence defense
"""
TITLES = frozenset(TITLE_WORDS.split())
BARS = {
    "rank": "the story has copy of this rank already",
    "day": "another news day",
    "wrapup": "a wrapup stands by itself",
    "genre": "another genre",
    "gathering": "it gathers several stories",
    "names": "each has names that the other has not",
    "little": "they share little but names",
    "words": "the words differ",
    "numbers": "their headlines have other numbers, and which came first is not told",
    "figures": "",
}


def reasons_for(copy: KnownCopy, candidate: Candidate) -> tuple[str, ...]:
    """Return what speaks for a story and against it."""
    near = candidate.nearest
    names = names_in_common(copy, near)
    reasons = [
        "same keyword" if candidate.shares_keyword else "",
        f"same names: {', '.join(names)}" if names else "",
        *place_reasons(copy, near),
        *figure_reasons(copy, near),
        print_ranks(copy, near),
        print_gap(copy.moved_at - near.moved_at),
        *(BARS[bar] for bar in candidate.bars),
    ]
    return tuple(filter(None, reasons))


def names_in_common(copy: KnownCopy, near: KnownCopy) -> list[str]:
    """Return the names that both have, whole and without titles, those of the headline first."""
    mine, theirs = copy.profile, near.profile
    shared = [term for term in mine.names if term in theirs.terms and term not in mine.places]
    shared.sort(key=lambda term: (term not in mine.heads, term not in theirs.heads))
    found: dict[str, None] = {}
    for term in shared:
        words = [word for word in mine.names[term].split() if stem(word.lower()) in theirs.terms]
        while words and words[0].casefold() in TITLES:
            words = words[1:]
        found.setdefault(" ".join(words))
    names = [
        name for name in found if name and not any(f" {name} " in f" {other} " for other in found if other != name)
    ]
    return names[:MOST_NAMES]


def place_reasons(copy: KnownCopy, near: KnownCopy) -> list[str]:
    """Return what the date lines say."""
    mine, theirs = copy.profile, near.profile
    if not mine.places or not theirs.places:
        return []
    is_same = set(mine.places) & set(theirs.places)
    names = " ".join(mine.names.get(term, term) for term in mine.places)
    if is_same:
        return [f"same place: {names}"]
    return [f"another place: {names}, {' '.join(theirs.names.get(term, term) for term in theirs.places)}"]


def figure_reasons(copy: KnownCopy, near: KnownCopy) -> list[str]:
    """Return what exact figures say."""
    mine, theirs = exact_figures(copy.profile.figures), exact_figures(near.profile.figures)
    if not mine or not theirs:
        return []
    if mine & theirs:
        return [f"same figures: {', '.join(sorted(mine & theirs)[:MOST_NAMES])}"]
    return [f"other figures: {min(mine)}, {min(theirs)}"]


def print_ranks(copy: KnownCopy, near: KnownCopy) -> str:
    """Return the order of two designators: "1st LD after Urgent", "Urgent ahead of 1st LD"."""
    if copy.rank == near.rank or copy.rank is None or near.rank is None:
        return print_rank(copy) if copy.designator and copy.rank is None else ""
    return f"{print_rank(copy)} {'after' if copy.rank > near.rank else 'ahead of'} {print_rank(near)}"


def print_rank(copy: KnownCopy) -> str:
    """Return the designator of copy as the desk reads it."""
    return str(copy.designator) if copy.designator else "plain text"


def print_gap(gap: timedelta) -> str:
    """Return the time between two pieces: "40 minutes later"."""
    minutes = round(abs(gap).total_seconds() / 60)
    if minutes == 0:
        return ""
    amount, unit = (minutes, "minute") if minutes < 100 else (round(minutes / 60), "hour")
    return f"{amount} {unit}{'' if amount == 1 else 's'} {'later' if gap > timedelta(0) else 'earlier'}"
