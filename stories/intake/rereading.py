"""Kept copy read again in another character set, as an editor picks it from how each would read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stories import copy, desk, wire_sandbox
from stories.charset import CODECS, decode, detect, find_label
from stories.desk import NotPossibleError
from stories.intake.deliveries import REASON_LIMIT
from stories.intake.options import IntakeOptions, OnArrival
from stories.intake.pieces import designator_of, item_of
from stories.intake.taking import take_piece, words_of
from stories.models import Item, Outcome, Story, fit
from stories.wire import NotWireError, UnreadableError, WireItem

# Sentences for the newsroom alone: readers' languages leave them out.

WORDS_SHOWN = 30
OPENING = 4_000  # bytes of an original that are shown where it cannot be read as copy
LARGEST_SHOWN = 500_000  # bytes; of a larger original only the opening is shown
REREADABLE = (Outcome.WAITING, Outcome.HELD, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A character set to choose, and the first words as they would read in it."""

    charset: str
    words: str


def can_read_again(item: Item) -> bool:
    """Return whether an editor may choose another character set: it is not filed, and its bytes are kept."""
    return item.outcome in REREADABLE and item.filing_id is None and bool(item.delivery.content)


def readings_of(item: Item) -> list[Reading]:
    """Return the readings of a kept piece of copy, the likeliest first; none where its letters leave no choice."""
    data = bytes(item.delivery.content)
    labels = item.readings or _likely_labels(data)
    return [Reading(label, opening_words(data, label, item.place)) for label in labels if label in CODECS]


def opening_words(data: bytes, charset: str, place: int) -> str:
    """Return the first words of a piece of copy as they read in a character set."""
    text = decode(data[:OPENING], charset)
    if len(data) <= LARGEST_SHOWN:
        try:
            piece = wire_sandbox.read(data, charset=charset)[place]
        except (NotWireError, UnreadableError, IndexError):
            piece = None
        if isinstance(piece, WireItem):
            text = f"{piece.headline} — {copy.plain_text(piece.blocks)}"
    return " ".join(copy.clean(text).split()[:WORDS_SHOWN])[: WORDS_SHOWN * 10]


@transaction.atomic
def read_in(item: Item, charset: str, *, by: str, now: datetime) -> Item:
    """Read a kept piece of copy again in a character set; return its item, a new one where it had failed.

    The words of a waiting story are replaced, those beside an editor's wait there as they were. Raises DeskError where
    the story has moved on or an editor changed it, and NotPossibleError where the copy cannot be read so.
    """
    item = (
        Item.objects.select_for_update(of=("self",), no_key=True)
        .select_related("delivery", "source", "story")
        .get(pk=item.pk)
    )
    label = find_label(charset)
    if not label or not can_read_again(item):
        raise NotPossibleError(_("This copy can't be read again: it was filed, or its bytes are gone."))
    piece = read_piece(item, label)
    remark = f"Read again in {label} by {by}."
    if item.story is None:
        return take_again(item, piece, remark, now=now)
    update_item(item, piece, now=now)
    if not item.waits_beside_edits:
        words = words_of(item, piece)
        if words.head is not None and not words.head.slugline:
            words = replace(words, head=replace(words.head, slugline=new_slugline(item.story, piece)))
        desk.read_wire_copy_again(item.story, item, words, now=now, designator=designator_of(piece), comment=remark)
    item.reason = remark[:REASON_LIMIT]
    item.save()
    return item


def read_piece(item: Item, charset: str) -> WireItem:
    """Return the piece of copy as it reads in a character set. Raises NotPossibleError where it is none so."""
    try:
        piece = wire_sandbox.read(bytes(item.delivery.content), charset=charset)[item.place]
    except (NotWireError, UnreadableError, IndexError) as error:
        raise NotPossibleError(str(error) or _("There is no copy in it.")) from error
    if not isinstance(piece, WireItem):
        raise NotPossibleError(_("There is no copy in it."))
    return piece


def take_again(item: Item, piece: WireItem, remark: str, *, now: datetime) -> Item:
    """Take a piece that had failed in again, to wait on the desk; return its new item."""
    options = IntakeOptions(on_arrival=OnArrival.DESK, source=item.source)
    taken = take_piece(item.delivery, item.place, piece, now=now, options=options)
    item.outcome, item.reason = Outcome.SKIPPED, f"{remark} It is item {taken.pk} now."
    item.save(update_fields=["outcome", "reason"])
    return taken


def update_item(item: Item, piece: WireItem, *, now: datetime) -> None:
    """Put what the copy says of itself in its new letters into the row."""
    if item.source is None:  # untested: copy with a story has a source
        return
    fresh, _remarks = item_of(piece, delivery=item.delivery, place=item.place, source=item.source, now=now)
    for name in ("charset", "headline", "keyword", "designator", "rank", "text_digest", "identity", "replaces"):
        setattr(item, name, getattr(fresh, name))


def new_slugline(story: Story, piece: WireItem) -> str:
    """Return the slugline in the new letters where the headline stood for it until now; "" where it is known."""
    is_stand_in = story.slugline == fit(Story, "slugline", story.headline) and not story.has_moved
    return piece.headline if is_stand_in else ""


def _likely_labels(data: bytes) -> tuple[str, ...]:
    try:
        return detect(data).readings
    except UnreadableError:
        return ()
