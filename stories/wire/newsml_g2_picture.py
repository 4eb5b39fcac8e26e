"""A NewsML-G2 news item that is a picture or a graphic.

Source: IPTC NewsML-G2 2.34 and its guidelines, Listings 3 and 26; dpa's picture items.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from stories.wire import xml
from stories.wire.dates import read_date, read_time
from stories.wire.fields import LONGEST_LINE, clean_line
from stories.wire.heads import read_status
from stories.wire.item import Status, WirePicture
from stories.wire.newsml_g2_links import file_of, links_of, target_of
from stories.wire.newsml_g2_names import class_of, code_of, last_part, read_id, role_of
from stories.wire.pictures import require_file
from stories.wire.renditions import choose_addresses

MOST_TEXTS = 20  # that a picture belongs to
MOST_FILES = 200  # that are looked at
_PLACE_PARTS = ("line", "locality", "area", "country")  # of an address, the smallest first
# Relations to what an item was or was made from; to that it does not belong.
_ORIGINS = frozenset({"previousversion", "evolvedfrom", "derivedfrom", "translatedfrom"})


def read_picture_item(item: xml.Element) -> WirePicture:
    """Read a picture. Raises UnreadableError for an endless field, and for a usable picture that names no file."""
    return require_file(_picture(item))


def _picture(item: xml.Element) -> WirePicture:
    addresses, passed_over = choose_addresses(map(file_of, xml.elements(item, "contentSet/remoteContent")[:MOST_FILES]))
    status, why_held = _status(item)
    return WirePicture(
        addresses=addresses,
        identity=read_id(xml.attribute(item, "guid")),
        headline=xml.first_line(item, "contentMeta/headline", "itemMeta/title"),
        caption=_description_in_role(item, "caption") or _description_in_role(item, ""),
        alt=_description_in_role(item, "alttext"),
        credit=xml.first_line(item, "contentMeta/creditline"),
        byline=xml.first_line(item, "contentMeta/by") or _join_names(xml.elements(item, "contentMeta/creator")),
        place=_place(item),
        taken_on=_read_day(xml.first_line(item, "contentMeta/contentCreated")),
        rights=xml.first_line(item, "rightsInfo/copyrightNotice", "rightsInfo/copyrightHolder/name"),
        terms=xml.first_line(item, "rightsInfo/usageTerms"),
        instructions=xml.first_line(item, "itemMeta/edNote"),
        status=status,
        belongs_to=_text_ids(item),
        remarks=(*why_held, *passed_over),
    )


def _description_in_role(item: xml.Element, role: str) -> str:
    """Return the first description in a role, whatever its scheme; of role "", the first that has none."""
    descriptions = xml.elements(item, "contentMeta/description")
    in_role = (element for element in descriptions if role_of(element) == role)
    return next(filter(None, map(xml.line, in_role)), "")


def _join_names(elements: Iterable[xml.Element]) -> str:
    """Return the first name of each element, each once, joined by commas."""
    names = (
        xml.first_line(element, "name") or clean_line(element.get("literal", "")[:LONGEST_LINE]) for element in elements
    )
    return ", ".join(dict.fromkeys(filter(None, names)))


def _place(item: xml.Element) -> str:
    """Return the place of the picture: its name and those of the larger places around it, or its address."""
    for located in xml.elements(item, "contentMeta/located"):
        if xml.first_line(located, "name"):
            return _join_names([located, *xml.elements(located, "broader")])
        addresses = [
            address
            for assertion in _assertions_about(item, located)
            for address in xml.elements(assertion, "POIDetails/address")
        ]
        parts = [part for address in addresses[:1] for name in _PLACE_PARTS for part in xml.elements(address, name)]
        named = filter(None, (xml.first_line(part, "name") or ("" if len(part) else xml.line(part)) for part in parts))
        if place := ", ".join(dict.fromkeys(named)):
            return place
    return ""  # untested: a picture that names no place


def _assertions_about(item: xml.Element, about: xml.Element) -> Iterator[xml.Element]:
    """Yield the elements elsewhere in the item that describe the concept of this element."""
    for assertion in xml.elements(item, "assert"):
        if any(about.get(name) and about.get(name) == assertion.get(name) for name in ("literal", "qcode", "uri")):
            yield assertion


def _read_day(words: str) -> date | None:
    at = read_time(words)
    return at.date() if at else read_date(words)


def _status(item: xml.Element) -> tuple[Status, tuple[str, ...]]:
    """Return the status, and why the picture is held where that is not the source's own word.

    An embargo without a time holds until further notice (NewsML-G2 2.34, embargoed).
    """
    word = code_of(xml.element(item, "itemMeta/pubStatus")).replace("/", ":")
    status = read_status(word) if word else Status.USABLE
    if status is None:
        return Status.WITHHELD, (f"“{clean_line(word[:60])}” is no status, so the picture is held.",)
    if status is Status.USABLE and xml.elements(item, "itemMeta/embargoed"):
        until = xml.first_line(item, "itemMeta/embargoed") or "further notice"
        return Status.WITHHELD, (f"It is embargoed until {until}.",)
    return status, ()


def _text_ids(item: xml.Element) -> tuple[str, ...]:
    """Return the ids of linked items that are texts and that the picture was not made from."""
    linked = [*links_of(item), *xml.descendants(item, "assocWith")]
    named = [
        target_of(link)
        for link in linked
        if class_of(link) in ("", "text", "composite") and last_part(link.get("rel", "")) not in _ORIGINS
    ]
    own = read_id(xml.attribute(item, "guid"))
    return tuple(dict.fromkeys(name for name in named if name and name != own))[:MOST_TEXTS]
