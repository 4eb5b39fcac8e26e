"""Stories that a piece of copy may belong to beside its own chain, and its place in the chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import takewhile

from django.db.models import Value
from django.db.models.functions import Lower

from stories.intake.known_copies import KeptCopy
from stories.matching import KnownCopy, precedes
from stories.models import OPEN_STATES, Item, Story, filing_chain
from stories.wire import WireItem

SAME_DAY = timedelta(hours=24)


def story_with_source(number: int) -> Story:
    """Return a story, or the one that it was joined to."""
    return Story.objects.select_related("source").get(pk=number).standing()


def stories_in_other_languages(item: Item, piece: WireItem) -> list[Story]:
    """Return the stories of the other languages of an item and of those that it links to, each once.

    What stops the item stops them.
    """
    named = dict.fromkeys(filter(None, (item.identity, *piece.follows)))
    known = [Item.objects.in_other_languages(item.source, identity) for identity in named]
    numbers = [number for items in known for number in items.values_list("story_id", flat=True)]
    stories = Story.objects.select_related("source").in_bulk(numbers)
    return [stories[number] for number in dict.fromkeys(numbers)]


def find_begun_by_editor(item: Item) -> Story | None:
    """Return the story that an editor began that day for the same source and keyword, before copy of it came."""
    if not item.keyword:
        return None
    first, last = item.moved_at - SAME_DAY, item.moved_at + SAME_DAY
    named = Story.objects.alias(line=Lower("slugline")).filter(source=item.source, line=Lower(Value(item.keyword)))
    begun = named.filter(created_at__range=(first, last), state__in=OPEN_STATES, items=None).select_related("source")
    # Sorted here: asked for in the order of the desk's list, all that changed since that day is walked through.
    return max(begun, key=lambda story: (story.updated_at, story.pk), default=None)


def filing_before(mine: KnownCopy, story: Story, chain: Iterable[KeptCopy]) -> int | None:
    """Return the number of the filing that late copy follows, 0 where it opens the chain; None for the newest copy."""
    known = [kept for kept in chain if kept.is_in_chain]
    if not any(precedes(mine, kept.copy) for kept in known):
        return None
    copies = {kept.filing: kept.copy for kept in known if kept.filing is not None}
    ordered = [
        (filing.number, precedes(mine, copies[filing.pk])) for filing in filing_chain(story) if filing.pk in copies
    ]
    before = [number for number, _ in takewhile(lambda filed: not filed[1], ordered)]
    return before[-1] if before else 0
