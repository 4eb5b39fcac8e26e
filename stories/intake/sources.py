"""Sources that copy is credited to, found by name or made on the spot."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stories import copy
from stories.models import Source, fit

PUSHED = re.compile("/wire/([0-9]{1,18})/")  # how names of pushed deliveries begin
UNNAMED = "Unnamed source"  # credited with copy that names no agency, where none was given


def find_or_make_source(name: str) -> Source:
    """Return the source of a name in any case, made where it is not known; UNNAMED where the name is empty."""
    name = fit(Source, "name", copy.clean(name)) or UNNAMED
    return find_source(name) or Source.objects.get_or_create(name=name)[0]


def refresh_source(source: Source | None) -> Source | None:
    """Return a source as it is in the database; None for none. Raises Source.DoesNotExist where it is gone."""
    return None if source is None else Source.objects.get(pk=source.pk)


def lock_sources(sources: Iterable[Source]) -> None:
    """Lock the rows of sources until the transaction ends, in one order for all processes. One query."""
    keys = [source.pk for source in sources]
    if keys:
        list(Source.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def find_source(name: str) -> Source | None:
    """Return the source of a name in any case, None where it is not known."""
    return Source.objects.filter(name__iexact=fit(Source, "name", copy.clean(name))).first()


def name_of_push(source: Source, name: str) -> str:
    """Return the name of a delivery that a source pushed, which tells whose it is."""
    return f"/wire/{source.pk}/{copy.clean(name)}"


def source_of_push(name: str) -> Source | None:
    """Return the source that pushed a delivery, by its name; None for any other."""
    found = PUSHED.match(name)
    return Source.objects.filter(pk=int(found.group(1))).first() if found else None
