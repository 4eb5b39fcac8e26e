"""Quotes from one version to the next: cut, new, shortened, extended, reworded, or another speaker's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rapidfuzz import fuzz

from stories.compare.core.tokens import count_words
from stories.compare.facts.fact import Fact, FactKind, QuoteChange
from stories.compare.facts.names import is_respelled
from stories.compare.facts.quotes import FEWEST, Quote

MOST_QUOTES = 60  # of a text that are looked at
MOSTLY_KEPT = 0.5  # part of the longer quote's words of which more must stand in both if one is the other's rewording
ONE_QUOTE = 60.0  # percentage of the shorter quote's words in the longer one from which on the two are one quote


def quote_facts(old: Sequence[Quote], new: Sequence[Quote]) -> Iterator[Fact]:
    """Yield what became of the quotes of two texts; those that stand in both as they were are not told."""
    gone, came = list(old[:MOST_QUOTES]), list(new[:MOST_QUOTES])
    for before in old[:MOST_QUOTES]:
        same = next((after for after in came if after.key == before.key), None)
        if same:
            gone.remove(before)
            came.remove(same)
            if _has_other_speaker(before, same):
                yield Fact(
                    FactKind.QUOTE,
                    same.speaker,
                    before.speaker,
                    same.speaker,
                    change=same.row,
                    paragraph=same.paragraph,
                    quote=QuoteChange.SPEAKER,
                )
    for before in list(gone):
        like = max(came, key=lambda after: _likeness(before, after), default=None)
        if like and _likeness(before, like) >= ONE_QUOTE and _is_kept(before, like):
            gone.remove(before)
            came.remove(like)
            yield _quote_fact(_way(before, like), before.words, like.words, like)
    yield from (_quote_fact(QuoteChange.CUT, before.words, "", before) for before in _join_broken(gone))
    yield from (_quote_fact(QuoteChange.NEW, "", after.words, after) for after in _join_broken(came))


def _has_other_speaker(before: Quote, after: Quote) -> bool:
    """Return whether a quote is somebody else's: a name that is spelled otherwise is told as a name."""
    was, now = before.speaker, after.speaker
    return bool(was and now) and was != now and not is_respelled(was, now)


def _join_broken(found: Sequence[Quote]) -> Iterator[Quote]:
    """Yield quotes with those of one person in one paragraph as one: "he said" in the middle makes no second one."""
    for (_, _), run in groupby(found, key=lambda quote: (quote.row, quote.speaker)):
        parts = list(run)
        yield replace(parts[0], words=" ".join(part.words for part in parts))


def _is_kept(before: Quote, after: Quote) -> bool:
    """Return whether a quote lost or won words alone, or has most of its words in both texts."""
    was, now = before.key.split(), after.key.split()
    shared = sum((Counter(was) & Counter(now)).values())
    is_whole = _is_within(was, now) or _is_within(now, was)
    return is_whole or len(was) == 1 or shared > MOSTLY_KEPT * max(len(was), len(now))


def _likeness(before: Quote, after: Quote) -> float:
    """Return how much of the shorter quote stands in the longer one, in percent."""
    words = sorted((before.key.split(), after.key.split()), key=len)
    if before.row == after.row and _is_within(*words):
        return 100.0
    is_short = min(count_words(before.words), count_words(after.words)) < FEWEST
    return fuzz.ratio(before.key, after.key) if is_short else fuzz.token_set_ratio(before.key, after.key)


def _way(before: Quote, after: Quote) -> QuoteChange:
    """Return whether a quote only lost words, only won some, or says it otherwise."""
    was, now = before.key.split(), after.key.split()
    if _is_within(now, was):
        return QuoteChange.SHORTENED
    return QuoteChange.EXTENDED if _is_within(was, now) else QuoteChange.REWORDED


def _is_within(few: list[str], many: list[str]) -> bool:
    """Return whether words stand in others in the same order."""
    rest = iter(many)
    return all(word in rest for word in few)


def _quote_fact(way: QuoteChange, was: str, now: str, place: Quote) -> Fact:
    words = abs(count_words(was) - count_words(now))
    return Fact(FactKind.QUOTE, place.speaker, was, now, None, None, place.row, place.paragraph, "", way, words)
