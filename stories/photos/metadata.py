"""Metadata in the file of a photo: IPTC Photo Metadata (IPTC-PMD 2024.1), in its three places.

XMP goes first, as it is Unicode and uncut; then IIM, whose fields are short and whose letters have to be guessed where
the file does not say (IIM 4.2, 1:90); last EXIF. All of it is text of strangers: it is cleaned, cut, and never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

from PIL import Image, ImageFile, IptcImagePlugin

from stories.copy import clean
from stories.photos.letters import (
    UNREADABLE,
    decode_field,
    decode_wide,
    find_character_set,
    is_camera_words,
    read_character_set,
    read_comment,
)

LONGEST_FIELD = 5_000  # characters of a field; the longest captions of agencies have a fifth of it
CHARACTER_SET = (1, 90)
ORIGINALLY_ON, IN_EXIF = 0x9003, 0x8769  # EXIF 2.32: DateTimeOriginal, and where it stands
COPYRIGHT, USER_COMMENT = 33432, 0x9286
XP_TAGS = range(0x9C9B, 0x9CA0)  # of Windows: title, comment, author, keywords, subject, in UTF-16
DATE = re.compile(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})(?!\d)")

# Field -> its names in XMP (of any namespace), its datasets in IIM, its tags in EXIF; of several the first that says
# something, of a place all, from the smallest.
PLACES: dict[str, tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]] = {
    "headline": (("Headline",), (105,), (0x9C9B,)),
    "caption": (("description",), (120,), (270, 0x9C9C, USER_COMMENT)),
    "alt": (("AltTextAccessibility",), (), ()),
    "credit": (("Credit",), (110,), ()),
    "byline": (("creator",), (80,), (315, 0x9C9D)),
    "source": (("Source",), (115,), ()),
    "place": (("Location", "City", "State", "Country"), (92, 90, 95, 101), ()),
    "taken_on": (("DateCreated",), (55,), (ORIGINALLY_ON,)),
    "usable_until": (("LicenseEndDate", "DateExpires"), (37,), ()),
    "rights": (("rights",), (116,), (COPYRIGHT,)),
    "terms": (("UsageTerms",), (), ()),
    "instructions": (("Instructions",), (40,), ()),
}


CAMERA_FIELDS = ("headline", "caption")  # which cameras and programs fill with words of their own
DAYS = ("taken_on", "usable_until")


class NotPhotoError(ValueError):
    """A file that no photo can be made of; str() says why, and what to do."""


HEADS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftypavi[fs]", re.DOTALL
)  # the first bytes of the kinds that are taken


def looks_like_photo(data: bytes) -> bool:
    """Return whether bytes begin as the file of a photo does."""
    return bool(HEADS.match(data))


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """Metadata of a photo, as its file or its copy says; empty where they say nothing."""

    headline: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    byline: str = ""
    source: str = ""
    place: str = ""
    taken_on: date | None = None
    usable_until: date | None = None
    rights: str = ""
    terms: str = ""
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A file that is a photo: its format by content, its size in pixels once upright, and its metadata."""

    format: str
    width: int
    height: int
    facts: PhotoMetadata = field(default_factory=PhotoMetadata)


def read_metadata(image: ImageFile.ImageFile) -> PhotoMetadata:
    """Read the metadata of an opened image. A part of it that cannot be read says nothing."""
    parts = [_read_xmp(image), _read_iim(image), _read_exif(image)]
    for part, name in product(parts, CAMERA_FIELDS):
        part[name] = [text for text in part.get(name, []) if not is_camera_words(text)]
    values: dict[str, Any] = {}
    for name in PLACES:
        texts = next(filter(None, (part.get(name) for part in parts)), [])
        values[name] = ", ".join(dict.fromkeys(texts)) if name in ("place", "byline") else next(iter(texts), "")
    return PhotoMetadata(**values | {name: read_day(values[name]) for name in DAYS})


def read_day(words: str) -> date | None:
    """Read the day of a date in any of the three notations; None for a month, a year, and anything that is no day."""
    match = DATE.match(words)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _clean_text(words: str) -> str:
    return clean(words).strip()[:LONGEST_FIELD]


