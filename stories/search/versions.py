"""The search of all versions: the live stories of which some version answers to a query, each by the latest that does.

The newest versions and the older ones are two indexes, each walked from the latest place down. Which versions of a
story answer is asked for the stories of one page alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from stories.models import LiveStory, PastVersion
from stories.search.documents import story_key
from stories.search.engine import Engine, Index, Span
from stories.search.query import Query

ROUNDS = 8  # of a page; a second one is for stories of which many versions were found
MOST_VERSIONS = (
    3_000  # of the stories of a page that are asked for; a longer chain has been told of for its latest part
)


@dataclass(frozen=True, slots=True)
class StoryHit:
    """A story, the latest of its versions that answers, and the places of all that have the words.

    These are told of whatever their day, and whatever else they say: neither a date nor a word that is not wanted takes
    the words out of a text.
    """

    story_id: int
    filing_id: int
    place: int  # of its latest version that answers
    places: tuple[int, ...]  # the latest first


def find_stories(engine: Engine, query: Query, span: Span, below: int, limit: int) -> list[StoryHit]:
    """Return the first stories whose latest version in a span that answers to a query lies below a place."""
    hits: list[StoryHit] = []
    seen: set[int] = set()
    end = below
    for _round in range(ROUNDS):
        places = merge_places(engine, query.without_keys(map(story_key, seen)), replace(span, below=end), limit)
        stories = list(dict.fromkeys(story for story, _filing in version_owners(places).values()))
        found = find_answering(engine, query, span, stories)
        hits += [found[key] for key in stories if key in found and found[key].place < below]
        if len(hits) >= limit or len(places) < limit:
            break
        seen.update(stories)
        end = places[-1]
    return tell_all_versions(engine, query, span, hits[:limit])


def tell_all_versions(engine: Engine, query: Query, span: Span, hits: list[StoryHit]) -> list[StoryHit]:
    """Return hits with the places of all versions that have the words. No query where nothing else was asked."""
    plain = query.words_alone()
    if plain == query and span == Span():
        return hits
    found = find_answering(engine, plain, Span(), [hit.story_id for hit in hits])
    return [replace(hit, places=found[hit.story_id].places) if hit.story_id in found else hit for hit in hits]


def list_stories(engine: Engine, query: Query, span: Span, limit: int) -> list[int]:
    """Return the stories of the latest versions that answer to a query, up to a limit of these, the latest first."""
    owners = version_owners(merge_places(engine, query, span, limit))
    return list(dict.fromkeys(story for story, _filing in owners.values()))


def list_replaced(engine: Engine, query: Query, limit: int) -> list[int]:
    """Return the stories of the latest replaced versions that answer to a query, up to a limit of these. One query."""
    places = engine.find(Index.PAST, query, Span(), limit)
    return list(PastVersion.objects.filter(place__in=places).values_list("story", flat=True)) if places else []


def stories_at(places: Sequence[int]) -> list[int]:
    """Return the live stories whose newest versions stand at some places, in their order. One query; none for none."""
    owners = dict(LiveStory.objects.filter(place__in=places).values_list("place", "story")) if places else {}
    return [owners[place] for place in places if place in owners]


def merge_places(engine: Engine, query: Query, span: Span, limit: int) -> list[int]:
    """Return the first places of both indexes at which a version answers."""
    found = (place for index in (Index.LIVE, Index.PAST) for place in engine.find(index, query, span, limit))
    return sorted(found, reverse=True)[:limit]


def find_answering(engine: Engine, query: Query, span: Span, stories: Collection[int]) -> dict[int, StoryHit]:
    """Return those of some stories of which a version answers to a query, by their keys."""
    if not stories:
        return {}
    of_stories = query.with_keys(map(story_key, stories))
    places = [
        place for index in (Index.LIVE, Index.PAST) for place in engine.find_few(index, of_stories, span, MOST_VERSIONS)
    ]
    found: dict[int, StoryHit] = {}
    owners = version_owners(places)
    for place in sorted(owners, reverse=True):
        story, filing = owners[place]
        hit = found.setdefault(story, StoryHit(story, filing, place, ()))
        found[story] = replace(hit, places=(*hit.places, place))
    return found


def version_owners(places: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return the keys of the stories and the filings that stand at some places, by these and in their order.

    One query; none without a place.
    """
    if not places:
        return {}
    live = LiveStory.objects.filter(place__in=places).order_by().values_list("place", "story", "filing")
    past = PastVersion.objects.filter(place__in=places).order_by().values_list("place", "story", "filing")
    owners = {place: (story, filing) for place, story, filing in live.union(past, all=True)}
    return {place: owners[place] for place in places if place in owners}


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Versions of a story in a row that answer to a query, by their numbers, and the one that does no more."""

    first: int
    last: int
    removed_in: int | None


def list_runs(chain: Iterable[tuple[int, int]], places: Collection[int]) -> list[NumberRun]:
    """Return the runs of versions that stand at some places, the latest first.

    `chain` is the places and numbers of all versions of a story, in order.
    """
    runs: list[NumberRun] = []
    is_open = False
    for place, number in chain:
        if place in places:
            runs[-1:] = [replace(runs[-1], last=number)] if is_open else [*runs[-1:], NumberRun(number, number, None)]
        elif is_open:
            runs[-1] = replace(runs[-1], removed_in=number)
        is_open = place in places
    return runs[::-1]
