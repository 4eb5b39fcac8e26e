"""Long lists in pages that begin at a row, not at a count of rows: page 500 costs as much as page 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from django import forms
from django.http import QueryDict

from stories.models import Filing, place_of, split_place
from stories.models.filing import PublicFilings

CURSOR = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\.\d{1,18}$"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row at which a page ends, by its place. In an address: a time in UTC to the microsecond, and a key."""

    place: int

    def __str__(self) -> str:
        """Return the cursor as it stands in an address."""
        moment, key = split_place(self.place)
        return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}.{key}"


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
            return Cursor(place_of(datetime.fromisoformat(moment).replace(tzinfo=UTC), int(key)))
        except ValueError as error:
            raise forms.ValidationError("This is no place in a list.") from error


class CursorForm(forms.Form):
    """The cursors in the address of a page."""

    older = CursorField()
    newer = CursorField()


class RowSource(Protocol):
    """Some list of filings that is walked from a place in either direction."""

    def older(self, place: int | None, limit: int) -> list[Filing]:
        """Return the first rows below a place, the latest moved first; from the beginning without one."""

    def newer(self, place: int, limit: int) -> list[Filing]:
        """Return the first rows above a place, the nearest first."""


@dataclass(frozen=True, slots=True)
class QueryRows:
    """The rows of a query of `Filing.public.newest`, walked along an index that ends in the place."""

    rows: PublicFilings

    def older(self, place: int | None, limit: int) -> list[Filing]:
        """Return the first rows below a place, the latest moved first; from the beginning without one."""
        return list((self.rows if place is None else self.rows.live_below(place))[:limit])

    def newer(self, place: int, limit: int) -> list[Filing]:
        """Return the first rows above a place, the nearest first."""
        return list(self.rows.live_above(place).reverse()[:limit])


def paginate(rows: RowSource, query: QueryDict, *, size: int) -> KeysetPage:
    """Return the page of a list, the latest moved first, that an address asks for.

    A cursor that cannot be read is the beginning.
    """
    form = CursorForm(query)
    form.is_valid()
    older, newer = form.cleaned_data.get("older"), form.cleaned_data.get("newer")
    if newer and not older:
        read = rows.newer(newer.place, size + 1)
        shown = tuple(reversed(read[:size]))
        return KeysetPage(
            shown, older=newer if not shown else row_cursor(shown[-1]), newer=edge_cursor(read, size, shown[:1])
        )
    read = rows.older(older.place if older else None, size + 1)
    shown = tuple(read[:size])
    return KeysetPage(
        shown, older=edge_cursor(read, size, shown[-1:]), newer=row_cursor(shown[0]) if older and shown else None
    )


def edge_cursor(rows: list[Filing], size: int, edge: tuple[Filing, ...]) -> Cursor | None:
    """Return the cursor at the edge of a page, where more rows were found than it shows."""
    return row_cursor(edge[0]) if len(rows) > size else None


def row_cursor(row: Filing) -> Cursor:
    """Return the cursor of a row."""
    return Cursor(row.place)
