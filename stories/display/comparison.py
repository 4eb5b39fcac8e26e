"""Comparisons laid out for desk and readers: changes numbered, long unchanged stretches folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stories.compare import (
    Change,
    Comparison,
    Fate,
    HeadChange,
    Op,
    Segment,
    Summary,
    paragraph_labels,
    paragraph_name,
    summary,
)
from stories.copy import pictures
from stories.copy.pictures import ORDER

FOLD_FROM = 3  # unchanged paragraphs in a row from which on they are folded away
HEAD_FIELDS = {
    "headline": gettext_lazy("Headline"),
    "byline": gettext_lazy("Byline"),
    "dateline": gettext_lazy("Dateline"),
    ORDER: gettext_lazy("Order of the pictures"),
}


PICTURE_FIELDS = {"picture": gettext_lazy("picture"), "alt text": gettext_lazy("alt text of a picture")}
PICTURE_ADDED, PICTURE_REMOVED = gettext_lazy("added"), gettext_lazy("removed")


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small rendition of a photo: its address and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One paragraph or head field of a comparison.

    `place` numbers the changes from 1, and is 0 where nothing changed; `following` is the number of the next change.
    `at` is the number of the paragraph in the new text, from 1; None for a row that is no paragraph of it. `photo` is
    the number of the photo that the row is about, 0 for none.
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
    def heading(self) -> str:
        """The name of the row, and what else became of it beside the change of its words."""
        return _(", ").join((self.name, *self.labels))

    @property
    def before(self) -> tuple[Segment, ...]:
        """The words of the old text."""
        return tuple(unmark_typography(segment for segment in self.segments if segment.op != Op.ADDED))

    @property
    def after(self) -> tuple[Segment, ...]:
        """The words of the new text."""
        return tuple(unmark_typography(segment for segment in self.segments if segment.op != Op.REMOVED))

    @property
    def together(self) -> tuple[Segment, ...]:
        """The words of both texts in one; other typography is that of the new text, unmarked."""
        in_one = (segment for segment in self.segments if segment.op != Op.REMOVED or not segment.typography)
        return tuple(unmark_typography(in_one))


def unmark_typography(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield segments, those of other typography as words that stayed."""
    for segment in segments:
        yield segment._replace(op=Op.SAME) if segment.typography else segment


@dataclass(frozen=True, slots=True)
class RowRun:
    """Rows that stand together; folded where they are a long stretch without a change."""

    rows: tuple[ComparisonRow, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison ready for a page: its runs in reading order, the changed rows alone, and what changed in words."""

    runs: tuple[RowRun, ...]
    changed: tuple[ComparisonRow, ...]
    is_coarse: bool
    summary: Summary
    in_words: str = ""

    @property
    def places(self) -> str:
        """The places of the changes: "headline, paragraphs 2 and 5"."""
        return describe_places(self.summary)

    @property
    def sentence(self) -> str:
        """The number of the changes and their places: "3 changes: headline, paragraphs 2 and 5."."""
        sentence = ngettext("{count} change: {places}.", "{count} changes: {places}.", self.summary.count)
        return sentence.format(count=self.summary.count, places=describe_places(self.summary))


def add_thumbnails(sheet: ComparisonView, thumbnails: Mapping[int, Thumbnail]) -> ComparisonView:
    """Return a comparison with the thumbnails of the photos in it, which are given by their numbers."""
    return replace(
        sheet,
        runs=tuple(replace(run, rows=tuple(add_thumbnail(row, thumbnails) for row in run.rows)) for run in sheet.runs),
    )


def add_thumbnail(row: ComparisonRow, thumbnails: Mapping[int, Thumbnail]) -> ComparisonRow:
    """Return a row with the thumbnail of its photo, where it is about one."""
    return replace(row, thumbnail=thumbnails.get(row.photo)) if row.photo else row


def describe_places(summary: Summary) -> str:
    """Return the places of changes in words: headline, paragraphs 2 and 5, old paragraph 9. Empty without a change."""
    names = list(
        dict.fromkeys(
            picture_field_name(field) or str(HEAD_FIELDS.get(field, _(field))).lower() for field in summary.fields
        )
    )
    if summary.paragraphs:
        sentence = ngettext("paragraph {numbers}", "paragraphs {numbers}", len(summary.paragraphs))
        names.append(sentence.format(numbers=join_names(number_ranges(summary.paragraphs))))
    if summary.removed:
        sentence = ngettext("old paragraph {numbers}", "old paragraphs {numbers}", len(summary.removed))
        names.append(sentence.format(numbers=join_names(number_ranges(summary.removed))))
    return _(", ").join(names)


def picture_field_name(field: str) -> str:
    """Return the printed name of a compared field of a picture; empty for any other field."""
    of_photo = pictures.kind_of_field(field)
    return str(PICTURE_FIELDS[of_photo[0]]) if of_photo else ""


def number_ranges(numbers: Sequence[int]) -> list[str]:
    """Return numbers as texts, three and more in a row drawn together: 1 to 4, 6, 8."""
    ranges: list[str] = []
    for _step, together in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in together]
        ranges += [_("{first} to {last}").format(first=run[0], last=run[-1])] if len(run) > 2 else map(str, run)
    return ranges


def join_names(names: Sequence[str]) -> str:
    """Join names into a list: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=_(", ").join(names[:-1]), last=names[-1])


