"""NewsML-G2, read as far as a picture needs it: a newsItem whose class is picture or graphic.

Source: IPTC NewsML-G2 2.34 and its guidelines, Listings 3 and 26; dpa's picture items.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories.wire import xml
from stories.wire.charset import begins_as_markup, decoded
from stories.wire.dates import read_date, read_time
from stories.wire.fields import LONGEST_LINE, as_line
from stories.wire.heads import read_status
from stories.wire.item import NO_READER, NotWire, Piece, Status, Unreadable, WirePicture
from stories.wire.ninjs_heads import without_revision
from stories.wire.pictures import require_file
from stories.wire.renditions import Rendition, best_first

MOST_TEXTS = 20  # that a picture belongs to
MOST_FILES = 200  # that are looked at
OTHER_ITEMS = "this is XML (NewsML-G2), which is not read yet."
KINDS = frozenset({"picture", "graphic", "photo", "image"})

_ROOT = re.compile(rb"<(?:\w{1,40}:)?(?:newsItem|newsMessage)\b")
_CLASS = re.compile(rb"[:/](?:picture|graphic|photo|image)[\"']")
_PLACE_PARTS = ("line", "locality", "area", "country")  # of an address, the smallest first
# Relations to what an item was or was made from; to that it does not belong.
_ORIGINS = frozenset({"previousversion", "evolvedfrom", "derivedfrom", "translatedfrom"})


def sniff(data: bytes) -> bool:
    """Return whether the bytes look like NewsML-G2 that speaks of a picture."""
    head = data[:4_000].replace(b"\x00", b"")
    return begins_as_markup(data) and bool(_ROOT.search(head)) and bool(_CLASS.search(data.replace(b"\x00", b"")))


def read(data: bytes) -> tuple[Piece, ...]:
    """Read the picture that is the one item of a file.

    Raises NotWire for items of other kinds, and for several items; Unreadable for XML that is not well-formed or
    defines entities, for an endless field, and for a usable picture that names no file.
    """
    try:
        root = xml.parsed(decoded(data))
    except xml.Refused as error:
        raise Unreadable(f"This NewsML-G2 cannot be read: {error}. Ask the source to send it again.") from error
    items = [root] if etree.QName(root).localname == "newsItem" else root.findall("{*}itemSet/{*}newsItem")
    if len(items) != 1 or _class_of(items[0].find("{*}itemMeta")) not in KINDS:
        raise NotWire(f"{OTHER_ITEMS} {NO_READER}")
    return (require_file(_picture(items[0])),)


def _picture(item: etree._Element) -> WirePicture:
    addresses, passed_over = best_first(_renditions(item))
    status, why_held = _status(item)
    return WirePicture(
        addresses=addresses,
        identity=_id(item.get("guid", "")),
        headline=_line(item, "contentMeta/headline", "itemMeta/title"),
        caption=_description(item, "caption") or _description(item, ""),
        alt=_description(item, "alttext"),
        credit=_line(item, "contentMeta/creditline"),
        byline=_line(item, "contentMeta/by") or _joined(_all(item, "contentMeta/creator")),
        place=_place(item),
        taken_on=_day(_line(item, "contentMeta/contentCreated")),
        rights=_line(item, "rightsInfo/copyrightNotice", "rightsInfo/copyrightHolder/name"),
        terms=_line(item, "rightsInfo/usageTerms"),
        instructions=_line(item, "itemMeta/edNote"),
        status=status,
        belongs_to=_texts(item),
        remarks=(*why_held, *passed_over),
    )


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path, whatever the namespace."""
    found: list[etree._Element] = element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))
    return found


def _line(element: etree._Element, *paths: str) -> str:
    """The first words at one of the paths."""
    return next(filter(None, (_words(each) for path in paths for each in _all(element, path))), "")


def _words(element: etree._Element) -> str:
    """The text of an element as one line, what breaks it being a blank. Raises Unreadable if it is endless."""
    for each in element.iter("{*}br", "{*}p", "{*}li"):
        each.tail = f" {each.tail or ''}"
    text: str = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    if len(text) > LONGEST_LINE:
        name = etree.QName(element).localname
        raise Unreadable(f"The element {name} is longer than {LONGEST_LINE:,} characters: no field of a picture is.")
    return as_line(text)


