"""Tags and filters of public pages: datelines, times, languages, designators, changed words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache, partial
from typing import Protocol
from urllib.parse import unquote

from django import template
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from stories import copy, designators
from stories.compare import Op, Segment, pair_with_addresses
from stories.copy.subjects import Subject
from stories.copy.terms import UNSPACED
from stories.digests import timestamp
from stories.display import dates, datetimes, languages
from stories.display.comparison import ComparisonRow
from stories.display.datetimes import UTC_FOR_READERS, datetime_attribute
from stories.display.designator_names import print_designator
from stories.display.head_changes import HeadChange, changes_of_filing, subject_names
from stories.display.pictures import Figure
from stories.models import Filing, PublicStory, RelatedStory
from stories.public.corrections import LABELS
from stories.public.structured_data import DataBlock, news_article

register = template.Library()

FIRST_PARAGRAPH = "<p>"
UNSPACED_RUN = re.compile(f"[{UNSPACED}]")
BREAK = copy.Html("<br>")
SCRIPT_SENTENCES = {
    "pause": gettext_lazy("Pause"),
    "play": gettext_lazy("Play"),
    "previous": gettext_lazy("Previous headline"),
    "next": gettext_lazy("Next headline"),
    "all": gettext_lazy("Show all"),
    "one": gettext_lazy("Show one"),
    "withdrawn": gettext_lazy("This story has been withdrawn."),
    "why": gettext_lazy("Read why"),
    "checked": gettext_lazy("This story is being checked."),
    "more": gettext_lazy("Read more"),
    "newer": gettext_lazy("A newer version is out."),
    "newerAs": gettext_lazy("A newer version is out: {}."),
    "joined": gettext_lazy("This story is part of another now."),
    "other": gettext_lazy("This story has another version now."),
    "read": gettext_lazy("Read it"),
    "since": gettext_lazy("Changed since you read it: {}"),
    "hide": gettext_lazy("Hide the marks"),
    "show": gettext_lazy("Show the marks"),
    "close": gettext_lazy("Close"),
}
HEAD_LABELS = {
    "urgency": gettext_lazy("Urgency"),
    "section": gettext_lazy("Section"),
    "slugline": gettext_lazy("Slugline"),
    "language": gettext_lazy("Language"),
    "genre": gettext_lazy("Genre"),
    "priority": gettext_lazy("Priority"),
    "subjects": gettext_lazy("Subjects"),
}
ROW = '<li>{}<a href="{}">{}</a>\n<small><span dir="auto">{}</span>{} {}{}</small></li>\n'
THUMBNAIL = '<img class="thumb" src="{}" width="96" height="64" alt="" loading="lazy" decoding="async">'
CORRECTED = ' <strong class="corrected">{}</strong>'
print_datetime_of_year = partial(datetimes.print_datetime, year=False)
SUBJECTS_PRINTED = 8  # of one version in a history; its data has all
CHANGE_MARKUP = {Op.REMOVED: ("del", gettext_lazy("removed")), Op.ADDED: ("ins", gettext_lazy("added"))}


@register.simple_tag
def body(filing: Filing) -> str:
    """Print the words of a filing, its dateline at the head of the first paragraph."""
    html: copy.Html = filing.body_html
    if not filing.dateline:
        return html
    if not html.startswith(FIRST_PARAGRAPH):
        return format_html("<p>{}</p>\n{}", filing.dateline, html)
    rest = copy.Html(html.removeprefix(FIRST_PARAGRAPH))  # still as copy printed it, but for its first tag
    return format_html('<p><span class="dateline">{}</span> {}', copy.part_dateline(filing.dateline), rest)


@register.simple_tag
def print_time_element(at: datetime) -> str:
    """Print the time of day, 01:10 GMT, as a time element."""
    return time_element(at, datetimes.print_time)


@register.simple_tag
def print_datetime_element(at: datetime) -> str:
    """Print the date and the time of day, Feb 10, 2017, 01:10 GMT, as a time element."""
    return time_element(at, datetimes.print_datetime)


class OfTheWire(Protocol):
    """A filing, or a line of one."""

    @property
    def moved_at(self) -> datetime:
        """The time when its source moved it."""

    @property
    def filed_at(self) -> datetime:
        """The time from which it was here."""


@register.simple_tag
def print_wire_time(filing: OfTheWire, *, beside: date | None = None) -> str:
    """Print when a filing moved, as a time element, and beside it since when it is here, where that is late.

    Beside a printed date the time of day is enough, if the date is the same; so it is beside the time of the wire.
    """
    is_same_day = timezone.localdate(filing.moved_at) == beside
    moved = print_time_element(filing.moved_at) if is_same_day else print_datetime_element(filing.moved_at)
    if not is_filed_late(filing):
        return moved
    return format_html(_("{moved}, here since {filed}"), moved=moved, filed=print_filed_time(filing))


@register.simple_tag
def print_filed_time(filing: OfTheWire) -> str:
    """Print since when a filing is here, beside when it moved: the time of day, with what of its day is another."""
    moved, filed = timezone.localtime(filing.moved_at), timezone.localtime(filing.filed_at)
    if moved.date() == filed.date():
        return print_time_element(filing.filed_at)
    if moved.year != filed.year:
        return print_datetime_element(filing.filed_at)
    return time_element(filing.filed_at, print_datetime_of_year)


@register.filter
def is_filed_late(filing: OfTheWire) -> bool:
    """Return whether readers are told both times of a filing; words that came from another story were here before."""
    if getattr(filing, "came_from_id", None):
        return False
    return datetimes.is_late(filing.moved_at, filing.filed_at)


@register.filter
def local_date(at: datetime) -> date:
    """Return the day of a time in the site's zone."""
    return timezone.localdate(at)


