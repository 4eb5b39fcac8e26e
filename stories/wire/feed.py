"""Feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom, an item for each entry.

An entry that gives no more than a summary is an item with that summary. What an agency adds in elements of its own
(status, slugline, note to editors, embargo) is read by its name, whatever the namespace.

Source: RSS 2.0; RSS 1.0; RFC 4287 (Atom); RFC 5023, section 13 (drafts); RFC 6721 (deleted entries).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories.copy import HtmlCopy
from stories.copy.subjects import merge_subjects
from stories.wire import nitf, xml
from stories.wire.captions import fill_captions
from stories.wire.categories import read_category
from stories.wire.feed_document import MOST_ENTRIES, Entry, Feed, is_feed, parse_feed, read_authors
from stories.wire.feed_pictures import absolute_address, read_pictures_of_entry
from stories.wire.feed_words import clean_title, is_cut_short, join_names, read_text, version_time_of
from stories.wire.fields import LONGEST_LINE, Fields
from stories.wire.heads import complete_head, is_same_agency, read_status, split_body
from stories.wire.item import NotStoryError, Piece, Status, UnreadableError, WireItem
from stories.wire.renditions import read_address

MOST_OWN_ELEMENTS = 500  # of one entry
LONGEST_OWN_VALUE = 5_000  # characters; what is longer is no field of a head
_TEXT_ELEMENTS = ("content", "summary", "description", "encoded", "fullitem", "body", "div", "source", "group")
_FULL_TEXTS = ("full-text", "fulltext", "full_text", "fullText", "articleBody", "bodytext", "content")
TURBO = "http://turbo.yandex.ru"
_FIELD_STATUSES = ("publishingstatus", "pubstatus", "publicationstatus", "managementstatus")
_FIELD_EMBARGOES = ("embargo", "embargoed", "embargodate", "embargotime", "embargountil", "embargoeduntil")
_FIELD_NOTES = ("ednote", "editornote", "editorsnote", "editorialnote", "notetoeditors")


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin as a feed does."""
    return is_feed(data)


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the entries of a feed, each judged alone, then the entries that it says are deleted.

    Raises UnreadableError for a feed that is cut off, that is not well-formed, or that defines entities.
    """
    feed = parse_feed(data, charset)
    pieces = [_read_piece(feed, element) for element in feed.entries[:MOST_ENTRIES]]
    if len(feed.entries) > MOST_ENTRIES:
        pieces.append(
            UnreadableError(f"This feed has {len(feed.entries):,} entries: those after {MOST_ENTRIES:,} were left.")
        )
    pieces += _deletions(feed, pieces)
    return tuple(pieces) or (NotStoryError("This feed has no entries."),)


def _read_piece(feed: Feed, element: xml.Element) -> Piece:
    try:
        return _read_entry(feed, feed.read(element))
    except UnreadableError as error:
        return error


def _read_entry(feed: Feed, entry: Entry) -> WireItem:
    fields, own = entry.fields, _own_fields(entry.element)
    if own.text("draft").strip().lower() in {"yes", "true"}:
        raise NotStoryError("This entry is a draft of its source, which has not published it.")
    title = _title(feed, fields)
    text, is_summary = _text(entry)
    body = split_body(text.blocks, headlines=[title])
    if not title and not body.blocks:
        raise UnreadableError("This entry has neither a headline nor a text. Ask the source to send it again.")
    version_at, first_at, dated_on = _times(fields)
    status, embargo_at = _status(own)
    source = _source(feed, entry) or body.agency
    categories = fields.objects("tags")
    pictures, remarks = fill_captions(read_pictures_of_entry(entry.element, base=feed.base), text.captions)
    fields.remarks += remarks
    item = WireItem(
        format="atom" if feed.is_atom else "rss",
        identity=fields.line("id") or fields.line("link"),
        version_at=version_at,
        first_at=first_at,
        dated_on=dated_on,
        source=source,
        language=Fields({"language": _language(feed, entry)}).language("language"),
        printed_headline=title,
        printed_slugline=own.line("slugline"),
        byline=own.line("byline") or body.byline or _byline(feed, entry, source),
        dateline=body.dateline,
        endmark=body.endmark,
        note=own.line(*_FIELD_NOTES) or body.note,
        urgency=own.number("urgency", lowest=1, highest=9, what="urgency from 1 to 9"),
        status=status,
        embargo_at=embargo_at,
        section=next(filter(None, (tag.line("label", "term") for tag in categories)), ""),
        subjects=merge_subjects(
            read_category(tag.line("term"), label=tag.line("label"), scheme=tag.line("scheme")) for tag in categories
        ),
        terms=fields.line("rights") or feed.head.line("rights"),
        address=read_address(absolute_address(fields.text("feedburner_origlink", "link"), feed.base)),
        is_summary=is_summary and status is Status.USABLE,
        blocks=body.blocks,
        pictures=pictures,
    )
    return complete_head(replace(item, remarks=(*fields.remarks, *own.remarks)))


def _own_fields(entry: xml.Element) -> Fields:
    """Return the values that an entry's elements hold by their names in small letters, its texts left out."""
    values: dict[str, str] = {}
    for child in entry.iterchildren():
        if xml.name_of(child) in _TEXT_ELEMENTS:
            continue
        for element in child.iter(etree.Element):
            text = (element.text or "").strip()
            if text and len(values) < MOST_OWN_ELEMENTS:
                name = re.sub("[^a-z]", "", xml.name_of(element).lower())
                values.setdefault(name, text[:LONGEST_OWN_VALUE])
    return Fields(dict(values))


