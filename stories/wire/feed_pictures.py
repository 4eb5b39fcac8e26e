"""The pictures of a feed's entry: Media RSS, and files that are enclosed.

Source: Media RSS 1.5; RSS 2.0, "enclosure"; RFC 4287, section 4.2.7.2.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories.wire import xml
from stories.wire.feed_document import MEDIA
from stories.wire.item import WirePicture
from stories.wire.renditions import Rendition, choose_addresses

MOST_FEED_PICTURES = 30  # of an entry

_PICTURE_FILE = re.compile(r"[^?#]*\.(?:jpe?g|png|gif|webp|tiff?|avif)(?:[?#]|\Z)", re.IGNORECASE)
_ORIGIN = re.compile(r"(?P<scheme>https?:)//[^/?#]+", re.IGNORECASE)
_SCHEME = re.compile("[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FIGURES = re.compile("[0-9]{1,12}")


def read_pictures_of_entry(entry: xml.Element, *, base: str) -> tuple[WirePicture, ...]:
    """Return the pictures of an entry in its order, each once. Relative addresses are those of `base`."""
    pictures = [*_media_pictures(entry, base), *_enclosures(entry, base)] or _thumbnails(entry, base)
    by_files: dict[tuple[str, ...], WirePicture] = {}
    taken: set[str] = set()
    for picture in pictures:
        if picture.addresses and not taken.intersection(picture.addresses):
            by_files[picture.addresses] = picture
            taken.update(picture.addresses)
    return tuple(by_files.values())[:MOST_FEED_PICTURES]


def absolute_address(address: str, base: str) -> str:
    """Return an address of a feed, which may be relative to the site or to the address of the feed, in full."""
    address, origin = address.strip(), _ORIGIN.match(base)
    if _SCHEME.match(address) or not origin or not address:
        return address
    if address.startswith("//"):
        return f"{origin['scheme']}{address}"
    if address.startswith("/"):
        return f"{origin.group()}{address}"
    folder = re.split("[?#]", base, maxsplit=1)[0][origin.end() :].rpartition("/")[0]
    return f"{origin.group()}{folder}/{address}"


def _media_pictures(entry: xml.Element, base: str) -> Iterator[WirePicture]:
    groups = _media_elements(entry, "group")
    for parent in (entry, *groups):
        contents = [content for content in _media_elements(parent, "content") if _names_picture_file(content, "url")]
        if parent is entry or len({_media_words(content, "description") for content in contents} - {""}) > 1:
            yield from (_picture([content], base, around=(content, parent, entry)) for content in contents)
        elif contents:
            yield _picture(contents, base, around=(contents[0], parent, entry))


def _enclosures(entry: xml.Element, base: str) -> Iterator[WirePicture]:
    links = [link for link in xml.elements(entry, "link") if xml.attribute(link, "rel") == "enclosure"]
    for enclosure in (*xml.elements(entry, "enclosure"), *links)[:MOST_FEED_PICTURES]:
        if _names_picture_file(enclosure, "url", "href"):
            picture = _picture([enclosure], base, around=(entry,))
            yield picture


def _thumbnails(entry: xml.Element, base: str) -> list[WirePicture]:
    thumbnails = [thumbnail for parent in (entry, *_media_elements(entry, "group"))
                  for thumbnail in _media_elements(parent, "thumbnail")]  # fmt: skip
    return [_picture(thumbnails, base, around=(entry,))] if thumbnails else []


def _picture(files: Iterable[xml.Element], base: str, *, around: tuple[xml.Element, ...]) -> WirePicture:
    """Return a picture by its files; its words are those of the nearest element around it that has any."""
    addresses, remarks = choose_addresses(
        Rendition(
            address=absolute_address(xml.attribute(file, "url", "href"), base),
            kind=xml.attribute(file, "type"),
            width=_read_figure(file, "width"),
            height=_read_figure(file, "height"),
            size=_read_figure(file, "fileSize", "length"),
        )
        for file in files
    )
    title, caption, credit, rights = (
        next(filter(None, (_media_words(element, name) for element in around)), "")
        for name in ("title", "description", "credit", "copyright")
    )
    return WirePicture(
        addresses=addresses, headline=title, caption=caption or title, credit=credit, rights=rights, remarks=remarks
    )


def _media_elements(parent: xml.Element, name: str) -> list[xml.Element]:
    own = (found for found in xml.elements(parent, name) if etree.QName(found).namespace in MEDIA)
    return list(islice(own, MOST_FEED_PICTURES))


def _media_words(parent: xml.Element, name: str) -> str:
    return next(filter(None, (xml.line(found) for found in _media_elements(parent, name))), "")


def _read_figure(file: xml.Element, *names: str) -> int:
    found = _FIGURES.match(xml.attribute(file, *names))
    return int(found.group()) if found else 0


def _names_picture_file(file: xml.Element, *names: str) -> bool:
    kind = xml.attribute(file, "type") or xml.attribute(file, "medium")
    return kind.startswith("image") or (not kind and bool(_PICTURE_FILE.match(xml.attribute(file, *names))))
