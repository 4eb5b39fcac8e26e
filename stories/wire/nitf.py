"""NITF 3, IPTC's News Industry Text Format, with and without namespace, and its bodies inside other formats.

Source: NITF 3.6; the heads that AP, PA and AAP write in `meta`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from stories import copy, designators
from stories.copy import language_tags
from stories.copy.subjects import KEYWORD, ORGANISATION, PERSON, PLACE, TOPIC, Subject, merge_subjects, read_subject
from stories.designators import Position
from stories.wire import xml
from stories.wire.dates import find_date, read_date
from stories.wire.fields import Fields, read_embargo
from stories.wire.heads import check_length, complete_head, read_status, split_body, split_dateline_of_place
from stories.wire.item import Piece, Status, UnreadableError, WireItem
from stories.wire.nitf_body import NitfBody, read_blocks, read_body

__all__ = ["NitfBody", "read", "read_blocks", "read_body", "sniff"]

MOST_META = 500
MOST_SUBJECTS_READ = 500
_KEYWORD_LINES = ("anpa-keyword", "slugline", "slug", "ap-slugline")
_NOTES = ("ednote", "ed-note", "editors-note", "editorsnote")
_LANGUAGES = ("language", "lang", "dc.language", "content-language")
_USUAL_PROPERTIES = frozenset(
    {"current", "news", "current news", "article", "nyheter", "nyhet", "nachrichten", "noticias"}
)
_IDENTIFIED = {
    "person": PERSON, "org": ORGANISATION, "location": PLACE, "event": "event", "virtloc": KEYWORD,
    "object.title": KEYWORD,
}  # fmt: skip
_ON_THE_WEB = re.compile(r"https?://[^\s<>\"]{4,500}", re.IGNORECASE)


def sniff(data: bytes) -> bool:
    """Return whether the root element is nitf."""
    return xml.root_name(data) == "nitf"


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the one item of an NITF document.

    Raises UnreadableError for XML that is not well-formed, for an endless line, and for a document without words.
    """
    return (read_document(xml.parse_item(data, charset, format_name="NITF")),)


def read_document(root: xml.Element) -> WireItem:
    """Read an NITF document as an item. Raises UnreadableError where it has neither a headline nor a text."""
    head = _Head(root)
    found = read_body(root)
    headline = found.headline or xml.first_line(root, "head/title")
    body = split_body(check_length(found.blocks or found.abstract), headlines=[headline])
    body = split_dateline_of_place(body, found.location)
    status, embargo_at = head.status_and_embargo()
    if not headline and not body.blocks and status is Status.USABLE:
        raise UnreadableError("This NITF has neither a headline nor a text. Ask the source to send it again.")
    version_at, dated_on = head.moved()
    item = WireItem(
        format="NITF",
        identity=head.line("doc-id", "id-string"),
        version=head.version(),
        version_at=version_at,
        dated_on=dated_on or read_date(_hyphenate_day(found.story_date)) or find_date(body.dateline or found.dateline),
        source=head.source() or body.agency or found.distributor,
        language=head.language(),
        printed_headline=headline,
        printed_slugline=head.slugline(),
        byline=found.byline or body.byline,
        dateline=body.dateline or found.dateline,
        endmark=body.endmark,
        note=head.note() or found.note or body.note,
        urgency=head.fields.number("urgency", lowest=1, highest=9, what="urgency from 1 to 9"),
        status=status,
        embargo_at=embargo_at,
        section=head.section(),
        genre=head.genre(),
        subjects=head.subjects(),
        located=found.location or head.place(),
        terms=head.terms(),
        address=head.address(),
        is_summary=bool(found.abstract) and not found.blocks,
        follows=head.follows(),
        blocks=body.blocks,
        pictures=found.pictures,
    )
    return complete_head(replace(item, remarks=(*head.fields.remarks, *_document_remarks(head, found))))


def _document_remarks(head: "_Head", found: NitfBody) -> Iterator[str]:
    if found.abstract and not found.blocks:
        yield "It has no body: its abstract stands for it."
    yield from head.part()
    yield from found.remarks


