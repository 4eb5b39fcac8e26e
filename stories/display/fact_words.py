"""Facts that changed, in the reader's words: a clause of a sentence, a few words of a row, a note in the margin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext, gettext_lazy, ngettext

from stories.compare import HEADLINE, Fact, FactKind, QuoteChange

FACT_LABELS: dict[str, str | Promise] = {
    "deaths": gettext_lazy("deaths"),
    "injured": gettext_lazy("injured"),
    "missing": gettext_lazy("missing"),
    "arrested": gettext_lazy("arrests"),
    "rescued": gettext_lazy("rescued"),
    "evacuated": gettext_lazy("evacuated"),
    "aboard": gettext_lazy("people on board"),
    "votes": gettext_lazy("votes"),
    "seats": gettext_lazy("seats"),
    "magnitude": gettext_lazy("magnitude"),
    "money": gettext_lazy("a sum of money"),
    "length": gettext_lazy("length"),
    "depth": gettext_lazy("depth"),
    "height": gettext_lazy("height"),
    "distance": gettext_lazy("distance"),
    "share": gettext_lazy("a percentage"),
    "age": gettext_lazy("age"),
    "day": gettext_lazy("day"),
    "date": gettext_lazy("date"),
    "year": gettext_lazy("year"),
    "time": gettext_lazy("time"),
}
_RISES = {
    "deaths": (gettext_lazy("the toll rises from {was} to {now}"), gettext_lazy("the toll falls from {was} to {now}")),
    "injured": (
        gettext_lazy("the injured rise from {was} to {now}"),
        gettext_lazy("the injured fall from {was} to {now}"),
    ),
    "missing": (
        gettext_lazy("the missing rise from {was} to {now}"),
        gettext_lazy("the missing fall from {was} to {now}"),
    ),
    "arrested": (gettext_lazy("arrests rise from {was} to {now}"), gettext_lazy("arrests fall from {was} to {now}")),
    "rescued": (
        gettext_lazy("the rescued rise from {was} to {now}"),
        gettext_lazy("the rescued fall from {was} to {now}"),
    ),
    "evacuated": (
        gettext_lazy("the evacuated rise from {was} to {now}"),
        gettext_lazy("the evacuated fall from {was} to {now}"),
    ),
    "aboard": (
        gettext_lazy("the number on board rises from {was} to {now}"),
        gettext_lazy("the number on board falls from {was} to {now}"),
    ),
}
_HYPHEN = re.compile(r"^-(?=\D?\d)")  # that stands for a minus
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")


def arrow() -> str:
    """Return the sign between an old and a new value, in the direction of the page's language."""
    return "←" if get_language_bidi() else "→"


def fact_values(fact: Fact) -> tuple[str, str]:
    """Return the old and the new value as readers of any language see them: "two" is 2, Chinese stays as printed."""
    return _isolate(_print_value(fact.was, fact.old_value)), _isolate(_print_value(fact.now, fact.new_value))


def _isolate(words: str) -> str:
    """Return words set apart where they run against the page: else two of them would change sides around an arrow."""
    strong = next((side for sign in words if (side := unicodedata.bidirectional(sign)) in ("L", "R", "AL")), "")
    runs_against = bool(strong) and (strong != "L") != get_language_bidi()
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if runs_against else words


def _print_value(printed: str, value: Decimal | None) -> str:
    if value is None or any(sign.isdigit() or _IDEOGRAPH.match(sign) for sign in printed):
        return _HYPHEN.sub("\N{MINUS SIGN}", printed)
    return str(number_format(value.normalize() if value != value.to_integral() else int(value)))


def fact_change(fact: Fact) -> str:
    """Return the old and the new value with an arrow between: "7.4 → 4.7 km"."""
    was, now = fact_values(fact)
    return join_unit(f"{was} {arrow()} {now}", fact.unit)


def join_unit(value: str, unit: str) -> str:
    """Return a value with its unit, a blank between the two where their language has one."""
    joint = "" if not unit or unit[0] == "-" or _IDEOGRAPH.match(unit) else " "
    return f"{value}{joint}{unit}"


def has_verb(fact: Fact) -> bool:
    """Return whether a fact is told as a thing that rises or falls; a cell of a table is a part of that thing."""
    values = (fact.old_value, fact.new_value)
    is_figure = fact.kind is FactKind.FIGURE and not fact.is_in_table
    return is_figure and fact.subject in _RISES and None not in values and values[0] != values[1]


def fact_clause(fact: Fact) -> str:
    """Return a fact as a clause of a sentence: "the toll rises from 12 to 13"; "Sorell is now Sorrel"."""
    was, now = fact_values(fact)
    if fact.kind is FactKind.NAME:
        return gettext("{was} is now {now}").format(was=was, now=now)
    if fact.kind is FactKind.DENIAL:
        return _name_place(gettext("a denial in {place}: “{was}” is now “{now}”"), fact).format(was=was, now=now)
    if fact.kind is FactKind.QUOTE:
        return quote_clause(fact)
    if has_verb(fact):
        return str(_RISES[fact.subject][(fact.new_value or 0) < (fact.old_value or 0)]).format(was=was, now=now)
    label = cell_name(fact) or str(FACT_LABELS.get(fact.subject) or _name_place(gettext("a figure in {place}"), fact))
    return gettext("{label}: {change}").format(label=label, change=fact_change(fact))


