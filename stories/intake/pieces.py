"""Pieces of copy as the newsroom keeps them: the row of an item, and the words, embargo and language for the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property

from django.utils.translation import gettext as _

from stories import designators, desk
from stories.copy import language_tags
from stories.desk import StoryText, WireOrigin
from stories.intake.moments import latest_reading, utc_time
from stories.intake.options import IntakeOptions
from stories.intake.repeats import RepeatedPiece
from stories.matching import Profile, chain_rank, headline_digest, make_profile, words_digest
from stories.models import Delivery, Item, Source, Story, fit
from stories.reading import DEFAULT_LANGUAGE, Measures, text_digest
from stories.wire import EditorNote, NotWireError, Piece, WireItem, find_release, read_editor_note

# Sentences for the newsroom alone: readers' languages leave them out.

OLDEST = datetime(1900, 1, 1, tzinfo=UTC)  # a time before any news wire's archive is a slip
AHEAD = timedelta(days=2)  # a version time further on than any zone explains is one too
LAST_MOMENT = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
FOLLOWS_LIMIT = 20  # ids that a piece of copy says it goes on from
TAG_SHOWN = 40  # characters of what is no language tag
EMBARGO = re.compile(
    r"\W*(?:not for (?:publication|release)|embargo(?:ed)?\W*(?:until|till|to|for|:|$))", re.IGNORECASE
)

# A stop that no status, designator or signal says. A false alarm costs an editor a look.
STOP_NOTE = re.compile(
    r"\bKILL(?:ED)?\b|\b(?i:do not use|don't use|withdraw(?:n|al)?\b|nicht (?:mehr )?verwenden|zurückgezogen"
    r"|ne pas utiliser|no utilizar|não usar|не использовать|请勿使用)"
)
STOP_HEADLINE = re.compile(
    r"\W*(?:(?i:withdrawal of (?:the )?(?:story|item))|TAKE ?DOWN\s?[-:–]|ACHTUNG REDAKTIONEN.{0,20}ZURÜCKGEZOGEN)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedPiece:
    """A piece of a kept delivery on its way in, or why there is none: its place, when it came, what is asked for.

    `piece_count` is how many the delivery has; None where only some of them are taken.
    """

    delivery: Delivery
    place: int
    piece: Piece | NotWireError | RepeatedPiece
    now: datetime
    options: IntakeOptions
    piece_count: int | None = None
    measures: Measures | None = None  # of copy that was read ahead


@dataclass
class ArrivingItem:
    """A piece of copy with its row, not yet saved, and remarks on what the copy says that cannot be."""

    piece: WireItem
    item: Item
    remarks: tuple[str, ...] = field(default=())
    measures: Measures | None = None  # where it was read ahead

    @cached_property
    def profile(self) -> Profile:
        """The profile of its words; the row gets their digest with it. Copy that is known needs neither."""
        piece, source = self.piece, self.item.source.name if self.item.source else ""
        if self.measures is not None and self.measures.source == source:
            self.item.folded_digest = self.measures.words_digest
        else:
            self.item.folded_digest = words_digest(piece.headline, piece.blocks, source=source)
        return self.measures.profile if self.measures else make_profile(piece.headline, piece.dateline, piece.blocks)

    @cached_property
    def editor_note(self) -> EditorNote | None:
        """What it tells editors, None where it is a story."""
        return self.measures.editor_note if self.measures else read_editor_note(self.piece)

    @cached_property
    def headline_digest(self) -> str:
        """The digest of its headline, by which a stop may have named it."""
        if self.measures is not None:
            return self.measures.headline_digest
        return headline_digest(self.piece.headline, source=self.piece.source)


def make_arriving_item(arrived: ArrivedPiece, piece: WireItem, *, source: Source) -> ArrivingItem:
    """Return a piece of copy with the row that it is to have."""
    measures = arrived.measures
    item, remarks = item_of(
        piece, delivery=arrived.delivery, place=arrived.place, source=source, now=arrived.now, measures=measures
    )
    item.piece_count = arrived.piece_count
    return ArrivingItem(piece, item, remarks, measures)


def item_of(
    piece: WireItem,
    *,
    delivery: Delivery,
    place: int,
    source: Source,
    now: datetime,
    measures: Measures | None = None,
) -> tuple[Item, tuple[str, ...]]:
    """Return the row of a piece of copy without its profile, and remarks on what the copy says that cannot be."""
    moved_at, remarks = version_time(piece.version_at, zone=source.zone, now=now)
    item = Item(delivery=delivery, place=place, source=source, received_at=now)
    item.moved_at, item.is_timed = moved_at or now, moved_at is not None
    item.format, item.version = fit(item, "format", piece.format), piece.version
    item.identity = fit(item, "identity", piece.identity)
    item.replaces = fit(item, "replaces", next(iter(piece.follows), ""))
    item.follows = [fit(item, "replaces", identity) for identity in piece.follows[:FOLLOWS_LIMIT]]
    item.keyword, item.headline = fit(item, "keyword", piece.slugline.casefold()), piece.headline
    item.slugline = fit(item, "slugline", piece.printed_slugline or piece.slugline)
    item.language = primary_language(piece)
    item.genre, item.has_text = fit(item, "genre", genre_of(piece)), bool(piece.blocks)
    item.dated_on = plausible_date(piece.dated_on, now=now)
    item.rank, item.designator = chain_rank(piece.designator), designator_of(piece)
    item.text_digest = measures.text_digest if measures else text_digest(piece)
    item.charset, item.readings = piece.charset, list(piece.readings)
    return item, remarks


def version_time(at: datetime | None, *, zone: tzinfo, now: datetime) -> tuple[datetime | None, tuple[str, ...]]:
    """Return the version time in UTC; None, with a remark, for a time that cannot be. A naive time is the zone's."""
    if at is None:
        return None, ()
    try:
        aware = utc_time(at, zone=zone)
    except OverflowError:
        aware = OLDEST - AHEAD
    if OLDEST <= aware <= now + AHEAD:
        return aware, ()
    return None, (f"The time {at.isoformat()} cannot be: the time of receipt stands for it.",)


