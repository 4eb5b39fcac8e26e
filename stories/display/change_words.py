"""What changed between two versions, in the reader's words: one sentence for pages, feeds, rows and the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from stories.compare import HEADLINE, Comparison, Fact, FactKind, Fate, QuoteChange, merge_places
from stories.display.fact_words import capitalize, fact_clause, fact_in_brief

MOST_FIGURES = 3  # that are told one by one; "and 2 more figures" stands for the rest
MOST_QUOTES = 2
IN_WORDS = 9  # numbers up to here are written in words
_PARAGRAPH_FATES = (Fate.ADDED, Fate.REMOVED, Fate.MOVED)


@dataclass(frozen=True, slots=True)
class Claim:
    """Part of a sentence, and the anchor of the change that it speaks of, "c3"; "" for words between two claims."""

    text: str
    anchor: str = ""


def sentence(comparison: Comparison, facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """Return what changed, as claims that make up a sentence or more: "The toll rises from 12 to 13. …".

    `facts` are those of `stories.compare.changed_facts`. In order: figures by weight, then denials, names and dates,
    then paragraphs and quotes.
    """
    anchors = change_anchors(comparison)
    told = merge_places(facts)
    figures = [fact for fact in told if fact.kind is FactKind.FIGURE]
    others = [fact for fact in told if fact.kind in (FactKind.DENIAL, FactKind.NAME, FactKind.DATE)]
    parts = [
        _join_claims(_figure_claims(figures, anchors), gettext(" and ")),
        _join_claims([Claim(fact_clause(fact), anchors.get(fact.change, "")) for fact in others[:MOST_FIGURES]]),
        _text_claims(comparison, told, anchors),
    ]
    found = [claim for part in parts if part for claim in _end_sentence(part)]
    return _strip_last(found) or (Claim(gettext("No word changed.")),)


def sentence_text(claims: Iterable[Claim]) -> str:
    """Return claims as one text."""
    return "".join(claim.text for claim in claims)


def short_form(comparison: Comparison, facts: Sequence[Fact]) -> str:
    """Return what changed in a few words for a row: "deaths 12 → 13, two paragraphs new"; "" where nothing did."""
    told = merge_places(facts)
    kept = [fact for fact in told if fact.quote not in (QuoteChange.NEW, QuoteChange.EXTENDED)]
    parts = [fact_in_brief(fact) for fact in kept if fact.kind is not FactKind.QUOTE][:MOST_FIGURES]
    parts += _short_counts(comparison)
    parts += [fact_in_brief(fact) for fact in kept if fact.kind is FactKind.QUOTE][:1]
    if not parts and any(change.field == "headline" for change in comparison.head_rows):
        parts.append(gettext("new headline"))
    edited = _find_edited_rows(comparison)
    if not parts and edited:
        count = len(edited)
        words = ngettext("{count} paragraph edited", "{count} paragraphs edited", count)
        parts.append(words.format(count=count_word(count)))
    return gettext(", ").join(parts)


def change_anchors(comparison: Comparison) -> dict[int, str]:
    """Return the anchors of changes by their place in the comparison, -1 for the headline: c1, c2 …"""
    fields = [change.field for change in comparison.head_rows]
    anchors = {HEADLINE: f"c{fields.index('headline') + 1}"} if "headline" in fields else {}
    changed = [row for row, change in enumerate(comparison.changes) if change.fate is not Fate.SAME]
    return anchors | {row: f"c{place}" for place, row in enumerate(changed, start=len(fields) + 1)}


def count_word(number: int) -> str:
    """Return a number of paragraphs as a sentence has it: in words up to nine."""
    words = (
        pgettext("paragraphs", "no"),
        pgettext("paragraphs", "one"),
        pgettext("paragraphs", "two"),
        pgettext("paragraphs", "three"),
        pgettext("paragraphs", "four"),
        pgettext("paragraphs", "five"),
        pgettext("paragraphs", "six"),
        pgettext("paragraphs", "seven"),
        pgettext("paragraphs", "eight"),
        pgettext("paragraphs", "nine"),
    )
    return words[number] if number <= IN_WORDS else str(number)


def _figure_claims(figures: Sequence[Fact], anchors: dict[int, str]) -> list[Claim]:
    claims = [Claim(fact_clause(fact), anchors.get(fact.change, "")) for fact in figures[:MOST_FIGURES]]
    more = len(figures) - MOST_FIGURES
    if more > 0:
        words = ngettext("{count} more figure changed", "{count} more figures changed", more)
        claims.append(Claim(words.format(count=more), anchors.get(figures[MOST_FIGURES].change, "")))
    return claims


def _text_claims(comparison: Comparison, told: Sequence[Fact], anchors: dict[int, str]) -> list[Claim]:
    """Return the claims on the headline, on paragraphs and on quotes."""
    counted = _join_claims(_paragraph_claims(comparison, anchors), gettext(" and "))
    quoted = [fact for fact in told if fact.kind is FactKind.QUOTE]
    quoted.sort(key=lambda fact: fact.quote is QuoteChange.NEW)
    clauses = [counted] if counted else []
    clauses += [[Claim(fact_clause(fact), anchors.get(fact.change, ""))] for fact in quoted[:MOST_QUOTES]]
    if HEADLINE in anchors and not any(fact.change == HEADLINE for fact in told):
        clauses.append([Claim(gettext("the headline changed"), anchors[HEADLINE])])
    edited = _find_edited_rows(comparison)
    if not told and edited and not counted:
        words = ngettext("{count} paragraph was edited", "{count} paragraphs were edited", len(edited))
        clauses.append([Claim(words.format(count=count_word(len(edited))), anchors[edited[0]])])
    is_move_alone = counted and {change.fate for change in comparison.changes} <= {Fate.SAME, Fate.MOVED}
    if is_move_alone and not comparison.head_rows:
        clauses.append([Claim(gettext("no word changed"))])
    return [
        claim for place, clause in enumerate(clauses) for claim in ([Claim(gettext("; "))] if place else []) + clause
    ]


def _find_edited_rows(comparison: Comparison) -> list[int]:
    """Return the places of paragraphs whose words changed."""
    return [row for row, change in enumerate(comparison.changes) if change.fate in (Fate.CHANGED, Fate.MOVED_CHANGED)]


def _paragraph_claims(comparison: Comparison, anchors: dict[int, str]) -> list[Claim]:
    """Return the claims on new, cut and moved paragraphs; the first has the noun, as in "two paragraphs are new"."""
    claims: list[Claim] = []
    for fate, (count, first) in _counts(comparison).items():
        words = _noun_clause(fate, count) if not claims else _bare_clause(fate, count)
        claims.append(Claim(words.format(count=count_word(count)), anchors[first]))
    return claims


def _counts(comparison: Comparison) -> dict[Fate, tuple[int, int]]:
    """Return how many paragraphs are new, cut and moved, each with the place of the first."""
    rows = [(Fate.MOVED if change.has_moved else change.fate, row) for row, change in enumerate(comparison.changes)]
    counts = Counter(fate for fate, _ in rows)
    return {
        fate: (counts[fate], next(row for each, row in rows if each is fate))
        for fate in _PARAGRAPH_FATES
        if counts[fate]
    }


def _noun_clause(fate: Fate, count: int) -> str:
    if fate is Fate.ADDED:
        return ngettext("{count} paragraph is new", "{count} paragraphs are new", count)
    if fate is Fate.REMOVED:
        return ngettext("{count} paragraph was cut", "{count} paragraphs were cut", count)
    return ngettext("{count} paragraph moved", "{count} paragraphs moved", count)


def _bare_clause(fate: Fate, count: int) -> str:
    if fate is Fate.REMOVED:
        return ngettext("{count} was cut", "{count} were cut", count)
    return ngettext("{count} moved", "{count} moved", count)


def _short_counts(comparison: Comparison) -> Iterator[str]:
    for fate, (count, _) in _counts(comparison).items():
        if fate is Fate.ADDED:
            words = ngettext("{count} paragraph new", "{count} paragraphs new", count)
        elif fate is Fate.REMOVED:
            words = ngettext("{count} paragraph cut", "{count} paragraphs cut", count)
        else:
            words = _noun_clause(fate, count)
        yield words.format(count=count_word(count))


def _join_claims(claims: Sequence[Claim], last_joint: str = "") -> list[Claim]:
    """Return claims with the words between them: a, b and c."""
    joined: list[Claim] = []
    for place, claim in enumerate(claims):
        if place:
            is_last = place == len(claims) - 1
            joined.append(Claim(last_joint if is_last and last_joint else gettext(", ")))
        joined.append(claim)
    return joined


def _end_sentence(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims with a capital at their head, and a full stop and a blank behind them."""
    first = Claim(capitalize(claims[0].text), claims[0].anchor)
    return [first, *claims[1:], Claim(pgettext("end of a sentence", ". "))]


def _strip_last(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return (*claims[:-1], Claim(claims[-1].text.rstrip())) if claims else ()
