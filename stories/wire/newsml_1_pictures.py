"""The pictures of a NewsML 1 item: those beside its text, and those that are all that it holds.

Source: IPTC NewsML 1.2, section 5.10; AFP's text-photo profile, EFE's multimedia items, Business Wire's.
"""

import re

from stories.wire import xml
from stories.wire.item import Status, WirePicture
from stories.wire.newsml_1_content import data_of, may_hold_words, media_of, read_content
from stories.wire.newsml_1_lines import read_lines
from stories.wire.newsml_1_parts import components_in, contents_of, formal_name, properties, role_of
from stories.wire.newsml_1_subjects import read_description
from stories.wire.newsml_1_texts import walk_components
from stories.wire.renditions import Rendition, choose_addresses

MOST_PICTURES = 30  # of an item
MOST_FILES = 200  # that are looked at

_PICTURE_MEDIA = re.compile(r"photo|picture|image|graphic", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"[^?#]*\.(?:jpe?g|png|gif|tiff?|webp|avif)(?:[?#].*)?", re.IGNORECASE)
_NO_PICTURES = re.compile(r"logo|icon|stylesheet")
_CAPTIONS = re.compile(r"(?:caption|legend|legende|bildtext|pie)\w{0,12}")
_OWN_PICTURE = re.compile(r"(?:photo|picture|image|graphic|bild|foto|imagen)\w{0,20}")


def read_pictures(item: xml.Element, *, status: Status) -> tuple[tuple[WirePicture, ...], tuple[str, ...]]:
    """Return the pictures of an item, each with all its files, and remarks. Logos are none."""
    groups: dict[xml.Element, list[xml.Element]] = {}
    paths: dict[xml.Element, list[xml.Element]] = {}
    for path in walk_components(item):
        files = [content for content in contents_of(path[0]) if _is_picture(content)]
        if not files or any(_NO_PICTURES.fullmatch(role_of(part)) for part in path):
            continue
        own = _picture_component(path)
        groups.setdefault(own[0], []).extend(files)
        paths[own[0]] = own
    remarks: list[str] = []
    if len(groups) > MOST_PICTURES:
        remarks.append(f"Of its {len(groups)} pictures the first {MOST_PICTURES} are taken.")
    pictures = [_read_picture(item, paths[part], groups[part], status) for part in list(groups)[:MOST_PICTURES]]
    for place, picture in enumerate(pictures, start=1):
        remarks.extend(f"Picture {place}: {remark}" for remark in picture.remarks)
    return tuple(picture for picture in pictures if picture.addresses), tuple(remarks)


def _is_picture(content: xml.Element) -> bool:
    href = xml.attribute(content, "Href")
    if not href:
        return False
    media, form = media_of(content), formal_name(xml.element(content, "Format"))
    is_named = _PICTURE_MEDIA.search(media) or re.match(r"jpe?g|png|tiff?\b", form, re.IGNORECASE)
    is_other = not may_hold_words(content) and not is_named
    return bool(is_named) or (not is_other and bool(_PICTURE_FILE.fullmatch(href)))


def _picture_component(path: list[xml.Element]) -> list[xml.Element]:
    """Return the component that is all about the picture of the first one, with those around it.

    It is the outermost that has the role of a picture, else the nearest that holds its caption too, else its own.
    """
    outermost = [place for place, part in enumerate(path) if _OWN_PICTURE.fullmatch(role_of(part))]
    if outermost:
        return path[outermost[-1] :]
    around = path[1:2]
    has_caption = any(_CAPTIONS.fullmatch(role_of(part)) for each in around for part in components_in(each))
    return path[1:] if has_caption else path


def _read_picture(item: xml.Element, path: list[xml.Element], files: list[xml.Element], status: Status) -> WirePicture:
    own = path[0]
    lines = read_lines(item, [own, *own.iterdescendants("{*}NewsComponent")])
    around = read_lines(item, path)
    addresses, passed_over = choose_addresses(map(_rendition, files[:MOST_FILES]))
    place = read_description(item, [own])
    return WirePicture(
        addresses=addresses,
        headline=lines.headline or around.headline,
        caption=_caption(own),
        credit=lines.credit or around.credit,
        byline=lines.byline,
        place=place.located,
        terms=lines.terms or around.terms,
        instructions=lines.note,
        status=status,
        remarks=passed_over,
    )


def _caption(component: xml.Element) -> str:
    """Return the caption among the texts of a picture, else the only one."""
    texts = [
        (role_of(part), content)
        for part in (component, *component.iterdescendants("{*}NewsComponent"))
        for content in contents_of(part)
        if may_hold_words(content) and data_of(content) is not None
    ]
    texts.sort(key=lambda text: not _CAPTIONS.fullmatch(text[0]))
    captions = (" ".join(block.text for block in read_content(content).blocks) for _, content in texts[:4])
    return next(filter(None, captions), "")


def _rendition(content: xml.Element) -> Rendition:
    traits = xml.element(content, "Characteristics")
    described = {} if traits is None else dict(properties(traits))
    return Rendition(
        address=xml.attribute(content, "Href"),
        name=" ".join(filter(None, (described.get("imageuse"), role_of(content.getparent())))),
        kind=formal_name(xml.element(content, "MimeType")),
        width=_figure(described.get("width") or described.get("pixelwidth") or ""),
        height=_figure(described.get("height") or described.get("pixelheight") or ""),
        size=_figure(xml.first_line(traits, "SizeInBytes")),
    )


def _figure(words: str) -> int:
    return int(words) if re.fullmatch("[0-9]{1,18}", words) else 0
