"""How the rows of an act are written: at once, or together with those of other acts in the same transaction.

An act asks its writer for the story as it stands and for the filings that it goes on from, and gives it the rows that
it makes. So filing one story and filing many is one act, and what the wire sends in bulk is written in bulk.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.db.models import F, Q
from reversion.models import Revision, Version

from stories import search, signals
from stories.desk.live_index import list_filings
from stories.models import LOST_WORDS, Filing, PhotoUse, Story, SubjectUse
from stories.models.tables import Keys, Table

STORIES, REVISIONS, FILINGS = Table(Story), Table(Revision), Table(Filing)
VERSIONS, PHOTO_USES, SUBJECT_USES = (Table(model, keys=False) for model in (Version, PhotoUse, SubjectUse))


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last filing of a story, as far as the next one is tied to it; without a story's filings, of none."""

    digest: str = ""
    filed_at: datetime | None = None

    def time_of_next(self, now: datetime) -> datetime:
        """Return the time at which the next filing is filed: now, but never before the last one.

        A clock that stood ahead, here or on another machine, dated the last one later than now.
        """
        return max(now, self.filed_at or now)


class Writer(Protocol):
    """What an act needs of whoever writes its rows."""

    def transaction(self) -> AbstractContextManager[object]:
        """Return a block in which an act is done in whole or not at all."""

    def lock(self, key: int) -> Story:
        """Return a story as it stands, its row locked until the transaction ends; a copy, to be changed."""

    def newest_filing(self, story: Story) -> Filing | None:
        """Return the newest filing of a story; None without one."""

    def chain_end(self, story: Story, *, before: int) -> ChainEnd:
        """Return the end of the chain that a filing of a number is tied to."""

    def keep_story(self, story: Story, revision: Revision, *, former_place: int | None) -> None:
        """Keep a story that is new or was changed, and give it and its revision their keys.

        The newsroom's search has it at its place now, and no more at the former one.
        """

    def keep_version(self, version: Version) -> None:
        """Keep a story as its revision has it."""

    def keep_filing(self, filing: Filing, *, is_newest: bool) -> None:
        """Keep a filing, and what it is found by where it is the newest of its story."""


class AtOnce:
    """The writer of a single act."""

    def transaction(self) -> AbstractContextManager[object]:
        """Return a transaction, or a part of one."""
        return transaction.atomic()

    def lock(self, key: int) -> Story:
        """Return a story as it is in the database, its row locked. One query."""
        return (
            Story.objects.select_for_update(of=("self",), no_key=True).select_related("source", "section").get(pk=key)
        )

    def newest_filing(self, story: Story) -> Filing | None:
        """Return the newest filing of a story. One query."""
        return Filing.objects.filter(story=story, number=story.newest_number).first()

    def chain_end(self, story: Story, *, before: int) -> ChainEnd:
        """Return the end of the chain that a filing of a number is tied to. One query, none for the first."""
        last = Filing.objects.filter(story=story, number=before - 1).values_list("digest", "filed_at")
        return ChainEnd(*(last.first() or ())) if before > 1 else ChainEnd()

    def keep_story(self, story: Story, revision: Revision, *, former_place: int | None) -> None:
        """Write a story and its revision, and index it with its newest filing."""
        story.save()
        revision.save()
        index_again(story, instead_of=[] if former_place is None else [former_place])

    def keep_version(self, version: Version) -> None:
        """Write a version."""
        version.save()

    def keep_filing(self, filing: Filing, *, is_newest: bool) -> None:
        """Write a filing with its uses."""
        filing.save(force_insert=True)
        PhotoUse.objects.bulk_create(photo_uses(filing))
        SubjectUse.objects.bulk_create(subject_uses(filing))
        if is_newest:
            list_filings([filing])
            if filing.note:  # which the working copy, indexed before, has no more
                index_again(filing.story)
        send_filed(filing)


AT_ONCE = AtOnce()


def index_again(story: Story, *, instead_of: Iterable[int] = ()) -> None:
    """Let the newsroom's search find a locked story as it is now, and nothing more at some places."""
    newest = AT_ONCE.newest_filing(story) if story.newest_number else None
    search.index_stories({story: newest}, instead_of=instead_of)


@dataclass(frozen=True, slots=True)
class KnownStory:
    """A locked story as it stands, its newest filing, the end of its chain, and whether words were taken down."""

    story: Story
    newest: Filing | None = None
    end: ChainEnd = ChainEnd()
    has_lost_words: bool = False


@dataclass(slots=True)
class Pending:
    """The rows of acts that are not written yet, and the stories that were locked for them."""

    stories: dict[int, KnownStory] = field(default_factory=dict)
    changed: dict[int, Story] = field(default_factory=dict)
    places: dict[int, int | None] = field(default_factory=dict)  # at which the changed ones were indexed before
    revisions: tuple[Revision, ...] = ()
    versions: tuple[Version, ...] = ()
    filings: tuple[Filing, ...] = ()


