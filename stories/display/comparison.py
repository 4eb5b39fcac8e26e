"""What changed between two texts, laid out as desk and readers are shown it: numbered, the unchanged folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stories.compare import Change, Comparison, Fate, HeadChange, Op, Segment, Summary, labels, name, summary
from stories.copy import pictures
from stories.copy.pictures import ORDER

FOLDED = 3  # unchanged paragraphs in a row from which on they are folded away
HEAD = {
    "headline": gettext_lazy("Headline"),
    "byline": gettext_lazy("Byline"),
    "dateline": gettext_lazy("Dateline"),
    ORDER: gettext_lazy("Order of the pictures"),
}


OF_PICTURE = {"picture": gettext_lazy("picture"), "alt text": gettext_lazy("alt text of a picture")}
CAME, WENT = gettext_lazy("added"), gettext_lazy("removed")


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """What stands for a photo, small: its address and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph or head field. `place` numbers the changes from 1, 0 is unchanged; `following` is the next one.

    `at` is the paragraph of the new text, from 1; None for what is no paragraph of it. `photo` is the number of the
    photo that it tells of, 0 for none.
    """

    name: str
    kind: str
    fate: str
    segments: tuple[Segment, ...]
    place: int = 0
    following: int = 0
    moved_from: int | None = None
    at: int | None = None
    labels: tuple[str, ...] = ()
    photo: int = 0
    thumbnail: Thumbnail | None = None

    @property
    def where(self) -> str:
        """Where it stands, and what became of it beside the change of its words."""
        return _(", ").join((self.name, *self.labels))

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
    def where(self) -> str:
        """Where the changes are: "headline, paragraphs 2 and 5"."""
        return places(self.told)

    @property
    def sentence(self) -> str:
        """How many changes there are, and where: "3 changes: headline, paragraphs 2 and 5."."""
        told = ngettext("{count} change: {places}.", "{count} changes: {places}.", self.told.count)
        return told.format(count=self.told.count, places=places(self.told))


def illustrated(sheet: Sheet, thumbnails: Mapping[int, Thumbnail]) -> Sheet:
    """A comparison with what stands for the photos in it, by their numbers."""
    return replace(
        sheet,
        runs=tuple(replace(run, rows=tuple(row_with(row, thumbnails) for row in run.rows)) for run in sheet.runs),
    )


def row_with(row: Row, thumbnails: Mapping[int, Thumbnail]) -> Row:
    """A row with what stands for its photo, where it tells of one."""
    return replace(row, thumbnail=thumbnails.get(row.photo)) if row.photo else row


def places(told: Summary) -> str:
    """Where a text changed, in words: headline, paragraphs 2 and 5, old paragraph 9. Empty where nothing did."""
    named = list(dict.fromkeys(name_of_picture(each) or str(HEAD.get(each, _(each))).lower() for each in told.fields))
    if told.paragraphs:
        said = ngettext("paragraph {numbers}", "paragraphs {numbers}", len(told.paragraphs))
        named.append(said.format(numbers=listed(spans(told.paragraphs))))
    if told.removed:
        said = ngettext("old paragraph {numbers}", "old paragraphs {numbers}", len(told.removed))
        named.append(said.format(numbers=listed(spans(told.removed))))
    return _(", ").join(named)


def name_of_picture(field: str) -> str:
    """What a compared field of a picture is called; empty for any other field."""
    of_photo = pictures.kind_of(field)
    return str(OF_PICTURE[of_photo[0]]) if of_photo else ""


def spans(numbers: Sequence[int]) -> list[str]:
    """Numbers, three and more in a row drawn together: 1 to 4, 6, 8."""
    found: list[str] = []
    for _step, together in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in together]
        found += [_("{first} to {last}").format(first=run[0], last=run[-1])] if len(run) > 2 else map(str, run)
    return found


def listed(names: Sequence[str]) -> str:
    """Names in a row: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=_(", ").join(names[:-1]), last=names[-1])


def laid_out(comparison: Comparison) -> Sheet:
    """A comparison as pages show it: head fields first, then the paragraphs in the order of the new text."""
    rows = numbered([*map(of_head, comparison.told), *map(of_block, comparison.changes)])
    changed = tuple(row for row in rows if row.place)
    return Sheet(runs=tuple(runs(rows)), changed=changed, is_coarse=comparison.coarse, told=summary(comparison))


def of_head(change: HeadChange) -> Row:
    """A changed head field: of the text, or beside it, where only the desk sees it."""
    of_photo = pictures.kind_of(change.field)
    if of_photo:
        became = [str(CAME)] if not change.old else [str(WENT)] if not change.new else []
        named = name_of_picture(change.field).capitalize()
        return Row(named, "picture", Fate.CHANGED.value, change.segments, labels=tuple(became), photo=of_photo[1])
    kind = change.field if change.field in HEAD and change.field != ORDER else "field"
    named = str(HEAD.get(change.field) or _(change.field).capitalize())
    return Row(named, kind, Fate.CHANGED.value, change.segments)


def of_block(change: Change) -> Row:
    """A paragraph."""
    moved_from = change.old if change.has_moved else None
    shown = Row(
        name(change, _), change.kind.value, change.fate.value, change.segments, moved_from=moved_from, at=change.new
    )
    return replace(shown, labels=tuple(labels(change, _)))


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
