"""A story as readers may see it, and the one query by which every page about it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from django.db import connections

from stories.models.addresses import story_data_address, story_part_address
from stories.models.chain_order import FilingPlace, MovedFiling, public_slug
from stories.models.chain_shape import ChainShape
from stories.models.notice import Notice
from stories.models.story import State

if TYPE_CHECKING:
    from stories.models.filing import Filing

# The filings out of the common run, word for word as the index `filing_out_of_run` has it: they tell the order of the
# whole chain. The condition holds no parameter, as SQLite takes a partial index for no query that has one there.
CHAIN = """
SELECT story.state, story.slug, story.filed_number, story.newest_number,
    (SELECT language FROM stories_filing newest WHERE newest.story_id = story.id AND newest.number =
        CASE WHEN story.newest_number > 0 THEN story.newest_number ELSE story.filed_number END),
    filing.number, filing.follows, filing.amends, filing.came_from_id, filing.went_to_id, filing.taken_down_at
FROM stories_story story LEFT JOIN stories_filing filing ON filing.story_id = story.id
    AND (filing.follows + 1 <> filing.number OR filing.amends <> '' OR filing.came_from_id IS NOT NULL
        OR filing.went_to_id IS NOT NULL OR filing.taken_down_at IS NOT NULL)
WHERE story.id = %s AND story.filed_number > 0 AND story.state <> 'spiked'
ORDER BY filing.number
"""

LATEST_SHOWN = 5  # versions that the page of a story leads to by itself; its history has all


@dataclass(frozen=True, slots=True)
class PublicStory:
    """A story as readers may see it at this moment. `filings` is empty unless the story is live.

    `total` is how many numbers it gave; those of `gone` stand in other stories now. `filings` and `moved` are those
    that were looked up of either, in the order of the chain; what went has no words here.
    """

    story_id: int
    slug: str
    state: State
    total: int
    newest_number: int
    filings: tuple[Filing, ...]
    language: str = ""  # of its newest filing; known of a story that may not be read, too
    moved: tuple[MovedFiling, ...] = ()
    shape: ChainShape = field(default_factory=ChainShape)

    @property
    def is_live(self) -> bool:
        """Whether the text of the story may be read."""
        return self.state == State.LIVE

    @property
    def is_emptied(self) -> bool:
        """Whether it waits as if nothing of it had moved, as all that stood in it went back where it came from."""
        return self.state == State.WAITING and not self.standing_count

    @property
    def newest(self) -> Filing | None:
        """The newest filing, where it is among those looked up."""
        return self.with_number(self.newest_number)

    @property
    def history_address(self) -> str:
        """The address of its history."""
        return story_part_address("history", self.story_id, self.slug)

    @property
    def version_feed_address(self) -> str:
        """The address of the feed of its versions."""
        return story_part_address("version_feed", self.story_id, self.slug)

    @property
    def head_address(self) -> str:
        """The address of its newest number as data."""
        return story_data_address("head_json", self.story_id)

    @property
    def ninjs_address(self) -> str:
        """The address of its newest filing as ninjs."""
        return story_data_address("ninjs", self.story_id)

    @property
    def newsml_address(self) -> str:
        """The address of its newest filing as NewsML-G2."""
        return story_data_address("newsml", self.story_id)

    @property
    def gone(self) -> frozenset[int]:
        """The numbers that stand in other stories."""
        return self.shape.gone

    def with_number(self, number: int) -> Filing | None:
        """Return the filing with a number, where it is among those looked up."""
        return next((filing for filing in self.filings if filing.number == number), None)

    @property
    def standing_count(self) -> int:
        """The number of filings that stand in the story."""
        return self.total - len(self.gone)

    @property
    def highest_number(self) -> int:
        """The highest number that stands in the story."""
        return next((number for number in range(self.total, 0, -1) if number not in self.gone), 0)

    def previous_number(self, filing: Filing) -> int:
        """Return the number that a filing follows, past those that stand in other stories; 0 for none."""
        return self.shape.previous_number(filing.number)

    def predecessor(self, filing: Filing) -> Filing | None:
        """Return the text before a filing, where it was looked up; None for the first."""
        return self.with_number(self.shape.predecessor(filing.number))

    @property
    def latest_numbers(self) -> list[int]:
        """The numbers of the newest text and of the few before it, the newest first."""
        numbers = [self.newest_number]
        while numbers[-1] and len(numbers) < LATEST_SHOWN:
            numbers.append(self.shape.previous_number(numbers[-1]))
        return list(filter(None, numbers))

    @property
    def worded_corrections(self) -> tuple[int, ...]:
        """The numbers of all filings of the story that put something right and still have words."""
        return tuple(filter(self.shape.has_words, self.shape.amending))

    @property
    def has_more_corrections(self) -> bool:
        """Whether more filings put something right than were looked up."""
        return len(self.worded_corrections) > len(self.corrections())

    def corrections(self) -> tuple[Filing, ...]:
        """Return the filings looked up that put something right and still have words, in the order of the chain."""
        return tuple(filing for filing in self.filings if filing.amends and not filing.is_taken_down)

    def notice(self) -> Notice | None:
        """Return the notice that readers get of a held or killed story. One query."""
        return Notice.objects.in_force(self.story_id)

    def with_rows(self, rows: Iterable[Filing]) -> PublicStory:
        """Return the story with filings that were looked up: no filing of one that is not live leaves this function."""
        chain = sorted(rows, key=lambda row: self.shape.place(row.number))
        return replace(
            self,
            filings=tuple(filing for filing in chain if filing.is_standing) if self.is_live else (),
            moved=tuple(make_moved_filing(filing, filing.went_to) for filing in chain if filing.went_to),
        )


def find_public_story(story_id: int, *, using: str) -> PublicStory | None:
    """Return a story with the shape of its chain and without filings; None where it was never filed. One query.

    It reads the filings out of the common run alone, by an index: as many as were late, corrected, moved or taken down.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(CHAIN, [story_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    state, slug, total, newest, language, *_ = rows[0]
    odd = [row[5:] for row in rows if row[5] is not None]
    shape = ChainShape(
        total,
        breaks={number: follows for number, follows, *_ in odd if follows + 1 != number},
        gone=frozenset(number for number, *_, went, _removed in odd if went is not None),
        removed=frozenset(number for number, *_, removed in odd if removed is not None),
        amending=tuple(number for number, _, amends, *_ in odd if amends),
        has_arrivals=any(came is not None for *_, came, _went, _removed in odd),
    )
    return PublicStory(story_id, slug, State(state), total, newest, (), cast(str, language), shape=shape)


def make_moved_filing(filing: Filing, went_to: Filing) -> MovedFiling:
    """Return a filing that went to another story, without its words."""
    return MovedFiling(
        head=filing.head(),
        content_digest=filing.content_digest,
        previous_digest=filing.previous_digest,
        digest=filing.digest,
        is_taken_down=filing.is_taken_down,
        went_to=make_place(went_to),
    )


def make_place(filing: Filing) -> FilingPlace:
    """Return a filing that `places` brought as a place."""
    slug = public_slug(filing.state, filing.slug)
    return FilingPlace(filing.pk, filing.story_id, slug, filing.number, filing.filed_at, filing.went_to_id)
