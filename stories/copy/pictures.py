"""The pictures of a story: their photos, order and captions, as an editor types them and as filed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stories.copy import clean
from stories.copy.gettext import Translate

# Sentences for the newsroom alone: readers' languages leave them out.

MOST = 30  # pictures of a story
CAPTION_LIMIT = 5_000  # characters, as of the captions that files carry
LINE = re.compile(r"#?([0-9]{1,15})[.:]?(?:\s+(.*))?")
NO_CAPTION = "—"  # what a picture without a caption is compared as
ORDER = "order of pictures"  # a field of what is compared: their numbers, where there are several
OF_PICTURE = re.compile(r"(picture|alt text) ([0-9]+)")


class PicturesError(ValueError):
    """Lines that name no pictures. Its message names the line and how it is written."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """Photo in a working copy, by its number, with its caption there."""

    photo: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Photo as it was filed: its file (SHA-256), its size in pixels, and the words that stood with it."""

    photo: int
    file: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str


def read_placed(data: Iterable[Mapping[str, Any]]) -> tuple[PlacedPicture, ...]:
    """Return the pictures of a working copy from their JSON."""
    return tuple(PlacedPicture(**fields) for fields in data)


def read_filed(data: Iterable[Mapping[str, Any]]) -> tuple[Picture, ...]:
    """Return the pictures of a filing from their JSON."""
    return tuple(Picture(**fields) for fields in data)


def to_json(pictures: Sequence[PlacedPicture] | Sequence[Picture]) -> list[dict[str, Any]]:
    """Return pictures as JSON has them."""
    return [asdict(picture) for picture in pictures]


def to_typed(pictures: Iterable[PlacedPicture]) -> str:
    """Return pictures as they are typed: a line each, the number of the photo and the caption."""
    return "\n".join(f"{picture.photo} {picture.caption}".rstrip() for picture in pictures)


def from_typed(text: str, _: Translate = str) -> tuple[PlacedPicture, ...]:
    """Read pictures from lines, each photo once. Raises PicturesError."""
    found: dict[int, PlacedPicture] = {}
    for number, line in enumerate(filter(None, map(clean, text.splitlines())), start=1):
        match = LINE.fullmatch(line)
        if not match:
            message = _("Line {number} of the pictures has no photo number. Begin each with one: 12 Caption.")
            raise PicturesError(message.format(number=number))
        caption = (match[2] or "").strip()
        if len(caption) > CAPTION_LIMIT:
            message = _("The caption in line {number} has more than {limit:,} characters.")
            raise PicturesError(message.format(number=number, limit=CAPTION_LIMIT))
        found.setdefault(int(match[1]), PlacedPicture(int(match[1]), caption))
    if len(found) > MOST:
        raise PicturesError(_("A story has up to {limit} pictures.").format(limit=MOST))
    return tuple(found.values())


def comparison_fields(pictures: Iterable[Picture]) -> dict[str, str]:
    """Return filed pictures as head fields for `compare`, so that each is added, dropped or changed by itself."""
    fields = {}
    for picture in pictures:
        credit = f" ({picture.credit})" if picture.credit else ""
        fields[f"picture {picture.photo}"] = (picture.caption or NO_CAPTION) + credit
        fields[f"alt text {picture.photo}"] = picture.alt
    numbers = [field.removeprefix("picture ") for field in fields if field.startswith("picture ")]
    return fields | ({ORDER: ", ".join(numbers)} if len(numbers) > 1 else {})


def merge_fields(pictures: Iterable[PlacedPicture]) -> dict[str, str]:
    """Return the pictures of a working copy as head fields for `merge`."""
    return {f"picture {picture.photo}": picture.caption or NO_CAPTION for picture in pictures}


def read_merge_fields(head: Mapping[str, str]) -> tuple[PlacedPicture, ...]:
    """Read the pictures of a merged head, in its order."""
    named = [(OF_PICTURE.fullmatch(field), words) for field, words in head.items()]
    return tuple(
        PlacedPicture(int(field[2]), "" if words == NO_CAPTION else words)
        for field, words in named
        if field and field[1] == "picture" and words
    )


def kind_of_field(field: str) -> tuple[str, int] | None:
    """Return the part of a picture that a compared field holds, and the number of the photo; None for other fields."""
    match = OF_PICTURE.fullmatch(field)
    return (match[1], int(match[2])) if match else None
