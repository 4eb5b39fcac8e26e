"""Filters of filings by their section, language, time and origin."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from stories.models.section import Section

MOVES_FOLLOWED = 6  # back from a filing to the one whose words it has: an editor moves a text once, or twice
LINKS = ["__".join(["came_from"] * count) for count in range(MOVES_FOLLOWED, 0, -1)]

Row = TypeVar("Row", bound=models.Model, covariant=True)


class FilingFilters(models.QuerySet[Row]):
    """Filters that each query of filings may be narrowed by."""

    def in_section(self, section: Section) -> Self:
        """Return the filings of a section."""
        return self.filter(section=section)

    def in_language(self, language: str) -> Self:
        """Return the filings in a language or a variety of it: zh finds zh-Hant, too."""
        return self.filter(Q(language__iexact=language) | Q(language__istartswith=f"{language}-"))

    def first_moved_since(self, moment: datetime) -> Self:
        """Return the filings of the stories whose first version moved at a time or later."""
        return self.filter(moved_at__gte=moment, story__first_moved_at__gte=moment)  # the index needs the first part

    def moved_between(self, start: datetime, end: datetime) -> Self:
        """Return the filings that moved from a time on and before another."""
        return self.filter(moved_at__gte=start, moved_at__lt=end)

    def with_origins(self, *, before: datetime | None) -> Self:
        """Return the filings that came from other stories, those that were first filed latest first.

        `origin` is the key of the filing that each was at first, `origin_filed_at` when that was filed: before a time.
        """
        filed_at = Coalesce(*(f"{link}__filed_at" for link in LINKS))
        came = self.filter(came_from__isnull=False).annotate(origin=Coalesce(*LINKS), origin_filed_at=filed_at)
        came = came.filter(origin_filed_at__lt=before) if before else came
        return came.order_by("-origin_filed_at", "-pk")
