"""Rows that are dropped some at a time, so that nobody waits for the tidying."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

SLICE = 500  # rows of a transaction


def drop_in_slices(rows: QuerySet[Any]) -> int:
    """Delete rows, some at a time; return how many there were."""
    dropped = 0
    while keys := list(rows.values_list("pk", flat=True)[:SLICE]):
        rows.model._default_manager.filter(pk__in=keys).delete()
        dropped += len(keys)
    return dropped