def _read_xmp(image: Image.Image) -> dict[str, list[str]]:
    try:
        packet = image.getxmp()
    except Exception:  # noqa: BLE001 a broken packet fails in as many ways as XML can
        return {}
    descriptions = packet.get("xmpmeta", packet).get("RDF", {})
    descriptions = descriptions.get("Description", []) if isinstance(descriptions, dict) else []
    values: dict[str, object] = {}
    for description in descriptions if isinstance(descriptions, list) else [descriptions]:
        for name, value in description.items() if isinstance(description, dict) else ():
            values.setdefault(name, value)
    return {
        name: [_clean_text(words) for key in keys for words in _xmp_texts(values.get(key)) if words.strip()]
        for name, (keys, _, _) in PLACES.items()
    }


def _xmp_texts(value: object) -> Iterator[str]:
    """Yield the texts of an XMP value: itself, those of a list in order, of languages the default."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from _xmp_texts(member)
    elif isinstance(value, dict):
        if "Alt" in value:
            yield from _texts_in_default_language(value["Alt"].get("li") if isinstance(value["Alt"], dict) else None)
        for kind in ("Seq", "Bag"):
            yield from _xmp_texts(value.get(kind, {}).get("li") if isinstance(value.get(kind), dict) else None)
        if isinstance(value.get("text"), str):
            yield value["text"]


def _texts_in_default_language(items: object) -> Iterator[str]:
    members = items if isinstance(items, list) else [items]
    defaults = [member for member in members if isinstance(member, dict) and member.get("lang") == "x-default"]
    yield from _xmp_texts((defaults or members)[0] if members else None)


def _read_iim(image: ImageFile.ImageFile) -> dict[str, list[str]]:
    try:
        sets = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # noqa: BLE001 as above
        return {}
    named = sets.get(CHARACTER_SET, b"")
    fields = {
        name: [text for number in numbers for text in _list_of(sets.get((2, number), []))]
        for name, (_, numbers, _) in PLACES.items()
    }
    charset = find_character_set(
        (text for texts in fields.values() for text in texts), named=read_character_set(b"".join(_list_of(named)))
    )
    return _read_fields({name: [decode_field(text, charset) for text in texts] for name, texts in fields.items()})


def _list_of(value: bytes | list[bytes] | None) -> list[bytes]:
    """Return the values of a dataset, which may stand there once, more often, or empty."""
    return value if isinstance(value, list) else [value] if value else []


def _read_fields(fields: dict[str, list[str | None]]) -> dict[str, list[str]]:
    """Return the cleaned texts of fields; of those that could not be read, the warning stands in the instructions."""
    texts = {
        name: [words for text in values if text and (words := _clean_text(text))] for name, values in fields.items()
    }
    if any(None in values for values in fields.values()):
        texts["instructions"] = [" ".join([UNREADABLE, *texts.get("instructions", [])])]
    return texts


def _read_exif(image: Image.Image) -> dict[str, list[str]]:
    try:
        exif = image.getexif()
        tags = {**exif, **exif.get_ifd(IN_EXIF)}
    except Exception:  # noqa: BLE001 as above
        return {}
    is_little = exif.endian == "<"
    fields = {
        name: [text for number in numbers if (text := _exif_text(number, tags.get(number), is_little=is_little))]
        for name, (_, _, numbers) in PLACES.items()
    }
    bare = [text for texts in fields.values() for text in texts if isinstance(text, bytes)]
    charset = find_character_set(bare)
    return _read_fields(
        {
            name: [decode_field(text, charset) if isinstance(text, bytes) else text for text in texts]
            for name, texts in fields.items()
        }
    )


def _exif_text(tag: int, value: object, *, is_little: bool) -> str | bytes:
    """Return the text of a tag, as bytes where the tag does not say their character set."""
    value = bytes(value) if isinstance(value, tuple) and all(isinstance(each, int) for each in value) else value
    if isinstance(value, str):  # as Pillow reads it, a letter for each byte
        raw = value.encode("latin-1", "replace")
        return raw.strip(b"\0 ").replace(b"\0", b", ") if tag == COPYRIGHT else raw.partition(b"\0")[0].strip()
    if not isinstance(value, bytes):
        return ""
    if tag in XP_TAGS:
        return decode_wide(value)
    comment, charset = read_comment(value, is_little=is_little)
    if charset and charset.startswith("utf-16"):
        return decode_wide(comment, charset)
    return decode_field(comment, charset) or "" if charset else comment.partition(b"\0")[0].strip()
