"""Sources that copy is credited to, found by name or made on the spot."""

from __future__ import annotations

from stories import copy
from stories.models import Source, fit

UNNAMED = "Unnamed source"  # credited with copy that names no agency, where none was given


def find_or_make_source(name: str) -> Source:
    """Return the source of a name in any case, made where it is not known; UNNAMED where the name is empty."""
    name = fit(Source, "name", copy.clean(name)) or UNNAMED
    return find_source(name) or Source.objects.get_or_create(name=name)[0]


def find_source(name: str) -> Source | None:
    """Return the source of a name in any case, None where it is not known."""
    return Source.objects.filter(name__iexact=fit(Source, "name", copy.clean(name))).first()
