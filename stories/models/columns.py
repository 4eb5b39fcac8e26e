"""Lengths of text columns, read from the models, for words of strangers that are kept whatever their length."""

from __future__ import annotations

from functools import cache

from django.db.models import Model


def fit(model: type[Model] | Model, field: str, text: str) -> str:
    """Return the beginning of the text that the field's column holds: all of it where the column has no limit."""
    return text[: length_of(model, field)]


def fit_end(model: type[Model] | Model, field: str, text: str) -> str:
    """Return the end of the text that the field's column holds: of a path, the file's own name."""
    length = length_of(model, field)
    return text if length is None else text[-length:]


def length_of(model: type[Model] | Model, field: str) -> int | None:
    """Return how many characters the field's column holds; None where it has no limit."""
    return _length_of(model if isinstance(model, type) else type(model), field)


@cache
def _length_of(model: type[Model], field: str) -> int | None:
    length: int | None = getattr(model._meta.get_field(field), "max_length", None)
    return length
