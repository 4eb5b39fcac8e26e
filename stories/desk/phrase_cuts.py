"""The rows beside the filings of a story that may hold a phrase, each with what puts a gap in its place.

Each function returns whether it changed any. For the take-down of phrases alone, in its transaction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from html import unescape
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from reversion.models import Revision, Version

from stories import charset, copy, search, wire_sandbox
from stories.copy.gaps import PLAIN_GAP, Phrases
from stories.desk.take_downs import SLUG_WITHOUT_WORDS
from stories.models import (
    ChainMove,
    Delivery,
    DeskNote,
    Draft,
    ExpectedPicture,
    Item,
    ItemTerm,
    Notice,
    NoticeSeal,
    Photo,
    Story,
    fit,
)
from stories.models.packed_json import version_text, version_with
from stories.wire import NotWireError, UnreadableError

STORY_LINES = (
    "slugline",
    "headline",
    "byline",
    "dateline",
    "endmark",
    "note",
    "desk_note",
    "located",
    "terms",
    "genre",
)
STORY_VALUES = ("pictures", "subjects")
ITEM_LINES = ("headline", "slugline", "keyword", "reason", "genre")
PHOTO_LINES = (
    *("name", "headline", "caption", "alt", "credit", "byline", "source", "place", "rights", "terms", "instructions"),
)
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


def cut_working_copy(story: Story, phrases: Phrases) -> bool:
    """Put gaps into the working copy of a locked story, not yet saved; one that changes comes off its schedule."""
    fields = {name: getattr(story, name) for name in (*STORY_LINES, *STORY_VALUES, "body")}
    changed = cut_story_fields(fields, phrases)
    for name, value in changed.items():
        setattr(story, name, value)
    if changed:
        story.release_at = None
    return bool(changed)


def cut_story_fields(fields: dict[str, Any], phrases: Phrases) -> dict[str, Any]:
    """Return those of the fields of a story, of today or of a revision, that change, with gaps."""
    changed: dict[str, Any] = {}
    for name in STORY_LINES:
        if phrases.count(fields.get(name) or ""):
            changed[name] = fit(Story, name, phrases.cut(fields[name]))
    for name in STORY_VALUES:
        if phrases.count_values(fields.get(name)):
            changed[name] = phrases.cut_values(fields[name])
    if body := fields.get("body"):
        blocks = copy.from_json(body)
        gapped = phrases.cut_blocks(blocks)
        changed |= {"body": copy.to_json(gapped)} if gapped != blocks else {}
    return changed


def cut_revisions(story: Story, phrases: Phrases) -> bool:
    """Put gaps into every revision of a story, its comment, and the admin's log of the story."""
    changed = 0
    versions = Version.objects.get_for_object(story)
    for version in versions.select_related("revision").iterator(chunk_size=50):
        records = json.loads(version_text(version))
        cuts = [cut_revision_fields(row["fields"], phrases) for row in records]
        if any(cuts):
            values = {
                "serialized_data": version_with(version, records),
                "object_repr": phrases.cut(version.object_repr),
            }
            changed += Version.objects.filter(pk=version.pk).update(**values)
        if phrases.count(version.revision.comment):
            comment = phrases.cut(version.revision.comment)
            changed += Revision.objects.filter(pk=version.revision_id).update(comment=comment)
    own = Q(content_type=ContentType.objects.get_for_model(Story), object_id=str(story.pk))
    return bool(changed) | cut_rows(LogEntry.objects.filter(own), ("object_repr", "change_message"), phrases)


def cut_revision_fields(fields: dict[str, Any], phrases: Phrases) -> bool:
    """Put gaps into the fields of one revision; return whether any had a phrase."""
    changed = cut_story_fields(fields, phrases)
    if phrases.is_in_address(fields.get("slug") or ""):
        changed["slug"] = SLUG_WITHOUT_WORDS
    fields.update(changed)
    return bool(changed)


def cut_rows(rows: QuerySet[Any], names: tuple[str, ...], phrases: Phrases, **emptied: object) -> bool:
    """Put gaps into some text columns of rows, and empty others of each that changes."""
    changed = 0
    model: type[Model] = rows.model
    for row in rows.order_by().values("pk", *names):
        cuts = {name: fit(model, name, phrases.cut(row[name])) for name in names if phrases.count(row[name] or "")}
        if cuts:
            changed += model._default_manager.filter(pk=row["pk"]).update(**cuts, **emptied)
    return bool(changed)


def cut_drafts(story: Story, phrases: Phrases) -> bool:
    """Put gaps into everybody's drafts of a story. Markup within a phrase does not hide it."""
    changed = 0
    for draft in Draft.objects.filter(story=story):
        fields = {name: cut_typed(words, phrases) for name, words in draft.fields.items()}
        if fields != draft.fields:
            changed += Draft.objects.filter(pk=draft.pk).update(fields=fields)
    return bool(changed)


