"""One invented story from its opening to its end, as rows that the desk would have made."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from reversion.models import Revision, Version

from stories import copy, desk, digests, search
from stories.archive_filler.arrivals import delivery_of, identity_of, wire_item
from stories.archive_filler.furniture import Furniture
from stories.archive_filler.invented_copy import CALENDAR, copy_language
from stories.archive_filler.pictures import photo_of, renditions_of
from stories.archive_filler.plan import StoryPlan
from stories.archive_filler.tables import Rows
from stories.copy import Block
from stories.copy import pictures as placing
from stories.copy.subjects import store_subjects
from stories.desk import StoryText, WireOrigin
from stories.matching import Rarity, read_profile
from stories.models import (
    Amends,
    Delivery,
    Filing,
    Item,
    ItemTerm,
    LiveKey,
    LiveStory,
    Notice,
    PastVersion,
    Photo,
    PhotoUse,
    Rendition,
    State,
    Story,
    SubjectUse,
    designator_keys,
    keys_of,
    live_row,
    place_of,
)
from stories.models.packed import PACKED_JSON, pack_text
from stories.models.tables import Table

STORIES, FILINGS, REVISIONS, PHOTOS = Table(Story), Table(Filing), Table(Revision), Table(Photo)
DELIVERIES, ITEM_TABLE, TERMS = Table(Delivery), Table(Item), Table(ItemTerm, keys=False)
VERSION_TABLE, RENDITIONS, NOTICES = Table(Version, keys=False), Table(Rendition, keys=False), Table(Notice, keys=False)
SUBJECT_USES, PHOTO_USES = Table(SubjectUse, keys=False), Table(PhotoUse, keys=False)
LIVE_STORIES, LIVE_KEYS, PAST_VERSIONS = Table(LiveStory), Table(LiveKey, keys=False), Table(PastVersion)
TABLES = (  # in the order in which they are written
    *(STORIES, REVISIONS, VERSION_TABLE, FILINGS, SUBJECT_USES, PHOTOS, RENDITIONS, PHOTO_USES, DELIVERIES),
    *(ITEM_TABLE, TERMS, NOTICES, LIVE_STORIES, LIVE_KEYS, PAST_VERSIONS),
)
GENRES = ("", "", "", "", "", "", "Feature", "Interview", "Analysis", "Obituary")
LIKELY_URGENCIES = (2, 3, 4, 4, 5, 5, 5, 5, 6, 7)
RECENT = timedelta(days=9)  # in which the newsroom keeps the terms that later copy finds a story by
TRANSMISSION = timedelta(minutes=2)  # from a source's move to the filing here
WORDS = ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "summary", "genre", "body_html")
REASON = "The figures were wrong."
NOT_KEPT = ("id", "updated_by", "assigned_to", "desk_place")  # in revisions of a story
KEPT = [(kept.name, kept.attname) for kept in Story._meta.concrete_fields if kept.name not in NOT_KEPT]


class StoryWriter:
    """The writer of one story's rows. `photo` is the key of its photo, None for none."""

    def __init__(
        self,
        plan: StoryPlan,
        furniture: Furniture,
        rows: Rows,
        *,
        chance: random.Random,
        photo: int | None,
        now: datetime,
    ) -> None:
        self.plan, self.furniture, self.rows, self.chance, self.now = plan, furniture, rows, chance, now
        self.language = copy_language(plan.language)
        self.names = self.language.story_names(chance)
        self.paragraphs = [self.paragraph() for _ in range(chance.randint(2, 5))]
        self.editor = None if plan.is_wire else chance.choice(furniture.people)
        self.story = self.new_story()
        self.previous = ""  # the digest of the filing before
        self.newest: Filing | None = None
        self.older: list[Filing] = []
        if photo is not None:
            self.add_photo(photo)

    def paragraph(self) -> Block:
        """Return a paragraph on the names of the story."""
        return self.language.paragraph(self.chance, self.names)

    def new_story(self) -> Story:
        """Return the story before anything was filed."""
        chance, opened = self.chance, self.plan.filed_at[0]
        headline = self.language.headline(chance, self.names)
        genre = chance.choice(GENRES)
        subjects = chance.sample(self.furniture.subjects, chance.randint(1, 3))
        story = Story(
            pk=self.plan.number,
            slugline="-".join(headline.split()[:2])[:40],
            section=self.pick(self.furniture.sections),
            source=self.pick(self.furniture.sources),
            language=self.plan.language,
            urgency=chance.choice(LIKELY_URGENCIES),
            genre=genre,
            located=self.names[0],
            subjects=store_subjects(subjects),
            headline=f"{genre}: {headline}" if genre else headline,
            byline="" if self.plan.is_wire else f"By {self.names[1]} {self.names[2]}",
            body=copy.to_json(self.paragraphs),
            words=copy.word_count(self.paragraphs),
            created_at=opened,
            updated_at=opened,
        )
        story.dateline = f"{self.names[0].upper()}, {CALENDAR[opened.month - 1]} {opened.day} ({story.source}) --"
        return story

    def pick(self, rows: tuple[Any, ...]) -> Any:
        """Return one of some rows: the first are the busiest, and the last are asked for seldom."""
        return rows[int(len(rows) * self.chance.random() ** 2)]

    def add_photo(self, key: int) -> None:
        """Add a photo to the working copy."""
        photo = photo_of(
            key, caption=self.paragraphs[0].text[:80], credit=str(self.story.source), added_at=self.plan.filed_at[0]
        )
        self.rows.add(PHOTOS, photo)
        self.rows.documents[search.Index.PHOTOS].append(search.photo_document(photo))
        self.rows.add(RENDITIONS, *renditions_of(photo))
        self.photo = photo
        self.story.pictures = placing.to_json([placing.PlacedPicture(key, photo.caption)])

    def open(self, *, revision: int, at: datetime) -> None:
        """Open the story."""
        self.record(f"Arrived from {self.story.source}" if self.plan.is_wire else "Opened", key=revision, at=at)

    def file(self, number: int, *, revision: int, filing: int, at: datetime) -> None:
        """File the next version."""
        story, origin = self.story, self.origin(number, at)
        amends = self.plan.amends if number == len(self.plan.filed_at) else Amends.NOTHING
        designator = Amends(amends).label if amends else f"{ordinal(number - 1)} LD" if number > 1 else ""
        if number > 1:
            self.go_on()
        story.filed_number = story.newest_number = number
        story.state = State.LIVE
        story.slug = story.slug or desk.slug_for(story)
        story.is_corrected = story.is_corrected or amends in (Amends.CORRECTION, Amends.CLARIFICATION)
        moved_at = origin.time_of_move(at)
        story.first_moved_at = min(story.first_moved_at or moved_at, moved_at)
        kept = self.record(f"Filed as {number}: {designator or 'first filing'}", key=revision, at=at)
        text = StoryText(story.headline, tuple(self.paragraphs), byline=story.byline, dateline=story.dateline)
        made = desk.new_filing(story, text, designator=designator, revision=kept, now=at, origin=origin)
        made.pk, made.follows, made.amends = filing, number - 1, amends
        if amends in (Amends.CORRECTION, Amends.CLARIFICATION):
            made.wrong, made.right = f"It said {self.names[1]}.", f"It was {self.names[2]}."
        if story.pictures:
            made.pictures = placing.to_json([self.photo.as_picture(self.photo.caption)])
        self.seal(made)

    def origin(self, number: int, at: datetime) -> WireOrigin:
        """Return where a version comes from."""
        if not self.plan.is_wire:
            return WireOrigin()
        source, story = self.story.source_id, self.plan.number
        ago = timedelta(days=4 + number % 20) if self.plan.is_back_dated else TRANSMISSION
        before = identity_of(source, story, number - 1) if number > 1 else ""
        return WireOrigin(moved_at=at - ago, guid=identity_of(source, story, number), evolved_from=before)

    def go_on(self) -> None:
        """Change the working copy as the next version does: a paragraph anew, another at the end, a new headline."""
        self.paragraphs[self.chance.randrange(len(self.paragraphs))] = self.paragraph()
        if len(self.paragraphs) < 5:
            self.paragraphs.append(self.paragraph())
        self.story.headline = self.language.headline(self.chance, self.names)
        self.story.body = copy.to_json(self.paragraphs)
        self.story.words = copy.word_count(self.paragraphs)

    def seal(self, filing: Filing) -> None:
        """Give a filing its digests, and add it with what stands beside it."""
        filing.digest_format = digests.NEWEST_FORMAT
        filing.content_digest = digests.content_digest(filing.content())
        filing.previous_digest = self.previous
        filing.digest = digests.chain_digest(filing.head(), filing.content_digest, self.previous)
        self.previous = filing.digest
        self.older += [self.newest] if self.newest is not None else []
        self.newest = filing
        if self.plan.is_wire:
            self.add_arrival(filing)
        self.rows.add(PHOTO_USES, *(PhotoUse(filing=filing, photo_id=one.photo) for one in filing.shown_pictures))
        if self.plan.is_taken_down and filing.number == 1:
            empty(filing)
        subjects = filing.metadata_values.subjects
        self.rows.add(SUBJECT_USES, *(SubjectUse(filing=filing, key=one.key, name=one.name) for one in subjects))
        self.rows.add(FILINGS, filing)

    def add_arrival(self, filing: Filing) -> None:
        """Add what a filing came as, numbered as the filing is."""
        text = copy.plain_text(filing.blocks)
        item = wire_item(filing, text=text, key=filing.pk, is_recent=filing.filed_at > self.now - RECENT)
        self.rows.add(DELIVERIES, delivery_of(filing, text=text, key=filing.pk))
        self.rows.add(ITEM_TABLE, item)
        for term in Rarity().terms_to_keep(read_profile(item.profile)) if item.profile else ():
            self.rows.add(TERMS, ItemTerm(item=item, source=filing.source, term=term[:64], moved_at=item.moved_at))

    def end(self, *, revision: int, at: datetime) -> None:
        """Kill, hold or spike the story."""
        story, state = self.story, self.plan.state
        story.state = state
        kind = {State.KILLED: Notice.Kind.KILL, State.HELD: Notice.Kind.HOLD}.get(state)
        if kind is not None:
            is_kill = kind == Notice.Kind.KILL
            reason, headline = (REASON, story.headline) if is_kill else ("", "")
            notice = Notice(story=story, kind=kind, at=at, reason=reason, headline=headline, credit=story.source.name)
            self.rows.add(NOTICES, notice)
        self.record(f"{state.label.capitalize()}. {REASON}", key=revision, at=at)

    def record(self, comment: str, *, key: int, at: datetime) -> Revision:
        """Keep the story as a revision; return that."""
        story = self.story
        story.save_number += 1
        story.updated_at, story.updated_by = at, self.editor
        revision = Revision(pk=key, date_created=at, user=self.editor, comment=comment)
        self.rows.add(REVISIONS, revision)
        self.rows.add(VERSION_TABLE, version_of(story, revision, content_type=self.furniture.content_type))
        return revision

    def close(self) -> None:
        """Add the story as it stands at the end, and what it is found by."""
        self.story.release_at = self.now + timedelta(days=1) if self.plan.is_scheduled else None
        self.story.embargo_until = self.now + timedelta(days=1) if self.plan.is_embargoed else None
        self.story.desk_place = place_of(self.story.updated_at, self.story.pk)
        self.rows.add(STORIES, self.story)
        self.rows.documents[search.Index.DESK].append(search.story_document(self.story, self.newest))
        if self.newest is not None and self.story.state == State.LIVE and not self.newest.is_taken_down:
            self.list_filing(self.newest)

    def list_filing(self, filing: Filing) -> None:
        """Add what readers find the story by."""
        place = place_of(filing.moved_at, filing.pk)
        self.rows.add(LIVE_STORIES, live_row(filing, place))
        found_by = keys_of(filing) | designator_keys(filing.designator for filing in self.older)
        self.rows.add(LIVE_KEYS, *(LiveKey(story_id=filing.story_id, key=key, place=place) for key in sorted(found_by)))
        self.rows.documents[search.Index.LIVE].append(search.filing_document(filing, place, found_by))
        self.add_past([filing for filing in self.older if not filing.is_taken_down])

    def add_past(self, filings: list[Filing]) -> None:
        """Add what readers find the older versions of the story by."""
        places = {filing.pk: place_of(filing.moved_at, filing.pk) for filing in filings}
        rows = (PastVersion(place=places[one.pk], filing=one, story=self.story, number=one.number) for one in filings)
        self.rows.add(PAST_VERSIONS, *rows)
        self.rows.documents[search.Index.PAST] += search.version_documents(filings, places)


def version_of(story: Story, revision: Revision, *, content_type: int) -> Version:
    """Return a story as django-reversion keeps it."""
    fields = {name: story.__dict__[attname] for name, attname in KEPT}
    data = [{"model": "stories.story", "pk": story.pk, "fields": fields}]
    return Version(
        revision=revision,
        object_id=str(story.pk),
        content_type_id=content_type,
        db="default",
        format=PACKED_JSON,
        serialized_data=pack_text(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)),
        object_repr=str(story)[:200],
    )


def empty(filing: Filing) -> None:
    """Take the words of a filing down."""
    for name in WORDS:
        setattr(filing, name, "")
    filing.body, filing.pictures, filing.metadata = copy.to_json(()), [], {}
    filing.taken_down_at = filing.filed_at + timedelta(days=1)


def ordinal(number: int) -> str:
    """Return a number as designators count: 1st, 2nd, 3rd, 4th, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
