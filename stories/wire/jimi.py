"""Jimi, the XML of The Canadian Press: one Publish with a ContentItem, its text as HTML in ContentText.

Source: real items of The Canadian Press. Times without an offset are UTC, as the ones with an offset beside them show;
an embargo is a wall clock of the source's own zone.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from stories import copy
from stories.copy.subjects import KEYWORD, PLACE, Subject, merge_subjects, read_subject
from stories.designators import Designator, Kind, Position
from stories.designators import read as read_designator
from stories.wire import xml
from stories.wire.dates import find_date, read_date, read_time
from stories.wire.fields import Fields
from stories.wire.heads import complete_head, split_body
from stories.wire.item import NotStoryError, Piece, Status, UnreadableError, WireItem, WirePicture
from stories.wire.pictures import PICTURE_KINDS, require_file
from stories.wire.renditions import Rendition, choose_addresses

MOST_ITEMS = 500  # of one file
MOST_PICTURES = 30  # of one item
LONGEST_KEYWORDS = 145  # characters; the field is cut at 150, within a word

_MARKS = ("newscompid", "contentitemid", "systemslug", "contenttext", "slugproper")
_LANGUAGES = {"1": "en", "2": "fr"}
_NUMBER = re.compile(r"[0-9]{1,3}")
# The kinds that a word of WriteThruType names, in English and French; the first that matches.
_TYPES = (
    (re.compile(r"kill|cancel|annul|retrait", re.IGNORECASE), (Kind.KILL,)),
    (re.compile(r"correct|rectif", re.IGNORECASE), (Kind.CORRECTION,)),
    (re.compile(r"write-?\s?thru", re.IGNORECASE), (Kind.LEAD, Kind.WRITETHRU)),
    (re.compile(r"\blead|\bld\b", re.IGNORECASE), (Kind.LEAD,)),
    (re.compile(r"update|mise à jour", re.IGNORECASE), (Kind.UPDATE,)),
)


def sniff(data: bytes) -> bool:
    """Return whether the bytes look like a Publish of Jimi."""
    if xml.root_name(data) != "publish":
        return False
    names = data.replace(b"\x00", b"").lower()
    return b"<contentitem" in names and any(f"<{name}".encode() in names for name in _MARKS)


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the items of a Publish, each judged alone. Raises UnreadableError for XML that cannot be read."""
    root = xml.parse_item(data, charset, format_name="Jimi XML")
    contents = xml.elements(root, "ContentItem")[:MOST_ITEMS]
    if not contents:
        raise UnreadableError("This Jimi XML holds no item. Ask the source to send it again.")
    return tuple(_read_member(content, root) for content in contents)


def _read_member(content: xml.Element, publish: xml.Element) -> Piece:
    try:
        fields = _fields_of(content, publish)
        kind = fields.line("contenttype").lower() or "text"
        if kind in PICTURE_KINDS:
            return require_file(_read_picture(fields))
        return _read_story(fields, kind)
    except UnreadableError as error:
        return error


def _fields_of(content: xml.Element, publish: xml.Element) -> Fields:
    """Return the fields of an item, those of the Publish around it where the item has no own."""
    values: dict[str, str] = {}
    for field in (*content, *publish):
        name = xml.name_of(field)
        if name and name != "ContentItem" and not len(field):
            values.setdefault(name, xml.raw_text(field).strip())
    return Fields({name: value for name, value in values.items() if value})


def _read_story(fields: Fields, kind: str) -> WireItem:
    if kind not in {"text", "story", "article"}:
        raise NotStoryError(
            f"This is {'an' if kind[0] in 'aeiou' else 'a'} {kind[:40]} item, not a story. Only text is taken in."
        )
    status, designator = _status(fields), _designator(fields)
    headline = fields.line("headline", "headline2")
    read = copy.read_html(fields.text("contenttext"))
    body = split_body(read.blocks, headlines=[headline])
    if not headline and not body.blocks and status is Status.USABLE:
        raise UnreadableError("This item has neither a headline nor a text. Ask the source to send it again.")
    embargo_at, is_held = fields.embargo("embargotime")
    version_at = _read_utc(fields, "updateddatetime", "publishdatetime", "createddatetime")
    section, subjects = _subjects(fields)
    item = WireItem(
        format="Jimi",
        identity=_identity(fields),
        version=fields.number("writethruvalue", lowest=0, highest=999, what="number of a writethru"),
        version_at=version_at,
        first_at=_read_utc(fields, "createddatetime", "publishdatetime"),
        dated_on=version_at.date() if version_at else find_date(body.dateline),
        source=fields.line("source", "credit") or body.agency,
        language=_language(fields),
        printed_headline=headline,
        printed_slugline=fields.line("slugproper"),
        designator=designator,
        byline=fields.line("byline"),
        dateline=body.dateline,
        endmark=body.endmark,
        note=_note(fields) or body.note,
        urgency=_urgency(fields),
        status=Status.WITHHELD if is_held and status is Status.USABLE else status,
        embargo_at=embargo_at,
        section=section,
        genre=fields.line("versiontype"),
        subjects=subjects,
        located=_located(fields),
        terms=fields.line("copyright"),
        blocks=body.blocks,
        pictures=_awaited_pictures(fields),
    )
    return complete_head(replace(item, remarks=(*fields.remarks, *read.remarks)))