def cut_typed(words: str, phrases: Phrases) -> str:
    """Return what is typed into a field, with gaps; read as copy only where it holds a phrase as that."""
    blocks = copy.from_typed(words)
    gapped = phrases.cut_blocks(blocks)
    if gapped == blocks and not phrases.count(words):
        return words
    plain = phrases.cut(words)
    return plain if copy.from_typed(plain) == gapped else copy.to_typed(gapped)


def cut_notes(story: Story, phrases: Phrases) -> bool:
    """Put gaps into the notes to the desk, and the reasons of moves."""
    of_story = Q(from_story=story) | Q(to_story=story)
    moves = cut_rows(ChainMove.objects.filter(of_story), ("reason",), phrases)
    return moves | cut_rows(DeskNote.objects.filter(story=story), ("words",), phrases)


def cut_notices(story: Story, phrases: Phrases) -> bool:
    """Put gaps into what readers were told of the whole story. The salt of such a reason goes."""
    told = [notice.pk for notice in Notice.objects.filter(story=story) if phrases.count(notice.reason)]
    NoticeSeal.objects.filter(notice__in=told).update(salt="")
    return cut_rows(Notice.objects.filter(story=story), ("reason", "headline", "hidden_headline"), phrases)


def cut_photos(story: Story, phrases: Phrases) -> bool:
    """Put gaps into the words of the photos of a story. What stands within their files stays."""
    placed = [picture.photo for picture in story.placements]
    photos = Photo.objects.filter(Q(pk__in=placed) | Q(uses__filing__story=story)).distinct()
    is_cut = cut_rows(photos, PHOTO_LINES, phrases)
    if is_cut:
        search.index_photos(photos)
    return is_cut


def cut_originals(story: Story, phrases: Phrases) -> bool:
    """Put gaps into the copy of a story as it came, and into what is kept of it to find more by.

    An original goes whole where one cannot be sure that its bytes hold the words no more.
    """
    items = Item.objects.filter(story=story)
    keys = list(items.values_list("pk", flat=True))
    changed = 0
    for delivery in Delivery.objects.filter(items__in=keys).distinct():
        label = delivery.items.values_list("charset", flat=True).first() or ""
        content = cut_bytes(bytes(delivery.content), label, phrases)
        if content != bytes(delivery.content) or phrases.count(delivery.name):
            changed += Delivery.objects.filter(pk=delivery.pk).update(content=content, name=phrases.cut(delivery.name))
            touched = Item.objects.filter(delivery=delivery)
            ItemTerm.objects.filter(item__in=touched).delete()
            touched.update(profile={}, signs=[], folded_digest="")
            for item in ExpectedPicture.objects.filter(item__delivery=delivery):
                metadata = phrases.cut_values(item.metadata)
                ExpectedPicture.objects.filter(pk=item.pk).update(metadata=metadata)
    return bool(changed) | cut_rows(items, ITEM_LINES, phrases, profile={}, signs=[], folded_digest="")


def cut_bytes(content: bytes, label: str, phrases: Phrases) -> bytes:
    """Return the bytes of copy with plain gaps; none where they may hold a phrase still, spelt in whatever way."""
    if not content or not are_in_bytes(content, label, phrases):
        return content
    try:
        codec = charset.CODECS[charset.find_label(label) or charset.detect(content).charset]
        gapped = phrases.cut(content.decode(codec), PLAIN_GAP).encode(codec)
    except (KeyError, UnicodeError, charset.UnreadableError):
        return b""
    return b"" if are_in_bytes(gapped, label, phrases) or is_lost(gapped, label) else gapped


def are_in_bytes(content: bytes, label: str, phrases: Phrases) -> bool:
    """Return whether phrases stand in the bytes of copy: as they are decoded, unescaped, or read as pieces."""
    try:
        text = charset.decode(content, label)
    except charset.UnreadableError:
        return False
    spelt: list[Callable[[str], str]] = [str, unescape, unescape_json]
    texts = [read(text) for read in spelt]
    addresses = [address for one in texts for address in WEB_ADDRESS.findall(one)]
    return (
        any(map(phrases.count, texts))
        or any(map(phrases.is_in_address, addresses))
        or any(map(phrases.count_values, read_pieces(content, label)))
    )


def unescape_json(text: str) -> str:
    """Return a text with letters that JSON spells by their numbers, as far as it does."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def read_pieces(content: bytes, label: str) -> list[dict[str, Any]]:
    """Return the pieces that bytes read as; none where they are no copy."""
    try:
        pieces = wire_sandbox.read(content, charset=label)
    except (NotWireError, UnreadableError):
        return []
    return [asdict(piece) for piece in pieces if not isinstance(piece, UnreadableError)]


def is_lost(content: bytes, label: str) -> bool:
    """Return whether bytes are no copy any more: a gap stands where a format has its own signs."""
    return not read_pieces(content, label)
