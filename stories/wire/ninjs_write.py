"""ninjs written: 3.1, and 2.1 for readers of before. Source: IPTC's News in JSON, the published schemas."""

import re
from typing import Any

from stories import copy
from stories.copy import Block
from stories.copy.subjects import KEYWORD, ORGANISATION, PERSON, PLACE, SUBJECT_CODE, TOPIC, Subject
from stories.wire.item import WireItem, WirePicture

NEWEST, BEFORE = "3.1", "2.1"
GENERATIONS = (NEWEST, BEFORE)
SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json#"
VOCABULARIES = {
    TOPIC: "http://cv.iptc.org/newscodes/mediatopic/{code}",
    SUBJECT_CODE: "http://cv.iptc.org/newscodes/subjectcode/{code}",
}
LISTS = {PERSON: "people", ORGANISATION: "organisations", PLACE: "places"}  # other subjects are `subjects`
# Names of ninjs 3 that ninjs 2 writes in another manner than in small letters.
RENAMED = {"embargoedUntil": "embargoed"}
ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def write(item: WireItem, *, version: str = NEWEST) -> dict[str, Any]:
    """Write an item as ninjs of a version of GENERATIONS, empty fields left out.

    Dateline and endmark stand in the text, as on the wire. An item that is not usable has its head without words.
    """
    written = drop_empty(_head(item) | _content(item) | {"standard": _standard(version)})
    if version == BEFORE:
        for associated in written.get("associations", ()):  # which have no relation there
            associated.pop("rel", None)
        written = _rename(written)
    return written


def drop_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value not in ("", None, [])}


def _standard(version: str) -> dict[str, str]:
    return {"name": "ninjs", "version": version, "schema": SCHEMA.format(version=version)}


def _head(item: WireItem) -> dict[str, Any]:
    """Return the fields that stand without a word of the text, too."""
    return {
        "uri": item.identity,
        "type": "text",
        "version": "" if item.version is None else str(item.version),
        "firstCreated": item.first_at.isoformat() if item.first_at else "",
        "versionCreated": item.version_at.isoformat() if item.version_at else "",
        "embargoedUntil": item.embargo_at.isoformat() if item.embargo_at else "",
        "pubStatus": item.status.value,
        "copyrightHolder": item.source,
        "edNote": item.note,
        "language": item.language,
        "altIds": [{"role": "source", "value": name} for name in item.alternate_ids],
        "infoSources": [{"name": item.source}] if item.source else [],
    }


def _content(item: WireItem) -> dict[str, Any]:
    headline = item.printed_headline or item.headline
    blocks = copy.add_dateline(item.blocks, item.dateline)
    if item.endmark and blocks:
        blocks += (Block(copy.Kind.PARAGRAPH, item.endmark),)
    links = [
        {"name": "evolvedfrom", "rel": "evolvedFrom", "uri": name} for name in item.follows if ADDRESS.fullmatch(name)
    ]
    return {
        "urgency": item.urgency,
        "usageTerms": item.terms,
        "headlines": [{"role": "main", "value": headline}] if headline else [],
        "slugline": item.printed_slugline or item.slugline,
        "by": item.byline,
        "located": item.located,
        "genres": [{"name": item.genre}] if item.genre else [],
        **_subject_lists(item),
        "bodies": _body_objects(item, blocks) if blocks else [],
        "associations": [_picture_object(place, picture) for place, picture in enumerate(item.pictures, start=1)]
        + links,
    }


def _subject_lists(item: WireItem) -> dict[str, list[dict[str, str]]]:
    """Return subjects, people, organisations and places; the section stands among the subjects."""
    lists: dict[str, list[dict[str, str]]] = {name: [] for name in ("subjects", *LISTS.values())}
    if item.section:
        lists["subjects"].append({"rel": "section", "name": item.section})
    for subject in item.subjects:
        lists[LISTS.get(subject.scheme, "subjects")].append(_subject_object(subject))
    return lists


def _subject_object(subject: Subject) -> dict[str, str]:
    address = VOCABULARIES.get(subject.scheme, "").format(code=subject.code)
    literal = f"{subject.scheme}:{subject.code}" if subject.code and not address else ""
    rel = "keyword" if subject.scheme == KEYWORD else ""
    return drop_empty({"rel": rel, "name": subject.name, "uri": address, "literal": literal})


def _picture_object(place: int, picture: WirePicture) -> dict[str, Any]:
    """Write a picture as an associated item. Its alt text is a description: ninjs has no field for it."""
    descriptions = (("caption", picture.caption), ("alttext", picture.alt), ("creditline", picture.credit))
    return drop_empty(
        {
            "name": "mainpic" if place == 1 else f"pic{place}",
            "uri": picture.identity,
            "type": "picture",
            "pubStatus": picture.status.value,
            "by": picture.byline,
            "descriptions": [
                {"role": role, "contentType": "text/plain", "value": words} for role, words in descriptions if words
            ],
            "renditions": [
                {
                    "name": rendition.name,
                    "href": rendition.address,
                    "contentType": rendition.kind,
                    "width": rendition.width,
                    "height": rendition.height,
                    "sizeInBytes": rendition.size,
                }
                for rendition in picture.renditions
            ],
        }
    )


def _body_objects(item: WireItem, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    words = copy.word_count(item.blocks)
    return [
        {"role": "html", "contentType": "text/html", "wordCount": words, "value": str(copy.to_html(blocks))},
        {"role": "text", "contentType": "text/plain", "wordCount": words, "value": copy.plain_text(blocks)},
    ]


def _rename(value: Any) -> Any:
    """Return what was written with the names of ninjs 2: in small letters."""
    if isinstance(value, list):
        return [_rename(member) for member in value]
    if isinstance(value, dict):
        return {RENAMED.get(name, name.lower()): _rename(member) for name, member in value.items()}
    return value
