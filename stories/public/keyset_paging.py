"""Long lists in pages by the place where one ended, not by counting rows: page 500 costs what page 1 costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

PLACE = r"^\d{4}-\d{2}-\d{2}\.\d{1,18}$"


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list: its printed date, then its key."""

    dated_on: date
    pk: int

    def __str__(self) -> str:
        return f"{self.dated_on.isoformat()}.{self.pk}"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the places from which the pages beside it begin; None where there is none."""

    rows: tuple[Model, ...]
    older: Place | None
    newer: Place | None


class PlaceField(forms.RegexField):
    """A place as it stands in an address."""

    def __init__(self) -> None:
        super().__init__(PLACE, required=False)

    def clean(self, value: object) -> Place | None:
        text = super().clean(value)
        if not text:
            return None
        day, _, key = text.partition(".")
        try:
            return Place(date.fromisoformat(day), int(key))
        except ValueError as error:
            raise forms.ValidationError("This is no place in a list.") from error


class Where(forms.Form):
    """Where in a list a reader is."""

    older = PlaceField()
    newer = PlaceField()


def by_key(place: Place, *, older: bool) -> Q:
    """Rows beyond a place in a list in the order of the key."""
    return Q(pk__lt=place.pk) if older else Q(pk__gt=place.pk)


def by_date(place: Place, *, older: bool) -> Q:
    """Rows beyond a place in a list in the order of date, then key. The first condition is what the index needs."""
    if older:
        return Q(dated_on__lte=place.dated_on) & (Q(dated_on__lt=place.dated_on) | Q(pk__lt=place.pk))
    return Q(dated_on__gte=place.dated_on) & (Q(dated_on__gt=place.dated_on) | Q(pk__gt=place.pk))


def paged(rows: QuerySet, query: QueryDict, *, size: int, beyond: Callable[..., Q] = by_key) -> Page:
    """The page of an ordered list that an address asks for. A place that cannot be read is the beginning."""
    where = Where(query)
    where.is_valid()
    older, newer = where.cleaned_data.get("older"), where.cleaned_data.get("newer")
    if newer and not older:
        found = list(rows.filter(beyond(newer, older=False)).reverse()[: size + 1])
        kept = tuple(reversed(found[:size]))
        return Page(kept, older=newer if not kept else place_of(kept[-1]), newer=next_place(found, size, kept[:1]))
    found = list((rows.filter(beyond(older, older=True)) if older else rows)[: size + 1])
    kept = tuple(found[:size])
    return Page(kept, older=next_place(found, size, kept[-1:]), newer=place_of(kept[0]) if older and kept else None)


def next_place(found: list[Model], size: int, edge: tuple[Model, ...]) -> Place | None:
    """The place at the edge of a page, where more rows were found than it shows."""
    return place_of(edge[0]) if len(found) > size else None


def place_of(row: Model) -> Place:
    """The place of a row."""
    return Place(row.dated_on, row.pk)