def _title(feed: Feed, fields: Fields) -> str:
    fields.line("title")  # which refuses an endless one
    is_plain = any(detail.text("type") == "text/plain" for detail in fields.objects("title_detail"))
    return clean_title(fields.text("title"), is_plain=feed.is_atom and is_plain)


def _text(entry: Entry) -> tuple[HtmlCopy, bool]:
    """Return the text of an entry, and whether it is no more than a summary."""
    for text in _nitf_texts(entry.element):
        try:
            blocks = nitf.read_blocks(text)
        except xml.XmlError as error:  # untested: what was sound as a part is sound alone
            entry.fields.remarks.append(f"Its NITF was passed over: {error}.")
            continue
        if blocks:
            return HtmlCopy(blocks), False
    for content in entry.fields.objects("content"):
        kind = content.text("type")
        if kind.startswith("text/") or "html" in kind:
            read = read_text(content.text("value"), kind=kind, fields=entry.fields)
            if read.blocks:
                return read, is_cut_short(read.blocks)
    read = _text_in_own_element(entry)
    if read.blocks:
        return read, is_cut_short(read.blocks)
    detail = next(iter(entry.fields.objects("summary_detail")), Fields({}))
    return read_text(entry.fields.text("summary"), kind=detail.text("type"), fields=entry.fields), True


def _text_in_own_element(entry: Entry) -> HtmlCopy:
    """Return the text in an element beside the standards: Yandex has `full-text`, and `content` of Turbo."""
    for found in xml.elements(entry.element, *_FULL_TEXTS):
        if xml.name_of(found) != "content" or etree.QName(found).namespace == TURBO:
            read = read_text(xml.raw_text(found), kind="text/html", fields=entry.fields)
            if read.blocks:
                return read
    return HtmlCopy(())


def _nitf_texts(entry: xml.Element) -> Iterator[str]:
    for found in xml.elements(entry, "content/nitf"):
        yield etree.tostring(found, encoding="unicode", with_tail=False)


def _times(fields: Fields) -> tuple[datetime | None, datetime | None, date | None]:
    """Return when the entry was last changed, when it was published, and the day as printed."""
    first_at, first_on = fields.moment("published", "created")
    changed_at, changed_on = fields.moment("updated")
    return version_time_of(changed_at, first_at), first_at, changed_on or first_on


def _status(own: Fields) -> tuple[Status, datetime | None]:
    """Return the status and the end of an embargo: withheld where either is a word that is not known."""
    word = own.line(*_FIELD_STATUSES)
    status = read_status(word) if word else Status.USABLE
    if status is None:
        own.remark("status", word, "status, so the copy is held")
    embargo_at, is_unclear = own.embargo(*_FIELD_EMBARGOES)
    if status is None or (is_unclear and status is Status.USABLE):
        status = Status.WITHHELD
    return status, embargo_at


def _source(feed: Feed, entry: Entry | None = None) -> str:
    """Return the agency: of the entry, where the feed gathers those of several, else of the feed."""
    named = "" if entry is None else _source_of_entry(entry)
    return named or clean_title(feed.publisher or feed.head.line("title"))


def _source_of_entry(entry: Entry) -> str:
    sources = (source.line("title", "name", "value") for source in entry.fields.objects("source"))
    return clean_title(next(sources, "") or xml.first_line(entry.element, "publisher"))


def _language(feed: Feed, entry: Entry) -> str:
    return entry.fields.line("language") or entry.language or feed.language


def _byline(feed: Feed, entry: Entry, source: str) -> str:
    """Return the authors of the entry, else those of an Atom feed, where they are more than the agency's name."""
    named = join_names(read_authors(entry.element))
    if named or not feed.is_atom:
        return named
    return "" if feed.authors == source or is_same_agency(feed.authors, source) else feed.authors


def _deletions(feed: Feed, pieces: list[Piece]) -> Iterator[WireItem]:
    """Yield an item without a text for each entry that the feed says is deleted, and does not give again later."""
    changed = {piece.identity: piece.version_at for piece in pieces if isinstance(piece, WireItem)}
    for deletion in feed.deletions:
        identity = xml.attribute(deletion, "ref")[:LONGEST_LINE]
        at = Fields({"when": xml.attribute(deletion, "when")}).moment("when")[0]
        given_at = changed.get(identity)
        is_given_again = at and given_at and at.tzinfo and given_at.tzinfo and given_at > at
        if identity and not is_given_again:
            yield complete_head(
                WireItem(
                    format="atom",
                    identity=identity,
                    version_at=at,
                    source=_source(feed),
                    language=Fields({"language": feed.language}).language("language"),
                    note=xml.first_line(deletion, "comment"),
                    status=Status.CANCELED,
                )
            )
