"""JSON Feed 1.0 and 1.1: an item for each entry.

Source: jsonfeed.org/version/1.1.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stories import copy
from stories.charset import decode
from stories.copy import Caption
from stories.copy.subjects import merge_subjects
from stories.wire.captions import fill_captions
from stories.wire.categories import read_category
from stories.wire.feed_pictures import absolute_address
from stories.wire.feed_words import clean_title, is_cut_short, join_names, read_text, version_time_of
from stories.wire.fields import Fields
from stories.wire.heads import complete_head, is_same_agency, split_body
from stories.wire.item import NotStoryError, NotWireError, Piece, UnreadableError, WireItem, WirePicture
from stories.wire.json_values import is_json, load_json
from stories.wire.renditions import Rendition, choose_addresses, read_address

MOST_JSON_ENTRIES = 1_000  # of one feed
MOST_ATTACHMENTS = 30  # of an entry

_VERSION = re.compile(rb'(?<!\\)"version"\s{0,20}:\s{0,20}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
_TEXT_KINDS = (("content_html", "text/html"), ("content_text", "text/plain"))


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin as JSON and name a version of JSON Feed."""
    if not is_json(data):
        return False
    data = data.replace(b"\x00", b"")
    return b"jsonfeed.org" in data and bool(_VERSION.search(data))


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the entries of a feed, each judged alone. Raises UnreadableError for broken JSON."""
    values = load_json(decode(data, charset))
    if not isinstance(values, dict) or "jsonfeed.org" not in str(values.get("version")):
        raise NotWireError("this JSON speaks of a JSON Feed, and is none.")
    entries = values.get("items")
    entries = entries if isinstance(entries, list) else []
    head = Fields({name: value for name, value in values.items() if name != "items"})
    pieces = [_read_json_piece(head, place, entry) for place, entry in enumerate(entries[:MOST_JSON_ENTRIES], start=1)]
    if len(entries) > MOST_JSON_ENTRIES:
        pieces.append(
            UnreadableError(f"This feed has {len(entries):,} entries: those after {MOST_JSON_ENTRIES:,} were left.")
        )
    return tuple(pieces) or (NotStoryError("This feed has no entries."),)


def _read_json_piece(head: Fields, place: int, entry: object) -> Piece:
    if not isinstance(entry, dict):
        return UnreadableError(f"Entry {place} of the feed is no object but a {type(entry).__name__}.")
    try:
        return _read_json_entry(head, entry)
    except UnreadableError as error:
        return error


def _read_json_entry(head: Fields, values: dict[str, Any]) -> WireItem:
    fields = Fields(values)
    title = clean_title(fields.line("title"))
    blocks, is_summary, captions = _json_text(fields)
    body = split_body(blocks, headlines=[title])
    if not title and not body.blocks:
        raise UnreadableError("This entry has neither a headline nor a text. Ask the source to send it again.")
    first_at, first_on = fields.moment("date_published")
    changed_at, changed_on = fields.moment("date_modified")
    source = clean_title(head.line("title")) or body.agency
    tags = [tag for tag in fields.texts("tags") if copy.clean(tag)]
    base = head.text("home_page_url", "feed_url")
    pictures, remarks = fill_captions(_json_pictures(fields, base), captions)
    fields.remarks += remarks
    item = WireItem(
        format="json feed",
        identity=_identity(values) or fields.line("url"),
        version_at=version_time_of(changed_at, first_at),
        first_at=first_at,
        dated_on=changed_on or first_on,
        source=source,
        language=fields.language("language") or head.language("language"),
        printed_headline=title,
        byline=body.byline or _json_byline(head, fields, source),
        dateline=body.dateline,
        endmark=body.endmark,
        note=body.note,
        section=copy.clean(next(iter(tags), "")),
        subjects=merge_subjects(read_category(copy.clean(tag)) for tag in tags),
        address=read_address(absolute_address(fields.text("url", "external_url"), base)),
        is_summary=is_summary,
        blocks=body.blocks,
        pictures=pictures,
    )
    return complete_head(replace(item, remarks=tuple(fields.remarks)))


def _identity(values: dict[str, Any]) -> str:
    """Return the id as a text: the standard has numbers read as one."""
    identity = values.get("id")
    is_number = isinstance(identity, int | float) and not isinstance(identity, bool)
    return copy.clean(identity) if isinstance(identity, str) else str(identity) if is_number else ""


def _json_text(fields: Fields) -> tuple[tuple[copy.Block, ...], bool, tuple[Caption, ...]]:
    """Return the text of an entry, whether it is no more than a summary, and the captions in it."""
    for name, kind in _TEXT_KINDS:
        text = read_text(fields.text(name), kind=kind, fields=fields)
        if text.blocks:
            return text.blocks, is_cut_short(text.blocks), text.captions
    return read_text(fields.text("summary"), kind="text/plain", fields=fields).blocks, True, ()


def _json_byline(head: Fields, fields: Fields, source: str) -> str:
    """Return the authors of the entry, else those of the feed where they are no more than its name."""
    own, inherited = (join_names(_names(each)) for each in (fields, head))
    return own or ("" if inherited == source or is_same_agency(inherited, source) else inherited)


def _names(fields: Fields) -> Iterator[str]:
    """Yield the names of authors: a list in 1.1, one object in 1.0."""
    for author in fields.objects("authors", "author"):
        yield author.line("name", "value")


def _json_pictures(fields: Fields, base: str) -> list[WirePicture]:
    """Return the picture of an entry, and those attached, each once."""
    files = [Rendition(absolute_address(fields.text("image", "banner_image"), base))]
    titles = [""]
    for attachment in fields.objects("attachments")[:MOST_ATTACHMENTS]:
        if attachment.text("mime_type").startswith("image/"):
            address = absolute_address(attachment.text("url"), base)
            files.append(Rendition(address, kind=attachment.text("mime_type")))
            titles.append(attachment.line("title"))
    pictures: dict[tuple[str, ...], WirePicture] = {}
    for file, title in zip(files, titles, strict=True):
        addresses, remarks = choose_addresses([file])
        if addresses and (title or addresses not in pictures):
            pictures[addresses] = WirePicture(addresses=addresses, caption=title, remarks=remarks)
    return list(pictures.values())
