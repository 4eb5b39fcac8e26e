"""A story of a NewsML 1 item as wire copy: its lines, its words and what is said of them, put together."""

from dataclasses import dataclass, replace
from datetime import datetime

from stories import copy
from stories.copy import language_tags
from stories.copy.subjects import merge_subjects
from stories.designators import Designator, Kind
from stories.wire import xml
from stories.wire.dates import find_date
from stories.wire.heads import complete_head, split_body
from stories.wire.item import Status, UnreadableError, WireItem
from stories.wire.newsml_1_lines import Lines, is_initials, names_place, read_agency, read_lines
from stories.wire.newsml_1_management import Management, later_end
from stories.wire.newsml_1_parts import formal_name
from stories.wire.newsml_1_subjects import read_description
from stories.wire.newsml_1_texts import StoryCopy, StoryTexts, read_title, read_words, walk_components
from stories.wire.nitf import NitfBody

_NO_NITF = NitfBody()


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the envelope of a file says of all items in it."""

    format: str
    sent_at: datetime | None = None
    priority: xml.Element | None = None


def read_story(
    item: xml.Element, story: StoryTexts, management: Management, envelope: Envelope, *, place: int
) -> WireItem:
    """Read one story of an item; of several, those after the first have ids of their own.

    Raises UnreadableError for one that says nothing, and for an endless field.
    """
    words = read_words(story)
    nitf = words.nitf or _NO_NITF
    components = story.components or [path[0] for path in walk_components(item)]
    lines = read_lines(item, components)
    headline = lines.headline or read_title(story) or nitf.headline or _any_headline(item, place)
    body = split_body(words.blocks, headlines=[headline])
    if not headline and not body.blocks and management.status is Status.USABLE:
        raise UnreadableError("This item has neither a headline nor a text. Ask the source to send it again.")
    description = read_description(item, components)
    urgency, priority, remarks = _urgency(item, envelope)
    dateline = body.dateline or lines.dateline or (nitf.dateline if names_place(nitf.dateline) else "")
    read = WireItem(
        format=envelope.format,
        identity=_identity(management, story, place),
        version=management.version,
        version_at=management.version_at,
        first_at=management.first_at,
        dated_on=management.day or find_date(dateline),
        source=read_agency(item, components, body.agency, lines.credit),
        language=_language(story.language or _language_inside(story)),
        printed_headline=headline,
        printed_slugline=lines.slugline,
        byline=lines.byline or ("" if is_initials(nitf.byline) else nitf.byline) or body.byline,
        dateline=dateline,
        endmark=body.endmark,
        note=lines.note or body.note or nitf.note,
        urgency=urgency,
        priority=priority,
        status=management.status,
        embargo_at=management.embargo_at,
        section=description.section,
        genre=description.genre,
        subjects=description.subjects,
        located=description.located or nitf.location,
        terms=lines.terms,
        is_summary=words.is_summary,
        follows=management.follows,
        blocks=body.blocks,
        pictures=nitf.pictures,
        remarks=(*management.remarks, *remarks, *_remarks_on(words)),
    )
    return _complete(_add_document(read, words.document), lines, management)


def _complete(item: WireItem, lines: Lines, management: Management) -> WireItem:
    """Return the story with its head read.

    A slug line that is a designator, and the item's own instruction to correct, say what the filing is where neither
    its headline nor another line does.
    """
    signal = Designator((Kind.CORRECTION,)) if management.is_correction else None
    complete = complete_head(item, by_signal=lines.designator or signal)
    return complete if lines.is_keyword else replace(complete, slugline="")


def _add_document(item: WireItem, document: WireItem | None) -> WireItem:
    """Return the story with what the head of its NITF says where the item says nothing.

    The stricter status counts, and the later embargo.
    """
    if document is None:
        return item
    return replace(
        item,
        status=max(item.status, document.status, key=list(Status).index),
        embargo_at=later_end(item.embargo_at, document.embargo_at),
        note=item.note or document.note,
        urgency=item.urgency or document.urgency,
        language=item.language or document.language,
        subjects=merge_subjects([*item.subjects, *document.subjects]),
        located=item.located or document.located,
        section=item.section or document.section,
        terms=item.terms or document.terms,
        genre=item.genre or document.genre,
    )


def _any_headline(item: xml.Element, place: int) -> str:
    """Return the first headline anywhere in an item, for the first of its stories."""
    components = [] if place else [path[0] for path in walk_components(item)]
    return read_lines(item, components).headline


def _identity(management: Management, story: StoryTexts, place: int) -> str:
    if not place or not management.identity:
        return management.identity
    own = xml.attribute(story.components[0], "Duid") if story.components else ""
    return f"{management.identity}#{story.language or own or place + 1}"


def _language(named: str) -> str:
    """Return the canonical tag of a language; what is no tag stays as it is written."""
    tag = language_tags.read_tag(named)
    return copy.clean(named) if tag is None else str(tag)


def _language_inside(story: StoryTexts) -> str:
    """Return the language that the first text itself names: NITF by `baselang`, XHTML by `lang`."""
    inside = (found for text in story.bodies[:1] for found in text.content.iterdescendants("{*}nitf", "{*}html"))
    return next((xml.attribute(found, "baselang", "lang") for found in inside), "")


def _urgency(item: xml.Element, envelope: Envelope) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Return the urgency, the priority of the transmission, and remarks.

    A priority that is said to be one of IPTC's stands for an urgency: the scales are the same.
    """
    words = formal_name(xml.element(item, "NewsManagement/Urgency"))
    urgency, priority = _figure(words), _figure(formal_name(envelope.priority))
    is_iptc = "iptc" in xml.attribute(envelope.priority, "Scheme", "Vocabulary").lower()
    remarks = (
        ()
        if urgency or words in {"", "0"}
        else (f"The field Urgency was passed over: “{words[:60]}” is no urgency from 1 to 9.",)
    )
    return urgency or (priority if is_iptc else None), priority, remarks


def _figure(words: str) -> int | None:
    return int(words) if len(words) == 1 and words in "123456789" else None


def _remarks_on(words: StoryCopy) -> tuple[str, ...]:
    summary = ("It has no text: its summary stands for it.",) if words.is_summary else ()
    return (*words.remarks, *(words.nitf.remarks if words.nitf else ()), *summary)
