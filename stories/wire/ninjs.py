"""ninjs, IPTC's News in JSON: 1.x to 3.x read, 2.1 written.

Written is 2.1 because its names are those of every 1.x and 2.x reader, which 3.x renamed: a reader that knows
only `embargoed`, `pubstatus` and `versioncreated` must not miss them in copy of ours.

Source: the schemas at iptc.org/std/ninjs; Superdesk's output for what the schemas leave open.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stories import copy
from stories.copy import Block, HtmlCopy, language_tags
from stories.wire import ninjs_heads, nitf, xml
from stories.wire.captions import fill_captions
from stories.wire.charset import decode
from stories.wire.dates import find_date
from stories.wire.fields import Fields
from stories.wire.heads import Body, complete_head, split_body
from stories.wire.item import NotStoryError, NotWireError, Piece, Status, UnreadableError, WireItem, WirePicture
from stories.wire.ninjs_pictures import read_picture, read_pictures
from stories.wire.pictures import PICTURE_KINDS, require_file

DEPTH_LIMIT = 100
MOST_VALUES = 2_000_000  # more values than the words of 20 MB could be
MARKUP_LIMIT = 2_000_000  # characters of one body, embedded pictures not counted
TEXT_LIMIT = 2_000_000  # characters of one body once read
MOST_BODIES = 4  # that are tried: the same words in HTML, XHTML, NITF and plain text
SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#"

_JSON = re.compile(rb"\s*(?:\{|\[)")
_LABEL = re.compile(rb"\s*\[[A-Za-z][A-Za-z0-9 ]{2,30}\]\s+\w")  # a headline: "[URGENT] Dam breaks"
_NINJS_FIELDS = frozenset({"uri", "guid", "headline", "headlines", "body_html", "body_xhtml", "body_text", "bodies"})
_CAMEL_CASE = frozenset({"versionCreated", "firstCreated", "pubStatus", "edNote", "embargoedUntil", "contentCreated"})
_STORIES = frozenset({"", "text", "composite", "preformatted", "article", "story", "component"})
_EMBEDDED = re.compile(r"data:[a-z]+/[^\s\"'<>]{200,}")
_PROVIDER = re.compile(
    r"(?:urn:newsml:|tag:|https?://)(?:www\.|ninjs\.|api\.)?([a-z0-9-]+)\.[a-z0-9.-]+", re.IGNORECASE
)
_USUAL_GENRES = frozenset({"article", "article (news)", "current"})  # what Superdesk says of everything


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin as JSON does; "[URGENT] Dam breaks" is a headline."""
    head = data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_JSON.match(head)) and not _LABEL.match(head)


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the items of a JSON file: one object, or a list of them, each judged alone.

    A file with one item may hold a picture instead of a story. Raises NotWireError for JSON that is no ninjs,
    UnreadableError for bytes that are no JSON, and for a usable picture that names no file.
    """
    value = _load(decode(data, charset))
    members = _members(value)
    if len(members) == 1 and _is_picture(members[0]):
        return (require_file(read_picture(Fields(members[0]))),)
    if not any(_is_ninjs(member) for member in members):
        raise NotWireError(_name_other_json(value))
    return tuple(_read_member(place, member) for place, member in enumerate(members, start=1))


def _load(text: str) -> Any:
    if sum(map(text.count, "{[,")) > MOST_VALUES:
        raise UnreadableError(f"This JSON holds more than {MOST_VALUES:,} values. Send its items in several files.")
    try:
        value = json.loads(text, parse_constant=_refuse_number)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(
            f"This is not well-formed JSON: {error.msg} at {where}. Ask the source to send it again."
        ) from error
    except RecursionError as error:
        raise UnreadableError(_depth_sentence()) from error
    except ValueError as error:
        raise UnreadableError(f"This is not well-formed JSON: {copy.clean(str(error))[:100]}.") from error
    if _is_deeper(value, DEPTH_LIMIT):
        raise UnreadableError(_depth_sentence())
    return value


def _refuse_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _depth_sentence() -> str:
    return f"This JSON is nested deeper than {DEPTH_LIMIT} levels: no wire copy is. Ask the source to send it again."


def _is_deeper(value: object, limit: int) -> bool:
    """Return whether lists and objects are nested in each other more than `limit` times."""
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    for _ in range(limit + 1):
        members = (
            member
            for container in level
            for member in (container.values() if isinstance(container, dict) else container)
        )
        level = [member for member in members if isinstance(member, dict | list)]
        if not level:
            return False
    return True


def _members(value: Any) -> list[Any]:
    """Return the pieces of a file: the members of a list, also of one that an API wraps into an object."""
    if isinstance(value, dict) and not _is_ninjs(value) and "jsonfeed.org" not in str(value.get("version")):
        wrapped = next((value[name] for name in ("_items", "items") if isinstance(value.get(name), list)), None)
        return wrapped or [value]
    return value if isinstance(value, list) else [value]


def _is_picture(value: object) -> bool:
    return isinstance(value, dict) and Fields(value).text("type").lower() in PICTURE_KINDS


def _is_ninjs(value: object) -> bool:
    return isinstance(value, dict) and any(name.lower() in _NINJS_FIELDS for name in value)


def _name_other_json(value: object) -> str:
    """Return a sentence that says what JSON that is no ninjs seems to be, and what to do."""
    if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version")):
        return "this is a JSON Feed, which is not read. Ask the source for ninjs or RSS."
    if (
        isinstance(value, dict)
        and isinstance(value.get("data"), dict)
        and ("api_version" in value or "item" in value["data"])
    ):
        return "this is JSON of AP's Media API, which is not read and holds no text. Take the NITF that it links to."
    return "this JSON is no ninjs: it has no uri, no headline and no body."


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
    html = _body(fields)
    body = split_body(html.blocks, headlines=[headline])
    status = ninjs_heads.read_usage_status(fields)
    if not headline and not body.blocks and status is Status.USABLE:
        raise UnreadableError("This item has neither a headline nor a text. Ask the source to send it again.")
    identity, version = ninjs_heads.read_identity(fields)
    version_at, dated_on = fields.moment("versioncreated")
    embargo_at, is_held = fields.embargo(*ninjs_heads.EMBARGOES)
    pictures, remarks = fill_captions(read_pictures(fields, embargo_at=embargo_at), html.captions)
    fields.remarks += remarks
    item = WireItem(
        format=f"ninjs {_generation(values)}",
        identity=identity,
        version=version,
        version_at=version_at,
        dated_on=dated_on or find_date(body.dateline),
        source=_source(fields, body, identity),
        language=_language(fields),
        printed_headline=headline,
        printed_slugline=fields.line("slugline"),
        byline=fields.line("byline", "by", "bylines"),
        dateline=body.dateline,
        endmark=body.endmark,
        note=fields.line("ednote", "editornote") or body.note,
        urgency=fields.number("urgency", lowest=1, highest=9, what="urgency from 1 to 9"),
        status=Status.WITHHELD if is_held and status is Status.USABLE else status,
        embargo_at=embargo_at,
        section=ninjs_heads.read_first_name(fields, "service", "services", "subject", "subjects"),
        genre=_genre(fields),
        follows=tuple(dict.fromkeys(copy.clean(name) for name in fields.texts(*_LINKS))),
        blocks=body.blocks,
        pictures=pictures,
    )
    return complete_head(replace(item, remarks=tuple(fields.remarks)))


_LINKS = ("evolvedfrom", "predecessor", "predecessors", "updateof", "replaces", "rewriteof", "rewrite_of")


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
    standard = values.get("standard")
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


def _language(fields: Fields) -> str:
    """Return the canonical tag of the language; what is no tag stays as it is written."""
    named = fields.line("language")
    tag = language_tags.read_tag(named)
    return named if tag is None else str(tag)


def _genre(fields: Fields) -> str:
    name = ninjs_heads.read_first_name(fields, "genres", "genre")
    return "" if name.lower() in _USUAL_GENRES else name


def _body(fields: Fields) -> HtmlCopy:
    """Return the best body that has words, or the description where there is no body."""
    bodies = sorted(_bodies(fields), key=lambda body: _MANNERS.index(body[0]))
    for manner, text in bodies[:MOST_BODIES]:
        body = _read_body(fields, manner, text)
        if sum(len(block.text) for block in body.blocks) > TEXT_LIMIT:  # untested: a body beyond the limit
            raise UnreadableError(f"The text is longer than {TEXT_LIMIT:,} characters: no story is. Send it in parts.")
        if body.blocks:
            fields.remarks += body.remarks
            return body
    description = next(fields.texts("descriptions", "description", "description_html", "description_text"), "")
    if description:
        fields.remarks.append("It has no body: its description stands for it.")
    body = _read_body(fields, _manner("", description), description)
    fields.remarks += body.remarks
    return body


_MANNERS = ("html", "xhtml", "nitf", "text")  # the order in which they are preferred


def _bodies(fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield every body with its manner: those in `bodies`, and the fields `body`, `body_html`, `body_xhtml` …"""
    for body in fields.objects("bodies"):
        label = f"{body.text('contenttype')} {body.text('role')}".lower()
        text = body.text("value")
        yield _manner(label, text), text
    for name in fields.names():
        if name.startswith("body") and name != "bodies":
            text = fields.text(name)
            yield _manner(name, text), text


