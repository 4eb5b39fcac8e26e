"""ninjs, IPTC's News in JSON: 1.x to 3.x read; what is written is in `ninjs_write`.

Source: the schemas at iptc.org/std/ninjs; Superdesk's output for what the schemas leave open.
"""

import re
from dataclasses import replace
from typing import Any

from stories import copy
from stories.charset import decode
from stories.wire import ninjs_heads
from stories.wire.captions import fill_captions
from stories.wire.dates import find_date
from stories.wire.fields import Fields, too_many_items
from stories.wire.heads import Body, complete_head, split_body
from stories.wire.item import NotStoryError, NotWireError, Piece, Status, UnreadableError, WireItem
from stories.wire.json_values import is_json, load_json
from stories.wire.ninjs_body import read_body
from stories.wire.ninjs_pictures import read_picture, read_pictures
from stories.wire.ninjs_subjects import read_subjects
from stories.wire.ninjs_write import write
from stories.wire.pictures import PICTURE_KINDS, require_file

__all__ = ["read", "sniff", "write"]

MOST_NINJS_ITEMS = 1_000  # of one file
_NINJS_FIELDS = frozenset({"uri", "guid", "headline", "headlines", "body_html", "body_xhtml", "body_text", "bodies"})
_CAMEL_CASE = frozenset({"versionCreated", "firstCreated", "pubStatus", "edNote", "embargoedUntil", "contentCreated"})
_STORIES = frozenset({"", "text", "composite", "preformatted", "article", "story", "component"})
_PARTIAL = frozenset({"incomplete", "partial", "associated"})  # representation types: not the whole text
_PROVIDER = re.compile(
    r"(?:urn:newsml:|tag:|https?://)(?:www\.|ninjs\.|api\.)?([a-z0-9-]+)\.[a-z0-9.-]+", re.IGNORECASE
)
_USUAL_GENRES = frozenset({"article", "article (news)", "current"})  # what Superdesk says of everything


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin as JSON does; "[URGENT] Dam breaks" is a headline."""
    return is_json(data)


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the items of a JSON file: one object, or a list of them, each judged alone.

    A file with one item may hold a picture instead of a story. Raises NotWireError for JSON that is no ninjs,
    UnreadableError for bytes that are no JSON, and for a usable picture that names no file.
    """
    value = load_json(decode(data, charset))
    members = _members(value)
    if len(members) == 1 and _is_picture(members[0]):
        return (require_file(read_picture(Fields(members[0]))),)
    if not any(_is_ninjs(member) for member in members):
        raise NotWireError("this JSON is no ninjs: it has no uri, no headline and no body.")
    pieces = [_read_member(place, member) for place, member in enumerate(members[:MOST_NINJS_ITEMS], start=1)]
    if len(members) > MOST_NINJS_ITEMS:
        pieces.append(UnreadableError(too_many_items(len(members), MOST_NINJS_ITEMS)))
    return tuple(pieces)


def _members(value: Any) -> list[Any]:
    """Return the pieces of a file: the members of a list, also of one that an API wraps into an object."""
    if isinstance(value, dict) and not _is_ninjs(value):
        wrapped = next((value[name] for name in ("_items", "items") if isinstance(value.get(name), list)), None)
        return wrapped or [value]
    return value if isinstance(value, list) else [value]


def _is_picture(value: object) -> bool:
    return isinstance(value, dict) and Fields(value).text("type").lower() in PICTURE_KINDS


def _is_ninjs(value: object) -> bool:
    return isinstance(value, dict) and any(name.lower() in _NINJS_FIELDS for name in value)


def _read_member(place: int, member: object) -> Piece:
    if not isinstance(member, dict):
        return UnreadableError(f"Piece {place} of the list is no ninjs item but a {type(member).__name__}.")
    try:
        return _read_item(member)
    except UnreadableError as error:
        return error


