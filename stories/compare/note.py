"""What the desk and readers are told of a comparison: the editor's note, what was wrong and right, how much changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from stories.compare import english
from stories.compare.changes import Comparison, Fate, Segment, Text
from stories.compare.facts import Language, facts, touched
from stories.compare.swaps import Swap, swaps

LANGUAGES: dict[str, Language] = {"en": cast(Language, english)}
AROUND = 6  # words on either side of what was wrong
LOOKED_BACK = 400  # letters, among which those words are found
EDITED = (Fate.CHANGED, Fate.MOVED_CHANGED)
_CLAUSE = re.compile(r"[.!?;:,—–“”\"«»()]\s|[\n。，；：！？]|[“«(]|—")


@dataclass(frozen=True, slots=True)
class Summary:
    """How many changes there are and where: head fields by name, new paragraphs and removed old ones by number."""

    count: int
    fields: tuple[str, ...]
    paragraphs: tuple[int, ...]
    removed: tuple[int, ...]


def describe(comparison: Comparison, old: Text, new: Text, *, language: str = "en") -> str:
    """The editor's note that the changes suggest: "Recasts lead; adds paras 4-6 with minister's quote".

    Added and changed paragraphs have the numbers of the new text, dropped and moved ones those of the old.
    "" where nothing changed. The language is the note's; one that nobody wrote a module for is English.
    """
    spoken = LANGUAGES.get(language, LANGUAGES["en"])
    return spoken.note(facts(comparison, old.blocks, new.blocks, spoken), len(new.blocks))


def correction(comparison: Comparison, old: Text, new: Text, *, language: str = "en") -> tuple[str, str]:
    """What was wrong and what is right, in the words of the texts around each changed figure, name and denial.

    ("", "") if none changed. Each change is told once, from the text rather than from the headline.
    """
    spoken = LANGUAGES.get(language, LANGUAGES["en"])
    rows = [row.segments for row in comparison.changes if row.fate in EDITED and not row.restyled]
    wrong = _told(rows, spoken)
    in_text = {(was, now) for was, now, _ in wrong}
    heads = _told([change.segments for change in comparison.head], spoken)
    wrong |= {key: excerpts for key, excerpts in heads.items() if key[:2] not in in_text}
    pairs = dict.fromkeys(wrong.values())
    return "; ".join(was for was, _ in pairs), "; ".join(now for _, now in pairs)


def _told(rows: Iterable[tuple[Segment, ...]], language: Language) -> dict[tuple[str, str, str], tuple[str, str]]:
    """The words around each change of meaning, by what it was, what it is, and what it counts."""
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for swap in (swap for segments in rows for swap in _neighbours_joined(swaps(segments))):
        key = _meaning(swap, language)
        if key:
            found.setdefault(key, _excerpts(swap))
    return found


def _neighbours_joined(found: Iterable[Swap]) -> Iterator[Swap]:
    """Changes with a few words between them as one, so that no words are quoted twice."""
    last: Swap | None = None
    for swap in found:
        if last and len(swap.new_text[last.new_end : swap.new_start].split()) <= AROUND:
            swap = replace(last, end=swap.end, new_end=swap.new_end)
        elif last:
            yield last
        last = swap
    if last:
        yield last


def _meaning(swap: Swap, language: Language) -> tuple[str, str, str] | None:
    """The figures and names that changed and what they count, or the words around a denial; None for mere wording."""
    old, new = swap.old_text, swap.new_text
    for find in (language.figures, language.names):
        was = [old[start:end] for start, end in touched(find(old), swap.start, swap.end)]
        places = touched(find(new), swap.new_start, swap.new_end)
        now = [new[start:end] for start, end in places]
        if was and now and was != now:
            return " ".join(was), " ".join(now), language.subject(new, places[0])
    if language.negations(swap.old) != language.negations(swap.new):
        return *_excerpts(swap), ""
    return None


def _excerpts(swap: Swap) -> tuple[str, str]:
    """The clause around a change, as it was and as it is."""
    return (
        _excerpt(swap.old_text, swap.start, swap.end),
        _excerpt(swap.new_text, swap.new_start, swap.new_end),
    )


def _excerpt(text: str, start: int, end: int) -> str:
    before = [found.end() for found in _CLAUSE.finditer(text, max(0, start - LOOKED_BACK), start)]
    after = _CLAUSE.search(text, end)
    ahead = text[before[-1] if before else max(0, start - LOOKED_BACK) : start].split(" ")
    rest = text[end : after.start() if after else len(text)].split(" ")
    words = " ".join(ahead[-AROUND - 1 :]) + text[start:end] + " ".join(rest[: AROUND + 1])
    return " ".join(words.split()).rstrip(".,;:")


def summary(comparison: Comparison) -> Summary:
    """What a sentence for readers is made of: "3 changes: headline, paragraphs 2 and 5"."""
    rows = [row for row in comparison.changes if row.fate is not Fate.SAME]
    removed = tuple(row.old for row in rows if row.new is None and row.old)
    fields = tuple(change.field for change in comparison.head)
    return Summary(len(rows) + len(fields), fields, comparison.paragraphs(), removed)
