"""The delivery door: bytes -> kept -> read -> the right story, in its place -> the desk."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, transaction

from stories import copy, desk, wire
from stories.desk import Words
from stories.intake import matching
from stories.intake import photos as intake_photos
from stories.intake.deliveries import REASON_LIMIT, failed, keep
from stories.intake.options import Orders, Then
from stories.intake.photos import Came
from stories.models import Amends, Delivery, Item, Outcome, Section, Source, State, Story
from stories.wire import pictures
from stories.wire.item import Status, Unreadable, WireItem

UNNAMED = "Unnamed source"  # what copy is credited to that names no agency, where none was given
OLDEST = datetime(1900, 1, 1, tzinfo=UTC)  # a time before any news wire's archive is a slip
AHEAD = timedelta(days=2)  # a version time further on than any zone explains is one too
EMBARGO_LIMIT = timedelta(days=400)  # an embargo further on than this is a slip: an editor decides
DEFAULT_LANGUAGE = "en"
EMBARGO = re.compile(
    r"\W*(?:not for (?:publication|release)|embargo(?:ed)?\W*(?:until|till|to|for|:|$))", re.IGNORECASE
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,1}")  # language, and script or region (BCP 47)
JOINED = {Outcome.FILED, Outcome.WAITING, Outcome.SCHEDULED, Outcome.HELD}  # with its pictures
UNSURE = "Urgent: the source stops a story, and which one is not certain. Find it and"


def take(name: str, data: bytes, *, now: datetime, orders: Orders) -> list[Item]:
    """A delivery, kept and taken in: one Item for each piece, in the order of the file. Never raises for bad copy."""
    delivery = keep(copy.clean(name), data, now=now)
    try:
        picture = pictures.read(data)
        if picture is not None:
            return [intake_photos.take_picture(delivery, picture, now=now, folder=orders.folder, source=orders.source)]
        pieces = wire.read(data)
    except (wire.NotWire, Unreadable) as error:
        return [failed(delivery, 0, str(error), now=now)]
    return [take_piece(delivery, place, piece, now=now, orders=orders) for place, piece in enumerate(pieces)]


def read_again(item: Item) -> tuple[str, Words, datetime | None]:
    """The designator, the words and the embargo of kept copy, from its original. Raises LookupError if that is gone."""
    try:
        piece = list(wire.read(bytes(item.delivery.content)))[item.place]
    except (wire.NotWire, Unreadable) as error:
        raise LookupError(str(error)) from error
    if isinstance(piece, Unreadable):
        raise LookupError(str(piece))
    return printed(piece), words_of(item, piece), embargo_of(item, piece)


def embargo_of(item: Item, piece: WireItem) -> datetime | None:
    """The end of an embargo in UTC. One that no calendar of ours reaches is still an embargo."""
    at = piece.embargo_at
    if at is None:
        return None
    zone = item.source.zone if item.source else UTC
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC) - timedelta(days=2)


def words_of(item: Item, piece: WireItem) -> Words:
    """The words of a piece of copy as the desk takes them."""
    return Words(
        headline=piece.headline,
        blocks=piece.blocks,
        byline=piece.byline[:300],
        dateline=piece.dateline[:300],
        dated_on=item.dated_on or (item.moved_at.date() if item.is_timed else None),
        endmark=piece.endmark[:40],
        note=piece.note,
    )


def printed(piece: WireItem) -> str:
    """The designator of a piece of copy in our print."""
    return str(piece.designator)[:80] if piece.designator else ""


def take_piece(delivery: Delivery, place: int, piece: WireItem | Unreadable, *, now: datetime, orders: Orders) -> Item:
    """One piece of a delivery, taken in whole or not at all; what goes wrong with it harms no other."""
    if isinstance(piece, Unreadable):
        outcome = Outcome.SKIPPED if isinstance(piece, wire.NotStory) else Outcome.FAILED
        return failed(delivery, place, str(piece), now=now, outcome=outcome)
    came = intake_photos.beside(
        piece.pictures, folder=orders.folder, now=now
    )  # files are opened before rows are locked
    try:
        with transaction.atomic():
            return Taking(delivery, place, piece, now=now, orders=orders, came=came).taken()
    except (desk.Refused, DatabaseError, ValueError) as error:
        reason = str(error) if isinstance(error, desk.Refused) else f"It could not be kept: {error}"
        return failed(delivery, place, reason, now=now)


class Taking:
    """One piece of copy on its way to its story."""

    def __init__(
        self, delivery: Delivery, place: int, piece: WireItem, *, now: datetime, orders: Orders, came: list[Came]
    ) -> None:
        self.piece, self.now, self.orders, self.came = piece, now, orders, came
        self.remarks = [*piece.remarks, *(each.told for each in came if each.told)]
        self.story: Story | None = None
        self.source = orders.source or self.named_source()
        self.item = Item(delivery=delivery, place=place, source=self.source, received_at=now)
        self.describe()

    def named_source(self) -> Source:
        """The agency that the copy names, made on the spot where it is not known."""
        name = copy.clean(self.piece.source)[:120] or UNNAMED
        known = Source.objects.filter(name__iexact=name).first()
        return known or Source.objects.get_or_create(name=name)[0]

    def describe(self) -> None:
        """Put down what the copy says of itself."""
        piece, item = self.piece, self.item
        said = self.said_time(piece.version_at)
        item.moved_at, item.is_timed = said or self.now, said is not None
        item.format, item.identity, item.version = piece.format[:40], piece.identity[:500], piece.version
        item.replaces = next(iter(piece.follows), "")[:500]
        item.keyword, item.headline = piece.slugline.casefold()[:300], piece.headline
        item.dated_on = piece.dated_on if self.is_sane_date() else None
        item.rank, item.designator = matching.rank(piece.designator), printed(piece)
        # A kill or an embargo sent again under the same version changes no word, and yet everything.
        words = f"{piece.headline}\n{piece.dateline}\n{copy.plain(piece.blocks)}\n{piece.status}\n{piece.embargo_at}"
        item.text_digest = hashlib.sha256(words.encode()).hexdigest()

    def said_time(self, at: datetime | None) -> datetime | None:
        """A time of the copy in UTC, or None with a remark where it cannot be."""
        if at is None:
            return None
        try:
            aware = (at if at.tzinfo else at.replace(tzinfo=self.source.zone)).astimezone(UTC)
        except OverflowError:
            aware = OLDEST - AHEAD
        if OLDEST <= aware <= self.now + AHEAD:
            return aware
        self.remarks.append(f"The time {at.isoformat()} cannot be: the time of receipt stands for it.")
        return None

    def is_sane_date(self) -> bool:
        """Whether the printed date can be."""
        date = self.piece.dated_on
        return date is not None and OLDEST.date() <= date <= (self.now + AHEAD).date()

    def taken(self) -> Item:
        """The item, with what became of it."""
        # One piece of a source at a time: two copies of one item that arrive together are told apart.
        Source.objects.select_for_update().get(pk=self.source.pk)
        twin = matching.twin(self.item)
        if twin is not None:
            return self.kept_twice(twin)
        if self.piece.designator is not None and self.piece.designator.is_advisory:
            return self.kept(Outcome.SKIPPED, why="An advisory to editors is never published.")
        match = matching.find(self.item, self.piece)
        self.item.likely_story = match.likely
        if self.piece.status is Status.CANCELED or self.is_marked("is_kill"):
            return self.withdraw(match.certain())
        if self.piece.status is Status.WITHHELD or self.is_marked("is_hold"):
            return self.withhold(match.certain())
        if match.story is None:
            return self.begin()
        self.story = match.story
        if match.by_hand:
            return self.put_aside(match.story)
        return self.go_on(match.story)

    def kept_twice(self, twin: Item) -> Item:
        """Copy that was taken before. Where the words of that were taken down, they are not kept again either."""
        if Delivery.objects.filter(items=twin, content=b"").exists():
            Delivery.objects.filter(pk=self.item.delivery_id).update(content=b"", name="")
            self.item.headline = ""
        return self.kept(Outcome.DUPLICATE, story=twin.story, why="The same copy was taken before.")

    def is_marked(self, question: str) -> bool:
        """Whether the designator says so."""
        return self.piece.designator is not None and getattr(self.piece.designator, question)

    def withdraw(self, story: Story | None) -> Item:
        """A kill from the wire. Without its story in sight it waits for the desk, as urgent."""
        if story is None:
            return self.kept(Outcome.WAITING, why=f"{UNSURE} kill it.")
        reason = self.piece.note or f"{self.source.name} withdrew this story."
        if story.has_moved and story.state in (State.LIVE, State.HELD):
            desk.kill(story, by=None, now=self.now, reason=reason)
        elif not story.has_moved and not story.is_closed:
            desk.spike(story, by=None, now=self.now, reason=reason)
        return self.kept(Outcome.KILLED, story=story, why=reason)

    def withhold(self, story: Story | None) -> Item:
        """A hold from the wire; copy that begins a story is kept on the desk, held."""
        if story is None:
            if not self.piece.blocks:
                return self.kept(Outcome.WAITING, why=f"{UNSURE} hold it.")
            story = self.open()
        if story.state in (State.WAITING, State.LIVE):
            desk.hold(story, by=None, now=self.now)
        return self.kept(Outcome.HELD, story=story, why=self.piece.note or f"{self.source.name} withholds this story.")

    def begin(self) -> Item:
        """A story of its own; one that its source stopped before it came waits for an editor."""
        if Item.objects.stopped(self.source, self.item.identity):
            return self.kept(Outcome.WAITING, story=self.open(), why="Its source stopped this item before it came.")
        return self.file_or_wait(self.open(), is_new=True)

    def open(self) -> Story:
        """A new story with this copy as its working copy."""
        piece = self.piece
        story = Story(
            slugline=piece.slugline[:200] or piece.headline[:200] or "untitled",
            section=self.orders.section or self.named_section(),
            source=self.source,
            language=self.language(),
            urgency=piece.urgency or 5,
            designator=self.designator(),
            embargo_until=self.embargo(),
        )
        self.words().put_on(story)
        return desk.open_story(story, by=None, now=self.now, comment=f"Arrived from {self.source}")

    def language(self) -> str:
        """The language that the copy names, English where it names none or what cannot be one."""
        named = self.piece.language.replace("_", "-")
        if not named or LANGUAGE.fullmatch(named):
            return named or DEFAULT_LANGUAGE
        self.remarks.append(f"“{named[:40]}” is no language: {DEFAULT_LANGUAGE} stands for it.")
        return DEFAULT_LANGUAGE

    def named_section(self) -> Section | None:
        """The section that the copy names, where there is one of that name."""
        return Section.objects.filter(name__iexact=self.piece.section).first() if self.piece.section else None

    def go_on(self, story: Story) -> Item:
        """The next text of a story that is there."""
        if story.state == State.KILLED or story.state == State.SPIKED:
            return self.kept(Outcome.KILLED, story=story, why=f"The story was {story.get_state_display()}.")
        follows = matching.place(self.item, story)
        if story.state == State.HELD:
            return self.wait_for_release(story, is_newest=follows is None)
        if story.has_lost_words():
            why = "Words of this story were taken down, and this may be them: an editor decides."
            return self.kept(
                Outcome.WAITING, story=story, why=why if follows is not None else self.put_on(story) or why
            )
        if follows is not None:
            return self.arrive_late(story, follows)
        return self.file_or_wait(story, is_new=False)

    def put_aside(self, story: Story) -> Item:
        """The first copy of a story that an editor began: kept beside what is written there."""
        self.stand_aside(story)
        return self.kept(Outcome.WAITING, story=story, why="An editor began this story before its copy came.")

    def wait_for_release(self, story: Story, *, is_newest: bool) -> Item:
        """Kept while its story is held; the newest copy stands on the desk then, with its embargo."""
        why = "The story is held: nothing of it is filed until it is released."
        why_not = self.put_on(story) if is_newest else ""
        if is_newest and not why_not and self.is_embargoed():
            why = f"{why} {self.embargoed(story)[1]}"
        return self.kept(Outcome.HELD, story=story, why=why_not or why)

    def embargoed(self, story: Story) -> tuple[Story, str]:
        """The story with its embargo on the working copy, and until when in words."""
        current, embargo = Story.objects.get(pk=story.pk), self.embargo()
        current.embargo_until = embargo
        current = desk.save(current, by=None, now=self.now, based_on=current.saves, comment="Embargoed by its source")
        return current, f"Embargoed until {embargo:%Y-%m-%d %H:%M} UTC."

    def arrive_late(self, story: Story, follows: int) -> Item:
        """Older copy: filed in its place where it would have been filed, and never the newest."""
        why = "Newer copy of the story came before it."
        if not self.is_filed_at_once() or not story.has_moved or self.is_embargoed():
            return self.kept(Outcome.LATE, story=story, why=f"{why} It is kept, not filed.")
        filing = desk.file_late(story, self.words(), now=self.now, designator=self.designator(), follows=follows)
        self.item.filing = filing
        return self.kept(Outcome.LATE, story=story, why=f"{why} It stands in its place as number {filing.number}.")

    def file_or_wait(self, story: Story, *, is_new: bool) -> Item:
        """Filed, set for its embargo, or left for an editor, as the orders or the source say."""
        if self.speaks_of_an_embargo():
            why = "It speaks of an embargo, and no time of it could be read: an editor decides."
            return self.kept(Outcome.WAITING, story=story, why=why if is_new else self.put_on(story) or why)
        if self.is_embargoed():
            return self.wait_for_embargo(story, is_new=is_new)
        if self.is_filed_at_once():
            return self.file(story)
        return self.kept(Outcome.WAITING, story=story, why="" if is_new else self.put_on(story))

    def put_on(self, story: Story) -> str:
        """Make it the working copy. Gives why not, where an editor has changed that."""
        try:
            desk.take(story, self.words(), now=self.now, designator=self.designator())
        except desk.Edited as error:
            self.stand_aside(story)
            return str(error)
        return ""

    def stand_aside(self, story: Story) -> None:
        """Keep it beside what an editor wrote, and tell whose story that is."""
        self.item.is_aside = True
        brought = intake_photos.brought(self.came, self.item, story)
        if brought is not None:  # of pictures there is room for all
            desk.bring_pictures(story, brought, source=self.source, now=self.now)
        desk.come_beside(story, now=self.now)

    def file(self, story: Story) -> Item:
        """Filed at once; copy that an editor has worked on, or that changes nothing, is not."""
        try:
            self.item.filing = desk.file_from_wire(
                story, self.words(), now=self.now, designator=self.designator(), amends=self.amends()
            )
        except desk.Edited as error:
            self.stand_aside(story)
            return self.kept(Outcome.WAITING, story=story, why=str(error))
        except desk.Embargoed as error:
            return self.kept(Outcome.WAITING, story=story, why=self.put_on(story) or str(error))
        except desk.NothingChanged as error:
            return self.kept(Outcome.DUPLICATE, story=story, why=str(error))
        return self.kept(Outcome.FILED, story=story)

    def wait_for_embargo(self, story: Story, *, is_new: bool) -> Item:
        """Set to be filed when its embargo ends, or waiting with it for an editor."""
        embargo = self.embargo()
        why_not = "" if is_new else self.put_on(story)
        if embargo is None or why_not:
            return self.kept(Outcome.WAITING, story=story, why=why_not)
        current, until = self.embargoed(story)
        if not self.is_filed_at_once() or embargo > self.now + EMBARGO_LIMIT:
            return self.kept(Outcome.WAITING, story=story, why=until)
        try:
            desk.schedule(
                current,
                by=None,
                now=self.now,
                at=embargo,
                designator=self.designator(),
                note=self.piece.note,
                based_on=current.saves,
            )
        except desk.NotComplete as error:
            return self.kept(Outcome.WAITING, story=story, why=str(error))
        return self.kept(Outcome.SCHEDULED, story=story, why=until)

    def is_filed_at_once(self) -> bool:
        """What the orders say, else the source."""
        if self.orders.then is Then.AS_SOURCE_SAYS:
            return self.source.intake == Source.Intake.FILE
        return self.orders.then is Then.FILE

    def speaks_of_an_embargo(self) -> bool:
        """Whether its head or note says embargo in words, and no field says until when."""
        return self.embargo() is None and any(
            EMBARGO.match(text) for text in (self.piece.printed_headline, self.piece.note)
        )

    def is_embargoed(self) -> bool:
        """Whether nothing of it may be public yet."""
        embargo = self.embargo()
        return embargo is not None and embargo > self.now

    def embargo(self) -> datetime | None:
        """The end of its embargo in UTC."""
        return embargo_of(self.item, self.piece)

    def designator(self) -> str:
        """Its designator in our print."""
        return printed(self.piece)

    def amends(self) -> Amends:
        """What its designator says that it puts right."""
        if self.is_marked("is_correction"):
            return Amends.CORRECTION
        return Amends.REFILE if self.is_marked("is_refile") else Amends.NOTHING

    def words(self) -> Words:
        """Its words as the desk takes them, with the pictures that came with them."""
        return replace(words_of(self.item, self.piece), brought=intake_photos.brought(self.came, self.item, self.story))

    def kept(self, outcome: Outcome, *, story: Story | None = None, why: str = "") -> Item:
        """The item as a row."""
        item = self.item
        item.outcome, item.story = outcome, story
        item.reason = " ".join(filter(None, [why, *self.remarks]))[:REASON_LIMIT]
        item.save()
        if outcome in JOINED:
            intake_photos.put_down(self.came, item, now=self.now)
        return item
