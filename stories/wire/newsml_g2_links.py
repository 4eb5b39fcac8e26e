"""What a NewsML-G2 story is linked to: the versions before it, its pictures, its own page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stories.wire import xml
from stories.wire.item import WirePicture
from stories.wire.newsml_g2_names import class_of, last_part, name_in_language, read_id, role_of
from stories.wire.pictures import PICTURE_KINDS
from stories.wire.renditions import Rendition, choose_addresses, read_address

MOST_LINKS = 300  # that are looked at
MOST_LINKED_PICTURES = 30
_EARLIER = frozenset(
    {"evolvedfrom", "previousversion", "predecessor", "replaces", "updateof", "updates", "rewriteof", "supersedes"}
)
_OWN_PAGE = frozenset({"canonical", "permalink", "hasalternate", "alternate"})
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|avif)(?:[?#].*)?$", re.IGNORECASE)


def links_of(item: xml.Element) -> list[xml.Element]:
    """Return the links of an item."""
    return xml.elements(item, "itemMeta/link", "contentMeta/link", "link")[:MOST_LINKS]


def target_of(link: xml.Element) -> str:
    """Return the id of the item that a link leads to."""
    return read_id(xml.attribute(link, "residref", "guidref"))


def earlier_ids(item: xml.Element) -> tuple[str, ...]:
    """Return the ids of the items that this one takes the place of.

    STT links the version before without saying how; TT names the item that is replaced by its number alone.
    """
    own = read_id(xml.attribute(item, "guid"))
    linked = [
        target_of(link)
        for link in links_of(item)
        if last_part(xml.attribute(link, "rel")) in _EARLIER
        or (not xml.attribute(link, "rel") and xml.attribute(link, "version"))
    ]
    named = {last_part(xml.attribute(each, "type")): xml.line(each) for each in xml.elements(item, "contentMeta/altId")}
    number, replaced = named.get("uno", ""), named.get("refuno", "")
    if number and replaced and own.endswith(number):
        linked.append(own.removesuffix(number) + replaced)
    return tuple(dict.fromkeys(name for name in linked if name and name != own))


def page_address(item: xml.Element) -> str:
    """Return the address of the copy's own page."""
    pages = (
        xml.attribute(link, "href") for link in links_of(item) if last_part(xml.attribute(link, "rel")) in _OWN_PAGE
    )
    return next((page for page in pages if read_address(page) == page and "://" in page), "")


@dataclass
class _Linked:
    """What several elements say of one picture."""

    identity: str = ""
    renditions: list[Rendition] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    def picture(self) -> WirePicture:
        """Return the picture."""
        addresses, passed_over = choose_addresses(self.renditions)
        return WirePicture(
            addresses=addresses,
            identity=self.identity,
            headline=self.words.get("headline", ""),
            caption=self.words.get("caption", ""),
            alt=self.words.get("alttext", ""),
            credit=self.words.get("creditline", ""),
            byline=self.words.get("by", ""),
            terms=self.words.get("usageTerms", ""),
            remarks=passed_over,
        )


def read_link_pictures(item: xml.Element, language: str) -> tuple[WirePicture, ...]:
    """Return the pictures that a story links to, and those that stand as files beside its text."""
    found: dict[str, _Linked] = {}
    for link in links_of(item):
        if _is_picture_link(link):
            identity = target_of(link)
            linked = found.setdefault(identity or xml.attribute(link, "href"), _Linked(identity))
            linked.renditions += _files_of(link)
            linked.words = {**_words_about(link, language), **linked.words}
    for group in _groups_beside_text(item):
        href = xml.attribute(group[0], "residref", "href")
        linked = found.setdefault(read_id(href) or href, _Linked("" if "://" in href else read_id(href)))
        linked.renditions += [file_of(each) for each in group]
    pictures = (linked.picture() for linked in list(found.values())[:MOST_LINKED_PICTURES])
    return tuple(picture for picture in pictures if picture.identity or picture.addresses)


def _is_picture_link(link: xml.Element) -> bool:
    kind = class_of(link)
    if kind:
        return kind in PICTURE_KINDS
    contenttype = xml.attribute(link, "contenttype").lower()
    if contenttype:
        return contenttype.startswith("image/")
    return bool(_IMAGE_NAME.search(xml.attribute(link, "href")[-200:]))


def _files_of(link: xml.Element) -> Iterator[Rendition]:
    """Yield the files that a link names itself, and in the information inside it."""
    for each in (link, *xml.elements(link, "remoteInfo", "remoteContent")):
        if xml.attribute(each, "href"):
            yield file_of(each)


def file_of(each: xml.Element) -> Rendition:
    """Return the file that an element names."""
    return Rendition(
        address=xml.attribute(each, "href"),
        name=xml.attribute(each, "rendition"),
        kind=xml.attribute(each, "contenttype"),
        width=xml.figure(each, "width"),
        height=xml.figure(each, "height"),
        size=xml.figure(each, "size"),
    )


def _words_about(link: xml.Element, language: str) -> dict[str, str]:
    descriptions = {role_of(each): xml.line(each) for each in reversed(xml.elements(link, "description"))}
    words = {
        "headline": xml.first_line(link, "headline", "title") or name_in_language(link, language),
        "caption": descriptions.get("caption") or descriptions.get("") or "",
        "alttext": descriptions.get("alttext") or "",
        **{name: xml.first_line(link, name) for name in ("creditline", "by", "usageTerms")},
    }
    return {name: value for name, value in words.items() if value}


def _groups_beside_text(item: xml.Element) -> list[list[xml.Element]]:
    """Return the image files beside a text, those of one picture together: several renditions, or one id."""
    files = [
        each
        for each in xml.elements(item, "contentSet/remoteContent")[:MOST_LINKS]
        if xml.attribute(each, "contenttype").lower().startswith("image/")
    ]
    names = [xml.attribute(each, "rendition") for each in files]
    ids = [xml.attribute(each, "residref") for each in files]
    if not any(ids) and files and all(names) and len(set(names)) == len(names):
        return [files]
    groups: dict[str, list[xml.Element]] = {}
    for each in files:
        groups.setdefault(xml.attribute(each, "residref", "href"), []).append(each)
    return list(groups.values())
