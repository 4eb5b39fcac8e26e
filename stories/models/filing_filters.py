"""Filters of filings: of lists of live stories by the keys of `LiveStory`, and of every filing by its own columns."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Func, Subquery
from django.db.models.functions import Coalesce

from stories.models.live_story import LiveKey, first_place, key_lookup, live_key
from stories.models.primary_language import PRIMARY_LANGUAGE
from stories.models.section import Section

MOVES_FOLLOWED = 6  # back from a filing to the one whose words it has: an editor moves a text once, or twice
LINKS = ["__".join(["came_from"] * count) for count in range(MOVES_FOLLOWED, 0, -1)]

Row = TypeVar("Row", bound=models.Model, covariant=True)


# Without parameters, as that expression is.
IS_AMENDMENT = Func(F("amends"), template="NOT (%(expressions)s = '')", output_field=models.BooleanField())


class FilingFilters(models.QuerySet[Row]):
    """Filters that each query of filings may be narrowed by; those called live narrow `newest` and `news`."""

    def live_in_section(self, section_id: int) -> Self:
        """Return the newest filings in a section."""
        return self.filter(live__section=section_id)

    def live_in_section_of(self, slug: str) -> Self:
        """Return the newest filings in the section of an address."""
        return self.filter(live__section=Subquery(Section.objects.filter(slug=slug).values("pk")[:1]))

    def live_in_language(self, language: str) -> Self:
        """Return the newest filings in a language or a variety of it: zh finds zh-Hant, too."""
        return self.live_with_key(live_key(LiveKey.Scheme.LANGUAGE, language.lower()))

    def live_with_key(self, key: str) -> Self:
        """Return the newest filings whose stories have a key."""
        lookup, value = key_lookup(key)
        rows = self.filter(**{f"live__{lookup}": value})
        return rows.annotate(place=F("live__keys__place")).order_by("-place") if lookup == "keys__key" else rows

    def live_below(self, place: int) -> Self:
        """Return the newest filings below a place, which moved before it."""
        return self.filter(place__lt=place)

    def live_above(self, place: int) -> Self:
        """Return the newest filings above a place."""
        return self.filter(place__gt=place)

    def live_between(self, start: datetime, end: datetime) -> Self:
        """Return the newest filings that moved from a time on, and before another."""
        return self.live_since(start).live_below(first_place(end))

    def live_since(self, moment: datetime) -> Self:
        """Return the newest filings that moved at a time or later."""
        return self.live_above(first_place(moment) - 1)

    def live_in_span(self, behind: int, last: int) -> Self:
        """Return the newest filings of the stories with keys behind one and up to another, in their order.

        With what addresses and tags are made of alone.
        """
        rows = self.filter(live__story__gt=behind, live__story__lte=last).order_by("live__story")
        return rows.defer(None).select_related(None).only("story", "digest", "gaps", "filed_at")

    def live_first_moved_since(self, moment: datetime) -> Self:
        """Return the newest filings of the stories whose first version moved at a time or later."""
        return self.live_since(moment).filter(live__first_moved_at__gte=moment)

    def in_section(self, section: Section) -> Self:
        """Return the filings of a section."""
        return self.filter(section=section)

    def in_language(self, language: str) -> Self:
        """Return the filings in a language, named by its primary subtag, or in a variety of it."""
        return self.alias(primary_language=PRIMARY_LANGUAGE).filter(primary_language=language)

    def with_origins(self, *, before: datetime | None) -> Self:
        """Return the filings that came from other stories, those that were first filed latest first.

        `origin` is the key of the filing that each was at first, `origin_filed_at` when that was filed: before a time.
        """
        filed_at = Coalesce(*(f"{link}__filed_at" for link in LINKS))
        came = self.filter(came_from__isnull=False).annotate(origin=Coalesce(*LINKS), origin_filed_at=filed_at)
        came = came.filter(origin_filed_at__lt=before) if before else came
        return came.order_by("-origin_filed_at", "-pk")