def _identity(fields: Fields) -> str:
    """Return the id that all versions of the story share."""
    named = (fields.line(name) for name in ("newscompid", "systemslug"))
    return next((name for name in named if name.strip("0")), "")


def _status(fields: Fields) -> Status:
    if fields.line("trashflag").lower() == "true" or _is_kill(fields):
        return Status.CANCELED
    return Status.WITHHELD if fields.line("holdflag").lower() == "true" else Status.USABLE


def _is_kill(fields: Fields) -> bool:
    designator = _designator(fields)
    return designator is not None and designator.is_kill


def _designator(fields: Fields) -> Designator | None:
    """Return the designator of the fields WritethruNum (1st, 1er, 2ème) and WriteThruType (Writethru, Lead …)."""
    number = _NUMBER.match(fields.line("writethrunum") or fields.line("writethruvalue"))
    ordinal = int(number.group()) if number else 0
    words = fields.line("writethrutype")
    kinds = tuple(dict.fromkeys(kind for pattern, named in _TYPES if pattern.search(words) for kind in named))
    if not kinds:
        return read_designator(words, printed_in=Position.LINE)[0]
    is_numbered = ordinal > 0 and not {Kind.LEAD, Kind.UPDATE}.isdisjoint(kinds)
    if kinds == (Kind.CORRECTION,) and ordinal:
        return Designator((Kind.CORRECTION, Kind.LEAD, Kind.WRITETHRU), ordinal)
    if Kind.UPDATE in kinds and not ordinal:
        return None
    return Designator(kinds, ordinal if is_numbered else 1 if Kind.LEAD in kinds else None)


def _note(fields: Fields) -> str:
    """Return the notes to editors, what was updated first."""
    notes = (fields.line(name) for name in ("updatenote", "corrections", "editornote"))
    return " ".join(dict.fromkeys(filter(None, notes)))


def _urgency(fields: Fields) -> int | None:
    """Return the ranking, which CP counts from 1 (need to know now); 0 says nothing."""
    if fields.line("rankingvalue") in {"", "0"}:
        return None
    return fields.number("rankingvalue", lowest=1, highest=9, what="ranking from 1 to 9")


def _language(fields: Fields) -> str:
    named = fields.line("language")
    return _LANGUAGES.get(named, "" if named.isdecimal() else named)


def _read_utc(fields: Fields, *names: str) -> datetime | None:
    """Return the first time that is one; without an offset it is UTC."""
    times = (read_time(fields.text(name)) for name in names if not fields.text(name).startswith("0001-"))
    at = next(filter(None, times), None)
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _located(fields: Fields) -> str:
    parts = [fields.line(name) for name in ("city", "province", "country")]
    if not any(parts):
        parts = [copy.clean(part) for part in fields.line("placeline").split(";")]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _subjects(fields: Fields) -> tuple[str, tuple[Subject, ...]]:
    """Return the section, which is the first category, and the subjects."""
    categories = _listed(fields, "category")
    words = [*categories, *_listed(fields, "indexcode"), *_listed(fields, "keyword"), *_listed(fields, "stocks")]
    subjects = [read_subject("", word, scheme=KEYWORD) for word in words]
    places = [read_subject("", place, scheme=PLACE) for place in _located(fields).split(", ") if place]
    return next(iter(categories), ""), merge_subjects([*subjects, *places])


def _listed(fields: Fields, name: str) -> list[str]:
    """Return the words that a field lists with commas; a last one that the field's length cut off is left out."""
    text = fields.line(name)
    words = [copy.clean(word) for word in re.split("[,;]", text)]
    return [word for word in (words[:-1] if len(text) >= LONGEST_KEYWORDS else words) if word]


def _awaited_pictures(fields: Fields) -> tuple[WirePicture, ...]:
    """Return the pictures that a story refers to; their files come as items of their own."""
    names = dict.fromkeys(re.split(r"[,;\s]+", fields.line("photoreference")))
    return tuple(WirePicture(identity=name) for name in list(filter(None, names))[:MOST_PICTURES])


def _read_picture(fields: Fields) -> WirePicture:
    addresses, passed_over = choose_addresses(
        Rendition(address=fields.text(name), kind="", name=name) for name in ("contentref", "viewfile")
    )
    return WirePicture(
        addresses=addresses,
        identity=fields.line("filename") or _identity(fields),
        headline=fields.line("headline", "headline2"),
        caption=fields.line("englishcaption", "frenchcaption", "contenttext", "directorytext"),
        credit=fields.line("credit"),
        byline=fields.line("byline"),
        place=_located(fields),
        taken_on=_taken_on(fields),
        rights=fields.line("copyright"),
        instructions=fields.line("specialinstructions"),
        status=_status(fields),
        remarks=passed_over,
    )


def _taken_on(fields: Fields) -> date | None:
    words = fields.text("datetaken")
    at = None if words.startswith("0001-") else read_time(words)
    return at.date() if at else read_date(words)
