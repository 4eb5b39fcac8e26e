"""A NewsML-G2 news item that is a story: its head, by the standard and by the habits of the agencies.

Source: IPTC NewsML-G2 2.35; items of dpa, Reuters, AP, ANSA, STT, TT, GlobeNewswire.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from stories.copy import language_tags
from stories.wire import xml
from stories.wire.dates import find_date, read_time
from stories.wire.fields import Fields
from stories.wire.heads import Body, check_length, complete_head, read_status, split_body, split_dateline_of_place
from stories.wire.item import Status, UnreadableError, WireItem
from stories.wire.newsml_g2_content import read_content
from stories.wire.newsml_g2_links import earlier_ids, page_address, read_link_pictures
from stories.wire.newsml_g2_names import code_of, read_id, role_of, words_of
from stories.wire.newsml_g2_signals import note_to_editors, signal_designator, signal_status
from stories.wire.newsml_g2_subjects import read_section, read_subjects
from stories.wire.nitf_body import NitfBody

MOST_EMBARGOES = 20
MOST_BYLINES = 20
_TIME_PATHS = ("itemMeta/versionCreated", "contentMeta/contentModified", "contentMeta/contentCreated")
_TIMES = ("versioncreated", "contentmodified", "contentcreated")
_SECOND_HEADLINES = ("sub", "short", "kicker", "over", "seo", "social", "mobile", "teaser", "web", "alt")
_USUAL_KINDS = frozenset({"article", "article (news)", "current", "meldung", "news"})
_MEDIA_TYPE = re.compile("media type ", re.IGNORECASE)  # Reuters: that pictures belong to it is no genre
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_PLACE_FIRST = re.compile(r"[^\W\d_]|[(（【]")


def read_story(item: xml.Element, *, priority: str = "") -> WireItem:
    """Read a news item as a story. Raises UnreadableError where it has neither a headline nor a text."""
    head = _StoryHead(item, priority)
    found = read_content(item, head.language)
    headline = head.headline() or found.headline
    body = split_body(check_length(found.blocks or found.abstract), headlines=[headline, found.headline])
    body = split_dateline_of_place(body, head.dateline() or head.located())
    status = head.status()
    if not headline and not body.blocks and status is Status.USABLE:
        raise UnreadableError("This NewsML-G2 item has neither a headline nor a text. Ask the source to send it again.")
    embargoes, is_held = head.embargoes()
    subjects = read_subjects(item, head.language)
    version_at, dated_on = head.fields.moment(*_TIMES)
    story = WireItem(
        format="NewsML-G2",
        identity=read_id(xml.attribute(item, "guid")),
        version=head.version(),
        version_at=version_at,
        first_at=head.first_at(version_at),
        dated_on=dated_on or find_date(body.dateline),
        source=head.source(body),
        language=head.language,
        printed_headline=headline,
        printed_slugline=xml.first_line(item, "contentMeta/slugline"),
        byline=head.byline() or found.byline or body.byline,
        dateline=body.dateline or head.dateline() or found.dateline,
        endmark=body.endmark,
        note=note_to_editors(item) or found.note or body.note,
        urgency=head.fields.number("urgency", lowest=1, highest=9, what="urgency from 1 to 9"),
        priority=head.fields.number("priority", lowest=1, highest=9, what="priority from 1 to 9"),
        status=Status.WITHHELD if is_held and status is Status.USABLE else status,
        embargo_at=next(iter(embargoes), None),
        embargoes=embargoes[1:],
        section=read_section(item, subjects, head.language),
        genre=head.genre(),
        subjects=subjects,
        located=head.located() or found.location,
        terms=xml.first_line(item, "rightsInfo/usageTerms", "rightsInfo/copyrightNotice"),
        address=page_address(item),
        is_summary=bool(found.abstract) and not found.blocks,
        follows=earlier_ids(item),
        blocks=body.blocks,
        pictures=(*read_link_pictures(item, head.language), *found.pictures),
    )
    story = replace(story, remarks=(*head.fields.remarks, *_story_remarks(item, story, found)))
    return complete_head(story, by_signal=signal_designator(item))


def _story_remarks(item: xml.Element, story: WireItem, found: NitfBody) -> Iterator[str]:
    yield from found.remarks
    if story.is_summary:
        yield "It has no text: its summary stands for it."
    for number, picture in enumerate(story.pictures, start=1):
        yield from (f"Picture {number}: {remark}" for remark in picture.remarks)
    beside = xml.elements(item, "contentSet/remoteContent")
    kinds = {xml.attribute(each, "contenttype").partition("/")[0].lower() for each in beside}
    for kind in sorted(kinds & {"video", "audio"}):
        yield f"Its {kind} was left out."
    if "text" in kinds and not found.blocks:
        yield "Its text stands in a file of its own, which is not fetched."


class _StoryHead:
    """The metadata of a story. Fields that are read leniently stand in `fields`."""

    def __init__(self, item: xml.Element, priority: str) -> None:
        self._item = item
        self.language = self._language()
        embargoes = xml.elements(item, "itemMeta/embargoed")[:MOST_EMBARGOES]
        self._embargoes = {f"embargoed{' again' * number}": xml.line(each) for number, each in enumerate(embargoes)}
        self.fields = Fields(
            {
                **{path.rpartition("/")[2].lower(): xml.first_line(item, path) for path in _TIME_PATHS},
                **self._embargoes,
                "firstcreated": xml.first_line(item, "itemMeta/firstCreated"),
                "version": xml.attribute(item, "version"),
                "urgency": xml.first_line(item, "contentMeta/urgency"),
                "priority": priority,
            }
        )

    def _language(self) -> str:
        """Return the language as a canonical tag, or the words that are none."""
        named = xml.attribute(xml.element(self._item, "contentMeta/language"), "tag") or xml.language_of(self._item)
        tag = language_tags.read_tag(named)
        return named if tag is None else str(tag)

    def version(self) -> int | None:
        """Return the version; TT has none."""
        return self.fields.version()

    def first_at(self, version_at: datetime | None) -> datetime | None:
        """Return when the first version moved, never later than this one did."""
        first = self.fields.moment("firstcreated")[0]
        if first is None or version_at is None or (first.tzinfo is None) is not (version_at.tzinfo is None):
            return first
        return min(first, version_at)

    def headline(self) -> str:
        """Return the main headline; one for other uses only where there is no other."""
        headlines = [each for each in xml.elements(self._item, "contentMeta/headline") if xml.line(each)]
        headlines.sort(key=self._rank_headline)
        named = (xml.line(each) for each in (*headlines, *xml.elements(self._item, "itemMeta/title")))
        return next(filter(None, named), "")

    def _rank_headline(self, headline: xml.Element) -> tuple[bool, bool, int]:
        role = role_of(headline)
        tag = xml.attribute(headline, "lang").partition("-")[0].lower()
        is_foreign = bool(tag and self.language) and tag != self.language.partition("-")[0].lower()
        return role.startswith(_SECOND_HEADLINES), is_foreign, xml.figure(headline, "rank")

    def byline(self) -> str:
        """Return who wrote the copy; several lines joined."""
        lines = map(xml.line, xml.elements(self._item, "contentMeta/by")[:MOST_BYLINES])
        return ", ".join(dict.fromkeys(filter(None, lines)))

    def dateline(self) -> str:
        """Return the dateline; a time, as Reuters writes, is none."""
        line = xml.first_line(self._item, "contentMeta/dateline")
        return line if _PLACE_FIRST.match(line) and read_time(line) is None else ""

    def status(self) -> Status:
        """Return the status: usable unless the item or a signal says otherwise, held where its word is unknown."""
        word = code_of(xml.element(self._item, "itemMeta/pubStatus")).replace("/", ":")
        status = read_status(word) if word else Status.USABLE
        if status is None:
            self.fields.remark("pubStatus", word, "status, so the copy is held")
            return Status.WITHHELD
        return status if status is not Status.USABLE else signal_status(self._item)

    def embargoes(self) -> tuple[tuple[datetime, ...], bool]:
        """Return the ends of the embargoes, and whether one holds that has no end or cannot be read."""
        ends, is_unclear = self.fields.embargoes(*self._embargoes)
        is_endless = any(not words for words in self._embargoes.values())
        if is_endless:
            self.fields.remarks.append("It is embargoed until further notice, so it is held.")
        return ends, is_unclear or is_endless

    def source(self, body: Body) -> str:
        """Return the agency by its name; by its address in the net only where it has no other."""
        provider = xml.element(self._item, "itemMeta/provider")
        named = [
            words_of(provider, self.language),
            xml.attribute(provider, "qcode").rpartition(":")[2],
            *(words_of(each, self.language) for each in xml.elements(self._item, "contentMeta/infoSource")),
            xml.first_line(self._item, "contentMeta/creditline"),
            words_of(xml.element(self._item, "rightsInfo/copyrightHolder"), self.language),
            body.agency,
        ]
        names = [name for name in named if name]
        return next((name for name in names if not _DOMAIN.fullmatch(name)), "") or next(iter(names), "")

    def genre(self) -> str:
        """Return the kind of piece."""
        genres = xml.elements(self._item, "contentMeta/genre")
        named = (words_of(each, self.language) or _name_genre(code_of(each)) for each in genres)
        return next((name for name in named if name and not _is_usual(name)), "")

    def located(self) -> str:
        """Return the place that the copy was written in."""
        named = (words_of(each, self.language) for each in xml.elements(self._item, "contentMeta/located"))
        return next(filter(None, named), "")


def _name_genre(code: str) -> str:
    """Return the name that a code of IPTC's genres is made of: Press_release; "" for a code of another scheme."""
    scheme, _, name = code.rpartition(":" if code.startswith("genre:") else "/")
    return name.replace("_", " ") if scheme == "genre" or scheme.endswith("/newscodes/genre") else ""


def _is_usual(genre: str) -> bool:
    return genre.lower() in _USUAL_KINDS or bool(_MEDIA_TYPE.match(genre))
