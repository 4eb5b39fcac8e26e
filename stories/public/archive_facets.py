"""Ways to narrow a search, each with the number of stories that it would leave.

They are counted among the latest stories that were found, as far as a page cares: more than 99 are "99+".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.display import languages
from stories.models import LiveKey, SubjectUse, count_keys, list_facts, live_key, split_place
from stories.public.archive_filters import DESIGNATORS_OFFERED, ArchiveFilters, designator_labels

WINDOW = 200  # stories that are counted
MOST_PRINTED = 99
VALUES_SHOWN = 8  # of one facet, the most frequent


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a filter: what it is called, how many stories have it, and the query that asks for it, too."""

    label: str
    count: int
    is_least: bool
    query: str
    is_chosen: bool

    @property
    def printed(self) -> str:
        """The number in figures: with a plus where there may be more."""
        if self.count > MOST_PRINTED:
            return f"{MOST_PRINTED}+"
        return f"{self.count}+" if self.is_least else str(self.count)


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values, the most frequent first."""

    label: str
    values: Sequence[FacetValue]


def make_facets(filters: ArchiveFilters, stories: Sequence[int]) -> list[Facet]:
    """Return the facets of the latest stories that were found. Three queries, none without a story."""
    if not stories:
        return []
    counted = stories[:WINDOW]
    make = partial(make_facet, filters, is_least=len(stories) > len(counted))
    facts = list_facts(counted)
    slugs = {section.number: slug for slug, section in filters.places.sections.items()}
    names = {slug: section.name for slug, section in filters.places.sections.items()}
    years = Counter(str(timezone.localtime(split_place(one.place)[0]).year) for one in facts)
    sections = Counter(slugs[one.section] for one in facts if one.section in slugs)
    corrected = sum(one.is_corrected for one in facts)
    found = [
        make(_("Section"), "section", sections, names),
        make(_("Agency"), "source", Counter(one.source for one in facts)),
        make(_("Language"), "language", Counter(one.language for one in facts), languages.LANGUAGE_NAMES),
        make(_("Year"), "after", years),
        make(_("Kind"), "designator", count_designators(counted), designator_labels()),
        make(_("Subject"), "subject", count_subjects(one.filing for one in facts)),
        make(_("Corrected"), "corrected", Counter({"yes": corrected}), {"yes": _("Corrected")}),
    ]
    return [facet for facet in found if facet.values]


def make_facet(
    filters: ArchiveFilters,
    label: str,
    name: str,
    counts: Counter[str],
    labels: Mapping[str, object] = MappingProxyType({}),
    *,
    is_least: bool,
) -> Facet:
    """Return a facet of the counts of the values of a filter."""
    values = [
        FacetValue(
            label=str(labels.get(value, value)),
            count=count,
            is_least=is_least,
            query=filters.query_with(year_filters(value) if name == "after" else {name: value}),
            is_chosen=filters.is_asked(name, f"{value}-01-01" if name == "after" else value),
        )
        for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:VALUES_SHOWN]
        if count
    ]
    return Facet(label, values)


def year_filters(year: str) -> dict[str, str]:
    """Return the filters that leave the stories of a year."""
    return {"after": f"{year}-01-01", "before": f"{year}-12-31"}


def count_designators(stories: Sequence[int]) -> Counter[str]:
    """Return the kinds of designators that some stories had in any version, with their numbers. One query."""
    keys = {live_key(LiveKey.Scheme.DESIGNATOR, kind.casefold()): kind for kind in DESIGNATORS_OFFERED}
    return Counter({keys[key]: number for key, number in count_keys(stories, keys.keys()).items()})


def count_subjects(filings: Iterable[int]) -> Counter[str]:
    """Return the names of the subjects of some filings, with their numbers. One query."""
    uses = SubjectUse.objects.filter(filing__in=list(filings)).exclude(name="").order_by()
    rows = uses.values("name").annotate(number=Count("filing", distinct=True))
    return Counter({row["name"]: row["number"] for row in rows})
