"""Filters of filings by their section, language and time."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from stories.models.section import Section

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
