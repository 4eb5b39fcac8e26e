"""Captions that stand under pictures in the text, given to the pictures that come with it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from stories.copy import Caption
from stories.wire.item import WirePicture

LONGEST_SHOWN = 60  # characters of a caption in a remark


def fill_captions(
    pictures: Sequence[WirePicture], captions: Sequence[Caption]
) -> tuple[tuple[WirePicture, ...], tuple[str, ...]]:
    """Return the pictures, those without a caption with that of the text, and remarks on captions of no picture.

    A caption is a picture's by the name of its file, or where the piece has one of each.
    """
    filled = list(pictures)
    homeless: list[str] = []
    for caption in captions:
        place = _find_picture(filled, caption, is_alone=len(captions) == 1 == len(pictures))
        if place is not None:
            filled[place] = replace(filled[place], caption=filled[place].caption or caption.words)
        elif caption.words and caption.words not in {picture.caption for picture in filled}:
            homeless.append(caption.words)
    return tuple(filled), tuple(_remark(words) for words in homeless)


def _find_picture(pictures: Sequence[WirePicture], caption: Caption, *, is_alone: bool) -> int | None:
    name = _file_name(caption.address)
    named = [place for place, picture in enumerate(pictures) if name and name in map(_file_name, picture.addresses)]
    return named[0] if named else 0 if is_alone else None


def _file_name(address: str) -> str:
    return re.split("[?#]", address, maxsplit=1)[0].rpartition("/")[2]


def _remark(words: str) -> str:
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()} …"
    return f"The caption of a picture that did not come was left out: “{shown}”."
