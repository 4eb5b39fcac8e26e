"""What a page of the search says of each story that it found: the words around, and the versions that have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from stories import copy, search
from stories.models import Filing, PastVersion

CHAIN_LENGTH = 5_000  # older versions of the stories of a page that are looked at
MarkedText = Sequence[search.MarkedPart]

RUNS_SHOWN = 3  # of one story, the latest


@dataclass(frozen=True, slots=True)
class VersionRun:
    """Versions in a row that have what was looked for, and the address of the change that took it out, if one did."""

    first: int
    last: int
    removed_in: int | None
    address: str


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story that was found, by the latest of its versions that was, with the parts of its headline and text."""

    filing: Filing
    headline: MarkedText
    snippet: MarkedText
    is_past: bool = False
    runs: tuple[VersionRun, ...] = ()

    @property
    def address(self) -> str:
        """The address of the story, or of the older version."""
        return self.filing.get_permanent_url() if self.is_past else self.filing.get_absolute_url()


def describe_filings(filings: Iterable[Filing], marker: search.Marker) -> list[FoundStory]:
    """Return the rows of newest filings that were found, in their order. They have their words."""
    return [FoundStory(filing, *mark_filing(filing, marker)) for filing in filings]


def mark_filing(filing: Filing, marker: search.Marker) -> tuple[MarkedText, MarkedText]:
    """Return the headline of a filing and the piece of its words around what was found, in parts."""
    captions = [words for picture in filing.shown_pictures for words in (picture.caption, picture.credit)]
    texts = [copy.plain_text(filing.blocks).replace("\n", " "), filing.byline, filing.dateline, *captions]
    snippets = [marker.snippet(text, filing.language) for text in texts if text]
    found = (parts for parts in snippets if any(part.is_found for part in parts))
    return marker.mark(filing.headline, filing.language), next(found, snippets[0] if snippets else ())


def find_hit_filings(hits: Sequence[search.StoryHit]) -> list[Filing]:
    """Return the latest version of each story that was found, with its place, in their order. One query."""
    by_key = {row.pk: row for row in Filing.public.found([hit.filing_id for hit in hits])} if hits else {}
    rows = []
    for hit in hits:
        if row := by_key.get(hit.filing_id):
            row.place = hit.place
            rows.append(row)
    return rows


def describe_hits(
    filings: Sequence[Filing], hits: Mapping[int, search.StoryHit], marker: search.Marker
) -> list[FoundStory]:
    """Return the rows of stories that were found in any of their versions, in their order. One query."""
    older: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for story_id, place, number in PastVersion.objects.of_stories(hits.keys(), CHAIN_LENGTH):
        older[story_id].append((place, number))
    return [
        FoundStory(
            filing,
            *mark_filing(filing, marker),
            is_past=filing.number != filing.newest_number,
            runs=version_runs(filing, hits[filing.story_id], older[filing.story_id][::-1], marker),
        )
        for filing in filings
    ]


def version_runs(
    filing: Filing, hit: search.StoryHit, older: Sequence[tuple[int, int]], marker: search.Marker
) -> tuple[VersionRun, ...]:
    """Return the latest runs of versions of a story that were found; none of a story that has one version alone.

    What takes words out is told, and not what changed a section or a designator.
    """
    chain = [*older, (newest_place(hit, older), filing.newest_number)]
    runs = search.list_runs(chain, set(hit.places)) if older else []
    shown = runs[:RUNS_SHOWN] if marker.query.clauses else [replace(run, removed_in=None) for run in runs[:RUNS_SHOWN]]
    return tuple(version_run(filing, run) for run in shown)


def newest_place(hit: search.StoryHit, older: Collection[tuple[int, int]]) -> int:
    """Return the place of a hit that is of no older version, which is the newest one's; 0 where it was not found."""
    past = {place for place, _number in older}
    return next((place for place in hit.places if place not in past), 0)


def version_run(filing: Filing, run: search.NumberRun) -> VersionRun:
    """Return a run of versions of the story of a filing."""
    if run.removed_in is None:
        return VersionRun(run.first, run.last, None, "")
    numbers = sorted((run.last, run.removed_in))
    address = reverse("stories:changes", args=[filing.story_id, filing.slug, *numbers])
    return VersionRun(run.first, run.last, run.removed_in, address)
