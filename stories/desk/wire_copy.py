"""Copy of the wire that nobody has to see to any more: later copy of its story was filed, or an editor took it up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stories.models import Item, Notification, NotificationKind, Outcome, Story
from stories.models.item import OPEN_OUTCOMES

LATER_WAS_FILED = "Later copy of the story was filed in its place."
TAKEN_UP = "An editor put it together with the words of the story."


def settle_before(item: Item, story: Story, *, now: datetime) -> None:
    """Settle the copy of a story that came before an item which is filed now, and what people were told of it."""
    settle_items(Item.objects.filter(story=story, pk__lt=item.pk).values_list("pk", flat=True))
    mark_arrivals_seen(story, now=now)


def settle_filed_over(stories: Iterable[int]) -> None:
    """Settle all copy of some stories, by key, that waits while the wire's next copy is filed at once. One query."""
    settle_items(Item.objects.filter(story__in=stories).values_list("pk", flat=True))


def settle_items(items: Iterable[int]) -> None:
    """Say of the items that are in no filing and wait for somebody that later copy was filed."""
    waiting = Item.objects.filter(pk__in=items, filing=None, outcome__in=OPEN_OUTCOMES)
    waiting.update(outcome=Outcome.SKIPPED, reason=LATER_WAS_FILED, waits_beside_edits=False)


def take_up(story: Story, item: Item, *, now: datetime) -> None:
    """Keep that an item and what waited before it are in a story's working copy now."""
    beside = Item.objects.beside_edits(story).filter(pk__lte=item.pk)
    beside.update(waits_beside_edits=False, reason=TAKEN_UP)
    mark_arrivals_seen(story, now=now)


def mark_arrivals_seen(story: Story, *, now: datetime) -> None:
    """Mark as seen what people were told of new copy beside a story, once none is there any more."""
    if Item.objects.beside_edits(story).exists():
        return
    told = Notification.objects.filter(story=story, what=NotificationKind.CAME, seen_at=None)
    told.update(seen_at=now, mail_due_at=None)
