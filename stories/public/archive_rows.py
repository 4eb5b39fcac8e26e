"""The rows of the archive: of one filter by its own index, of words or of several filters by the search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from stories import search
from stories.models import Filing, list_live
from stories.models.filing import PublicFilings
from stories.public.archive_filters import ArchiveFilters, KeyGroup
from stories.public.archive_hits import find_hit_filings
from stories.public.keyset_paging import RowSource

RELEVANT = 200  # stories, the latest that answer, which are sorted by relevance


class ArchiveRows(RowSource, Protocol):
    """A list of the archive, whose stories may be counted."""

    def stories(self, limit: int) -> list[int]:
        """Return the keys of the latest stories, up to a limit."""


@dataclass(frozen=True, slots=True)
class KeyRows:
    """The live stories of a span of places that have a key; all of them for an empty one."""

    key: str
    span: search.Span

    def older(self, place: int | None, limit: int) -> list[Filing]:
        """Return the first rows below a place, the latest moved first."""
        below = self.span.below if place is None else min(place, self.span.below)
        return list(self.between(self.span.above, below)[:limit])

    def newer(self, place: int, limit: int) -> list[Filing]:
        """Return the first rows above a place, the nearest first."""
        return list(self.between(max(place, self.span.above), self.span.below).reverse()[:limit])

    def between(self, above: int, below: int) -> PublicFilings:
        """Return the rows between two places."""
        rows = Filing.public.newest()
        rows = rows.live_with_key(self.key) if self.key else rows
        return rows.live_above(above).live_below(below)

    def stories(self, limit: int) -> list[int]:
        """Return the keys of the latest stories, up to a limit. One query, of an index alone."""
        return list_live(self.key, above=self.span.above, below=self.span.below, limit=limit)


@dataclass(frozen=True, slots=True)
class SearchRows:
    """The live stories of a span of places that have all words, and one key of each group."""

    words: str
    groups: list[KeyGroup]
    span: search.Span

    def older(self, place: int | None, limit: int) -> list[Filing]:
        """Return the first rows below a place, the latest moved first."""
        below = self.span.below if place is None else min(place, self.span.below)
        return filings_at(self.find(search.Span(self.span.above, below), limit))

    def newer(self, place: int, limit: int) -> list[Filing]:
        """Return the first rows above a place, the nearest first."""
        span = search.Span(max(place, self.span.above), self.span.below, is_upward=True)
        return filings_at(self.find(span, limit))[::-1]

    def find(self, span: search.Span, limit: int) -> list[int]:
        """Return the first places of a span."""
        return search.find_places(search.Index.LIVE, self.words, span, limit=limit, keys=self.groups) or []

    def stories(self, limit: int) -> list[int]:
        """Return the keys of the latest stories, up to a limit."""
        return search.stories_at(self.find(self.span, limit))


@dataclass(frozen=True, slots=True)
class RelevantRows(SearchRows):
    """The latest of the live stories that answer, those first that have the words in their headlines; one page."""

    def older(self, place: int | None, limit: int) -> list[Filing]:
        """Return the rows that have most of the query in their headlines, the latest of equal ones first."""
        if place is not None:
            return []
        marker = search.make_marker(self.words, self.groups)
        heads = Filing.public.heads_at(self.find(self.span, RELEVANT))
        weights = {place: marker.weigh(headline, language) for place, headline, language in heads}
        best = sorted(weights, key=lambda place: (-weights[place], -place))[: limit - 1]
        rows = {row.place: row for row in filings_at(best)}
        return [rows[place] for place in best if place in rows]


@dataclass(slots=True)
class AllVersionRows:
    """The stories of which a version in a span of places answers, each by the latest that does; walked down alone."""

    words: str
    groups: list[KeyGroup]
    span: search.Span
    hits: dict[int, search.StoryHit] = field(default_factory=dict)

    def older(self, place: int | None, limit: int) -> list[Filing]:
        """Return the first rows below a place, the latest moved first. Their hits are kept."""
        below = self.span.below if place is None else min(place, self.span.below)
        found = search.find_in_all_versions(self.words, self.span, below=below, limit=limit, keys=self.groups)
        self.hits = {hit.story_id: hit for hit in found}
        return find_hit_filings(found)

    def newer(self, _place: int, _limit: int) -> list[Filing]:
        """Return no rows: which version of a story is its latest is known from above alone."""
        return []

    def stories(self, limit: int) -> list[int]:
        """Return the keys of the stories of the latest versions that answer, up to a limit of these."""
        return search.stories_in_all_versions(self.words, self.span, limit=limit, keys=self.groups)


class RelevantVersionRows(AllVersionRows):
    """The latest stories of which a version answers, those first whose headline there has the words; one page."""

    def older(self, place: int | None, limit: int) -> list[Filing]:
        """Return the rows that have most of the query in their headlines, the latest of equal ones first."""
        if place is not None:
            return []
        found = search.find_in_all_versions(
            self.words, self.span, below=self.span.below, limit=RELEVANT, keys=self.groups
        )
        marker = search.make_marker(self.words, self.groups)
        weights = {
            key: marker.weigh(headline, language)
            for key, headline, language in Filing.public.heads_of([hit.filing_id for hit in found])
        }
        best = sorted(found, key=lambda hit: (-weights.get(hit.filing_id, 0), -hit.place))[: limit - 1]
        self.hits = {hit.story_id: hit for hit in best}
        return find_hit_filings(best)


@dataclass(frozen=True, slots=True)
class NoRows:
    """A list in which nothing stands."""

    def older(self, _place: int | None, _limit: int) -> list[Filing]:
        """Return no rows."""
        return []

    def newer(self, _place: int, _limit: int) -> list[Filing]:
        """Return no rows."""
        return []

    def stories(self, _limit: int) -> list[int]:
        """Return none."""
        return []


def filings_at(places: list[int]) -> list[Filing]:
    """Return the newest filings of live stories at some places, the latest moved first, with their words. One query."""
    rows = Filing.public.newest().defer(None).defer("body_html")
    return list(rows.filter(live__place__in=places)) if places else []


def archive_rows(filters: ArchiveFilters) -> ArchiveRows:
    """Return the rows that answer to the filters."""
    groups, span = filters.key_groups(), filters.span()
    is_nothing = bool(filters.words.strip()) and not search.has_words(filters.words)
    if not all(groups) or span.above >= span.below or is_nothing:
        return NoRows()
    if filters.in_all_versions and (filters.words or groups):
        past_kind = RelevantVersionRows if filters.is_by_relevance else AllVersionRows
        return past_kind(filters.words, groups, span)
    if search.has_words(filters.words) or len(groups) > 1 or any(len(group) > 1 for group in groups):
        kind = RelevantRows if filters.is_by_relevance else SearchRows
        return kind(filters.words, groups, span)
    return KeyRows(next((key for group in groups for key in group), ""), span)
