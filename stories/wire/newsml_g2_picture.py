"""NewsML-G2, read as far as a picture needs it: a newsItem whose class is picture or graphic.

Source: IPTC NewsML-G2 2.34 and its guidelines, Listings 3 and 26; dpa's picture items.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories.wire import xml
from stories.wire.charset import begins_as_markup, decode
from stories.wire.dates import read_date, read_time
from stories.wire.fields import LONGEST_LINE, clean_line
from stories.wire.heads import read_status
from stories.wire.item import NO_READER, NotWireError, Piece, Status, UnreadableError, WirePicture
from stories.wire.ninjs_heads import strip_revision
from stories.wire.pictures import PICTURE_KINDS, require_file
from stories.wire.renditions import Rendition, choose_addresses

MOST_TEXTS = 20  # that a picture belongs to
MOST_FILES = 200  # that are looked at
OTHER_ITEMS = "this is XML (NewsML-G2), which is not read yet."

_ROOT = re.compile(rb"<(?:\w{1,40}:)?(?:newsItem|newsMessage)\b")
_CLASS = re.compile(rb"[:/](?:picture|graphic|photo|image)[\"']")
_PLACE_PARTS = ("line", "locality", "area", "country")  # of an address, the smallest first
# Relations to what an item was or was made from; to that it does not belong.
_ORIGINS = frozenset({"previousversion", "evolvedfrom", "derivedfrom", "translatedfrom"})


def sniff(data: bytes) -> bool:
    """Return whether the bytes look like NewsML-G2 that speaks of a picture."""
    head = data[:4_000].replace(b"\x00", b"")
    return begins_as_markup(data) and bool(_ROOT.search(head)) and bool(_CLASS.search(data.replace(b"\x00", b"")))


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the picture that is the one item of a file.

    Raises NotWireError for items of other kinds, and for several items; UnreadableError for XML that is not well-formed
    or defines entities, for an endless field, and for a usable picture that names no file.
    """
    try:
        root = xml.parse(decode(data, charset))
    except xml.XmlError as error:
        raise UnreadableError(f"This NewsML-G2 cannot be read: {error}. Ask the source to send it again.") from error
    items = [root] if etree.QName(root).localname == "newsItem" else root.findall("{*}itemSet/{*}newsItem")
    if len(items) != 1 or _class_of(items[0].find("{*}itemMeta")) not in PICTURE_KINDS:
        raise NotWireError(f"{OTHER_ITEMS} {NO_READER}")
    return (require_file(_picture(items[0])),)


def _picture(item: etree._Element) -> WirePicture:
    addresses, passed_over = choose_addresses(_renditions(item))
    status, why_held = _status(item)
    return WirePicture(
        addresses=addresses,
        identity=_read_id(item.get("guid", "")),
        headline=_first_line(item, "contentMeta/headline", "itemMeta/title"),
        caption=_description_in_role(item, "caption") or _description_in_role(item, ""),
        alt=_description_in_role(item, "alttext"),
        credit=_first_line(item, "contentMeta/creditline"),
        byline=_first_line(item, "contentMeta/by") or _join_names(_elements(item, "contentMeta/creator")),
        place=_place(item),
        taken_on=_read_day(_first_line(item, "contentMeta/contentCreated")),
        rights=_first_line(item, "rightsInfo/copyrightNotice", "rightsInfo/copyrightHolder/name"),
        terms=_first_line(item, "rightsInfo/usageTerms"),
        instructions=_first_line(item, "itemMeta/edNote"),
        status=status,
        belongs_to=_text_ids(item),
        remarks=(*why_held, *passed_over),
    )


