"""The check of the digest chains in the database, as a stream: it holds one batch in memory, however many there are."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet

from stories import digests
from stories.models.chain_shape import ChainShape
from stories.models.filing import Filing
from stories.models.story import State, Story

STORIES_AT_ONCE = 500
FILINGS_AT_ONCE = 500  # filings in memory
NOT_COVERED = ("section", "source", "revision", "is_back_dated")  # by any digest
SEALED_COLUMNS = [column.name for column in Filing._meta.concrete_fields if column.name not in NOT_COVERED]
NO_CHAIN: tuple[float, Iterator[Filing]] = (math.inf, iter(()))  # behind all of them
ENDS = [
    f"{end}__{name}"
    for end in ("came_from", "went_to")
    for name in ("story", "number", "digest", "content_digest", "came_from", "went_to")
]


@dataclass(frozen=True, slots=True)
class CheckedStory:
    """A story whose chain was checked, and the first filing of it that is broken; None for a whole chain.

    `early` are the numbers of filings that were filed before the one numbered before them: a clock stood wrong. Their
    digests may be right all the same, and nothing mends a filing.
    """

    story_id: int
    broken: digests.BrokenLink | None
    early: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryRow:
    """What a story says of its chain."""

    pk: int
    filed_number: int
    newest_number: int
    state: str
    joined_to: int | None


@dataclass(slots=True)
class ChainReader:
    """The filings of one story as links of a chain, and what was seen of them on the way."""

    count: int = 0
    breaks: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    worded: digests.BrokenLink | None = None  # the first that is taken down, and has its words
    unrecorded: digests.BrokenLink | None = None  # the first with gaps that no record tells of
    moved: digests.BrokenLink | None = None  # the first that is not what another says of it
    last_filed_at: datetime | None = None
    early: list[int] = field(default_factory=list)  # filed before the one numbered before

    def links(self, filings: Iterator[Filing]) -> Iterator[digests.Link]:
        """Yield filings as links."""
        for filing in filings:
            self.count += 1
            link = chain_link(filing)
            if filing.follows + 1 != filing.number:
                self.breaks[filing.number] = filing.follows
            if not filing.is_standing:
                self.gone.add(filing.number)
            if self.worded is None and filing.is_taken_down and (filing.headline or filing.body_html):
                self.worded = digests.BrokenLink(filing.number, "it is marked as taken down, and has its words")
            if self.unrecorded is None and (filing.gaps or 0) != len(link.records):
                self.unrecorded = digests.BrokenLink(filing.number, "phrases of it were taken down without a record")
            if self.moved is None and (filing.came_from_id or filing.went_to_id):
                self.moved = find_false_move(filing)
            if self.last_filed_at is not None and filing.filed_at < self.last_filed_at:
                self.early.append(filing.number)
            self.last_filed_at = filing.filed_at
            yield link

    def fault(self, filings: Iterator[Filing], story: StoryRow) -> digests.BrokenLink | None:
        """Return the first broken filing of a story, given all its filings by number."""
        try:
            broken = digests.find_broken(self.links(filings))
        except (TypeError, ValueError, AttributeError):  # SQLite keeps whatever somebody writes into a column by hand
            return digests.BrokenLink(self.count, "it holds a value of a kind that nobody filed")
        if broken:
            return broken
        if self.count < story.filed_number:
            return digests.BrokenLink(self.count + 1, "it is missing at the end of the chain")
        return self.moved or self.worded or self.unrecorded or self.contradiction(story)

    def contradiction(self, story: StoryRow) -> digests.BrokenLink | None:
        """Return the filing that contradicts its story, if any: newest, or standing by itself."""
        shape = ChainShape(self.count, self.breaks, frozenset(self.gone))
        standing = shape.ends()
        if standing and story.state == State.JOINED:
            return digests.BrokenLink(standing[0], f"it stands in a story that was joined to {story.joined_to}")
        if standing and standing[1] != story.newest_number:
            why = f"it is the newest, and the story names {story.newest_number} as that"
            return digests.BrokenLink(standing[1], why)
        return None


def chain_link(filing: Filing) -> digests.Link:
    """Return a filing as a link of its chain."""
    return digests.Link(
        head=filing.head(),
        content_digest=filing.content_digest,
        previous_digest=filing.previous_digest,
        digest=filing.digest,
        content=None if filing.is_taken_down else filing.content(),
        records=tuple(take_down.as_record() for take_down in filing.phrase_take_downs.all()) if filing.gaps else (),
    )


def find_false_move(filing: Filing) -> digests.BrokenLink | None:
    """Return a filing that moved if it is not what another says of it: its words, or where it went."""
    if filing.came_from is not None and filing.came_from.content_digest != filing.content_digest:
        return digests.BrokenLink(filing.number, f"its words are not those of {filing.came_from}")
    goal = filing.went_to
    if goal is not None and filing.pk != goal.came_from_id and filing.came_from_id != goal.pk:
        return digests.BrokenLink(filing.number, f"it went to another story, and {goal} does not say so")
    if not filing.is_standing and filing.standing() is None:
        return digests.BrokenLink(filing.number, "it went to another story, and its words stand in none")
    return None


def check_stories(wanted: list[int]) -> Generator[CheckedStory]:
    """Check some stories, filed or not, by number."""
    keys = sorted(wanted)
    for start in range(0, len(keys), STORIES_AT_ONCE):
        batch = keys[start : start + STORIES_AT_ONCE]
        yield from check_batch(story_rows(Story.objects.filter(pk__in=batch)), Filing.objects.filter(story__in=batch))


def check_span(first: int, end: int) -> Generator[CheckedStory]:
    """Check the filed stories numbered from `first` on and before `end`, in the order of their numbers."""
    while first < end:
        stories = Story.objects.filter(pk__gte=first, pk__lt=end, filed_number__gt=0)
        batch = story_rows(stories)
        if not batch:
            return
        filings = Filing.objects.filter(story__gte=batch[0].pk, story__lte=batch[-1].pk)
        yield from check_batch(batch, filings)
        first = batch[-1].pk + 1


def story_rows(stories: QuerySet[Story]) -> list[StoryRow]:
    """Return what the first of some stories say of their chains, by number. One query."""
    rows = stories.order_by("pk").values_list("pk", "filed_number", "newest_number", "state", "joined_to")
    return [StoryRow(*row) for row in rows[:STORIES_AT_ONCE]]


def check_batch(stories: list[StoryRow], filings: QuerySet[Filing]) -> Generator[CheckedStory]:
    """Check some stories by number, given what filings they have. One query, whose rows are read as they are needed."""
    rows = filings.order_by("story_id", "number").select_related("came_from", "went_to").only(*SEALED_COLUMNS, *ENDS)
    chains = groupby(rows.iterator(chunk_size=FILINGS_AT_ONCE), key=attrgetter("story_id"))
    story_id, chain = next(chains, NO_CHAIN)
    for story in stories:
        while story_id < story.pk:
            story_id, chain = next(chains, NO_CHAIN)
        reader = ChainReader()
        broken = reader.fault(chain if story_id == story.pk else iter(()), story)
        yield CheckedStory(story.pk, broken, tuple(reader.early))
