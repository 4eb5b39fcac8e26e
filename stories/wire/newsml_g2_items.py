"""NewsML-G2 as it arrives: one item bare, or several in a message; stories and pictures are taken, the rest is named.

Source: IPTC NewsML-G2 2.35, "News message".
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from stories.wire import xml
from stories.wire.item import NO_READER, NotStoryError, NotWireError, Piece, UnreadableError, WireItem, WirePicture
from stories.wire.newsml_g2_links import links_of, target_of
from stories.wire.newsml_g2_names import ITEM_NAMES, NEWS, PACKAGE, PLANNING, class_of, read_id
from stories.wire.newsml_g2_picture import read_picture_item
from stories.wire.newsml_g2_story import read_story
from stories.wire.pictures import PICTURE_KINDS

FORMAT_NAME = "NewsML-G2"
MOST_ITEMS = 500  # of a message
MOST_REFERENCES = 300  # of a package
_ROOTS = frozenset({"newsMessage", "itemSet", *ITEM_NAMES})
_NAMESPACE = "iptc.org/std/nar/"
_NO_STORIES = {
    "composite": PACKAGE, "package": PACKAGE, "audio": "audio", "video": "video", "animation": "animation",
    "planning": PLANNING, "event": "event", "concept": "concept", "catalog": "catalog", "data": "data",
}  # fmt: skip


def sniff(data: bytes) -> bool:
    """Return whether the root element is one of the format's."""
    name, namespace = xml.root_of(data)
    return name in _ROOTS or (_NAMESPACE in namespace and name.endswith("Item"))


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the items of a message, or the one item of a file, each judged alone.

    Raises UnreadableError for XML that is not well-formed, for a file whose one item cannot be read, and for a message
    of too many items; NotWireError for a message without items.
    """
    root = xml.parse_item(data, charset, format_name=FORMAT_NAME)
    items = _items_of(root)
    if not items:
        raise NotWireError(f"this is a {FORMAT_NAME} message without items. {NO_READER}")
    if len(items) > MOST_ITEMS:
        raise UnreadableError(f"This {FORMAT_NAME} message has more than {MOST_ITEMS:,} items. Send it in parts.")
    priority = xml.first_line(root, "header/priority")
    if len(items) == 1:
        return (_read_or_name(items[0], priority),)
    return _join_pictures(items, tuple(_judge(item, priority) for item in items))


def _items_of(root: xml.Element) -> list[xml.Element]:
    if xml.name_of(root) in ITEM_NAMES or xml.name_of(root).endswith("Item"):
        return [root]
    sets = [root] if xml.name_of(root) == "itemSet" else [*xml.elements(root, "itemSet"), root]
    return [item for each in sets for item in each if xml.name_of(item) in ITEM_NAMES]


def _read_or_name(item: xml.Element, priority: str) -> Piece:
    try:
        return _read_one(item, priority)
    except NotStoryError as error:
        return error


def _judge(item: xml.Element, priority: str) -> Piece:
    try:
        return _read_one(item, priority)
    except UnreadableError as error:
        return error


def _read_one(item: xml.Element, priority: str) -> Piece:
    """Read an item as a story or a picture. Raises NotStoryError for any other, with its kind and headline."""
    name = xml.name_of(item)
    kind = class_of(xml.element(item, "itemMeta"))
    is_news = ITEM_NAMES.get(name) == NEWS
    if is_news and kind in PICTURE_KINDS:
        return read_picture_item(item)
    if is_news and (kind not in _NO_STORIES or _has_text(item, kind)):
        return read_story(item, priority=priority)
    raise NotStoryError(_name_other(item, _NO_STORIES.get(kind, "") if is_news else ITEM_NAMES.get(name, name)))


def _has_text(item: xml.Element, kind: str) -> bool:
    """Return whether a composite item is a story with its text in it, as some agencies call theirs."""
    return kind == "composite" and xml.element(item, "contentSet/inlineXML", "contentSet/inlineData") is not None


def _name_other(item: xml.Element, kind: str) -> str:
    headline = xml.first_line(item, "contentMeta/headline", "itemMeta/title")
    called = f" (“{headline[:100]}”)" if headline else ""
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"This is {article} {kind} item{called}, not a story. Only text and pictures are taken in."


def _join_pictures(items: Iterable[xml.Element], pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces of a message, each picture with the ids of the stories and packages' stories that link it."""
    stories = {piece.identity for piece in pieces if isinstance(piece, WireItem) and piece.identity}
    pictures = {piece.identity for piece in pieces if isinstance(piece, WirePicture) and piece.identity}
    linked_by: dict[str, list[str]] = {}
    for item in items:
        own = read_id(xml.attribute(item, "guid"))
        references = (*links_of(item), *islice(xml.descendants(item, "itemRef"), MOST_REFERENCES))
        targets = dict.fromkeys(map(target_of, references))
        for story in [own] if own in stories else [target for target in targets if target in stories]:
            for picture in pictures.intersection(targets):
                linked_by.setdefault(picture, []).append(story)
    return tuple(
        replace(piece, belongs_to=tuple(dict.fromkeys((*piece.belongs_to, *linked_by.get(piece.identity, ())))))
        if isinstance(piece, WirePicture) and piece.identity
        else piece
        for piece in pieces
    )
