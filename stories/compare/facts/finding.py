"""The facts that changed between two versions, found in their comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from stories.compare.changes import Change, Comparison, Fate
from stories.compare.core.segments import Op, Segment
from stories.compare.core.swaps import Swap, new_text, old_text, swaps
from stories.compare.facts.counted import is_one_thing
from stories.compare.facts.denials import denial_facts
from stories.compare.facts.fact import HEADLINE, Fact, FactKind, Figure
from stories.compare.facts.figure_changes import figure_fact, figure_facts, loose_figure_facts
from stories.compare.facts.figures import figures, is_figure
from stories.compare.facts.languages import language_words
from stories.compare.facts.names import (
    has_title_case,
    is_inflected,
    is_respelled,
    is_same_name,
    names,
    opens_sentence,
)
from stories.compare.facts.quote_changes import quote_facts
from stories.compare.facts.quotes import Quote, quotes
from stories.compare.facts.subjects import OF_PEOPLE, WEIGHTS, has_subject
from stories.compare.facts.table_names import cell_name, column_names, is_table_head
from stories.compare.tables import TABLE_KINDS

MOST_FACTS = 200  # facts of a comparison that are told
MOST_SWAPS = 400  # changed places of a comparison that are looked at
_CAPITAL_LETTER = re.compile(r"(?<![^\W_])[^\W\d_a-zа-я]")
_EDITED = (Fate.CHANGED, Fate.MOVED_CHANGED)
_KINDS = {FactKind.DENIAL: 55, FactKind.NAME: 50, FactKind.DATE: 40, FactKind.QUOTE: 20}
_RELATED = 2  # words beside a name that may change with it, so that the one stands for the other


def fact_changes(comparison: Comparison, language: str) -> tuple[Fact, ...]:
    """Return the facts that changed, each at each of its places, gravest first, in reading order within a sort.

    A figure is told only where it is plain which one took the place of which; its subject only where words say it.
    The language is the text's, as a tag; what is known of each stands in `languages`.
    """
    found: list[Fact] = []
    for field in comparison.head:
        if field.field == "headline":
            found += segment_facts(field.segments, language, HEADLINE, 0)
    heads: Mapping[int, str | None] = {}
    for row, change in enumerate(comparison.changes):
        if is_table_head(change) or change.kind not in TABLE_KINDS:
            heads = column_names(change)
        if is_table_head(change) or change.fate not in _EDITED or change.restyled or len(found) >= MOST_FACTS:
            continue
        if change.cells:
            found += cell_facts(change, heads, language, row)
        else:
            found += segment_facts(change.segments, language, row, change.new or 0)
    found += _toll_facts(comparison, language, found)
    found = _name_subjects(found)
    found += quote_facts(*_quotes(comparison, language))
    weighed = (replace(fact, weight=weight(fact)) for fact in found)
    return tuple(sorted(weighed, key=lambda fact: -fact.weight)[:MOST_FACTS])


def weight(fact: Fact) -> int:
    """Return how grave a changed fact is: tolls first, then other figures, denials, names, dates, quotes."""
    return WEIGHTS.get(fact.subject, WEIGHTS[""]) if fact.kind is FactKind.FIGURE else _KINDS[fact.kind]


def merge_places(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts with each told once, from its first paragraph rather than from the headline."""
    found: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        worth = _worth(fact, fact.was, fact.old_value), _worth(fact, fact.now, fact.new_value)
        key = (fact.kind, fact.subject, fact.table_row, fact.column, *worth)
        first = found.get(key)
        if first is None or (first.change == HEADLINE and fact.change != HEADLINE):
            found[key] = fact
    return tuple(found.values())


def _worth(fact: Fact, printed: str, value: object) -> object:
    return printed.casefold() if value is None or fact.kind is not FactKind.FIGURE else value


def segment_facts(segments: tuple[Segment, ...], language: str, row: int, paragraph: int) -> Iterator[Fact]:
    """Yield the figures, dates, names and denials of a paragraph that changed; of one written anew the figures."""
    if any(part.op is Op.SAME for part in segments) or row == HEADLINE:
        yield from _swap_facts(segments, language, row, paragraph)
        return
    for swap, _ in zip(swaps(segments), range(MOST_SWAPS), strict=False):
        yield from (replace(fact, change=row, paragraph=paragraph) for fact in loose_figure_facts(swap, language))


def cell_facts(change: Change, heads: Mapping[int, str | None], language: str, row: int) -> Iterator[Fact]:
    """Yield the facts that changed in the cells of a table's row, each with the names of its row and its column."""
    name = cell_name(change.cells[0].segments)
    for cell in change.cells:
        if cell.old is None or cell.new is None:
            continue
        column = heads.get(cell.new, "")
        if column is not None:
            table_row = name if cell.new > 1 else ""
            for fact in _swap_facts(cell.segments, language, row, change.new or 0):
                yield replace(fact, table_row=table_row, column=column)


def _swap_facts(segments: tuple[Segment, ...], language: str, row: int, paragraph: int) -> Iterator[Fact]:
    for swap, _ in zip(swaps(segments), range(MOST_SWAPS), strict=False):
        for facts_of_swap in (figure_facts, _name_facts, denial_facts):
            yield from (replace(fact, change=row, paragraph=paragraph) for fact in facts_of_swap(swap, language))