def _manner(label: str, text: str) -> str:
    """Return the markup of a body, by its label, and by its own first mark where the label says nothing."""
    for manner in ("nitf", "xhtml", "html"):
        if manner in label:
            return manner
    if "xml" in label:  # untested: a body labelled as XML alone
        return "nitf"
    return "html" if re.match(r"\s*<[a-zA-Z][^<>]*>", text) else "text"


def _read_body(fields: Fields, manner: str, text: str) -> HtmlCopy:
    if len(text) > MARKUP_LIMIT:
        text = _EMBEDDED.sub("", text)
    if len(text) > MARKUP_LIMIT:
        raise UnreadableError(
            f"The body has more than {MARKUP_LIMIT:,} characters. Send it in parts, or without its markup."
        )
    if manner == "text":
        return HtmlCopy(copy.from_text(text))
    if manner != "nitf":
        return copy.read_html(text)
    try:
        return HtmlCopy(nitf.read_blocks(text))
    except xml.XmlError as error:
        fields.remarks.append(f"Its NITF body was passed over: {error}.")
        return HtmlCopy(())


def write(item: WireItem) -> dict[str, Any]:
    """Write the item as ninjs 2.1, empty fields left out; dateline and endmark stand in the text, as on the wire."""
    blocks = copy.add_dateline(item.blocks, item.dateline)
    if item.endmark:
        blocks += (Block(copy.Kind.PARAGRAPH, item.endmark),)
    written = {
        "uri": item.identity,
        "type": "text",
        "version": "" if item.version is None else str(item.version),
        "versioncreated": item.version_at.isoformat() if item.version_at else "",
        "embargoed": item.embargo_at.isoformat() if item.embargo_at else "",
        "pubstatus": item.status.value,
        "urgency": item.urgency,
        "copyrightholder": item.source,
        "ednote": item.note,
        "language": item.language,
        "headlines": [{"role": "main", "value": item.printed_headline or item.headline}],
        "slugline": item.printed_slugline or item.slugline,
        "by": item.byline,
        "genres": [{"name": item.genre}] if item.genre else [],
        "subjects": [{"name": item.section}] if item.section else [],
        "infosources": [{"name": item.source}] if item.source else [],
        "bodies": _body_objects(item, blocks) if blocks else [],
        "associations": [_picture_object(place, picture) for place, picture in enumerate(item.pictures, start=1)],
        "standard": {"name": "ninjs", "version": "2.1", "schema": SCHEMA},
    }
    return {name: value for name, value in written.items() if value not in ("", None, [])}


def _picture_object(place: int, picture: WirePicture) -> dict[str, Any]:
    """Write a picture as an associated item. Its alt text is a description: ninjs has no field for it."""
    descriptions = (("caption", picture.caption), ("alttext", picture.alt), ("creditline", picture.credit))
    written = {
        "name": "mainpic" if place == 1 else f"pic{place}",
        "uri": picture.identity,
        "type": "picture",
        "pubstatus": picture.status.value,
        "by": picture.byline,
        "descriptions": [
            {"role": role, "contenttype": "text/plain", "value": words} for role, words in descriptions if words
        ],
        "renditions": [
            {
                "name": rendition.name,
                "href": rendition.address,
                "contenttype": rendition.kind,
                "width": rendition.width,
                "height": rendition.height,
                "sizeinbytes": rendition.size,
            }
            for rendition in picture.renditions
        ],
    }
    return {name: value for name, value in written.items() if value not in ("", [])}


def _body_objects(item: WireItem, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    words = copy.word_count(item.blocks)
    return [
        {"role": "html", "contenttype": "text/html", "wordcount": words, "value": str(copy.to_html(blocks))},
        {"role": "text", "contenttype": "text/plain", "wordcount": words, "value": copy.plain_text(blocks)},
    ]
