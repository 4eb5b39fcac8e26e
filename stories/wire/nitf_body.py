"""The body of an NITF document: its head, its text, its pictures. It stands alone, and inside other formats.

Source: NITF 3.6, and its DTDs since 2.5; the habits of AP, PA, AAP, Kyodo.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from stories import copy
from stories.copy import Block, Kind
from stories.wire import xml
from stories.wire.item import WirePicture
from stories.wire.renditions import Rendition, choose_addresses

MOST_MEDIA = 30  # pictures of one text
MOST_FRACTIONS = 1_000
MOST_METADATA = 200  # of one picture
MOST_PARTS = 20  # taglines, abstracts
NARROWEST, WIDEST = 50, 90  # letters of the longest line of copy that was wrapped for a printer
INDENT = 6  # letters by which the first line of a paragraph may be shorter

_HTML_NAMES = {
    "hedline": "div", "hl1": "h2", "hl2": "h3", "hl3": "h4", "block": "div", "bq": "blockquote", "credit": "p",
    "lead": "div", "fn": "p", "note": "div", "nitf-table": "div", "datasource": "p", "tagline": "p",
    "body.content": "div", "body": "div",
}  # fmt: skip
_NO_TEXT = ("media", "nitf-table-metadata", "custom-table", "alt-code", "body.head", "head", "ruby-rt")
_MAIL_ADDRESS = re.compile(r"\S{1,100}@\S{1,100}")  # of the writer, for editors
_NO_PICTURES = frozenset({"video", "audio", "text", "data", "html", "other"})


@dataclass(frozen=True, slots=True)
class NitfBody:
    """What an NITF body holds. The captions stand with their pictures; the abstract is empty where the text has it."""

    blocks: tuple[Block, ...] = ()
    headline: str = ""
    subheadline: str = ""
    byline: str = ""
    dateline: str = ""
    location: str = ""
    story_date: str = ""
    distributor: str = ""
    note: str = ""
    abstract: tuple[Block, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    remarks: tuple[str, ...] = ()


def read_blocks(source: str | xml.Element) -> tuple[Block, ...]:
    """Return the blocks of an NITF document's body content, pictures and captions left out. Raises xml.XmlError."""
    return read_body(xml.parse(source) if isinstance(source, str) else source).blocks


def read_body(source: xml.Element) -> NitfBody:
    """Read the body of an NITF document, of an element around one, or of the content alone.

    Raises UnreadableError for an endless line.
    """
    body = source if xml.name_of(source) == "body" else next(xml.descendants(source, "body"), source)
    head = xml.element(body, "body.head")
    content = xml.element(body, "body.content")
    if content is None:
        content = body if head is not None else next(xml.descendants(body, "body.content"), body)
    notes = [xml.line(note) for note in xml.descendants(content, "note") if _is_for_editors(note)]
    notes += map(xml.line, xml.elements(head, "note"))
    text = [_read_text(content)]
    text += [
        _read_text(end) for end in xml.elements(body, "body.end/tagline") if not _MAIL_ADDRESS.fullmatch(xml.line(end))
    ]
    blocks = _join_wrapped_lines(tuple(block for part in text for block in part.blocks))
    abstract = tuple(
        block for found in xml.elements(head, "abstract")[:MOST_PARTS] for block in _read_text(found).blocks
    )
    pictures, remarks = _read_pictures(body)
    return NitfBody(
        blocks=blocks,
        headline=xml.first_line(head, "hedline/hl1", "headline/hl1", "hl1", "hedline", "headline"),
        subheadline=xml.first_line(head, "hedline/hl2", "headline/hl2"),
        byline=_byline(head if head is not None else content),
        dateline=_dateline(xml.element(head, "dateline")),
        location=_strip_end(xml.first_line(head, "dateline/location")),
        story_date=xml.attribute(xml.element(head, "dateline/story.date"), "norm"),
        distributor=xml.first_line(head, "distributor"),
        note=copy.clean(" ".join(notes)),
        abstract=() if _repeats(blocks, abstract) else abstract,
        pictures=pictures,
        remarks=(*(remark for part in text for remark in part.remarks), *remarks),
    )


def _read_text(source: xml.Element) -> copy.HtmlCopy:
    for note in [note for note in xml.descendants(source, "note") if _is_for_editors(note)]:
        note.tag = "alt-code"
    for fraction in islice(xml.descendants(source, "frac"), MOST_FRACTIONS):
        fraction.text = f" {fraction.text or ''}"  # 4<frac>1/2</frac> is no 41/2
        for denominator in xml.elements(fraction, "frac-den"):
            denominator.text = f"{'' if xml.elements(fraction, 'frac-sep') else '/'}{denominator.text or ''}"
    return copy.read_html(xml.print_html(source, without=_NO_TEXT, names=_HTML_NAMES))


def _is_for_editors(note: xml.Element) -> bool:
    """Return whether a note is an advisory that is not for publication."""
    return xml.attribute(note, "type") == "npa" or xml.attribute(note, "noteclass") == "editorsnote"


