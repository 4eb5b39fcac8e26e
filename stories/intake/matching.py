"""Stories that a piece of copy may belong to beside its own chain, and its place in the chain."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from stories.intake.known_copies import KeptCopy
from stories.matching import KnownCopy, precedes
from stories.models import Item, Story, filing_chain
from stories.wire import WireItem


def stories_in_other_languages(item: Item, piece: WireItem) -> list[Story]:
    """Return the stories of the other languages of an item and of those that it links to, each once.

    What stops the item stops them.
    """
    named = dict.fromkeys(filter(None, (item.identity, *piece.follows)))
    known = [Item.objects.in_other_languages(item.source, identity) for identity in named]
    numbers = [number for items in known for number in items.values_list("story_id", flat=True)]
    stories = Story.objects.select_related("source").in_bulk(numbers)
    return [stories[number] for number in dict.fromkeys(numbers)]


def is_late(mine: KnownCopy, chain: Iterable[KeptCopy]) -> bool:
    """Return whether a story has copy that goes on from a piece."""
    return any(kept.is_in_chain and precedes(mine, kept.copy) for kept in chain)


def filing_before(mine: KnownCopy, story: Story, chain: Iterable[KeptCopy]) -> int:
    """Return the number of the filing that late copy follows, 0 where it opens the chain. One query."""
    copies = {kept.filing: kept.copy for kept in chain if kept.is_in_chain and kept.filing is not None}
    ordered = [
        (filing.number, precedes(mine, copies[filing.pk])) for filing in filing_chain(story) if filing.pk in copies
    ]
    before = [number for number, _ in takewhile(lambda filed: not filed[1], ordered)]
    return before[-1] if before else 0
