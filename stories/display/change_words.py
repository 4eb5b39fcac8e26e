"""What changed between two versions, in the reader's words: one sentence for pages, feeds, rows and the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from stories.compare import HEADLINE, Comparison, Fact, FactKind, Fate, Op, QuoteChange, merge_places
from stories.display.comparison import HEAD_FIELDS, join_names, picture_field_name
from stories.display.fact_words import capitalize, fact_clause, fact_in_brief, has_verb
from stories.display.table_words import TABLE_ROWS, table_clauses, table_in_brief

MOST_FIGURES = 3  # that are told one by one; "and 2 more figures" stands for the rest
MOST_OTHERS, MOST_QUOTES = 4, 2
MOST_SENTENCES = 4  # of a row, the gravest: a row of a history has two lines for them
IN_WORDS = 9  # numbers up to here are written in words
_OTHERS = (FactKind.DENIAL, FactKind.NAME, FactKind.DATE)
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
    parts = [
        _figure_claims([fact for fact in told if fact.kind is FactKind.FIGURE], anchors),
        _other_fact_claims([fact for fact in told if fact.kind in _OTHERS], anchors),
        _text_claims(comparison, facts, anchors),
    ]
    found = [claim for part in parts if part for claim in _end_sentence(part)]
    if found:
        last = found[-1].text.rstrip()
        return (*found[:-1], Claim(last)) if last else tuple(found[:-1])
    if comparison.typography_only:
        return (Claim(gettext("Only quotes, dashes or blanks are printed otherwise."), "c1"),)
    return (Claim(gettext("No word changed.")),)


def sentence_text(claims: Iterable[Claim]) -> str:
    """Return claims as one text."""
    return "".join(claim.text for claim in claims)


def short_form(comparison: Comparison, facts: Sequence[Fact]) -> str:
    """Return what changed in a few words for a row: "deaths 12 → 13, two paragraphs new"; "" where nothing did."""
    return gettext(", ").join(_brief_parts(comparison, facts)[:MOST_SENTENCES])


def gravest_in_brief(comparison: Comparison, facts: Sequence[Fact]) -> str:
    """Return the gravest change in a few words: "deaths 12 → 13"; "" where nothing changed."""
    return next(iter(_brief_parts(comparison, facts)), "")


def _brief_parts(comparison: Comparison, facts: Sequence[Fact]) -> list[str]:
    """Return each change in a few words, the gravest first."""
    told = merge_places(facts)
    kept = [fact for fact in told if fact.quote not in (QuoteChange.NEW, QuoteChange.EXTENDED)]
    parts = [fact_in_brief(fact) for fact in kept if fact.kind is not FactKind.QUOTE][:MOST_FIGURES]
    parts += _short_counts(comparison)
    if parts and not any(fact.is_in_table for fact in told):
        parts += filter(None, [table_in_brief(comparison)])
    elif not parts:
        parts += [claim.text for claim in _other_clauses(comparison, {})]
    parts += [fact_in_brief(fact) for fact in kept if fact.kind is FactKind.QUOTE][:1]
    if not parts and _has_new_headline(comparison):
        parts.append(gettext("new headline"))
    edited = _find_edited_rows(comparison)
    if not parts and edited:
        count = len(edited)
        words = ngettext("{count} paragraph edited", "{count} paragraphs edited", count)
        parts.append(words.format(count=count_word(count)))
    return parts


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


def sentence_count_word(number: int) -> str:
    """Return a number of sentences as a sentence has it: languages with genders have words of their own for 1 and 2."""
    words = {1: pgettext("sentences", "one"), 2: pgettext("sentences", "two")}
    return words.get(number) or count_word(number)


def _fact_claim(fact: Fact, anchors: Mapping[int, str]) -> Claim:
    return Claim(fact_clause(fact), anchors.get(fact.change, ""))


def _figure_claims(figures: Sequence[Fact], anchors: Mapping[int, str]) -> list[Claim]:
    """Return the claims on figures: those that rise or fall as one sentence, then the others."""
    told = figures[:MOST_FIGURES]
    clauses = [_join_claims([_fact_claim(fact, anchors) for fact in told if has_verb(fact)], gettext(" and "))]
    clauses += [[_fact_claim(fact, anchors)] for fact in told if not has_verb(fact)]
    more = len(figures) - len(told)
    if more:
        words = ngettext("{count} more figure changed", "{count} more figures changed", more)
        clauses.append([Claim(words.format(count=more), anchors.get(figures[MOST_FIGURES].change, ""))])
    return _join_clauses(clauses)


def _other_fact_claims(others: Sequence[Fact], anchors: Mapping[int, str]) -> list[Claim]:
    """Return the claims on denials, names and dates."""
    clauses = [[_fact_claim(fact, anchors)] for fact in others[:MOST_OTHERS]]
    more = len(others) - len(clauses)
    if more:
        words = ngettext("{count} more name or date changed", "{count} more names or dates changed", more)
        clauses.append([Claim(words.format(count=more), anchors.get(others[MOST_OTHERS].change, ""))])
    return _join_clauses(clauses)


def _text_claims(comparison: Comparison, facts: Sequence[Fact], anchors: Mapping[int, str]) -> list[Claim]:
    """Return the claims on paragraphs, on quotes and on the headline."""
    quoted = [fact for fact in merge_places(facts) if fact.kind is FactKind.QUOTE]
    quoted.sort(key=lambda fact: fact.quote is QuoteChange.NEW)
    clauses = [_join_claims(_paragraph_claims(comparison, anchors), gettext(" and "))]
    in_table = any(fact.is_in_table for fact in facts)
    clauses += [[claim] for claim in _drop_repeats(_other_clauses(comparison, anchors, has_table_facts=in_table))]
    clauses += [[claim] for claim in _drop_repeats([_fact_claim(fact, anchors) for fact in quoted])[:MOST_QUOTES]]
    edited = _find_edited_rows(comparison)
    if not facts and edited and not any(clauses):
        words = ngettext("{count} paragraph was edited", "{count} paragraphs were edited", len(edited))
        clauses.append([Claim(words.format(count=count_word(len(edited))), anchors[edited[0]])])
    if _has_new_headline(comparison) and not any(fact.change == HEADLINE for fact in facts):
        clauses.append([Claim(gettext("the headline changed"), anchors[HEADLINE])])
    names = _other_fields(comparison)
    if names:
        words = gettext("also changed: {names}") if facts or any(clauses) else gettext("changed: {names}")
        clauses.append([Claim(words.format(names=join_names(names)))])
    fates = {change.fate for change in comparison.changes}
    if fates <= {Fate.SAME, Fate.MOVED} and Fate.MOVED in fates and not comparison.head_rows:
        clauses.append([Claim(gettext("no word changed"))])
    return _join_clauses(clauses)


def _drop_repeats(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims with each said once, of its first place."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.text, claim)
    return list(found.values())


def _has_new_headline(comparison: Comparison) -> bool:
    """Return whether the headline says something else: blanks and quotes printed otherwise are none of it."""
    return any(row.field == "headline" and not row.typography_only for row in comparison.head_rows)


def _other_fields(comparison: Comparison) -> list[str]:
    """Return the names of the head fields beside the headline that say something else, each once."""
    fields = [row.field for row in comparison.head_rows if row.field != "headline" and not row.typography_only]
    names = (picture_field_name(field) or str(HEAD_FIELDS.get(field, gettext(field))).lower() for field in fields)
    return list(dict.fromkeys(names))


def _find_edited_rows(comparison: Comparison) -> list[int]:
    """Return the places of paragraphs whose words changed; an outline without words says nothing of it."""
    return [
        row
        for row, change in enumerate(comparison.changes)
        if change.fate in (Fate.CHANGED, Fate.MOVED_CHANGED)
        and not (change.restyled or change.split or change.joined or change.typography_only)
        and (not change.segments or any(part.is_change and part.text.strip() for part in change.segments))
    ]


def _paragraph_claims(comparison: Comparison, anchors: Mapping[int, str]) -> list[Claim]:
    """Return the claims on new, cut and moved paragraphs; the first has the noun, as in "two paragraphs are new"."""
    claims: list[Claim] = []
    for fate, rows in _rows_by_fate(comparison).items():
        words = _noun_clause(fate, len(rows)) if not claims else _bare_clause(fate, len(rows))
        claims.append(Claim(words.format(count=count_word(len(rows))), anchors[rows[0]]))
    return claims


def _other_clauses(
    comparison: Comparison, anchors: Mapping[int, str], *, has_table_facts: bool = False
) -> Iterator[Claim]:
    """Yield the claims on paragraphs that were split or joined, on sentences that moved, and on tables."""
    rows = list(enumerate(comparison.changes))
    split = [row for row, change in rows if change.split_into and not change.split]
    joined = [row for row, change in rows if change.joined_from and not change.joined]
    moved = {part.move: row for row, change in rows for part in change.segments if part.move and part.op is Op.ADDED}
    if split:
        words = ngettext("{count} paragraph was split", "{count} paragraphs were split", len(split))
        yield Claim(words.format(count=count_word(len(split))), anchors.get(split[0], ""))
    if joined:
        words = ngettext(
            "{count} paragraph was joined to another", "{count} paragraphs were joined to others", len(joined)
        )
        yield Claim(words.format(count=count_word(len(joined))), anchors.get(joined[0], ""))
    if moved:
        words = ngettext("{count} sentence moved", "{count} sentences moved", len(moved))
        yield Claim(words.format(count=sentence_count_word(len(moved))), anchors.get(min(moved.values()), ""))
    for text, place in table_clauses(comparison, has_facts=has_table_facts):
        yield Claim(text, anchors.get(place, ""))


def _rows_by_fate(comparison: Comparison) -> dict[Fate, list[int]]:
    """Return the places of new, cut and moved paragraphs; rows of tables are none."""
    rows: dict[Fate, list[int]] = {fate: [] for fate in _PARAGRAPH_FATES}
    for row, change in enumerate(comparison.changes):
        fate = Fate.MOVED if change.has_moved else change.fate
        if fate in rows and change.kind not in TABLE_ROWS:
            rows[fate].append(row)
    return {fate: places for fate, places in rows.items() if places}


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
    for fate, rows in _rows_by_fate(comparison).items():
        count = len(rows)
        if fate is Fate.ADDED:
            words = ngettext("{count} paragraph new", "{count} paragraphs new", count)
        elif fate is Fate.REMOVED:
            words = ngettext("{count} paragraph cut", "{count} paragraphs cut", count)
        else:
            words = _noun_clause(fate, count)
        yield words.format(count=count_word(count))


def _join_claims(claims: Sequence[Claim], last_joint: str) -> list[Claim]:
    """Return claims with the words between them: a, b and c."""
    joints = [Claim(gettext(", "))] * (len(claims) - 2) + [Claim(last_joint)]
    return [*claims[:1], *(each for pair in zip(joints, claims[1:], strict=False) for each in pair)]


def _join_clauses(clauses: Iterable[Sequence[Claim]]) -> list[Claim]:
    """Return the claims of clauses, with a semicolon between the clauses that there are."""
    joined: list[Claim] = []
    for clause in filter(None, clauses):
        joined += [Claim(gettext("; ")), *clause] if joined else clause
    return joined


def _end_sentence(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims with a capital at their head, and a full stop and a blank behind them."""
    first = Claim(capitalize(claims[0].text), claims[0].anchor)
    joined = [first, *claims[1:]]
    stop = pgettext("end of a sentence", ". ")
    is_stopped = joined[-1].text.endswith(".") and stop.startswith(".")
    return [*joined, Claim(stop[1:] if is_stopped else stop)]
