"""JSON of AP's Media API: the head of a story; its text is a file of its own, in NITF, which the item links to.

Source: AP Media API 2.x, "item"; the answers of `content`, `feed` and `search`.
"""

import re
from dataclasses import replace
from typing import Any

from stories import copy
from stories.charset import decode
from stories.copy.subjects import KEYWORD, ORGANISATION, PERSON, PLACE, Subject, merge_subjects, read_subject
from stories.wire import ninjs_heads
from stories.wire.feed_words import join_names
from stories.wire.fields import Fields
from stories.wire.heads import complete_head, split_body
from stories.wire.item import NotStoryError, NotWireError, Piece, Status, UnreadableError, WireItem, WirePicture
from stories.wire.json_values import is_json, load_json
from stories.wire.ninjs_body import NinjsText, read_body
from stories.wire.ninjs_pictures import read_picture, read_pictures
from stories.wire.pictures import PICTURE_KINDS, require_file

MOST_AP_ITEMS = 1_000  # of one answer: the API gives a hundred
LONGEST_LINK = 1_000  # characters; signed addresses are long

_ANSWER = re.compile(rb'(?<!\\)"api_version"\s{0,20}:|(?<!\\)"altids"\s{0,20}:\s{0,20}\{[^{}]{0,2000}"itemid"')
_NAMES_IN_ANSWER = (b'"api_version"', b'"altids"')  # looked for before the pattern, which takes longer
_AP = ("ap", "the associated press", "associated press")
_AP_EMBARGOES = ("embargoed", "embargo", "embargoreleasedatetime", "releasedatetime", "holddatetime")
_NAMED_IN_AP = (
    ("person", PERSON), ("place", PLACE), ("organisation", ORGANISATION), ("company", ORGANISATION),
    ("event", "event"),
)  # fmt: skip


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin as JSON and hold what only an answer of the Media API does."""
    if not is_json(data):
        return False
    data = data.replace(b"\x00", b"")
    return any(name in data for name in _NAMES_IN_ANSWER) and bool(_ANSWER.search(data))


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the items of an answer, each judged alone. Raises UnreadableError for broken JSON.

    Raises NotWireError for an answer without items, such as the one that says what went wrong.
    """
    values = load_json(decode(data, charset))
    items = [each for each in _find_items(values) if isinstance(each, dict)]
    if not items:
        raise NotWireError("this is an answer of AP's Media API without an item.")
    if len(items) == 1 and Fields(items[0]).text("type").lower() in PICTURE_KINDS:
        return (require_file(_add_item_id(read_picture(Fields(items[0])), Fields(items[0]))),)
    fetched = values.get("nitf") if isinstance(values, dict) and len(items) == 1 else None
    return tuple(_read_ap_piece(each, fetched) for each in items[:MOST_AP_ITEMS])


def _find_items(values: Any) -> list[Any]:
    """Return the items of an answer: `data.item`, `data.items[].item`, a list of them, or one by itself."""
    if isinstance(values, list):
        return [found for value in values[:MOST_AP_ITEMS] for found in _find_items(value)]
    if not isinstance(values, dict):
        return []
    inner = next(
        (values[name] for name in ("data", "items", "item") if isinstance(values.get(name), dict | list)), None
    )
    if inner is not None:
        return _find_items(inner)
    return [values] if "altids" in values or "headline" in values or "uri" in values else []


def _read_ap_piece(values: dict[str, Any], fetched: object) -> Piece:
    try:
        return _read_ap_item(Fields(values), Fields(fetched) if isinstance(fetched, dict) else None)
    except UnreadableError as error:
        return error


def _read_ap_item(fields: Fields, fetched: Fields | None) -> WireItem:
    kind = fields.text("type").lower()
    if kind not in ("", "text"):
        raise NotStoryError(f"This is an item of type {copy.clean(kind)[:40]}, not a story. Only text is taken in.")
    headline = fields.line("headline") or fields.line("headline_extended") or fields.line("title")
    embargoes, is_held = fields.embargoes(*_AP_EMBARGOES)
    status = _ap_status(fields, is_embargoed=bool(embargoes))
    text = _ap_text(fields, fetched, is_needed=status is Status.USABLE)
    body = split_body(text.blocks, headlines=[headline])
    version_at, dated_on = fields.moment("versioncreated")
    item = WireItem(
        format="ap media api",
        identity=_item_id(fields),
        version=fields.version(),
        version_at=version_at,
        first_at=fields.moment("firstcreated")[0],
        dated_on=dated_on,
        source=_ap_source(fields),
        language=fields.language("language"),
        printed_headline=headline,
        printed_slugline=fields.line("slugline"),
        byline=_ap_byline(fields) or body.byline,
        dateline=body.dateline,
        endmark=body.endmark,
        note=fields.line("ednote") or body.note,
        urgency=fields.number("urgency", lowest=1, highest=9, what="urgency from 1 to 9"),
        status=Status.WITHHELD if is_held and status is Status.USABLE else status,
        embargo_at=next(iter(embargoes), None),
        embargoes=embargoes[1:],
        section=_ap_section(fields),
        subjects=_ap_subjects(fields),
        located=fields.line("located"),
        terms=" ".join(filter(None, (fields.line("copyrightnotice"), " ".join(_lines(fields, "usageterms"))))),
        address=ninjs_heads.read_page_address(fields),
        is_summary=text.is_summary and status is Status.USABLE,
        blocks=body.blocks,
        pictures=_ap_pictures(fields),
    )
    item = replace(item, remarks=tuple(fields.remarks))
    if item.version == 0:
        # The first filing updates nothing, whatever its note says of pictures to come.
        return replace(complete_head(replace(item, note="")), note=item.note)
    return complete_head(item)


