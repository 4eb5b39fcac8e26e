"""Captions that stand under pictures in the text, which are the pictures' and no paragraphs."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from stories.copy.appearance import Attributes, has_class
from stories.copy.cleaning import clean

_PICTURES = "img, picture, svg, canvas, video, audio, iframe, object, embed"
_TEXTS = "table, blockquote, pre"  # of a figure that is none of pictures
_CAPTION_CLASS = "wp-caption-text"  # of WordPress
_FIGURE_CLASS = "wp-caption"


@dataclass(frozen=True, slots=True)
class Caption:
    """Caption that stands under a picture in the text; the address is the picture's, "" where it names no file."""

    address: str
    words: str


def read_caption(node: LexborNode, name: str, attributes: Attributes, pictured: dict[int, bool]) -> Caption | None:
    """Return the caption that an element is, None where it is none or its figure holds no picture.

    `pictured` keeps what was found of each figure.
    """
    if name != "figcaption" and not has_class(attributes, _CAPTION_CLASS):
        return None
    figure = _figure_around(node)
    if figure is None:
        return None
    if figure.mem_id not in pictured:
        pictured[figure.mem_id] = bool(figure.css_first(_PICTURES)) and not figure.css_first(_TEXTS)
    return Caption(_address(figure), clean(node.text())) if pictured[figure.mem_id] else None


def _figure_around(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    while parent is not None and parent.tag != "figure" and not has_class(parent.attributes, _FIGURE_CLASS):
        parent = parent.parent
    return parent


def _address(figure: LexborNode) -> str:
    picture = figure.css_first("img")
    attributes = picture.attributes if picture is not None else {}
    return (attributes.get("src") or attributes.get("data-src") or "").strip()
