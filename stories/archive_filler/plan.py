"""Plans of the invented stories: what each is, and when its versions were filed. The same for a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from stories.models import Amends, State

ARCHIVE_YEARS = timedelta(days=3_650)  # that the archive goes back
BATCH = 500  # stories that are made and written together
RARE_EVERY = 10_000  # stories, of which one is in the rare language
RARE_LANGUAGE, RARE_AT = "es", 7
LANGUAGE_SHARES = {"en": 55, "zh-Hans": 16, "ru": 11, "ar": 9, "fr": 9}
STATES = {State.LIVE: 9_650, State.WAITING: 180, State.SPIKED: 100, State.KILLED: 40, State.HELD: 30}
LENGTHS = {1: 50, 2: 22, 3: 13, 4: 8, 5: 4, 6: 2.4, 8: 1.4}  # versions of a story; on average 2.2 with the long ones
LONG_EVERY = 250  # stories, of which one has from 10 to 50 versions
LONG = (10, 50)
BETWEEN_VERSIONS = 40 * 60  # seconds, on average
Choice = TypeVar("Choice")
AMENDING = (Amends.CORRECTION, Amends.CORRECTION, Amends.CLARIFICATION, Amends.REFILE)


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """What a story is. `filed_at` has a time for each version; of a story that was never filed, of its one save."""

    number: int
    state: State
    language: str
    filed_at: tuple[datetime, ...]
    is_wire: bool
    has_photo: bool
    amends: Amends  # of its last version
    is_back_dated: bool
    is_taken_down: bool  # its first version
    is_scheduled: bool
    is_embargoed: bool

    @property
    def is_filed(self) -> bool:
        """Whether versions of it were filed."""
        return self.state in (State.LIVE, State.HELD, State.KILLED)


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """What the archive is: how many stories, by which seed, up to when; the versions of a last story that is deep."""

    seed: int
    count: int
    now: datetime
    deep: int = 0

    def batches(self) -> Iterator[int]:
        """Return the numbers of the batches."""
        return iter(range(-(-self.count // BATCH)))

    def batch(self, number: int) -> list[StoryPlan]:
        """Return the plans of the stories of a batch, in the order of their numbers."""
        chance = random.Random(f"{self.seed}/{number}")  # noqa: S311 an invented archive, the same each time
        first = number * BATCH
        return [self.plan(index, chance) for index in range(first, min(first + BATCH, self.count))]

    def plan(self, index: int, chance: random.Random) -> StoryPlan:
        """Plan the story at an index, from 0."""
        is_deep = self.deep and index == self.count - 1
        state = State.LIVE if is_deep else draw(STATES, chance)
        is_filed = state in (State.LIVE, State.HELD, State.KILLED)
        versions = self.deep if is_deep else draw_length(chance) if is_filed else 1
        is_amended = versions > 1 and chance.random() < 0.06
        return StoryPlan(
            number=index + 1,
            state=state,
            language=RARE_LANGUAGE if index % RARE_EVERY == RARE_AT else draw(LANGUAGE_SHARES, chance),
            filed_at=self.times(index, versions, chance),
            is_wire=chance.random() < 0.8,
            has_photo=chance.random() < 0.1,
            amends=chance.choice(AMENDING) if is_amended else Amends.NOTHING,
            is_back_dated=chance.random() < 0.01,
            is_taken_down=versions > 1 and chance.random() < 0.002,
            is_scheduled=state is State.WAITING and chance.random() < 0.1,
            is_embargoed=state is State.WAITING and chance.random() < 0.1,
        )

    def times(self, index: int, versions: int, chance: random.Random) -> tuple[datetime, ...]:
        """Return the times of a story's versions, none after the end of the archive."""
        begun = self.now - ARCHIVE_YEARS * (1 - (index + chance.random()) / self.count)
        seconds = [0.0]
        for _ in range(versions - 1):
            seconds.append(seconds[-1] + 60 + chance.expovariate(1 / BETWEEN_VERSIONS))
        latest = begun + timedelta(seconds=seconds[-1])
        begun -= max(latest - self.now, timedelta()) + timedelta(minutes=1)
        return tuple((begun + timedelta(seconds=second)).replace(microsecond=0) for second in seconds)


def draw(weights: Mapping[Choice, float], chance: random.Random) -> Choice:
    """Draw one of some choices by its weight."""
    return chance.choices(list(weights), list(weights.values()))[0]


def draw_length(chance: random.Random) -> int:
    """Draw how many versions a story has."""
    return chance.randint(*LONG) if chance.randrange(LONG_EVERY) == 0 else draw(LENGTHS, chance)
