"""Metadata in the file of a photo: IPTC Photo Metadata (IPTC-PMD 2024.1), in its three places.

XMP goes first, as it is Unicode and uncut; then IIM, whose fields are short and whose letters have to be guessed where
the file does not say (IIM 4.2, 1:90); last EXIF. All of it is text of strangers: it is cleaned, cut, and never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PIL import Image, ImageFile, IptcImagePlugin

from stories.copy import clean

LONGEST_FIELD = 5_000  # characters of a field; the longest captions of agencies have a fifth of it
UTF_8 = b"\x1b%G"  # what 1:90 says where the fields are UTF-8 (ISO 2022)
CHARACTER_SET = (1, 90)
ORIGINALLY_ON, IN_EXIF = 0x9003, 0x8769  # EXIF 2.32: DateTimeOriginal, and where it stands
DATE = re.compile(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})(?!\d)")

# Field -> its names in XMP (of any namespace), its datasets in IIM, its tags in EXIF; of several the first that says
# something, of a place all, from the smallest.
PLACES: dict[str, tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]] = {
    "headline": (("Headline",), (105,), ()),
    "caption": (("description",), (120,), (270,)),
    "alt": (("AltTextAccessibility",), (), ()),
    "credit": (("Credit",), (110,), ()),
    "byline": (("creator",), (80,), (315,)),
    "source": (("Source",), (115,), ()),
    "place": (("Location", "City", "State", "Country"), (92, 90, 95, 101), ()),
    "taken_on": (("DateCreated",), (55,), (ORIGINALLY_ON,)),
    "usable_until": (("LicenseEndDate", "DateExpires"), (37,), ()),
    "rights": (("rights",), (116,), (33432,)),
    "terms": (("UsageTerms",), (), ()),
    "instructions": (("Instructions",), (40,), ()),
}


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
    is_utf_8 = sets.get(CHARACTER_SET) == UTF_8
    texts_by_field: dict[str, list[str]] = {}
    for name, (_, numbers, _) in PLACES.items():
        values = [sets.get((2, number), []) for number in numbers]
        texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
        texts_by_field[name] = [
            words for words in (_clean_text(_decode(text, is_utf_8=is_utf_8)) for text in texts) if words
        ]
    return texts_by_field


def _decode(text: bytes, *, is_utf_8: bool) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode(errors="replace") if is_utf_8 else text.decode("cp1252", errors="replace")


def _read_exif(image: Image.Image) -> dict[str, list[str]]:
    try:
        exif = image.getexif()
        tags = {**exif, **exif.get_ifd(IN_EXIF)}
    except Exception:  # noqa: BLE001 as above
        return {}
    return {
        name: [_clean_text(str(tags[number])) for number in numbers if str(tags.get(number, "")).strip("\0 ")]
        for name, (_, _, numbers) in PLACES.items()
    }
