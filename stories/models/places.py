"""Places of stories and filings that moved: where readers find their words now, past every move."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stories.models.chain_order import NO_SLUG, FilingPlace, public_slug
from stories.models.filing import Filing
from stories.models.public_story import make_place
from stories.models.story import Story


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A story, with the slug that its address may have, and the joined stories on the way to it."""

    story_id: int
    slug: str
    passed: tuple[int, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether readers may see the story."""
        return self.slug != NO_SLUG


def find_story_place(story_id: int) -> StoryPlace | None:
    """Return the story that a joined story is part of now; None for no end. A query for each join."""
    passed: tuple[int, ...] = ()
    while story_id not in passed:
        row = Story.objects.filter(pk=story_id).values("state", "slug", "joined_to").first()
        if row is None or row["joined_to"] is None:
            return StoryPlace(story_id, public_slug(row["state"], row["slug"]), passed) if row else None
        passed, story_id = (*passed, story_id), row["joined_to"]
    return None


def find_filing_place(story_id: int, number: int) -> FilingPlace | None:
    """Return the place where the words of a filing stand now, past every move; None for no end.

    A query, and one for each move. Raises Filing.DoesNotExist.
    """
    place = make_place(Filing.public.places().get(story=story_id, number=number))
    seen: set[int] = set()
    passed: tuple[int, ...] = ()
    while place.key not in seen:
        seen.add(place.key)
        if place.went_to_key is None:
            return replace(place, passed=passed)
        passed = (*passed, place.story_id)
        place = make_place(Filing.public.places().get(pk=place.went_to_key))
    return None
