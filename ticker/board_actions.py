"""The acts of the ticker board. Each leaves the pins numbered 1, 2, 3 … in the order that readers get them.

Each takes the version of the board that its page showed (`seen`), and does nothing where the board was changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext as _

from stories import signals
from stories.copy.language_tags import primary_language
from stories.models import State, Story
from ticker.models import BoardVersion, Change, Pin

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    Goal = Callable[[int], int]  # from the place that a pin has, counted from 0, to the one that it is to have

THE_ONE = 1  # the key of the board's version
DROPS = {State.HELD: Change.Kind.HELD, State.KILLED: Change.Kind.KILLED}


class NotOnBoardError(Exception):
    """A pin that somebody else took off meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody took this headline off the board meanwhile. Pin it again if it should be there."))


class NotLiveError(Exception):
    """A story of which readers may see nothing."""

    def __init__(self, story: Story) -> None:
        self.story = story
        sentence = _("It is {state}. Only a live story can be on the ticker.")
        super().__init__(sentence.format(state=story.get_state_display()))


class StaleBoardError(Exception):
    """A board that was changed since it was seen; nothing was done."""


@dataclass(slots=True)
class LockedBoard:
    """The board, while nobody else can change it."""

    version: BoardVersion
    order: list[Pin]

    def index_of(self, pin_id: int) -> int:
        """Return the index of a pin, from 0. Raises NotOnBoardError."""
        for place, pin in enumerate(self.order):
            if pin.pk == pin_id:
                return place
        raise NotOnBoardError

    def indexes_on(self, now: datetime, other: int, *, edition: str = "") -> list[int]:
        """Return the indexes of the pins that are on, and of one other; with an edition, of those its readers get."""
        indexes = [index for index, pin in enumerate(self.order) if index == other or pin.is_on(now)]
        if not edition:
            return indexes
        stories = Story.objects.filter(pk__in=[pin.story_id for pin in self.order])
        languages = {key: primary_language(tag) for key, tag in stories.values_list("pk", "language")}
        own = primary_language(edition)
        return [index for index in indexes if index == other or languages[self.order[index].story_id] == own]

    def save(self, kind: Change.Kind, story_id: int, *, place: int, by: User | None, now: datetime) -> None:
        """Save the order of the pins, and record the change."""
        for position, pin in enumerate(self.order, start=1):
            pin.position = position
        Pin.objects.bulk_update(self.order, ["position"])
        self.version.number += 1
        self.version.save()
        Change.objects.create(number=self.version.number, kind=kind, story_id=story_id, place=place + 1, by=by, at=now)


@contextmanager
def lock_board(seen: int | None) -> Iterator[LockedBoard]:
    """Lock the board for one act: two people who act at once wait for each other. Raises StaleBoardError."""
    with transaction.atomic():
        version, _ = BoardVersion.objects.select_for_update(no_key=True).get_or_create(pk=THE_ONE)
        if seen is not None and seen != version.number:
            raise StaleBoardError
        yield LockedBoard(version, list(Pin.objects.in_order()))


def board_version() -> int:
    """Return the number of the board that a page shows."""
    return BoardVersion.objects.filter(pk=THE_ONE).values_list("number", flat=True).first() or 0


def pin_story(
    story: Story,
    *,
    by: User | None,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    seen: int | None = None,
) -> Pin:
    """Put a story at the head of the ticker, a pinned one too. Raises NotLiveError, StaleBoardError."""
    with lock_board(seen) as board:
        current = Story.objects.defer("body").get(pk=story.pk)
        if current.state != State.LIVE:
            raise NotLiveError(current)
        Pin.objects.filter(story_id=story.pk).delete()
        new_pin = Pin(story=current, starts_at=since or now, ends_at=until, pinned_by=by, position=1)
        new_pin.save(force_insert=True)
        board.order = [new_pin, *(row for row in board.order if row.story_id != story.pk)]
        board.save(Change.Kind.PINNED, story.pk, place=0, by=by, now=now)
    return new_pin


def remove_pin(pin_id: int, *, by: User | None, now: datetime, seen: int | None = None) -> None:
    """Take a pin off the board; the story goes on as any other. Raises NotOnBoardError, StaleBoardError."""
    with lock_board(seen) as board:
        delete_pin(board, board.index_of(pin_id), Change.Kind.OFF, by=by, now=now)


def delete_pin(board: LockedBoard, place: int, kind: Change.Kind, *, by: User | None, now: datetime) -> None:
    """Delete a pin and close the gap that it leaves. Its place is counted among those that are on."""
    counted = board.indexes_on(now, place).index(place)
    row = board.order.pop(place)
    Pin.objects.filter(pk=row.pk).delete()
    board.save(kind, row.story_id, place=counted, by=by, now=now)


def set_pin_times(
    pin_id: int, *, since: datetime, until: datetime | None, by: User | None, now: datetime, seen: int | None = None
) -> None:
    """Set the start and the end of a pin, in the place that it has. Raises NotOnBoardError, StaleBoardError."""
    with lock_board(seen) as board:
        place = board.index_of(pin_id)
        row = board.order[place]
        row.starts_at, row.ends_at = since, until
        row.save(update_fields=["starts_at", "ends_at"])
        board.save(Change.Kind.TIMED, row.story_id, place=place, by=by, now=now)