def _strip_end(words: str) -> str:
    return words.rstrip(" ,;")


def _byline(head: xml.Element) -> str:
    """Return who wrote the copy: "By Ada Karn, Staff Writer"; several lines joined."""
    lines: list[str] = []
    for byline in xml.elements(head, "byline"):
        title = xml.first_line(byline, "byttl")
        whole = xml.line(byline)
        names = whole.removesuffix(title).rstrip(" ,") if title else whole
        lines.append(", ".join(filter(None, (names, title))))
    return ", ".join(dict.fromkeys(filter(None, lines)))


def _dateline(dateline: xml.Element | None) -> str:
    """Return the dateline; a comma parts place and date where nothing else does."""
    whole = xml.line(dateline)
    place, day = xml.first_line(dateline, "location"), xml.first_line(dateline, "story.date")
    if place and day and whole.replace(" ", "") == f"{place}{day}".replace(" ", ""):
        return f"{_strip_end(place)}, {day}"
    return _strip_end(whole)


def _repeats(blocks: tuple[Block, ...], abstract: tuple[Block, ...]) -> bool:
    """Return whether the text begins with the words of its abstract, which is often cut off."""
    words = copy.plain_text(abstract).split()
    while words and words[-1].strip(".…") == "":
        words.pop()
    text = copy.plain_text(blocks[: len(abstract) + 1]).split()
    return bool(words) and [word.rstrip(".…") for word in text[: len(words)]] == [word.rstrip(".…") for word in words]


def _join_wrapped_lines(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks, with lines joined that were wrapped to a width, as AAP's are.

    They were where no line could have held the first word of the next.
    """
    lines = [line for block in blocks if block.kind is Kind.PARAGRAPH for line in block.text.split("\n")]
    width = max((len(line) for line in lines if len(line) <= WIDEST), default=0)
    if width < NARROWEST or len(lines) == len(blocks):
        return blocks
    return tuple(_join_lines(block, width) for block in blocks)


def _join_lines(block: Block, width: int) -> Block:
    lines = block.text.split("\n")
    if block.kind is not Kind.PARAGRAPH or any(
        not _is_full(line, following, width) for line, following in pairwise(lines)
    ):
        return block
    return Block(block.kind, block.text.replace("\n", " "), block.marks)


def _is_full(line: str, following: str, width: int) -> bool:
    first_word = following.partition(" ")[0]
    return len(line) <= width and len(line) + 1 + len(first_word) > width - INDENT


def _read_pictures(body: xml.Element) -> tuple[tuple[WirePicture, ...], tuple[str, ...]]:
    """Return the pictures that name a file or an id, and remarks."""
    media = list(xml.descendants(body, "media"))
    pictures = [
        picture for each in media[:MOST_MEDIA] if _is_image(each) and (picture := _read_picture(each)) is not None
    ]
    remarks = [remark for picture in pictures for remark in picture.remarks]
    if len(media) > MOST_MEDIA:
        remarks.append(f"Of its {len(media)} pictures and other media the first {MOST_MEDIA} were looked at.")
    return tuple(pictures), tuple(remarks)


def _is_image(media: xml.Element) -> bool:
    kind = (media.get("media-type") or "").strip().lower()
    references = xml.elements(media, "media-reference")
    mimes = [(reference.get("mime-type") or "").lower() for reference in references]
    return kind not in _NO_PICTURES and (not any(mimes) or any(mime.startswith("image/") for mime in mimes))


def _read_picture(media: xml.Element) -> WirePicture | None:
    """Read a picture; None for one that names neither a file nor an id."""
    told = dict(_metadata(media))
    references = xml.elements(media, "media-reference")
    addresses, passed_over = choose_addresses(_media_files(references))
    identity = told.get("guid") or told.get("id") or told.get("photo-id") or ""
    if not addresses and not identity:
        return None
    return WirePicture(
        addresses=addresses,
        identity=identity,
        headline=told.get("headline") or told.get("title") or "",
        caption=xml.first_line(media, "media-caption") or told.get("caption") or "",
        alt=next(filter(None, (xml.attribute_line(each, "alternate-text") for each in references)), ""),
        credit=told.get("credit") or told.get("source") or "",
        byline=xml.first_line(media, "media-producer") or told.get("byline") or told.get("photographer") or "",
        rights=told.get("copyright") or "",
        remarks=passed_over,
    )


def _metadata(media: xml.Element) -> Iterator[tuple[str, str]]:
    for each in islice(xml.descendants(media, "media-metadata"), MOST_METADATA):
        yield xml.attribute(each, "name").lower(), xml.attribute_line(each, "value")


def _media_files(references: list[xml.Element]) -> list[Rendition]:
    return [
        Rendition(
            address=xml.attribute(each, "source", "data-location"),
            name=xml.attribute(each, "name", "id"),
            kind=xml.attribute(each, "mime-type"),
            width=xml.figure(each, "width"),
            height=xml.figure(each, "height"),
            size=xml.figure(each, "size"),
        )
        for each in references[:MOST_MEDIA]
    ]