def lay_out(comparison: Comparison) -> ComparisonView:
    """Lay out a comparison for a page: head fields first, then the paragraphs in the order of the new text."""
    rows = number_rows([*map(head_row, comparison.head_rows), *map(paragraph_row, comparison.changes)])
    changed = tuple(row for row in rows if row.place)
    return ComparisonView(
        runs=tuple(group_rows(rows)), changed=changed, is_coarse=comparison.coarse, summary=summary(comparison)
    )


def head_row(change: HeadChange) -> ComparisonRow:
    """Return the row of a changed head field, of the text or of those that only the desk sees."""
    of_photo = pictures.kind_of_field(change.field)
    if of_photo:
        became = [str(PICTURE_ADDED)] if not change.old else [str(PICTURE_REMOVED)] if not change.new else []
        title = picture_field_name(change.field).capitalize()
        return ComparisonRow(
            title, "picture", Fate.CHANGED.value, change.segments, labels=tuple(became), photo=of_photo[1]
        )
    kind = change.field if change.field in HEAD_FIELDS and change.field != ORDER else "field"
    title = str(HEAD_FIELDS.get(change.field) or _(change.field).capitalize())
    return ComparisonRow(title, kind, Fate.CHANGED.value, change.segments)


def paragraph_row(change: Change) -> ComparisonRow:
    """Return the row of a paragraph."""
    moved_from = change.old if change.has_moved else None
    row = ComparisonRow(
        paragraph_name(change, _),
        change.kind.value,
        change.fate.value,
        change.segments,
        moved_from=moved_from,
        at=change.new,
    )
    return replace(row, labels=tuple(paragraph_labels(change, _)))


def number_rows(rows: Sequence[ComparisonRow]) -> list[ComparisonRow]:
    """Return the rows, with the changed ones numbered from 1."""
    changes = sum(row.fate != Fate.SAME.value for row in rows)
    place = 0
    counted: list[ComparisonRow] = []
    for row in rows:
        if row.fate == Fate.SAME.value:
            counted.append(row)
            continue
        place += 1
        counted.append(replace(row, place=place, following=place + 1 if place < changes else 0))
    return counted


def group_rows(rows: Iterable[ComparisonRow]) -> Iterable[RowRun]:
    """Group the rows in runs of changed and of unchanged ones."""
    for is_changed, together in groupby(rows, key=lambda row: row.place > 0):
        group = tuple(together)
        yield RowRun(group, is_folded=not is_changed and len(group) >= FOLD_FROM)
