"""Renditions of a photo: whole at the widths of pages, and cropped around its focal point for cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """Ways to cut a photo."""

    WHOLE = "whole"
    CARD = "card"  # in lists
    SOCIAL = "social"  # where the address of a story is pasted
    WIDE = "wide"  # and the other two, for search engines, which choose by the place they have
    STANDARD = "4x3"
    SQUARE = "square"


RENDITION_FORMATS = ("AVIF", "WEBP", "JPEG")  # the smallest first, as a page offers them
WIDTHS = (320, 640, 960, 1280)  # CSS pixels of a column, of a phone with two or three a pixel, and of a desk
CARDS = ((320, 213), (640, 427))  # three by two
SOCIAL = (1200, 630)  # what OpenGraph's readers ask for
# The three that search engines ask for, with a width of 1,200 pixels where the photo has as many.
SEARCH_SHAPES = {Shape.WIDE: (1200, 675), Shape.STANDARD: (1200, 900), Shape.SQUARE: (1200, 1200)}
LEAST_WIDTH = 320  # of these: a smaller one shows nothing


@dataclass(frozen=True, slots=True)
class RenditionSpec:
    """A rendition to be made, in pixels."""

    shape: Shape
    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class RenditionFile:
    """A rendition that was made, with its bytes."""

    shape: Shape
    format: str
    width: int
    height: int
    content: bytes


def plan_renditions(width: int, height: int) -> list[RenditionSpec]:
    """Return the renditions for a photo of this size. None is larger than the photo; a small one has one of its own."""
    widths = [wide for wide in WIDTHS if wide <= width] or [width]
    whole = [(Shape.WHOLE, wide, max(round(wide * height / width), 1)) for wide in widths]
    cards = [(Shape.CARD, *size) for size in CARDS if size[0] <= width and size[1] <= height]
    wanted = [
        RenditionSpec(shape, kind, wide, high) for shape, wide, high in (*whole, *cards) for kind in RENDITION_FORMATS
    ]
    if SOCIAL[0] <= width and SOCIAL[1] <= height:
        wanted.append(RenditionSpec(Shape.SOCIAL, "JPEG", *SOCIAL))
    for shape, (wide, high) in SEARCH_SHAPES.items():
        scale = min(1, width / wide, height / high)
        if wide * scale >= LEAST_WIDTH:
            wanted.append(RenditionSpec(shape, "JPEG", round(wide * scale), round(high * scale)))
    return wanted