def plausible_date(day: date | None, *, now: datetime) -> date | None:
    """Return the date that the copy prints, None where it cannot be."""
    return day if day is not None and OLDEST.date() <= day <= (now + AHEAD).date() else None


def embargo_of(item: Item, piece: WireItem) -> datetime | None:
    """Return the latest end of the copy's embargoes in UTC, None without one.

    Beyond the calendar's end it is LAST_MOMENT.
    """
    zone = item.source.zone if item.source else UTC
    ends = [at for at in (piece.embargo_at, *piece.embargoes) if at is not None]
    try:
        return max((latest_reading(at, zone=zone) for at in ends), default=None)
    except OverflowError:  # untested: an embargo beyond the calendar
        return LAST_MOMENT


def speaks_of_embargo(piece: WireItem) -> bool:
    """Return whether headline, note or a line above the text say embargo in words, and no field says until when."""
    is_said = any(EMBARGO.match(text) for text in (piece.printed_headline, piece.note))
    return piece.embargo_at is None and (is_said or bool(find_release(piece)))


def speaks_of_stop(piece: WireItem) -> bool:
    """Return whether the note to editors, or the beginning of the headline, asks in words not to use a story."""
    return bool(STOP_NOTE.search(piece.note) or STOP_HEADLINE.match(piece.printed_headline))


def text_of(item: Item, piece: WireItem) -> StoryText:
    """Return the words of a piece of copy as the desk takes them."""
    return StoryText(
        headline=piece.headline,
        blocks=piece.blocks,
        byline=fit(Story, "byline", piece.byline),
        dateline=fit(Story, "dateline", piece.dateline),
        dated_on=item.dated_on or (item.moved_at.date() if item.is_timed else None),
        endmark=fit(Story, "endmark", piece.endmark),
        note=piece.note,
    )


def origin_of(item: Item, piece: WireItem, *, now: datetime) -> WireOrigin:
    """Return where a piece of copy comes from."""
    first_at, _remarks = version_time(piece.first_at, zone=item.source.zone if item.source else UTC, now=now)
    return replace(desk.origin_of(item, embargo_until=embargo_of(item, piece)), first_at=first_at)


def designator_of(piece: WireItem) -> str:
    """Return the designator of a piece of copy in our print, empty without one."""
    return fit(Item, "designator", str(piece.designator)) if piece.designator else ""


def primary_language(piece: WireItem) -> str:
    """Return the primary subtag of the copy's language, by which its story is told from those of other languages."""
    return language_of(piece)[0].partition("-")[0].lower()


def genre_of(piece: WireItem) -> str:
    """Return the genre that the headline carries, else the one that the copy says beside it."""
    return designators.genre(piece.headline) or piece.genre


def language_of(piece: WireItem) -> tuple[str, tuple[str, ...]]:
    """Return the canonical tag of the copy's language; the default, with a remark, where it names none that is one."""
    if not piece.language:
        return DEFAULT_LANGUAGE, ()
    tag = language_tags.read_tag(piece.language)
    if tag is not None and tag.primary:
        return str(tag), ()
    remark = _("“{tag}” is no language: {language} stands for it.")
    return DEFAULT_LANGUAGE, (remark.format(tag=piece.language[:TAG_SHOWN], language=DEFAULT_LANGUAGE),)