class _Head:
    """The head of a document: docdata, tobject, meta. Fields that are read leniently stand in `fields`."""

    def __init__(self, root: xml.Element) -> None:
        self._root = root
        self._docdata = xml.element(root, "head/docdata", "docdata")
        self._meta = {
            xml.attribute(meta, "name").lower(): xml.attribute_line(meta, "content")
            for meta in xml.elements(root, "head/meta")[:MOST_META]
        }
        self.fields = Fields(
            {
                "urgency": self._attribute("urgency", "ed-urg") or self._meta.get("urgency", ""),
                "du-key version": self._attribute("du-key", "version"),
                "date.issue": _hyphenate_day(self._attribute("date.issue", "norm")),
                "publication": xml.attribute(xml.element(root, "head/pubdata"), "date.publication"),
            }
        )

    def _attribute(self, name: str, *attributes: str) -> str:
        return xml.attribute(xml.element(self._docdata, name), *attributes)

    def line(self, name: str, *attributes: str) -> str:
        """Return an attribute of an element of docdata."""
        return xml.attribute_line(xml.element(self._docdata, name), *attributes)

    def version(self) -> int | None:
        """Return the version of the dynamic use key; it gives no order where generations count beside it."""
        generation = self._attribute("du-key", "generation")
        if generation and generation not in ("0", "1"):
            return None
        return self.fields.number("du-key version", lowest=0, highest=2**63 - 1, what="version")

    def moved(self) -> tuple[datetime | None, date | None]:
        """Return when the document was issued."""
        return self.fields.moment("date.issue", "publication")

    def status_and_embargo(self) -> tuple[Status, datetime | None]:
        """Return the status, and the end of the embargo: a release later than the issue is one."""
        word = xml.attribute(self._docdata, "management-status").lower()
        release = _hyphenate_day(self._attribute("date.release", "norm"))
        embargo_at = read_embargo(release)
        status = Status.USABLE if word in ("", "embargoed") else read_status(word)
        if status is None:
            self.fields.remark("management-status", word, "status, so the copy is held")
            status = Status.WITHHELD
        if release and embargo_at is None:
            self.fields.remark("date.release", release, "time, so the copy is held")
            return _hold(status), None
        if word == "embargoed" and embargo_at is None:
            self.fields.remarks.append("It is embargoed without a time, so it is held.")
            return _hold(status), None
        issued_at = self.moved()[0]
        is_later = embargo_at is not None and (word == "embargoed" or _is_later(embargo_at, issued_at))
        return status, embargo_at if is_later else None

    def source(self) -> str:
        """Return the agency, as the document's id, its way, or its rights name it."""
        named = (
            self.line("doc-id", "regsrc"),
            self.line("del-list/from-src", "src-name"),
            self.line("doc.copyright", "holder"),
            self.line("doc.rights", "owner", "agent"),
            self._meta.get("provider", "") or self._meta.get("source", ""),
        )
        return next(filter(None, named), "")

    def language(self) -> str:
        """Return the language as a canonical tag, or the words that are none."""
        body = xml.element(self._root, "body")
        named = xml.language_of(body) or xml.language_of(self._root) or xml.attribute(self._root, "lang", "baselang")
        named = named or next((self._meta[name] for name in _LANGUAGES if self._meta.get(name)), "")
        tag = language_tags.read_tag(named)
        return named if tag is None else str(tag)

    def slugline(self) -> str:
        """Return the keyword line: that of `meta`, the first keyword, the key; a designator as take key behind it."""
        named = (
            *(self._meta.get(name, "") for name in _KEYWORD_LINES),
            self.line("key-list/keyword", "key"),
            self.line("du-key", "key"),
            self.line("fixture", "fix-id"),
        )
        keyword = next(filter(None, named), "")
        take = self._meta.get("anpa-takekey", "")
        is_designator = bool(take) and designators.read(take, printed_in=Position.LINE) != (None, take)
        return f"{keyword}, {take}" if keyword and is_designator else keyword

    def note(self) -> str:
        """Return the message to editors."""
        messages = [xml.attribute_line(message, "info") for message in xml.elements(self._docdata, "ed-msg")]
        return copy.clean(" ".join(messages)) or next((self._meta[name] for name in _NOTES if self._meta.get(name)), "")

    def section(self) -> str:
        """Return the section of the publication, the type of the piece (NTB's "Innenriks"), or the first subject's."""
        section = xml.attribute_line(xml.element(self._root, "head/pubdata"), "position.section")
        kind = xml.attribute_line(xml.element(self._root, "head/tobject"), "tobject.type")
        types = (xml.attribute_line(subject, "tobject.subject.type") for subject in self._tobjects())
        return section or ("" if kind.lower() in _USUAL_PROPERTIES else kind) or next(filter(None, types), "")

    def genre(self) -> str:
        """Return the kind of piece that the properties name."""
        properties = xml.elements(self._root, "head/tobject/tobject.property")
        named = (xml.attribute_line(each, "tobject.property.type") for each in properties)
        genre = next((name for name in named if name and name.lower() not in _USUAL_PROPERTIES), "")
        return genre[:1].upper() + genre[1:]

    def _tobjects(self) -> list[xml.Element]:
        return xml.elements(self._root, "head/tobject/tobject.subject")[:MOST_SUBJECTS_READ]

    def subjects(self) -> tuple[Subject, ...]:
        """Return subject codes, what the copy identifies, and keywords."""
        codes = (_read_code(subject) for subject in self._tobjects())
        return merge_subjects([*codes, *self._identified(), *self._keywords()])

    def _identified(self) -> Iterator[Subject | None]:
        content = xml.element(self._docdata, "identified-content")
        for name, scheme in _IDENTIFIED.items():
            for each in xml.elements(content, name)[:MOST_SUBJECTS_READ]:
                yield read_subject("", xml.line(each), scheme=scheme)
        for each in xml.elements(content, "classifier")[:MOST_SUBJECTS_READ]:
            scheme = xml.attribute(each, "type", "idsrc")
            yield read_subject(xml.attribute(each, "value"), xml.line(each), scheme=scheme[:40])

    def _keywords(self) -> Iterator[Subject | None]:
        for each in xml.elements(self._docdata, "key-list/keyword")[:MOST_SUBJECTS_READ]:
            yield read_subject("", xml.attribute_line(each, "key"), scheme=KEYWORD)

    def place(self) -> str:
        """Return the place of the event."""
        event = xml.element(self._docdata, "evloc")
        parts = (xml.attribute_line(event, name) for name in ("city", "county-dist", "state-prov", "iso-cc"))
        return ", ".join(filter(None, parts)) or xml.line(event)

    def terms(self) -> str:
        """Return the terms of use."""
        return self.line("doc.rights", "limitations") or self.line("doc.rights", "type")

    def address(self) -> str:
        """Return the address of the copy's own page."""
        address = xml.attribute(xml.element(self._root, "head/pubdata"), "ex-ref")
        return address if _ON_THE_WEB.fullmatch(address) else ""

    def follows(self) -> tuple[str, ...]:
        """Return the id of the document that this one manages: the version before it."""
        before = xml.attribute_line(self._docdata, "management-doc-idref")
        return (before,) if before and before != self.line("doc-id", "id-string") else ()

    def part(self) -> Iterator[str]:
        """Yield a remark on the part of a series that the document is."""
        series = xml.element(self._docdata, "series")
        name, part, total = (xml.attribute_line(series, f"series.{field}") for field in ("name", "part", "totalpart"))
        is_one_of_several = xml.figure(series, "series.part") > 1 or xml.figure(series, "series.totalpart") > 1
        if series is not None and is_one_of_several:
            whole = f" of {total}" if total.strip("0") else ""
            yield f"It is part {part or '1'}{whole} of the series {name}.".replace(" of the series .", " of a series.")


