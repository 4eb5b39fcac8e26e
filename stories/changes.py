"""What changed between two texts, laid out as desk and readers are shown it: numbered, the unchanged folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from stories.compare import Change, Comparison, Fate, HeadChange, Op, Segment, Summary, labels, name, summary

FOLDED = 3  # unchanged paragraphs in a row from which on they are folded away
HEAD = {"headline": "Headline", "byline": "Byline", "dateline": "Dateline"}


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph or head field. `place` numbers the changes from 1, 0 is unchanged; `following` is the next one."""

    name: str
    kind: str
    fate: str
    segments: tuple[Segment, ...]
    place: int = 0
    following: int = 0
    moved_from: int | None = None
    labels: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Where it stands, and what became of it beside the change of its words."""
        return ", ".join((self.name, *self.labels))

    @property
    def before(self) -> tuple[Segment, ...]:
        """What stood there before."""
        return tuple(segment for segment in self.segments if segment.op != Op.ADDED)

    @property
    def after(self) -> tuple[Segment, ...]:
        """What stands there now."""
        return tuple(segment for segment in self.segments if segment.op != Op.REMOVED)


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that stand together; folded where they are a long stretch without a change."""

    rows: tuple[Row, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison ready to be shown: its runs in reading order, and the changed rows alone."""

    runs: tuple[Run, ...]
    changed: tuple[Row, ...]
    is_coarse: bool
    told: Summary

    @property
    def sentence(self) -> str:
        """How many changes there are, and where: "3 changes: headline, paragraphs 2 and 5."."""
        return f"{self.told.count} change{'' if self.told.count == 1 else 's'}: {places(self.told)}."


def places(told: Summary) -> str:
    """Where a text changed, in words: headline, paragraphs 2 and 5, old paragraph 9. Empty where nothing did."""
    named = [HEAD.get(field, field).lower() for field in told.fields]
    for what, numbers in (("paragraph", told.paragraphs), ("old paragraph", told.removed)):
        if numbers:
            named.append(f"{what}{'' if len(numbers) == 1 else 's'} {listed(spans(numbers))}")
    return ", ".join(named)


def spans(numbers: Sequence[int]) -> list[str]:
    """Numbers, three and more in a row drawn together: 1 to 4, 6, 8."""
    found: list[str] = []
    for _, together in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in together]
        found += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    return found


def listed(names: Sequence[str]) -> str:
    """Names in a row: a, b and c."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def laid_out(comparison: Comparison) -> Sheet:
    """A comparison as pages show it: head fields first, then the paragraphs in the order of the new text."""
    rows = numbered([*map(of_head, comparison.head), *map(of_block, comparison.changes)])
    changed = tuple(row for row in rows if row.place)
    return Sheet(runs=tuple(runs(rows)), changed=changed, is_coarse=comparison.coarse, told=summary(comparison))


def of_head(change: HeadChange) -> Row:
    """A changed head field: of the text, or beside it, where only the desk sees it."""
    kind = change.field if change.field in HEAD else "field"
    return Row(HEAD.get(change.field, change.field.capitalize()), kind, Fate.CHANGED.value, change.segments)


def of_block(change: Change) -> Row:
    """A paragraph."""
    moved_from = change.old if change.has_moved else None
    shown = Row(name(change), change.kind.value, change.fate.value, change.segments, moved_from=moved_from)
    return replace(shown, labels=tuple(labels(change)))


def numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows with the changed ones numbered."""
    changes = sum(row.fate != Fate.SAME.value for row in rows)
    place = 0
    counted: list[Row] = []
    for row in rows:
        if row.fate == Fate.SAME.value:
            counted.append(row)
            continue
        place += 1
        counted.append(replace(row, place=place, following=place + 1 if place < changes else 0))
    return counted


def runs(rows: Iterable[Row]) -> Iterable[Run]:
    """The rows in runs of changed and unchanged ones."""
    for is_changed, together in groupby(rows, key=lambda row: row.place > 0):
        group = tuple(together)
        yield Run(group, is_folded=not is_changed and len(group) >= FOLDED)
