"""Wording with rules: datelines, dates, languages, designators, changed words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import unquote

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from stories import copy, designators
from stories.compare import Op, Segment, Summary, linked
from stories.copy.terms import TOKEN, UNSPACED
from stories.digests import moment as in_utc
from stories.display import datetimes
from stories.display.comparison import Row, places
from stories.display.moments import in_markup
from stories.display.pictures import Figure
from stories.models import Filing, Look
from stories.public.corrections import LABELS
from stories.public.structured_data import DataBlock, article

register = template.Library()

FIRST_PARAGRAPH = "<p>"
UNSPACED_RUN = re.compile(f"[{UNSPACED}]")
BREAK = copy.Html("<br>")
OF_SCRIPT = {
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
    "read": gettext_lazy("Read it"),
    "since": gettext_lazy("Changed since you read it: {}"),
    "hide": gettext_lazy("Hide the marks"),
    "show": gettext_lazy("Show the marks"),
    "close": gettext_lazy("Close"),
}
SAID = {Op.REMOVED: ("del", gettext_lazy("removed")), Op.ADDED: ("ins", gettext_lazy("added"))}


@register.simple_tag
def body(filing: Filing) -> str:
    """The words of a filing, its dateline at the head of the first paragraph."""
    if not filing.dateline:
        return filing.body_html
    if not filing.body_html.startswith(FIRST_PARAGRAPH):
        return format_html("<p>{}</p>\n{}", filing.dateline, filing.body_html)
    rest = copy.Html(filing.body_html.removeprefix(FIRST_PARAGRAPH))  # still as copy printed it, but for its first tag
    return format_html('<p><span class="dateline">{}</span> {}', filing.dateline, rest)


@register.simple_tag
def clock(at: datetime) -> str:
    """The time of day, with the moment for machines."""
    return format_html('<time datetime="{}">{}</time>', in_markup(at), datetimes.clock(at))


@register.simple_tag
def moment(at: datetime) -> str:
    """The date and the time of day, with the moment for machines."""
    return format_html('<time datetime="{}">{}</time>', in_markup(at), datetimes.day_and_clock(at))


@register.simple_tag
def moment_beside(at: datetime, dated_on: date) -> str:
    """The time of day beside a printed date; with its own date where that is another."""
    return clock(at) if timezone.localdate(at) == dated_on else moment(at)


@register.filter
def of_filing(cards: dict[int, Figure] | str, filing: Filing) -> Figure | None:
    """The picture of a filing in a list; None where it has none, or the list shows none."""
    return cards.get(filing.pk) if cards else None


@register.filter
def short_day(at: datetime) -> str:
    """The date of a moment without its year: Feb 10."""
    return datetimes.short_day(at)


@register.filter
def in_words(day: date) -> str:
    """A date in the language of the page."""
    return datetimes.printed_day(day, get_language() or "")


@register.filter
def iso(at: datetime) -> str:
    """A moment for machines: 2017-02-10T01:10:00.000000Z."""
    return in_utc(at)


@register.simple_tag
def printed_day(day: date, language: str = "en") -> str:
    """A printed date in a language, with the date for machines."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), datetimes.printed_day(day, language))


@register.filter
def comma(language: str) -> str:
    """The comma of a language."""
    return datetimes.comma(language)


@register.filter
def locale_of(language: str) -> str:
    """A language as OpenGraph names it; empty where it has no name for it."""
    return datetimes.locale_of(language)


@register.simple_tag
def written_in(language: str, around: str = "") -> str:
    """The attributes of a part that is written in another language than what stands around it."""
    if not language or datetimes.are_one(language, around or get_language() or ""):
        return ""
    return format_html(' lang="{}" dir="{}"', language, datetimes.direction(language))


@register.simple_tag
def designator(filing: Filing) -> str:
    """The designator before a headline; the colon is heard, and seen where there is no style sheet."""
    if not filing.designator:
        return ""
    return format_html('<span class="desig">{}<span class="vh">: </span></span>', filing.designator)


@register.simple_tag(takes_context=True)
def headline(context: template.Context, filing: Filing) -> str:
    """The headline of a story in a list, behind its designator, with the words that were searched for marked."""
    text = marked(filing.headline, context.get("searched", ""))
    return format_html("{}<bdi{}>{}</bdi>", designator(filing), written_in(filing.language), text)


@register.filter
def spelled_out(printed: str) -> tuple[str, str] | None:
    """What a printed designator is called in full, and what it means; None for one that only its agency knows."""
    read = designators.printed(printed)
    return designators.spelled_out(read, _) if read else None


@register.filter
def place_among(filing: Filing, look: Look) -> str:
    """Which version a reader has: "2 of 2", or "2, the newest of 3" where older copy was filed late."""
    if filing.number == look.newest_number and look.total > filing.number:
        return _("{number}, the newest of {total}").format(number=filing.number, total=look.total)
    return _("{number} of {total}").format(number=filing.number, total=look.total)


