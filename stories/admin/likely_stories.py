"""Stories that a story or a filing of it may be one with: those that were proposed, then those of its day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stories.copy.terms import likeness
from stories.models import OPEN_STATES, Filing, Item, Source, Story

if TYPE_CHECKING:
    from stories.models.story import StoryQuerySet

NEAR = timedelta(hours=24)  # before and after the copy: longer chains have a keyword or an id
NEAR_SEARCHED = 1_000  # pieces of copy
LIKELY_SHOWN = 8


def list_likely_stories(story: Story, filing: Filing | None = None) -> list[Story]:
    """Return open stories that a story or one filing of it may belong to: the likely ones, then those most alike.

    Two queries.
    """
    own_copy = Item.objects.filter(story=story, filing=filing) if filing else Item.objects.filter(story=story)
    proposed = own_copy.filter(likely_story__isnull=False).values("likely_story")
    proposed_back = Item.objects.filter(likely_story=story, story__isnull=False).values("story")
    others = Story.objects.on_the_desk().exclude(pk=story.pk).filter(state__in=OPEN_STATES)
    # One list of keys: PostgreSQL looks at every story where one of two lists may hold it.
    likely = list(others.filter(pk__in=proposed.union(proposed_back))[:LIKELY_SHOWN])
    return [*likely, *list_near_stories(story, filing, others.exclude(pk__in=[one.pk for one in likely]))][
        :LIKELY_SHOWN
    ]


def list_near_stories(story: Story, filing: Filing | None, others: StoryQuerySet) -> list[Story]:
    """Return those of the other stories of the same source and day whose headlines share words, the likest first."""
    moved_at = filing.moved_at if filing else story.first_moved_at or story.created_at
    source, headline = (filing.source_id, filing.headline) if filing else (story.source_id, story.headline)
    near = Item.objects.in_span(Source(pk=source), between=(moved_at - NEAR, moved_at + NEAR))
    titles = others.filter(pk__in=near.values("story")[:NEAR_SEARCHED])
    alike = [(likeness(headline, one.headline), one) for one in titles]
    return [one for share, one in sorted(alike, key=lambda pair: -pair[0]) if share]