def _item_id(fields: Fields) -> str:
    """Return the id that all versions share: the address holds the query that it was found by."""
    itemid = next((ids.line("itemid") for ids in fields.objects("altids")), "")
    return itemid or fields.line("uri").partition("?")[0]


def _ap_status(fields: Fields, *, is_embargoed: bool) -> Status:
    if is_embargoed and fields.text("pubstatus").lower() == "embargoed":
        return Status.USABLE
    return ninjs_heads.read_usage_status(fields)


def _ap_text(fields: Fields, fetched: Fields | None, *, is_needed: bool) -> NinjsText:
    """Return the text, where a program put it beside the head: as a summary, unless it is as long as the NITF.

    Without one, or with a part of one, a remark says where the whole is, unless none is needed, as in a kill.
    """
    nitf = next((link for name, link in fields.named("renditions") if name.lower() == "nitf"), Fields({}))
    offered = (each for each in (fields, fetched) if each is not None)
    text = next((read for each in offered if any(name.startswith("bod") for name in each.names())
                 and (read := read_body(each)).blocks), NinjsText())  # fmt: skip
    words = nitf.number("words", lowest=1, highest=10**6, what="number of words") or 0
    where = copy.clean(nitf.text("href"))[:LONGEST_LINK]
    where = f"in the NITF that it links to: {where}" if where else "not linked to"
    if not is_needed:
        return text
    if not text.blocks:
        fields.remarks.append(f"It holds no text. Its text is {where}")
        return replace(text, is_summary=True)
    if copy.word_count(text.blocks) < words / 2:
        fields.remarks.append(f"It holds a part of its text. The whole, {words} words, is {where}")
        return replace(text, is_summary=True)
    return text


def _ap_source(fields: Fields) -> str:
    """Return the agency: where another agency's copy is passed on, that one."""
    named = ninjs_heads.read_first_name(fields, "infosource") or fields.line("provider", "source")
    return "AP" if named.lower() in _AP or not named else named


def _ap_byline(fields: Fields) -> str:
    """Return the byline as AP prints it: "By ADA KARN" of one, of several each once."""
    bylines = [each.line("by", "byline", "value") for each in fields.objects("bylines")]
    bylines = list(dict.fromkeys(filter(None, bylines)))
    return bylines[0] if len(bylines) == 1 else join_names(bylines) or fields.line("byline", "by")


def _lines(fields: Fields, name: str) -> list[str]:
    return [copy.clean(text) for text in fields.texts(name)]


def _is_category(subject: Fields) -> bool:
    return "category" in (rel.lower() for rel in subject.texts("rels", "rel"))


def _ap_section(fields: Fields) -> str:
    """Return the first subject that an editor gave; the letters of categories name none."""
    subjects = [subject for subject in fields.objects("subject", "subjects") if not _is_category(subject)]
    edited = [subject for subject in subjects if subject.text("creator").lower() == "editorial"]
    return next(filter(None, (subject.line("name") for subject in (*edited, *subjects))), "")


def _ap_subjects(fields: Fields) -> tuple[Subject, ...]:
    """Return subjects by AP's codes, then who and what the copy is about, then keywords."""
    found: list[Subject | None] = []
    for subject in fields.objects("subject", "subjects"):
        scheme = "apcategory" if _is_category(subject) else "ap"
        found.append(read_subject(subject.line("code"), subject.line("name"), scheme=scheme))
    for field, scheme in _NAMED_IN_AP:
        found += [read_subject("", each.line("name"), scheme=scheme) for each in fields.objects(field)]
    found += [read_subject("", word, scheme=KEYWORD) for word in _lines(fields, "keywords")]
    return merge_subjects(found)


def _ap_pictures(fields: Fields) -> tuple[WirePicture, ...]:
    """Return the pictures that the story is associated with, under the ids that they come with."""
    by_address = {each.line("uri"): each for _, each in fields.named("associations")}
    pictures = read_pictures(fields, embargoes=())
    return tuple(_add_item_id(picture, by_address.get(picture.identity, Fields({}))) for picture in pictures)


def _add_item_id(picture: WirePicture, fields: Fields) -> WirePicture:
    return replace(picture, identity=_item_id(fields) or picture.identity.partition("?")[0])
