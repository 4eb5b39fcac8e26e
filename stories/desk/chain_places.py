"""The places of filings that come from another story, in the chain that they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reversion.models import Revision

from stories import digests
from stories.desk.filings import CORRECTING, save_in_chain
from stories.desk.writing import AT_ONCE
from stories.matching import chain_rank
from stories.models import Amends, Filing, Item, Story, standing_chain

OWN = (
    *("id", "story", "number", "follows", "filed_at", "revision", "previous_digest", "digest", "digest_format"),
    *("came_from", "went_to"),
)  # what a filing has of its own; all else is that of the filing that it came from


@dataclass(frozen=True, slots=True)
class Place:
    """A filing in the order of a chain, with its number there.

    `follows` is the number of the one before it, None for a filing that stood there already.
    """

    filing: Filing
    number: int
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class MergedChain:
    """The filings that stand in a story when others have come, in the order of the chain."""

    places: tuple[Place, ...]

    @property
    def coming(self) -> list[Place]:
        """Those that come from another story."""
        return [place for place in self.places if place.follows is not None]

    @property
    def newest(self) -> Place | None:
        """The newest text."""
        return self.places[-1] if self.places else None

    def apply_to(self, story: Story) -> None:
        """Put on a story what follows from its chain; one without filings keeps the newest number that it had."""
        story.filed_number = max([story.filed_number, *(place.number for place in self.coming)])
        if self.newest is not None:
            first = min(place.filing.moved_at for place in self.places)
            story.newest_number = self.newest.number
            story.first_moved_at = min(story.first_moved_at or first, first)
            story.is_corrected = any(Amends(place.filing.amends) in CORRECTING for place in self.places)


def merge_chains(story: Story, standing: Sequence[Filing], coming: Sequence[Filing]) -> MergedChain:
    """Return the filings of a story and those that come to it in one order: by time, then by rank.

    Each of the two keeps its own order, which knows of links, versions and late copy.
    """
    copies = copy_of([*standing, *coming])
    left, places, number = list(standing), list[Place](), story.filed_number
    for filing in coming:
        while left and not is_older(filing, left[0], copies):
            first = left.pop(0)
            places.append(Place(first, first.number))
        number += 1
        places.append(Place(filing, number, places[-1].number if places else 0))
    return MergedChain((*places, *(Place(filing, filing.number) for filing in left)))


def preview_join(story: Story, into: Story) -> list[Filing]:
    """Return the filings of two stories as they would stand in the one that the other is joined to, without bodies."""
    chain = merge_chains(into, standing_chain(into), standing_chain(story))
    return [place.filing for place in chain.places]


def copy_of(filings: Iterable[Filing]) -> dict[int, Item]:
    """Return the copy that filings were made from, by their keys. One query."""
    items = Item.objects.filter(filing__in=[filing.pk for filing in filings]).only("filing", "version", "is_timed")
    return {item.filing_id: item for item in items if item.filing_id}


def is_older(filing: Filing, other: Filing, copies: Mapping[int, Item]) -> bool:
    """Return whether a text is older than one of another chain: by links, by version, by time, then by designator.

    The time of copy that says none is that of its arrival, which tells least.
    """
    mine, theirs = filing.metadata_values, other.metadata_values
    if mine.guid and theirs.guid != mine.guid and theirs.evolved_from == mine.guid:
        return True
    if theirs.guid and theirs.guid != mine.guid and mine.evolved_from == theirs.guid:
        return False
    copy, other_copy = copies.get(filing.pk), copies.get(other.pk)
    are_same = bool(copy and other_copy and mine.guid) and mine.guid == theirs.guid
    are_timed = all(one is None or one.is_timed for one in (copy, other_copy))
    signs: list[tuple[float | None, float | None]] = [
        (copy.version, other_copy.version) if copy and other_copy and are_same else (None, None),
        (filing.moved_at.timestamp(), other.moved_at.timestamp()) if are_timed else (None, None),
        (chain_rank(filing.designator_value), chain_rank(other.designator_value)),
        (filing.moved_at.timestamp(), other.moved_at.timestamp()),
    ]
    for one, another in signs:
        if one is not None and another is not None and one != another:
            return one < another
    return False


def file_moved(story: Story, chain: MergedChain, *, revision: Revision, now: datetime) -> dict[int, Filing]:
    """File what came to a story under its next numbers; return the new filings by the keys of those that went.

    The words are copied whole, and with them their content digest: it proves them where they were taken down, too.
    None is filed before the one numbered before it, or before the one that it was.
    """
    made: dict[int, Filing] = {}
    for place in chain.coming:
        names = [field.attname for field in Filing._meta.concrete_fields if field.name not in OWN]
        end = AT_ONCE.chain_end(story, before=place.number)
        filing = Filing(
            **{name: getattr(place.filing, name) for name in names},
            story=story,
            number=place.number,
            follows=place.follows or 0,
            filed_at=max(end.time_of_next(now), place.filing.filed_at),
            revision=revision,
            came_from=place.filing,
        )
        made[place.filing.pk] = save_in_chain(filing, previous=end.digest)
        if filing.gaps:
            copy_take_downs(place.filing, filing)
        Filing.objects.filter(pk=place.filing.pk).update(went_to=filing)
    return made


def copy_take_downs(origin: Filing, filing: Filing) -> None:
    """Give a filing that came from another the records of its phrases that were taken down, sealed for itself."""
    for take_down in origin.phrase_take_downs.all():
        take_down.pk, take_down.filing = None, filing
        take_down.digest = digests.record_digest(take_down.as_record())
        take_down.save(force_insert=True)
