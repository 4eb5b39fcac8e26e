"""The pictures of a NewsML 1 item: those beside its text, and those that are all that it holds.

Source: IPTC NewsML 1.2, section 5.10; AFP's text-photo profile, EFE's multimedia items, Business Wire's.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from stories.wire import xml
from stories.wire.item import Status, WirePicture
from stories.wire.newsml_1_content import data_of, may_hold_words, media_of, read_content
from stories.wire.newsml_1_lines import read_lines
from stories.wire.newsml_1_management import read_stamp
from stories.wire.newsml_1_parts import Part, Path, formal_name, read_properties
from stories.wire.newsml_1_subjects import read_place
from stories.wire.renditions import Rendition, choose_addresses

MOST_PICTURE_PARTS = 30  # of an item
MOST_PICTURE_FILES = 200  # that are looked at
MOST_TRAITS = 100  # of a file

_PICTURE_MEDIA = re.compile(r"photo|picture|image|graphic", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"[^?#]*\.(?:jpe?g|png|gif|tiff?|webp|avif)(?:[?#].*)?", re.IGNORECASE)
_NO_PICTURES = re.compile(r"logo|icon|stylesheet")
_CAPTION_ROLES = re.compile(r"(?:caption|legend|legende|bildtext|pie)\w{0,12}")
_OWN_PICTURE = re.compile(r"(?:photo|picture|image|graphic|bild|foto|imagen)\w{0,20}")


def read_pictures(
    item: Part, paths: Sequence[Path], *, status: Status
) -> tuple[tuple[WirePicture, ...], tuple[str, ...]]:
    """Return the pictures of an item, each with all its files, and remarks. Logos are none."""
    files_of: dict[Part, list[xml.Element]] = {}
    path_of: dict[Part, Path] = {}
    for path in paths:
        files = [content for content in path[0].contents if _is_picture_file(content)]
        if files and not any(_NO_PICTURES.fullmatch(part.role) for part in path):
            own = _picture_component(path)
            files_of.setdefault(own[0], []).extend(files)
            path_of[own[0]] = own
    remarks: list[str] = []
    if len(files_of) > MOST_PICTURE_PARTS:
        remarks.append(f"Of its {len(files_of)} pictures the first {MOST_PICTURE_PARTS} are taken.")
    pictures = []
    for part in list(files_of)[:MOST_PICTURE_PARTS]:
        inside = [path[0] for path in paths if part in path]
        picture = _read_picture_part([*path_of[part], item], inside, files_of[part])
        pictures.append(replace(picture, status=status))
    for place, picture in enumerate(pictures, start=1):
        remarks.extend(f"Picture {place}: {remark}" for remark in picture.remarks)
    return tuple(picture for picture in pictures if picture.addresses), tuple(remarks)


def _is_picture_file(content: xml.Element) -> bool:
    href = xml.attribute(content, "Href")
    if not href:
        return False
    media, form = media_of(content), formal_name(xml.element(content, "Format"))
    is_named = _PICTURE_MEDIA.search(media) or re.match(r"jpe?g|png|tiff?\b", form, re.IGNORECASE)
    is_other = not may_hold_words(content) and not is_named
    return bool(is_named) or (not is_other and bool(_PICTURE_FILE.fullmatch(href)))


def _picture_component(path: Path) -> Path:
    """Return the component that is all about the picture of the first one, with those around it.

    It is the outermost that has the role of a picture, else the nearest that holds its caption too, else its own.
    """
    outermost = [place for place, part in enumerate(path) if _OWN_PICTURE.fullmatch(part.role)]
    if outermost:
        return path[outermost[-1] :]
    around = path[1].element if len(path) > 1 else None
    roles = (Part(component).role for component in xml.elements(around, "NewsComponent"))
    return path[1:] if any(map(_CAPTION_ROLES.fullmatch, roles)) else path


def _read_picture_part(around: Sequence[Part], inside: Sequence[Part], files: list[xml.Element]) -> WirePicture:
    """Read a picture from its files, from the component that it is, with those around it, and those inside it."""
    item, own = around[-1], around[0]
    lines, outer = read_lines([*inside, item]), read_lines(around)
    addresses, passed_over = choose_addresses(map(_rendition_of_content, files[:MOST_PICTURE_FILES]))
    days = (read_stamp(xml.line(found))[1] for found in own.own("DateLineDate"))
    return WirePicture(
        addresses=addresses,
        headline=lines.headline or outer.headline,
        caption=_caption_of_part(inside),
        credit=lines.credit or outer.credit,
        byline=lines.byline,
        place=read_place(own.own("Location")),
        taken_on=next(filter(None, days), None),
        rights=lines.rights or outer.rights,
        terms=lines.terms or outer.terms,
        instructions=lines.note,
        remarks=passed_over,
    )


def _caption_of_part(inside: Sequence[Part]) -> str:
    """Return the caption among the texts of a picture, else the first text that says something."""
    texts = [
        (part.role, content)
        for part in inside
        for content in part.contents
        if may_hold_words(content) and data_of(content) is not None
    ]
    texts.sort(key=lambda text: not _CAPTION_ROLES.fullmatch(text[0]))
    captions = (" ".join(block.text for block in read_content(content).blocks) for _, content in texts[:4])
    return next(filter(None, captions), "")


def _rendition_of_content(content: xml.Element) -> Rendition:
    traits = xml.element(content, "Characteristics")
    described = dict(read_properties(list(islice(xml.descendants(traits, "Property"), MOST_TRAITS))))
    return Rendition(
        address=xml.attribute(content, "Href"),
        name=" ".join(filter(None, (described.get("imageuse"), formal_name(xml.element(content.getparent(), "Role"))))),
        kind=formal_name(xml.element(content, "MimeType")),
        width=_whole_number(described.get("width") or described.get("pixelwidth") or ""),
        height=_whole_number(described.get("height") or described.get("pixelheight") or ""),
        size=_whole_number(xml.first_line(traits, "SizeInBytes")),
    )


def _whole_number(words: str) -> int:
    return int(words) if re.fullmatch("[0-9]{1,18}", words) else 0