def _hyphenate_day(norm: str) -> str:
    """Return a day as NITF writes it, 20260210, with its hyphens; any other time unchanged."""
    return f"{norm[:4]}-{norm[4:6]}-{norm[6:]}" if re.fullmatch("[0-9]{8}", norm) else norm


def _hold(status: Status) -> Status:
    return Status.WITHHELD if status is Status.USABLE else status


def _is_later(release: datetime, issued_at: datetime | None) -> bool:
    """Return whether a release is later than the issue; by the clock on the wall where only one has an offset."""
    if issued_at is None:
        return True
    if (release.tzinfo is None) is not (issued_at.tzinfo is None):
        return release.replace(tzinfo=None) > issued_at.replace(tzinfo=None)
    return release > issued_at


def _read_code(subject: xml.Element) -> Subject | None:
    """Read a subject: its reference number, and the name of that level."""
    names = [xml.attribute_line(subject, f"tobject.subject.{level}") for level in ("type", "matter", "detail")]
    code = xml.attribute(subject, "tobject.subject.refnum")
    level = 0 if code.endswith("000000") else 1 if code.endswith("000") else 2
    name = names[level] or next(filter(None, reversed(names)), "")
    is_topic = re.fullmatch("20[0-9]{6}", code) is not None  # the old codes begin with 01 to 17
    return read_subject(code, name, scheme=TOPIC if is_topic else "")