def set_pin_wording(pin_id: int, wording: str, *, by: User | None, now: datetime, seen: int | None = None) -> None:
    """Set the own wording of a pin for the newest filing of its story; empty, the headline stands there again.

    Raises NotOnBoardError, StaleBoardError.
    """
    with lock_board(seen) as board:
        place = board.index_of(pin_id)
        row = board.order[place]
        number = Story.objects.values_list("newest_number", flat=True).get(pk=row.story_id)
        row.wording, row.worded_number = wording, number if wording else None
        row.save(update_fields=["wording", "worded_number"])
        board.save(Change.Kind.WORDED, row.story_id, place=place, by=by, now=now)


def move_pin(
    pin_id: int, goal: Goal, *, by: User | None, now: datetime, seen: int | None = None, edition: str = ""
) -> tuple[int, int]:
    """Move a pin among those that are on; at either end it stays. Return its place, from 1, and the number of these.

    With an edition it is moved among the pins that readers of the edition get. Pins that are over or to come, and those
    of other editions, keep their places between the others. Raises NotOnBoardError, StaleBoardError.
    """
    with lock_board(seen) as board:
        index = board.index_of(pin_id)
        along = board.indexes_on(now, index, edition=edition)
        place = along.index(index)
        target = min(max(goal(place), 0), len(along) - 1)
        if target != place:
            row = board.order.pop(index)
            board.order.insert(along[target], row)
            counted = board.indexes_on(now, along[target]).index(along[target])
            board.save(Change.Kind.MOVED, row.story_id, place=counted, by=by, now=now)
        return target + 1, len(along)


def place_above(place: int) -> int:
    """Return the place above."""
    return place - 1


def place_below(place: int) -> int:
    """Return the place below."""
    return place + 1


def first_place(_place: int) -> int:
    """Return the first place."""
    return 0


def goal_for_place(number: int) -> Goal:
    """Return the goal that is the place with a number, from 1."""
    return lambda _place: number - 1


@receiver(signals.words_removed)
def clear_wording(story_id: int, **_kwargs: object) -> None:
    """Let the headline of a story stand for the own wording of its pin, which may have words that are taken down."""
    Pin.objects.filter(story=story_id).exclude(wording="").update(wording="", worded_number=None)


@receiver(signals.story_withdrawn)
def drop_withdrawn(story_id: int, **_kwargs: object) -> None:
    """Drop the pin of a story that was held or killed, with a notice. Readers never see such a story anyhow.

    Where filings of it went elsewhere, its headline stands there in place of the pin's own wording.
    """
    clear_wording(story_id)
    if not Pin.objects.filter(story=story_id).exists():
        return
    with lock_board(None) as board:
        story = Story.objects.select_related("updated_by").defer("body").get(pk=story_id)
        place = next((place for place, row in enumerate(board.order) if row.story_id == story_id), None)
        if place is not None and story.state in DROPS:
            delete_pin(board, place, DROPS[State(story.state)], by=story.updated_by, now=story.updated_at)


@receiver(signals.story_joined)
def carry_pin(story_id: int, into_id: int, **_kwargs: object) -> None:
    """Give the pin of a story that was joined to another to that one, in the place and for the times that it has.

    Where the other is pinned itself, the pin stays behind: readers see none of it, and an undone join finds it there.
    """
    change_story_of_pin(story_id, into_id)


@receiver(signals.join_undone)
def return_pin(story_id: int, into_id: int, **_kwargs: object) -> None:
    """Give a story that stands by itself again the pin that went with it.

    It did where the board last had the story on, and has no pin of it.
    """
    last = Change.objects.filter(story=story_id).order_by("-number").first()
    if last is not None and last.kind not in (Change.Kind.OFF, *Change.DROPPED):
        change_story_of_pin(into_id, story_id)


def change_story_of_pin(story_id: int, other_id: int) -> None:
    """Give the pin of a story to another that has none."""
    if not Pin.objects.filter(story=story_id).exists():
        return
    with lock_board(None) as board:
        places = {row.story_id: place for place, row in enumerate(board.order)}
        if story_id in places and other_id not in places:
            other = Story.objects.select_related("updated_by").defer("body").get(pk=other_id)
            row = board.order[places[story_id]]
            row.story, row.wording, row.worded_number = other, "", None
            row.save(update_fields=["story", "wording", "worded_number"])
            place = places[story_id]
            board.save(Change.Kind.PINNED, other_id, place=place, by=other.updated_by, now=other.updated_at)


@receiver(signals.demo_loaded)
def pin_for_the_demo(story_ids: list[int], now: datetime, **_kwargs: object) -> None:
    """Pin the stories that the demo newsroom asks for, in the order given."""
    stories = Story.objects.in_bulk(story_ids)
    for story_id in reversed(story_ids):
        pin_story(stories[story_id], by=None, now=now)


@receiver(signals.stories_erased)
def empty_board(**_kwargs: object) -> None:
    """Take everything off the board, with what was done on it."""
    Pin.objects.all().delete()
    Change.objects.all().delete()