def _toll_facts(comparison: Comparison, language: str, known: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the tolls of which one value went and one came, wherever in the texts: a recast lead has no equal words.

    Of two tolls in one text nobody knows which is which, so none of them is told.
    """
    if not any(_is_whole_row(change) for change in comparison.changes):
        return
    words = language_words(language)
    told = {fact.subject for fact in known}
    gone: dict[str, dict[str, tuple[Figure, str]]] = {}
    came: dict[str, dict[str, tuple[Figure, str, int, int]]] = {}
    for row, change in enumerate(comparison.changes):
        if change.fate is Fate.SAME or change.restyled or change.kind in TABLE_KINDS:
            continue
        old, new = old_text(change.segments), new_text(change.segments)
        for figure in figures(old, language) if has_subject(old, words) else ():
            if figure.subject in OF_PEOPLE - told:
                gone.setdefault(figure.subject, {}).setdefault(figure.key, (figure, old))
        for figure in figures(new, language) if has_subject(new, words) else ():
            if figure.subject in OF_PEOPLE - told:
                came.setdefault(figure.subject, {}).setdefault(figure.key, (figure, new, row, change.new or 0))
    for what in gone.keys() & came.keys():
        lost = [figure for key, figure in gone[what].items() if key not in came[what]]
        won = [place for key, place in came[what].items() if key not in gone[what]]
        if len(lost) == len(won) == 1:
            (before, old), (figure, new, row, paragraph) = lost[0], won[0]
            if is_one_thing(before, figure, (old, new), words):
                yield replace(figure_fact(before, figure), change=row, paragraph=paragraph)


def _is_whole_row(change: Change) -> bool:
    """Return whether a paragraph came, went or was rewritten: figures of others are found where words changed."""
    is_new = change.fate in (Fate.ADDED, Fate.REMOVED)
    return is_new or (change.fate in _EDITED and not any(part.op is Op.SAME for part in change.segments))


def _name_subjects(found: Sequence[Fact]) -> list[Fact]:
    """Return facts with figures of the headline counting what they count in the text."""
    known = {
        (fact.old_value, fact.new_value): fact.subject for fact in found if fact.subject and fact.change != HEADLINE
    }
    return [
        replace(fact, subject=known.get((fact.old_value, fact.new_value), ""))
        if fact.kind is FactKind.FIGURE and fact.change == HEADLINE and not fact.subject
        else fact
        for fact in found
    ]


def _name_facts(swap: Swap, language: str) -> Iterator[Fact]:
    """Yield the names that took the place of others, where little else changed beside them."""
    if not (_CAPITAL_LETTER.search(swap.old) and _CAPITAL_LETTER.search(swap.new)):
        return
    pairs = name_pairs(swap, language)
    spare = _RELATED + max((len(name.split()) for pair in pairs for name in pair), default=0) * len(pairs)
    if max(len(swap.old.split()), len(swap.new.split())) <= spare:
        yield from (Fact(FactKind.NAME, "", *_strip_shared(was, now)) for was, now in pairs)


def _strip_shared(was: str, now: str) -> tuple[str, str]:
    """Return two names without the words that both begin with: a title, a first name."""
    old, new = was.split(), now.split()
    shared = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    return " ".join(old[shared:]), " ".join(new[shared:])


def name_pairs(swap: Swap, language: str) -> list[tuple[str, str]]:
    """Return the names in a swap, old and new, of which it is plain that one took the place of the other.

    A capital at the head of a sentence says nothing: such a word is a name if it is spelled like the other one.
    """
    old, new = _names_proper(swap.old_text, language), _names_proper(swap.new_text, language)
    was, now = overlapping_places(old, swap.start, swap.end), overlapping_places(new, swap.new_start, swap.new_end)
    pairs: list[tuple[str, str]] = []
    for (start, end), (first, last) in zip(was, now, strict=True) if len(was) == len(now) else ():
        before, after = swap.old_text[start:end], swap.new_text[first:last]
        is_opener = " " not in after and opens_sentence(swap.new_text, first)
        is_plain = (is_respelled(before, after) and not is_inflected(before, after)) if is_opener else True
        if is_plain and before != after and not is_same_name(before, after, language):
            pairs.append((before, after))
    return pairs


def _names_proper(text: str, language: str) -> list[tuple[int, int]]:
    """Return the names of a text without numbers in words, which open sentences; none where capitals say nothing."""
    found = () if has_title_case(text) else names(text, language)
    return [(start, end) for start, end in found if not is_figure(text, start, end, language)]


def overlapping_places(places: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the places that have a character between start and end."""
    return [place for place in places if place[0] < end and place[1] > start]


def _quotes(comparison: Comparison, language: str) -> tuple[list[Quote], list[Quote]]:
    """Return the quotes of the old and of the new text in paragraphs that are not as they were."""
    old: list[Quote] = []
    new: list[Quote] = []
    for row, change in enumerate(comparison.changes):
        if change.fate in (*_EDITED, Fate.ADDED, Fate.REMOVED) and not change.restyled:
            old += _row_quotes(old_text(change.segments), change.old, row, language)
            new += _row_quotes(new_text(change.segments), change.new, row, language)
    return old, new


def _row_quotes(text: str, paragraph: int | None, row: int, language: str) -> Iterator[Quote]:
    return quotes(text, language, row=row, paragraph=paragraph or 0) if paragraph and text else iter(())