def _read_item(values: dict[str, Any]) -> WireItem:
    fields = Fields(values)
    _refuse_others(fields)
    headline = ninjs_heads.read_headline(fields) or fields.line("title", "name")
    text = read_body(fields)
    body = split_body(text.blocks, headlines=[headline])
    status = ninjs_heads.read_usage_status(fields)
    if not headline and not body.blocks and status is Status.USABLE:
        raise UnreadableError("This item has neither a headline nor a text. Ask the source to send it again.")
    identity, version = ninjs_heads.read_identity(fields)
    version_at, dated_on = fields.moment("versioncreated", "version_created")
    embargoes, is_held = fields.embargoes(*ninjs_heads.EMBARGOES)
    pictures, remarks = fill_captions(read_pictures(fields, embargoes=embargoes), text.captions)
    fields.remarks += remarks
    item = WireItem(
        format=f"ninjs {_generation(values)}",
        identity=identity,
        version=version,
        version_at=version_at,
        first_at=fields.moment("firstcreated", "first_created")[0],
        dated_on=dated_on or find_date(body.dateline),
        source=_source(fields, body, identity),
        language=fields.language("language"),
        printed_headline=headline,
        printed_slugline=fields.line("slugline"),
        byline=fields.line("byline", "by", "bylines") or body.byline,
        dateline=body.dateline,
        endmark=body.endmark,
        note=fields.line("ednote", "editornote", "ednotes") or body.note,
        urgency=fields.number("urgency", lowest=1, highest=9, what="urgency from 1 to 9"),
        priority=fields.number("priority", lowest=0, highest=9, what="priority from 0 to 9"),
        status=Status.WITHHELD if is_held and status is Status.USABLE else status,
        embargo_at=next(iter(embargoes), None),
        embargoes=embargoes[1:],
        section=ninjs_heads.read_first_name(fields, "service", "services", "subject", "subjects"),
        genre=_genre(fields),
        subjects=read_subjects(fields),
        located=fields.line("located"),
        terms=ninjs_heads.read_terms(fields),
        address=ninjs_heads.read_page_address(fields),
        is_summary=status is Status.USABLE
        and (text.is_summary or fields.text("representationtype").lower() in _PARTIAL),
        follows=_read_links(fields),
        blocks=body.blocks,
        pictures=pictures,
    )
    return complete_head(replace(item, remarks=tuple(fields.remarks)))


_LINKS = ("evolvedfrom", "predecessor", "predecessors", "updateof", "replaces", "rewriteof", "rewrite_of")


def _read_links(fields: Fields) -> tuple[str, ...]:
    """Return the ids of the items that an object goes on from, by its fields and by what is associated."""
    associated = (
        each.text("uri", "guid") for _, each in fields.named("associations") if each.text("rel").lower() == _LINKS[0]
    )
    return tuple(dict.fromkeys(filter(None, map(copy.clean, (*fields.texts(*_LINKS), *associated)))))


def _refuse_others(fields: Fields) -> None:
    kind = fields.text("type").lower()
    if kind in _STORIES:
        return
    if kind in {"picture", "photo", "image", "graphic", "video", "audio", "animation", "event", "planning", "package"}:
        raise NotStoryError(
            f"This is {'an' if kind[0] in 'aei' else 'a'} {kind} item, not a story. Only text is taken in."
        )
    fields.remark("type", kind, "type of ninjs; it is read as text")


def _generation(values: dict[str, Any]) -> str:
    """Return the first figure of the version of ninjs, as the item says or as its names show."""
    standard = values.get("standard", values.get("$standard"))
    version = re.match(r"[1-3]", str(standard.get("version"))) if isinstance(standard, dict) else None
    if version:
        return version.group()
    if _CAMEL_CASE & values.keys():
        return "3"
    return "2" if isinstance(values.get("headlines"), list) or isinstance(values.get("bodies"), list) else "1"


def _source(fields: Fields, body: Body, identity: str) -> str:
    """Return the agency: as a field names it, else the dateline, else the provider in the id."""
    named = fields.line("source", "copyrightholder") or ninjs_heads.read_first_name(
        fields, "infosources", "infosource", "provider"
    )
    provider = _PROVIDER.match(identity)
    return named or body.agency or (provider[1] if provider else "")


def _genre(fields: Fields) -> str:
    name = ninjs_heads.read_first_name(fields, "genres", "genre")
    return "" if name.lower() in _USUAL_GENRES else name