def cell_name(fact: Fact) -> str:
    """Return the cell of a table that tells a figure or a date, by its row and column: "Roads, Change"; else ""."""
    is_number = fact.kind in (FactKind.FIGURE, FactKind.DATE)
    names = (fact.table_row, fact.column) if is_number else ()
    return gettext(", ").join(_isolate(name) for name in names if name)


def _name_place(words: str, fact: Fact) -> str:
    """Return words with the place of a fact in them; other braces stay."""
    if fact.change == HEADLINE:
        place = gettext("the headline")
    else:
        place = gettext("paragraph {number}").format(number=fact.paragraph)
    return words.replace("{place}", place)


def fact_in_brief(fact: Fact) -> str:
    """Return a fact in a few words: "deaths 12 → 13", "name Sorell → Sorrel", "a quote of Reve cut"."""
    if fact.kind is FactKind.NAME:
        return gettext("name {change}").format(change=fact_change(fact))
    if fact.kind is FactKind.DENIAL:
        was, now = fact_values(fact)
        return gettext("“{was}” {arrow} “{now}”").format(was=was, arrow=arrow(), now=now)
    if fact.kind is FactKind.QUOTE:
        return quote_in_brief(fact)
    if cell_name(fact):
        return gettext("{label}: {change}").format(label=cell_name(fact), change=fact_change(fact))
    if fact.subject not in FACT_LABELS and not any(character.isdigit() for character in "".join(fact_values(fact))):
        was, now = fact_values(fact)  # words, an ordinal among them: no noun goes with every form of one
        return gettext("“{was}” {arrow} “{now}”").format(was=was, arrow=arrow(), now=now)
    label = str(FACT_LABELS[fact.subject]) if fact.subject in FACT_LABELS else gettext("a figure")
    return gettext("{label} {change}").format(label=label, change=fact_change(fact))


def list_in_brief(facts: Iterable[Fact]) -> list[str]:
    """Return each of some facts in a few words, for a row; the first begins with a capital."""
    first, *others = [fact_in_brief(fact) for fact in facts] or [""]
    return [capitalize(first), *others] if first else []


def quote_clause(fact: Fact) -> str:
    """Return the fate of a quote as a clause: "a quote of Reve was shortened by 14 words"."""
    name, words = fact.subject, fact.words
    match fact.quote:
        case QuoteChange.CUT:
            text = gettext("a quote of {name} was cut") if name else gettext("a quote was cut")
        case QuoteChange.NEW:
            text = gettext("a quote of {name} is new") if name else gettext("a quote is new")
        case QuoteChange.SHORTENED if name:
            text = ngettext(
                "a quote of {name} was shortened by {count} word",
                "a quote of {name} was shortened by {count} words",
                words,
            )
        case QuoteChange.SHORTENED:
            text = ngettext("a quote was shortened by {count} word", "a quote was shortened by {count} words", words)
        case QuoteChange.EXTENDED if name:
            text = ngettext(
                "a quote of {name} is longer by {count} word", "a quote of {name} is longer by {count} words", words
            )
        case QuoteChange.EXTENDED:
            text = ngettext("a quote is longer by {count} word", "a quote is longer by {count} words", words)
        case QuoteChange.SPEAKER:
            text = gettext("a quote of {was} is now {name}’s")
        case _:
            text = gettext("a quote of {name} reads otherwise") if name else gettext("a quote reads otherwise")
    return text.format(name=name, count=words, was=fact.was)


def quote_in_brief(fact: Fact) -> str:
    """Return the fate of a quote in a few words: "a quote of Reve shortened"."""
    forms = {
        QuoteChange.CUT: (gettext_lazy("a quote of {name} cut"), gettext_lazy("a quote cut")),
        QuoteChange.NEW: (gettext_lazy("a quote of {name} new"), gettext_lazy("a quote new")),
        QuoteChange.SHORTENED: (gettext_lazy("a quote of {name} shortened"), gettext_lazy("a quote shortened")),
        QuoteChange.EXTENDED: (gettext_lazy("a quote of {name} longer"), gettext_lazy("a quote longer")),
        QuoteChange.REWORDED: (gettext_lazy("a quote of {name} reworded"), gettext_lazy("a quote reworded")),
        QuoteChange.SPEAKER: (gettext_lazy("a quote now {name}’s"), gettext_lazy("a quote’s speaker changed")),
    }
    by_name, nameless = forms[fact.quote or QuoteChange.REWORDED]
    return str(by_name).format(name=fact.subject) if fact.subject else str(nameless)


def margin_note(fact: Fact) -> str:
    """Return the note that stands beside a changed paragraph: "Deaths 12 → 13", "Quote shortened, 14 words cut"."""
    if fact.kind is not FactKind.QUOTE:
        return capitalize(fact_in_brief(fact))
    if fact.quote is QuoteChange.SHORTENED:
        return ngettext("Quote shortened, {count} word cut", "Quote shortened, {count} words cut", fact.words).format(
            count=fact.words
        )
    notes = {
        QuoteChange.CUT: gettext("Quote cut"),
        QuoteChange.NEW: gettext("Quote new"),
        QuoteChange.EXTENDED: gettext("Quote longer"),
        QuoteChange.SPEAKER: gettext("Speaker changed"),
    }
    return notes.get(fact.quote or QuoteChange.REWORDED, gettext("Quote reworded"))


def capitalize(words: str) -> str:
    """Return words with their first letter as a capital, the others as they are."""
    return words[:1].upper() + words[1:]
