"""Long lists in pages that begin at a row, not at a count of rows: page 500 costs as much as page 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from stories.models import Filing

CURSOR = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\.\d{1,18}$"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row at which a page ends: the time when it moved, in UTC to the microsecond, then its key."""

    moved_at: datetime
    pk: int

    def __str__(self) -> str:
        """Return the cursor as it stands in an address."""
        moment = self.moved_at.astimezone(UTC).replace(tzinfo=None)
        return f"{moment.isoformat(timespec='microseconds')}.{self.pk}"


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Some rows of a list, and the cursors of the pages beside it; None where there is no such page."""

    rows: tuple[Filing, ...]
    older: Cursor | None
    newer: Cursor | None


class CursorField(forms.RegexField):
    """A cursor as it stands in an address."""

    def __init__(self) -> None:
        super().__init__(CURSOR, required=False)

    def clean(self, value: object) -> Cursor | None:
        """Return the cursor; None for an empty field. Raises ValidationError where it cannot be read."""
        text = super().clean(value)
        if not text:
            return None
        moment, _, key = text.rpartition(".")
        try:
            return Cursor(datetime.fromisoformat(moment).replace(tzinfo=UTC), int(key))
        except ValueError as error:
            raise forms.ValidationError("This is no place in a list.") from error


class CursorForm(forms.Form):
    """The cursors in the address of a page."""

    older = CursorField()
    newer = CursorField()


def rows_beyond(place: Cursor, *, older: bool) -> Q:
    """Return the condition of rows beyond a cursor, in a list in the order of time, then key.

    The first part of the condition is the one that the index needs.
    """
    if older:
        return Q(moved_at__lte=place.moved_at) & (Q(moved_at__lt=place.moved_at) | Q(pk__lt=place.pk))
    return Q(moved_at__gte=place.moved_at) & (Q(moved_at__gt=place.moved_at) | Q(pk__gt=place.pk))


def paginate(rows: QuerySet[Filing], query: QueryDict, *, size: int) -> KeysetPage:
    """Return the page of a list, the latest moved first, that an address asks for.

    A cursor that cannot be read is the beginning.
    """
    form = CursorForm(query)
    form.is_valid()
    older, newer = form.cleaned_data.get("older"), form.cleaned_data.get("newer")
    if newer and not older:
        read = list(rows.filter(rows_beyond(newer, older=False)).reverse()[: size + 1])
        shown = tuple(reversed(read[:size]))
        return KeysetPage(
            shown, older=newer if not shown else row_cursor(shown[-1]), newer=edge_cursor(read, size, shown[:1])
        )
    read = list((rows.filter(rows_beyond(older, older=True)) if older else rows)[: size + 1])
    shown = tuple(read[:size])
    return KeysetPage(
        shown, older=edge_cursor(read, size, shown[-1:]), newer=row_cursor(shown[0]) if older and shown else None
    )


def edge_cursor(rows: list[Filing], size: int, edge: tuple[Filing, ...]) -> Cursor | None:
    """Return the cursor at the edge of a page, where more rows were found than it shows."""
    return row_cursor(edge[0]) if len(rows) > size else None


def row_cursor(row: Filing) -> Cursor:
    """Return the cursor of a row."""
    return Cursor(row.moved_at, row.pk)
