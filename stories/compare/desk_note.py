"""The editor's note of a text's edits, and that of a correction, in the English of a wire desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stories.compare.core.sentences import Stretch
from stories.compare.edits import (
    Addition,
    Drop,
    Edit,
    EditKind,
    HeadEdit,
    Move,
    PictureChange,
    Recast,
    Rework,
    number_runs,
)
from stories.compare.facts.fact import Fact, FactKind

_MARKS_ALONE = (EditKind.RESTYLED, EditKind.RELINKED, EditKind.REPRINTED)
MOST_FIGURES = 3  # that the note of a correction tells one by one
MANY = 4  # paragraphs that were edited, from which on "throughout" says it, if they are half of all
_SUBJECTS = {
    "deaths": "death toll",
    "injured": "number of injured",
    "missing": "number of missing",
    "arrested": "number of arrests",
    "rescued": "number of rescued",
    "evacuated": "number of evacuated",
    "aboard": "number aboard",
    "votes": "vote",
    "seats": "number of seats",
    "magnitude": "magnitude",
    "length": "length",
    "depth": "depth",
    "height": "height",
    "distance": "distance",
    "age": "age",
    "day": "day",
    "date": "date",
    "year": "year",
    "time": "time",
}
_AS_PRINTED = ("name", "day", "date", "year", "time")


def _subject_name(fact: Fact) -> str:
    """Return the thing that changed, as a desk names it; "figure" where nobody knows."""
    return "name" if fact.kind is FactKind.NAME else _SUBJECTS.get(fact.subject, "figure")


def note(facts: Sequence[Edit], paragraphs: int) -> str:
    """Print the editor's note: "Recasts lead; adds paras 4-6 with minister's quote; drops para 9"."""
    clauses = [clause for clauses in _clauses(facts, paragraphs) for clause in clauses]
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:]


def _clauses(facts: Sequence[Edit], paragraphs: int) -> Iterator[Iterable[str]]:
    if any(isinstance(fact, Recast) for fact in facts):
        yield ["recasts lead"]
    heads = [fact.field for fact in facts if isinstance(fact, HeadEdit)]
    yield [f"changes {_join_words(heads)}"] if heads else []
    yield [_addition_clause(fact) for fact in facts if isinstance(fact, Addition)]
    yield _update_clauses([fact for fact in facts if isinstance(fact, Fact)])
    reworked = [fact for fact in facts if isinstance(fact, Rework)]
    edited = {fact.paragraph for fact in reworked if fact.way not in _MARKS_ALONE}
    if len(edited) >= MANY and 2 * len(edited) >= paragraphs:
        yield ["updates throughout"]
        reworked = [fact for fact in reworked if fact.way in _MARKS_ALONE]
    yield _rework_clauses(reworked)
    yield [_move_clause(fact) for fact in facts if isinstance(fact, Move)]
    dropped = [(fact.first, fact.last) for fact in facts if isinstance(fact, Drop)]
    yield [f"drops {_paras(dropped)}"] if dropped else []
    yield [clause for fact in facts if isinstance(fact, PictureChange) for clause in _picture_clauses(fact)]


def _picture_clauses(fact: PictureChange) -> Iterator[str]:
    """Yield the clauses on pictures, as agencies say it: replaces photo; adds 2 photos."""
    replaced = min(fact.added, fact.dropped)
    counts = {"replaces": replaced, "adds": fact.added - replaced, "drops": fact.dropped - replaced}
    for verb, count in counts.items():
        if count:
            yield f"{verb} photo" if count == 1 else f"{verb} {count} photos"


def _addition_clause(fact: Addition) -> str:
    with_quote = f" with {_possessive(fact.speaker)} quote" if fact.speaker else " with quote"
    return f"adds {_paras([(fact.first, fact.last)])}{with_quote if fact.has_quote else ''}"