@register.simple_tag
def facts(filing: Filing, look: Look) -> str:
    """What a history says of a filing: Version 3, Feb 10, 2017, 01:10 GMT, Xinhua, 310 words (+24), Correction."""
    said = [
        _("Version {number}").format(number=filing.number),
        moment(filing.filed_at),
        filing.credit,
        ngettext("{count} word", "{count} words", filing.words).format(count=filing.words) + growth(filing, look),
    ]
    said += [format_html("<strong>{}</strong>", amended(filing))] if filing.amends else []
    said += [_("the newest")] if filing.number == look.newest_number else []
    return format_html_join(_(", "), "{}", ((fact,) for fact in said))


@register.filter
def amended(filing: Filing) -> str:
    """What a filing that puts another right is called."""
    return str(LABELS[filing.amends])


@register.simple_tag
def version(filing: Filing) -> str:
    """A filing as a link, with its designator and moment: version 2 (1st LD), Feb 10, 2017, 01:10 GMT."""
    link = '<a href="{}">{}</a>'
    name = _("version {number}").format(number=filing.number)
    name += f" ({filing.designator})" if filing.designator else ""
    return format_html_join(
        _(", "), "{}", [(format_html(link, filing.get_permanent_url(), name),), (moment(filing.filed_at),)]
    )


@register.filter
def readable(address: str) -> str:
    """An address with its letters in place of their codes: to be read, and copied by hand."""
    return unquote(address)


@register.filter
def as_code(names: Iterable[str]) -> str:
    """Names as code prints them, in a row."""
    return format_html_join(", ", "<code>{}</code>", ((name,) for name in names))


@register.filter
def changed_in(steps: dict[int, Summary], filing: Filing) -> str:
    """Where a filing changed the one that it follows: "headline, paragraphs 2 and 5"; empty where no word did."""
    told = steps.get(filing.number)
    return places(told) if told else ""


@register.filter
def has_words_before(filing: Filing, look: Look) -> bool:
    """Whether the filing that it follows may still be read, so that what changed can be shown."""
    before = look.numbered(filing.follows)
    return before is not None and not before.is_taken_down


def growth(filing: Filing, look: Look) -> str:
    """How many words a filing has more or less than the one that it follows: " (+24)"; nothing for the first."""
    before = look.numbered(filing.follows)
    return f" ({filing.words - before.words:+d})".replace("-", "−") if before else ""


def marked(text: str, words: str) -> str:
    """A text with the words that were searched for marked."""
    wanted = [re.escape(run) if UNSPACED_RUN.match(run) else rf"\b{re.escape(run)}\b" for run in TOKEN.findall(words)]
    if not wanted:
        return text
    parts = re.split(f"({'|'.join(wanted)})", text, flags=re.IGNORECASE)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if i % 2 else part,) for i, part in enumerate(parts))
    )


@register.simple_tag
def anchor(row: Row) -> str:
    """The attributes of a changed paragraph: its number on the page, and where it came from."""
    number = format_html(' id="c{}"', row.place) if row.place else ""
    origin = format_html(' data-moved-from="{}"', row.moved_from) if row.moved_from else ""
    return format_html("{}{}", number, origin)


@register.simple_tag
def changed_words(segments: tuple[Segment, ...]) -> str:
    """The words of a compared paragraph; what was removed and added is said, as not every screen reader says it."""
    return format_html_join("", "{}", ((segment_html(*pair),) for pair in linked(segments)))


def segment_html(segment: Segment, address: str) -> str:
    """A run of words with its marks, inside del or ins where it changed, and behind it a changed link's address."""
    html = format_html_join(BREAK, "{}", ((line,) for line in segment.text.split("\n")))
    for mark in segment.marks:
        html = marked_html(html, mark)
    if address:
        html = format_html('{} <bdi class="address" dir="ltr">{}</bdi>', html, address)
    if segment.op not in SAID:
        return html
    element, said = SAID[segment.op]
    return format_html('<{0}><span class="vh">[{1}: </span>{2}<span class="vh">] </span></{0}>', element, said, html)


def marked_html(html: str, mark: copy.MarkKind) -> str:
    """A run of words inside one mark. Links are shown and not followed: an old text may lead anywhere."""
    if mark == copy.MarkKind.LINK:
        return format_html('<span class="link">{}</span>', html)
    return format_html("<{0}>{1}</{0}>", mark.value, html)


@register.simple_tag
def words_of_script() -> str:
    """What the script of the pages says, by the names that it goes by there, as JSON."""
    return json.dumps({name: str(words) for name, words in OF_SCRIPT.items()}, ensure_ascii=False)


@register.simple_tag
def linked_data(look: Look, filing: Filing, pictures: Iterable[Figure]) -> DataBlock:
    """A story as JSON-LD, for a data block."""
    return DataBlock.of(article(look, filing, pictures))