def _elements(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements at a path, whatever the namespace."""
    found: list[etree._Element] = element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))
    return found


def _first_line(element: etree._Element, *paths: str) -> str:
    """Return the first words at one of the paths."""
    return next(filter(None, (_line_of(named) for path in paths for named in _elements(element, path))), "")


def _line_of(element: etree._Element) -> str:
    """Return the text of an element as one line. Raises UnreadableError if it is endless."""
    for inner in element.iter("{*}br", "{*}p", "{*}li"):
        inner.tail = f" {inner.tail or ''}"
    text: str = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    if len(text) > LONGEST_LINE:
        name = etree.QName(element).localname
        raise UnreadableError(
            f"The element {name} is longer than {LONGEST_LINE:,} characters: no field of a picture is."
        )
    return clean_line(text)


def _description_in_role(item: etree._Element, role: str) -> str:
    """Return the first description in a role, whatever its scheme; of role "", the first that has none."""
    descriptions = _elements(item, "contentMeta/description")
    in_role = (element for element in descriptions if _last_part(element.get("role", "")) == role)
    return next(filter(None, map(_line_of, in_role)), "")


def _last_part(name: str) -> str:
    """Return the last part of a qcode or URI, in small letters."""
    return re.split("[:/]", name)[-1].strip().lower()


def _class_of(parent: etree._Element | None) -> str:
    """Return the class that an item or a link names: "picture", "text"; "" if none."""
    named = [] if parent is None else _elements(parent, "itemClass")
    return _last_part(named[0].get("qcode") or named[0].get("uri") or "") if named else ""


def _read_id(name: str) -> str:
    return strip_revision(clean_line(name)) if len(name) <= LONGEST_LINE else ""


def _join_names(elements: Iterable[etree._Element]) -> str:
    """Return the first name of each element, each once, joined by commas."""
    names = (
        _first_line(element, "name") or clean_line(element.get("literal", "")[:LONGEST_LINE]) for element in elements
    )
    return ", ".join(dict.fromkeys(filter(None, names)))


def _place(item: etree._Element) -> str:
    """Return the place of the picture: its name and those of the larger places around it, or its address."""
    for located in _elements(item, "contentMeta/located"):
        if _first_line(located, "name"):
            return _join_names([located, *_elements(located, "broader")])
        addresses = [
            address
            for assertion in _assertions_about(item, located)
            for address in _elements(assertion, "POIDetails/address")
        ]
        parts = [part for address in addresses[:1] for name in _PLACE_PARTS for part in _elements(address, name)]
        named = filter(None, (_first_line(part, "name") or ("" if len(part) else _line_of(part)) for part in parts))
        if place := ", ".join(dict.fromkeys(named)):
            return place
    return ""  # untested: a picture that names no place


def _assertions_about(item: etree._Element, about: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements elsewhere in the item that describe the concept of this element."""
    for assertion in _elements(item, "assert"):
        if any(about.get(name) and about.get(name) == assertion.get(name) for name in ("literal", "qcode", "uri")):
            yield assertion


def _read_day(words: str) -> date | None:
    at = read_time(words)
    return at.date() if at else read_date(words)


def _status(item: etree._Element) -> tuple[Status, tuple[str, ...]]:
    """Return the status, and why the picture is held where that is not the source's own word.

    An embargo without a time holds until further notice (NewsML-G2 2.34, embargoed).
    """
    named = _elements(item, "itemMeta/pubStatus")
    word = (named[0].get("qcode") or named[0].get("uri") or "").replace("/", ":") if named else ""
    status = read_status(word) if word else Status.USABLE
    if status is None:
        return Status.WITHHELD, (f"“{clean_line(word[:60])}” is no status, so the picture is held.",)
    if status is Status.USABLE and _elements(item, "itemMeta/embargoed"):
        until = _first_line(item, "itemMeta/embargoed") or "further notice"
        return Status.WITHHELD, (f"It is embargoed until {until}.",)
    return status, ()


def _renditions(item: etree._Element) -> list[Rendition]:
    return [
        Rendition(
            address=content.get("href", ""),
            name=content.get("rendition", ""),
            kind=content.get("contenttype", ""),
            width=_figure(content, "width"),
            height=_figure(content, "height"),
            size=_figure(content, "size"),
        )
        for content in _elements(item, "contentSet/remoteContent")[:MOST_FILES]
    ]


def _figure(element: etree._Element, name: str) -> int:
    figures = element.get(name, "").strip()
    return int(figures) if re.fullmatch("[0-9]{1,18}", figures) else 0


def _text_ids(item: etree._Element) -> tuple[str, ...]:
    """Return the ids of linked items that are texts and that the picture was not made from."""
    linked = [link for path in ("itemMeta/link", "contentMeta/link", "link") for link in _elements(item, path)]
    linked += item.iter("{*}assocWith")
    named = [
        _read_id(link.get("residref") or link.get("guidref") or "")
        for link in linked
        if _class_of(link) in ("", "text", "composite") and _last_part(link.get("rel", "")) not in _ORIGINS
    ]
    own = _read_id(item.get("guid", ""))
    return tuple(dict.fromkeys(name for name in named if name and name != own))[:MOST_TEXTS]