@register.filter
def news_language(language: str) -> str:
    """Print a language as the map of news names it."""
    return languages.news_language(language)


@register.filter
def card_of(cards: dict[int, Figure] | str, filing: Filing) -> Figure | None:
    """Return the picture of a filing in a list; None where it has none, or the list shows none."""
    return cards.get(filing.pk) if isinstance(cards, dict) else None


@register.filter
def print_short_date(at: datetime) -> str:
    """Print the short date of a time in the language of the page: Feb 10."""
    return dates.print_short_date(at)


@register.filter("print_date")
def print_date_in_page_language(day: date) -> str:
    """Print a date in the language of the page."""
    return dates.print_date(day, get_language() or "")


@register.filter
def iso(at: datetime) -> str:
    """Print a time for machines, in UTC to the microsecond: 2017-02-10T01:10:00.000000Z."""
    return timestamp(at)


@register.simple_tag
def print_date(day: date, language: str = "en") -> str:
    """Print a date in a language, as a time element."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), dates.print_date(day, language))


@register.filter
def comma(language: str) -> str:
    """Print the comma of a language."""
    return languages.comma(language)


@register.filter
def opengraph_locale(language: str) -> str:
    """Print the OpenGraph name of a language; empty where it has none."""
    return languages.opengraph_locale(language)


@register.simple_tag
def lang_attrs(language: str, around: str = "") -> str:
    """Print the attributes of a part in a language; nothing where the text around it is in the same one."""
    if not language or languages.is_same_language(language, around or get_language() or ""):
        return ""
    return format_html(' lang="{}" dir="{}"', languages.canonical_tag(language), languages.direction(language))


@register.simple_tag
def designator(filing: Filing) -> str:
    """Print the designator before a headline; the colon is heard, and seen where there is no style sheet."""
    if not filing.designator:
        return ""
    return format_html('<span class="desig">{}<span class="vh">: </span></span>', print_designator(filing.designator))


@register.simple_tag
def headline(filing: Filing) -> str:
    """Print a headline in a list, behind its designator."""
    return format_html("{}<bdi{}>{}</bdi>", designator(filing), lang_attrs(filing.language), filing.headline)


@register.simple_tag(takes_context=True)
def list_rows(context: template.Context, rows: Iterable[Filing]) -> str:
    """Print the rows of a list of stories, each in one go: a list is as dear as its rows."""
    cards = context.get("cards") or {}
    after_credit, corrected = languages.comma(context["interface"]), format_html(CORRECTED, _("Corrected"))
    return format_html_join(
        "",
        ROW,
        (
            (
                thumbnail(cards.get(filing.pk)),
                iri(filing.get_absolute_url()),
                headline(filing),
                filing.credit,
                after_credit,
                print_wire_time(filing),
                corrected if filing.is_corrected else "",
            )
            for filing in rows
        ),
    )


def thumbnail(card: Figure | None) -> str:
    """Return the small picture of a row; nothing where it has none."""
    return format_html(THUMBNAIL, card.small) if card else ""


@register.filter
def designator_name(printed: str) -> str:
    """Print a designator in the language of the page."""
    return print_designator(printed)


@register.filter
def designator_meaning(printed: str) -> tuple[str, str] | None:
    """Return the full name of a printed designator, and its meaning; None for one that only its agency knows."""
    value = designators.from_text(printed)
    return designators.explain(value, _) if value else None


@register.filter
def version_of_total(filing: Filing, public_story: PublicStory) -> str:
    """Print the version that a reader has: "2 of 2", or "2, the newest of 3" where older copy was filed late."""
    total = public_story.highest_number
    if filing.number == public_story.newest_number and total > filing.number:
        return _("{number}, the newest of {total}").format(number=filing.number, total=total)
    return _("{number} of {total}").format(number=filing.number, total=total)


@register.simple_tag
def filing_facts(filing: Filing, public_story: PublicStory) -> str:
    """Print the line of a filing in a history: Version 3, Feb 10, 2017, 01:10 GMT, Xinhua, 310 words (+24)."""
    parts = [
        _("Version {number}").format(number=filing.number),
        print_wire_time(filing),
        filing.credit,
        ngettext("{count} word", "{count} words", filing.words).format(count=filing.words)
        + word_difference(filing, public_story),
    ]
    parts += [format_html("<strong>{}</strong>", amendment_name(filing))] if filing.amends else []
    parts += [_("the newest")] if filing.number == public_story.newest_number else []
    return format_html_join(_(", "), "{}", ((fact,) for fact in parts))


@register.simple_tag
def print_head_changes(filing: Filing, public_story: PublicStory) -> str:
    """Print the changes beside the words: Urgency 5 → 1 · Section Business → World; empty where nothing changed."""
    changes = changes_of_filing(filing, public_story)
    return format_html_join(" · ", "{}", ((head_change_html(change),) for change in changes))


def head_change_html(change: HeadChange) -> str:
    """Return a change with an arrow for the eye and a word for the ear."""
    arrow, word = pgettext("from one value to the next", "→"), pgettext("from one value to the next", "now")
    arrow = format_html('<span aria-hidden="true">{}</span><span class="vh">, {}</span>', arrow, word)
    label = HEAD_LABELS[change.field]
    old, new = (head_value_text(change.field, value) for value in (change.old, change.new))
    return format_html("{} <bdi>{}</bdi> {} <bdi>{}</bdi>", label, old, arrow, new)


def head_value_text(field: str, value: str | int | tuple[Subject, ...]) -> str:
    """Return a value in words; a long list of subjects is cut."""
    if field == "language":
        return str(languages.LANGUAGE_NAMES.get(str(value), value))
    if isinstance(value, tuple):
        names = subject_names(value)
        value = _(", ").join(names[:SUBJECTS_PRINTED]) + (" …" if len(names) > SUBJECTS_PRINTED else "")
    return str(value) or _("none")


@register.filter
def amendment_name(filing: Filing) -> str:
    """Print the name of the kind of a filing that amends another."""
    return str(LABELS[filing.amends])


@register.simple_tag
def version_link(filing: Filing) -> str:
    """Print a filing as a link, with its designator and time: version 2 (1st LD), Feb 10, 2017, 01:10 GMT."""
    link = '<a href="{}">{}</a>'
    name = _("version {number}").format(number=filing.number)
    name += f" ({print_designator(filing.designator)})" if filing.designator else ""
    return format_html_join(
        _(", "),
        "{}",
        [(format_html(link, filing.get_permanent_url(), name),), (print_wire_time(filing),)],
    )


@register.filter
def readable_address(address: str) -> str:
    """Print an address with its letters in place of their codes, to be read and copied by hand."""
    return unquote(address)


@register.filter
def code_list(names: Iterable[str]) -> str:
    """Print names as code, parted by commas."""
    return format_html_join(", ", "<code>{}</code>", ((name,) for name in names))


@register.filter
def predecessor(filing: Filing, public_story: PublicStory) -> Filing | None:
    """Return the text before this one; None where it opens the chain."""
    return public_story.predecessor(filing)


@register.filter
def previous_number(filing: Filing, public_story: PublicStory) -> int:
    """Return the number that a filing follows; 0 for none."""
    return public_story.previous_number(filing)


def word_difference(filing: Filing, public_story: PublicStory) -> str:
    """Return the difference in words to the filing that this one follows: " (+24)"; empty for the first."""
    before = public_story.predecessor(filing)
    return f" ({filing.words - before.words:+d})".replace("-", "−") if before else ""


@register.simple_tag
def row_attrs(row: ComparisonRow) -> str:
    """Print the attributes of a changed paragraph: its number on the page, and the paragraph that it moved from."""
    number = format_html(' id="c{}"', row.place) if row.place else ""
    origin = format_html(' data-moved-from="{}"', row.moved_from) if row.moved_from else ""
    return format_html("{}{}", number, origin)


@register.simple_tag
def print_changes(segments: tuple[Segment, ...]) -> str:
    """Print the words of a compared paragraph, with each removal and addition named for screen readers."""
    return format_html_join("", "{}", ((segment_html(*pair),) for pair in pair_with_addresses(segments)))


def segment_html(segment: Segment, address: str) -> str:
    """Return a run of words with its marks, inside del or ins where it changed, before the address of a link."""
    html: str = format_html_join(BREAK, "{}", ((line,) for line in segment.text.split("\n")))
    for mark in segment.marks:
        html = mark_html(html, mark)
    if address:
        html = format_html('{} <bdi class="address" dir="ltr">{}</bdi>', html, address)
    if segment.op not in CHANGE_MARKUP:
        return html
    element, label = CHANGE_MARKUP[segment.op]
    return format_html('<{0}><span class="vh">[{1}: </span>{2}<span class="vh">] </span></{0}>', element, label, html)


def mark_html(html: str, mark: copy.MarkKind) -> str:
    """Return a run of words inside one mark. Links are shown and not followed: an old text may lead anywhere."""
    if mark == copy.MarkKind.LINK:
        return format_html('<span class="link">{}</span>', html)
    return format_html("<{0}>{1}</{0}>", mark.value, html)


@register.simple_tag
def script_sentences() -> str:
    """Print the sentences of the pages' script by their names there."""
    return "|".join(f"{name}={words}" for name, words in SCRIPT_SENTENCES.items())


@register.filter
def iri(address: str) -> str:
    """Return an address as an IRI (RFC 3987), its letters as they are written: a third of the bytes; for HTML alone."""
    return uri_to_iri(address) if "%" in address else address


@register.simple_tag
def json_ld(
    public_story: PublicStory, filing: Filing, section: str, pictures: Iterable[Figure], related: Sequence[RelatedStory]
) -> DataBlock:
    """Return a story as JSON-LD, for a data block."""
    return DataBlock.from_data(news_article(public_story, filing, section, pictures, related))


def time_element(at: datetime, write: Callable[..., str]) -> str:
    """Return a time as a time element, which carries it for machines."""
    return time_element_in(at, write, get_language(), timezone.get_current_timezone())


@lru_cache(4_096)
def time_element_in(at: datetime, write: Callable[..., str], _language: str | None, _zone: tzinfo) -> str:
    """Return a time as a time element in the language and the zone of now; lists show the same times again."""
    return format_html('<time datetime="{}">{}</time>', datetime_attribute(at), write(at, utc=UTC_FOR_READERS))
