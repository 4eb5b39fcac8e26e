"""What two texts share, marked in each: names, figures, and in scripts without capitals every telling word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stories.copy.terms import TOKEN, UNSPACED, telling_terms

UNSPACED_RUN = re.compile(rf"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class TermRun:
    """A run of a text that the other text has too, or has not."""

    words: str
    is_shared: bool = False


def common_terms(one: str, other: str) -> frozenset[str]:
    """Return the names, figures and words without capitals that stand in both texts, in lower case.

    A word that stands anywhere in small letters is no name: "After" at the head of a sentence is "after".
    """
    small = {token for text in (one, other) for token in TOKEN.findall(text) if token == token.lower() != token.upper()}
    return frozenset(telling_terms(one) & telling_terms(other) - small)


def split_at_terms(text: str, terms: frozenset[str]) -> tuple[TermRun, ...]:
    """Return a text in runs, those apart that are among the terms; together they are the text."""
    runs: list[TermRun] = []
    end = 0
    for begin, stop in term_spans(text, terms):
        runs += [TermRun(text[end:begin]), TermRun(text[begin:stop], is_shared=True)]
        end = stop
    return tuple(run for run in (*runs, TermRun(text[end:])) if run.words)


def term_spans(text: str, terms: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where the terms stand in a text, from the left. Terms of scripts without blanks that overlap are one."""
    for match in TOKEN.finditer(text):
        if match[0].lower() in terms:
            yield match.span()
        elif UNSPACED_RUN.match(match[0]):
            yield from ((match.start() + begin, match.start() + end) for begin, end in pair_spans(match[0], terms))


def pair_spans(run: str, terms: frozenset[str]) -> list[tuple[int, int]]:
    """Return where pairs of characters stand in a run, those that overlap or touch as one."""
    spans: list[tuple[int, int]] = []
    for at in range(len(run) - 1):
        if run[at : at + 2] not in terms:
            continue
        begin = spans.pop()[0] if spans and at <= spans[-1][1] else at
        spans.append((begin, at + 2))
    return spans