def _description(item: etree._Element, role: str) -> str:
    """The first description in a role, whatever its scheme; without one, the first that has none."""
    found = (each for each in _all(item, "contentMeta/description") if _last(each.get("role", "")) == role)
    return next(filter(None, map(_words, found)), "")


def _last(name: str) -> str:
    """The last part of a qcode or URI, in small letters."""
    return re.split("[:/]", name)[-1].strip().lower()


def _class_of(parent: etree._Element | None) -> str:
    """The class that an item or a link names: "picture", "text"; "" if none."""
    named = [] if parent is None else _all(parent, "itemClass")
    return _last(named[0].get("qcode") or named[0].get("uri") or "") if named else ""


def _id(name: str) -> str:
    return without_revision(as_line(name)) if len(name) <= LONGEST_LINE else ""


def _joined(elements: Iterable[etree._Element]) -> str:
    """The first name of each element, each once."""
    names = (_line(each, "name") or as_line(each.get("literal", "")[:LONGEST_LINE]) for each in elements)
    return ", ".join(dict.fromkeys(filter(None, names)))


def _place(item: etree._Element) -> str:
    """Where it was made: the name of the place and of what it lies in, or the address that it stands for."""
    for located in _all(item, "contentMeta/located"):
        if _line(located, "name"):
            return _joined([located, *_all(located, "broader")])
        addresses = [each for other in _asserted(item, located) for each in _all(other, "POIDetails/address")]
        parts = [each for address in addresses[:1] for name in _PLACE_PARTS for each in _all(address, name)]
        named = filter(None, (_line(each, "name") or ("" if len(each) else _words(each)) for each in parts))
        if place := ", ".join(dict.fromkeys(named)):
            return place
    return ""


def _asserted(item: etree._Element, about: etree._Element) -> Iterator[etree._Element]:
    """What the item says elsewhere of a concept that it names here."""
    for each in _all(item, "assert"):
        if any(about.get(name) and about.get(name) == each.get(name) for name in ("literal", "qcode", "uri")):
            yield each


def _day(words: str) -> date | None:
    at = read_time(words)
    return at.date() if at else read_date(words)


def _status(item: etree._Element) -> tuple[Status, tuple[str, ...]]:
    """The status, and why it is held where that is not the source's own word.

    An embargo without a time holds until further notice (NewsML-G2 2.34, embargoed).
    """
    named = _all(item, "itemMeta/pubStatus")
    word = (named[0].get("qcode") or named[0].get("uri") or "").replace("/", ":") if named else ""
    status = read_status(word) if word else Status.USABLE
    if status is None:
        return Status.WITHHELD, (f"“{as_line(word[:60])}” is no status, so the picture is held.",)
    if status is Status.USABLE and _all(item, "itemMeta/embargoed"):
        return Status.WITHHELD, (f"It is embargoed until {_line(item, 'itemMeta/embargoed') or 'further notice'}.",)
    return status, ()


def _renditions(item: etree._Element) -> list[Rendition]:
    return [
        Rendition(
            address=each.get("href", ""),
            name=each.get("rendition", ""),
            kind=each.get("contenttype", ""),
            width=_figure(each, "width"),
            height=_figure(each, "height"),
            size=_figure(each, "size"),
        )
        for each in _all(item, "contentSet/remoteContent")[:MOST_FILES]
    ]


def _figure(element: etree._Element, name: str) -> int:
    figures = element.get(name, "").strip()
    return int(figures) if re.fullmatch("[0-9]{1,18}", figures) else 0


def _texts(item: etree._Element) -> tuple[str, ...]:
    """The ids of what it is linked with and was not made from, other than pictures."""
    linked = [each for path in ("itemMeta/link", "contentMeta/link", "link") for each in _all(item, path)]
    linked += item.iter("{*}assocWith")
    named = [
        _id(each.get("residref") or each.get("guidref") or "")
        for each in linked
        if _class_of(each) in ("", "text", "composite") and _last(each.get("rel", "")) not in _ORIGINS
    ]
    own = _id(item.get("guid", ""))
    return tuple(dict.fromkeys(name for name in named if name and name != own))[:MOST_TEXTS]
