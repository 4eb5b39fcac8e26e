"""The acts of the ticker board. Each leaves the pins numbered 1, 2, 3 … in the order that readers get them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import receiver

from stories import signals
from stories.models import Story
from ticker.models import Pin

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Order = list[Pin]


class NotOnTheBoard(Exception):
    """The pin was taken off by somebody else meanwhile."""


def pin(story: Story, *, by: User | None, now: datetime, until: datetime | None = None) -> Pin:
    """A story put at the head of the ticker; one that is there already moves to the top."""
    return put_on(Pin(story=story, starts_at=now, ends_at=until), by=by)


def put_on(pin: Pin, *, by: User | None) -> Pin:
    """A pin as a form made it, on top of the board. A former pin of the same story gives way to it."""
    with transaction.atomic():
        others = [row for row in locked() if row.story_id != pin.story_id]
        Pin.objects.filter(story_id=pin.story_id).delete()
        pin.pinned_by = by
        pin.position = 1
        pin.save(force_insert=True)
        number([pin, *others])
    return pin


def take_off(pin: Pin) -> None:
    """The board without a pin; the story goes on as any other."""
    with transaction.atomic():
        order = [row for row in locked() if row.pk != pin.pk]
        Pin.objects.filter(pk=pin.pk).delete()
        number(order)


def up(pin_id: int) -> tuple[int, int]:
    """A pin one place higher. Gives its place now, and of how many."""
    return moved(pin_id, lambda place: place - 1)


def down(pin_id: int) -> tuple[int, int]:
    """A pin one place lower. Gives its place now, and of how many."""
    return moved(pin_id, lambda place: place + 1)


def to_top(pin_id: int) -> tuple[int, int]:
    """A pin in the first place. Gives its place now, and of how many."""
    return moved(pin_id, lambda _place: 0)


def moved(pin_id: int, to: Callable[[int], int]) -> tuple[int, int]:
    """A pin in another place; at either end it stays where it is."""
    with transaction.atomic():
        order = locked()
        place = next((i for i, row in enumerate(order) if row.pk == pin_id), None)
        if place is None:
            raise NotOnTheBoard(
                "Somebody took this headline off the board meanwhile. Pin it again if it should be there."
            )
        goal = min(max(to(place), 0), len(order) - 1)
        order.insert(goal, order.pop(place))
        number(order)
    return goal + 1, len(order)


def locked() -> Order:
    """All pins in order, theirs until the transaction ends: two people who move at once wait for each other."""
    return list(Pin.objects.select_for_update().in_order())


def number(order: Order) -> None:
    """Write down the order."""
    for position, row in enumerate(order, start=1):
        row.position = position
    Pin.objects.bulk_update(order, ["position"])


@receiver(signals.demo_loaded)
def pin_for_the_demo(story_ids: list[int], now: datetime, **_kwargs: object) -> None:
    """The stories that the demo newsroom asks for, pinned in the order given."""
    found = Story.objects.in_bulk(story_ids)
    for story_id in reversed(story_ids):
        pin(found[story_id], by=None, now=now)
