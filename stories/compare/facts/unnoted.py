"""Facts that changed in a version of which the agency's note does not speak."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from stories.compare.facts.fact import Fact, FactKind
from stories.compare.facts.figures import figures
from stories.compare.facts.finding import merge_places
from stories.compare.facts.languages import language_words
from stories.compare.facts.names import is_respelled
from stories.compare.facts.subjects import OF_PEOPLE

_TOLD = (FactKind.FIGURE, FactKind.NAME, FactKind.DENIAL)
SHORTEST_SPELLED = 3  # letters of a number in words, in a language that has articles for one
TELLING = 5  # letters of a word from which on a note that has it speaks of the same thing
_NUMBER_OF = "number of people|toll throughout"
_DEVELOPING = 4  # part of the weight of a toll that rises in a filing that is no new lead


def facts_without_note(
    facts: Iterable[Fact], note: str, *, language: str, is_correction: bool, is_new_lead: bool
) -> tuple[Fact, ...]:
    """Return the figures, names and denials that changed and that the note of the version does not name.

    Each is told once, with its weight. A correction says what it does, so it has none. A toll that rises in a new lead
    is news and none either; in another filing it weighs a quarter. A name that gave way to quite another one weighs
    half, as the sentence may speak of somebody else. A note names a fact by the new value or the old one, by the name,
    by a word for its subject ("UPDATES toll"), or as one of the figures.
    """
    if is_correction:
        return ()
    of_note = {figure.value for figure in figures(note, language) if figure.value is not None}
    found = (
        replace(fact, weight=_weight(fact, is_new_lead=is_new_lead))
        for fact in merge_places(facts)
        if fact.kind in _TOLD and not _is_named(fact, note, of_note, language)
    )
    return tuple(sorted((fact for fact in found if fact.weight), key=lambda fact: -fact.weight))


def _weight(fact: Fact, *, is_new_lead: bool) -> int:
    if fact.subject in OF_PEOPLE and None not in (fact.old_value, fact.new_value):
        is_rise = (fact.new_value or 0) > (fact.old_value or 0)
        return fact.weight if not is_rise else 0 if is_new_lead else fact.weight // _DEVELOPING
    if fact.kind is FactKind.NAME and not is_respelled(fact.was, fact.now):
        return fact.weight // 2
    return fact.weight


def _is_named(fact: Fact, note: str, of_note: set[Decimal], language: str) -> bool:
    """Return whether a note speaks of a fact."""
    if fact.kind is FactKind.FIGURE:
        values = {fact.old_value, fact.new_value} - {None}
        is_told = bool(values & of_note) or _has_figure(note, fact, language)
        is_told = is_told or (fact.is_in_table and _names_cell(note, fact, language))
        return is_told or _has_subject(note, fact.subject, language) or _names_figures(note, fact, language)
    if fact.kind is FactKind.NAME:
        return any(word in note for word in {*fact.was.split(), *fact.now.split()} if word[:1].isupper())
    told = {word for word in re.findall(r"\w+", f"{fact.was} {fact.now}".casefold()) if len(word) >= TELLING}
    return bool(told & set(re.findall(r"\w+", note.casefold())))


def _has_figure(note: str, fact: Fact, language: str) -> bool:
    """Return whether a note has the old or the new figure as it is printed; an article for one is none."""
    printed = (each for each in (fact.was, fact.now) if len(each) >= SHORTEST_SPELLED or not each.isalpha())
    return any(_speaks_of(note, re.escape(each), language) for each in printed)


def _names_cell(note: str, fact: Fact, language: str) -> bool:
    """Return whether a note says that a table changed, or has the name of a fact's row or column."""
    names = {name.casefold() for name in (fact.table_row, fact.column) if len(name) >= TELLING}
    return any(name in note.casefold() for name in names) or _speaks_of(
        note, language_words(language).note_table, language
    )


def _names_figures(note: str, fact: Fact, language: str) -> bool:
    """Return whether a note says that figures changed: "UPDATES figures throughout", "Adds number of people"."""
    forms = language_words(language).note_figures
    return _speaks_of(note, f"{forms}|{_NUMBER_OF}" if forms and fact.subject in OF_PEOPLE else forms, language)


def _has_subject(note: str, what: str, language: str) -> bool:
    """Return whether a note has a word for the thing that a figure counts."""
    words = language_words(language)
    return _speaks_of(note, words.note_subjects.get(what) or words.subjects.get(what) or "", language)


def _speaks_of(note: str, forms: str, language: str) -> bool:
    """Return whether one of the words of an expression stands in a note."""
    edges = (r"(?<!\w)", r"(?!\w)") if language_words(language).is_spaced else ("", "")
    return bool(forms) and re.search(rf"{edges[0]}(?:{forms}){edges[1]}", note, re.IGNORECASE) is not None