class Together:
    """The writer of many acts: their rows are written when `write` is called, in the same transaction.

    Acts that read or write the database themselves come after that, and `forget` what they changed after them.
    """

    def __init__(self, *, acts: int, stories: int) -> None:
        self.acts, self.stories = acts, stories  # that are expected
        self.pending = Pending()
        self.forget()

    def forget(self, changed: Set[int] | None = None) -> None:
        """Forget the stories that others changed, all where none are named, and the keys that would come next."""
        known = self.pending.stories
        self.pending.stories = {} if changed is None else {key: known[key] for key in known.keys() - changed}
        self.story_keys = Keys(Story, chunk=self.stories)
        self.revision_keys, self.filing_keys = (Keys(model, chunk=self.acts) for model in (Revision, Filing))

    def transaction(self) -> AbstractContextManager[object]:
        """Return a block without effect: whoever does the acts goes back to a save point."""
        return nullcontext()

    def save_point(self) -> Pending:
        """Return what is pending, to be given back to `roll_back`."""
        pending = self.pending
        return replace(pending, stories={**pending.stories}, changed={**pending.changed}, places={**pending.places})

    def roll_back(self, pending: Pending) -> None:
        """Drop the rows that came since a point."""
        self.pending = pending

    def load(self, keys: Iterable[int]) -> None:
        """Lock some stories and read what acts on them ask for. Three queries, where any is not known yet."""
        unknown = [key for key in keys if key not in self.pending.stories]
        if not unknown:
            return
        rows = (
            Story.objects.select_for_update(of=("self",), no_key=True)
            .select_related("source", "section")
            .order_by("pk")
        )
        stories = {story.pk: story for story in rows.filter(pk__in=unknown)}
        ends = Q(number=F("story__newest_number")) | Q(number=F("story__filed_number"))
        filings = {
            (filing.story_id, filing.number): filing
            for filing in Filing.objects.filter(ends, story__in=stories).defer("body_html")
        }
        lost = set(Filing.objects.filter(LOST_WORDS, story__in=stories).values_list("story", flat=True))
        for key, story in stories.items():
            last = filings.get((key, story.filed_number))
            newest = filings.get((key, story.newest_number))
            self.pending.stories[key] = KnownStory(story, newest, end_at(last) if last else ChainEnd(), key in lost)

    def find(self, key: int) -> KnownStory:
        """Return what is known of a story, or of the one that it was joined to."""
        self.load([key])
        known = self.pending.stories[key]
        return known if known.story.joined_to_id is None else self.find(known.story.joined_to_id)

    def lock(self, key: int) -> Story:
        """Return a story as it stands after the acts before. No query where it is known."""
        self.load([key])
        return copy_story(self.pending.stories[key].story)

    def newest_filing(self, story: Story) -> Filing | None:
        """Return the newest filing of a story."""
        return self.pending.stories[story.pk].newest

    def chain_end(self, story: Story, *, before: int) -> ChainEnd:
        """Return the end of a story's chain. A story that is made by the same act has none yet."""
        return self.pending.stories[story.pk].end if before > 1 else ChainEnd()

    def keep_story(self, story: Story, revision: Revision, *, former_place: int | None) -> None:
        """Keep a story and its revision for the writing."""
        if story.pk is None:
            story.pk = self.story_keys.take()
        revision.pk = self.revision_keys.take()
        known = self.pending.stories.get(story.pk) or KnownStory(story)
        self.pending.stories[story.pk] = replace(known, story=story)
        self.pending.changed[story.pk] = story
        self.pending.places.setdefault(story.pk, former_place)
        self.pending.revisions += (revision,)

    def keep_version(self, version: Version) -> None:
        """Keep a version for the writing."""
        self.pending.versions += (version,)

    def keep_filing(self, filing: Filing, *, is_newest: bool) -> None:
        """Keep a filing for the writing."""
        filing.pk = self.filing_keys.take()
        known = self.pending.stories[filing.story_id]
        newest = filing if is_newest else known.newest
        self.pending.stories[filing.story_id] = replace(known, newest=newest, end=end_at(filing))
        self.pending.filings += (filing,)

    def write(self) -> None:
        """Write the rows that are pending."""
        pending, stories = self.pending, self.pending.stories
        STORIES.upsert(pending.changed.values())
        REVISIONS.insert(pending.revisions)
        VERSIONS.insert(pending.versions)
        FILINGS.insert(pending.filings)
        PHOTO_USES.insert(use for filing in pending.filings for use in photo_uses(filing))
        SUBJECT_USES.insert(use for filing in pending.filings for use in subject_uses(filing))
        newest = {key: stories[key].newest for key in pending.changed}
        list_filings(
            [filing for filing in pending.filings if newest[filing.story_id] is filing],
            older=[filing for filing in pending.filings if newest[filing.story_id] is not filing],
        )
        former = [place for place in pending.places.values() if place is not None]
        search.index_stories({story: newest[key] for key, story in pending.changed.items()}, instead_of=former)
        for filing in pending.filings:
            send_filed(filing)
        self.pending = Pending(stories=stories)


def copy_story(story: Story) -> Story:
    """Return a copy of a story, to be changed; in a tenth of the time that Django takes, which goes by pickling."""
    made = Story.__new__(Story)
    made.__dict__.update(story.__dict__)
    made._state = copy(story._state)
    made._state.fields_cache = {**story._state.fields_cache}
    return made


def end_at(filing: Filing) -> ChainEnd:
    """Return the end of a chain whose last filing this is."""
    return ChainEnd(filing.digest, filing.filed_at)


def photo_uses(filing: Filing) -> list[PhotoUse]:
    """Return the rows of the photos that a filing shows."""
    return [PhotoUse(filing=filing, photo_id=picture.photo) for picture in filing.shown_pictures]


def subject_uses(filing: Filing) -> list[SubjectUse]:
    """Return the rows of the subjects that a filing has."""
    subjects = filing.metadata_values.subjects
    return [SubjectUse(filing=filing, key=subject.key, name=subject.name) for subject in subjects]


def send_filed(filing: Filing) -> None:
    """Tell whoever listens that a filing was made, after commit."""
    signals.send_after_commit(signals.story_filed, story_id=filing.story_id, number=filing.number)