def _update_clauses(facts: Sequence[Fact]) -> Iterator[str]:
    """Yield one clause for each change, however many paragraphs it is in."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for fact in facts:
        places.setdefault((_subject_name(fact), fact.was, fact.now), []).append(fact.paragraph)
    for (what, old, new), numbers in places.items():
        if what in _AS_PRINTED:
            yield f"changes {what} in {_paras_of(numbers)} ({new}, was {old})"
        else:
            yield f"updates {what} in {_paras_of(numbers)} ({new.lower()}, was {old.lower()})"


_WAYS = {
    EditKind.REWRITTEN: "rewrites {}",
    EditKind.EXPANDED: "expands {}",
    EditKind.EDITED: "edits {}",
    EditKind.TRIMMED: "trims {}",
    EditKind.SPLIT: "splits off {}",
    EditKind.JOINED: "joins text to {}",
    EditKind.RESTYLED: "changes style in {}",
    EditKind.RELINKED: "changes link in {}",
    EditKind.REPRINTED: "changes typography in {}",
}


def _rework_clauses(facts: Sequence[Rework]) -> Iterator[str]:
    for way, clause in _WAYS.items():
        numbers = [fact.paragraph for fact in facts if fact.way is way]
        if numbers:
            yield clause.format(_paras_of(numbers))


def _move_clause(fact: Move) -> str:
    if fact.new == fact.old:
        return f"moves para {fact.old}"
    return f"moves {'up' if fact.new < fact.old else 'down'} para {fact.old} (now {fact.new})"


def _possessive(speaker: str) -> str:
    return f"{speaker}'" if speaker.endswith("s") else f"{speaker}'s"


def _paras_of(numbers: Iterable[int]) -> str:
    return _paras(list(number_runs(numbers)))


def _paras(runs: Sequence[Stretch]) -> str:
    """Print runs of paragraphs as a desk does: para 4; paras 2, 4-6 and 9."""
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    is_one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"para{'' if is_one else 's'} {_join_words(parts)}"


def correction_note(facts: Sequence[Edit]) -> str:
    """Print the note of a correction: "Corrects death toll from two to three in headline and 1st paragraph".

    A figure is told where it is clear which one became which; of all else the place: "Corrects headline".
    """
    heads = [fact for fact in facts if isinstance(fact, HeadEdit)]
    figured = _group_figures(heads, [fact for fact in facts if isinstance(fact, Fact)])
    told = {place for places in figured.values() for place in places}
    fields = [fact.field for fact in heads if fact.field not in told]
    is_error = [fact for fact in facts if not (isinstance(fact, Rework) and fact.way is EditKind.REPRINTED)]
    changed = [fact.paragraph for fact in is_error if isinstance(fact, Recast | Fact | Rework)]
    numbers = [number for number in changed if number not in told]
    clauses = [f"{what} from {old} to {new} in {_places(places)}" for (what, old, new), places in figured.items()]
    clauses += [_places([*fields, *numbers])] if fields or numbers else []
    for verb, sort in (("add", Addition), ("drop", Drop)):
        runs = [number for fact in facts if isinstance(fact, sort) for number in range(fact.first, fact.last + 1)]
        clauses += [f"to {verb} {_places(runs)}"] if runs else []
    clauses += ["photo"] if any(isinstance(fact, PictureChange) for fact in facts) else []
    clauses += ["order of paragraphs"] if any(isinstance(fact, Move) for fact in facts) else []
    text = "; ".join(f"corrects {clause}" for clause in clauses)
    return text[:1].upper() + text[1:]


def _group_figures(heads: Sequence[HeadEdit], updates: Sequence[Fact]) -> dict[tuple[str, str, str], list[str | int]]:
    """Return the places of each figure's change, by its subject, its old and its new worth; none where there are many.

    In a headline it counts what it counts in the text.
    """
    found: dict[tuple[str, str, str], list[str | int]] = {}
    by_worth: dict[tuple[object, object], list[tuple[str, str, str]]] = {}
    placed: list[tuple[str | int, Fact]] = [(update.paragraph, update) for update in updates]
    placed += [(head.field, update) for head in heads for update in head.updates]
    for place, update in placed:
        if update.kind is not FactKind.FIGURE:
            continue
        old, new, what = update.was.lower(), update.now.lower(), _subject_name(update)
        alike = by_worth.setdefault((update.old_value or old, update.new_value or new), [])
        in_head = update.paragraph == 0
        key = next((key for key in alike if in_head or key[0] == what), (what, old, new))
        alike.append(key)
        found.setdefault(key, []).append(place)
    return found if len(found) <= MOST_FIGURES else {}


def _places(places: Sequence[str | int]) -> str:
    """Print head fields and paragraphs as a correction names them: headline, 1st and 3rd-5th paragraphs."""
    fields = [place for place in places if isinstance(place, str)]
    runs = list(number_runs(place for place in places if isinstance(place, int)))
    numbers = [_ordinal(first) if first == last else f"{_ordinal(first)}-{_ordinal(last)}" for first, last in runs]
    if not numbers:
        return _join_words(fields)
    is_one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"{_join_words([*fields, *numbers])} paragraph{'' if is_one else 's'}"


def _ordinal(number: int) -> str:
    in_teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if in_teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _join_words(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
