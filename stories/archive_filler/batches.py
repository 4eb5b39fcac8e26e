"""Batches of invented stories: their events in the order of time, and what they become."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from stories.archive_filler.furniture import Furniture
from stories.archive_filler.plan import ArchivePlan, StoryPlan
from stories.archive_filler.story_writer import StoryWriter
from stories.archive_filler.tables import Rows
from stories.models import State

ENDED = timedelta(minutes=30)  # from the last version of a story to its kill, hold or spike


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that the first rows of a batch have: what stories number, those of before have taken."""

    filing: int = 1
    revision: int = 1
    photo: int = 1

    def after(self, plans: list[StoryPlan]) -> Keys:
        """Return the keys of the batch behind one of some stories."""
        return Keys(
            self.filing + sum(len(plan.filed_at) for plan in plans if plan.is_filed),
            self.revision + sum(1 for _event in events_in_order(plans)),
            self.photo + sum(plan.has_photo for plan in plans),
        )


@dataclass(frozen=True, slots=True)
class Event:
    """One revision of a story, by the place of the story in its batch.

    `number` is 0 for the opening, the version's for a filing, and one more than the last for the end of the story.
    """

    at: datetime
    story: int
    number: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch to be made, anywhere."""

    archive: ArchivePlan
    furniture: Furniture
    number: int
    keys: Keys = field(default_factory=Keys)

    def make(self) -> Rows:
        """Return the rows of the stories and of all that stands beside them."""
        plans, rows = self.archive.batch(self.number), Rows()
        chance = random.Random(f"{self.archive.seed}/{self.number}/words")  # noqa: S311 invented, the same each time
        filings, photos = count(self.keys.filing), count(self.keys.photo)
        writers = [
            StoryWriter(
                plan,
                self.furniture,
                rows,
                chance=random.Random(chance.random()),  # noqa: S311 as above
                photo=next(photos) if plan.has_photo else None,
                now=self.archive.now,
            )
            for plan in plans
        ]
        for key, event in enumerate(events_in_order(plans), start=self.keys.revision):
            writer = writers[event.story]
            if event.number == 0:
                writer.open(revision=key, at=event.at)
            elif event.number > len(writer.plan.filed_at):
                writer.end(revision=key, at=event.at)
            else:
                writer.file(event.number, revision=key, filing=next(filings), at=event.at)
        for writer in writers:
            writer.close()
        return rows


def events_in_order(plans: list[StoryPlan]) -> list[Event]:
    """Return the events of some stories in the order in which they were."""
    events = (event for place, plan in enumerate(plans) for event in story_events(plan, place))
    return sorted(events, key=lambda event: (event.at, event.story, event.number))


def story_events(plan: StoryPlan, place: int) -> Iterator[Event]:
    """Return the events of one story."""
    yield Event(plan.filed_at[0], place, 0)
    if plan.is_filed:
        yield from (Event(at, place, number) for number, at in enumerate(plan.filed_at, start=1))
    if plan.state not in (State.LIVE, State.WAITING):
        yield Event(plan.filed_at[-1] + ENDED, place, len(plan.filed_at) + 1)
