"""Tags of the page that shows how a text grew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from stories.compare import HEADLINE_KIND, ROW_KINDS, GrownParagraph, GrownSentence, Wording
from stories.copy import Html, Kind
from stories.display import datetimes
from stories.display.dates import print_short_date
from stories.display.page_language import language_tag
from stories.models import PublicStory
from stories.public.growth_page import GrowthView
from stories.public.version_choice import change_path
from stories.templatetags.stories import lang_attrs

register = template.Library()


@register.simple_tag
def print_span(view: GrowthView, span: Wording, public_story: PublicStory) -> str:
    """Print in which versions words stand, and lead to the change that cut them."""
    if not span.cut_in:
        return format_html(_("“{words}” stands since version {first}."), words=span.text, first=span.first)
    if span.first == span.last:
        sentence = _("“{words}” stood in version {first} and was cut in version {cut}.")
    else:
        sentence = _("“{words}” stood in versions {first} to {last} and was cut in version {cut}.")
    text = format_html(sentence, words=span.text, first=span.first, last=span.last, cut=span.cut_in)
    link = '{} <a href="{}">{}</a> · <a href="#hit">{}</a>'
    return format_html(link, text, change_path(public_story, span.cut_in), _("See the change"), _("Go to the place"))


@register.simple_tag
def print_growth(view: GrowthView, public_story: PublicStory) -> str:
    """Print the paragraphs of the newest text, each sentence behind the version that brought it, and the cuts."""
    printer = GrowthPrinter(view, public_story)
    return format_html("{}{}", printer.cuts(view.growth.opening), printer.paragraphs())


class GrowthPrinter:
    """Prints one page; the first sentence that holds the words looked for is marked as the place to go to."""

    def __init__(self, view: GrowthView, public_story: PublicStory) -> None:
        self.view, self.public_story = view, public_story
        self.has_hit = False
        self.newest = view.filings[view.newest]

    def paragraphs(self) -> str:
        """Return all paragraphs, one a line, and the rows of each table in one."""
        runs = groupby(self.view.growth.paragraphs, key=lambda each: each.kind in ROW_KINDS)
        parts = (self.table(list(run)) if is_table else self.lines(run) for is_table, run in runs)
        return format_html_join("\n", "{}", ((part,) for part in parts))

    def lines(self, paragraphs: Iterable[GrownParagraph]) -> str:
        """Return paragraphs, one a line."""
        return format_html_join("\n", "{}", ((self.paragraph(each),) for each in paragraphs))

    def table(self, rows: Sequence[GrownParagraph]) -> str:
        """Return the rows of a table, each behind its version and above what came before it or was cut below it."""
        columns = max(row.sentences[0].wording.text.count("\t") + 2 for row in rows if row.sentences)
        printed = format_html_join("\n", "{}", ((self.row(row, columns),) for row in rows if row.sentences))
        frame = '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="cells">{}</table></div>'
        return format_html(frame, _("Table"), printed)

    def row(self, row: GrownParagraph, columns: int) -> str:
        """Return a row of a table."""
        wording = row.sentences[0].wording
        age, name = self.view.age(wording), Html("th" if row.kind == Kind.HEAD_ROW else "td")
        kind = Html(f' class="s {age}"' if age != "old" else "")
        texts = ((name, kind, self.mark(cell)) for cell in wording.text.split("\t"))
        cells = format_html_join("", "<{0}{1}>{2}</{0}>", texts)
        label = format_html('<td class="since">{}</td>', self.version_label(wording.first))
        folds = format_html("{}{}", self.earlier(row.sentences), self.cuts(row.cuts))
        below = format_html('<tr class="folds"><td colspan="{}">{}</td></tr>', columns, folds) if folds else ""
        return format_html("<tr{}>{}{}</tr>{}", self.hit(wording), label, cells, below)

    def paragraph(self, paragraph: GrownParagraph) -> str:
        """Return a paragraph with what came before its wordings, and with what was cut behind it."""
        words = format_html_join(" ", "{}", ((part,) for part in self.sentences(paragraph.sentences)))
        element = Html("h2") if paragraph.kind == HEADLINE_KIND else Html("p")
        kind = Html(f' class="{paragraph.kind}"')
        whole = format_html("<{0}{1}>{2}</{0}>", element, kind, words) if paragraph.sentences else ""
        return format_html("{}{}{}", whole, self.earlier(paragraph.sentences), self.cuts(paragraph.cuts))

    def sentences(self, sentences: Iterable[GrownSentence]) -> Iterator[str]:
        """Yield sentences, each behind its version unless that stands before the sentence ahead."""
        shown = 0
        for sentence in sentences:
            wording = sentence.wording
            label = self.version_label(wording.first) if wording.first != shown else ""
            shown = wording.first
            age = self.view.age(wording)
            kind = Html("" if age == "old" else f" {age}")
            words = self.mark(wording.text)
            yield format_html('{}<span class="s{}"{}>{}</span>', label, kind, self.hit(wording), words)

    def hit(self, wording: Wording) -> str:
        """Return the attribute of the first sentence that was looked for."""
        if self.has_hit or not self.view.is_hit(wording):
            return ""
        self.has_hit = True
        return Html(' id="hit"')

    def mark(self, text: str) -> str:
        """Return the words of a sentence or of a cell, with those looked for marked."""
        words = self.view.phrase.split()
        if not words:
            return format_html("{}", text)
        pattern = r"\s+".join(map(re.escape, words))
        parts = re.split(f"({pattern})", text, flags=re.IGNORECASE)
        return format_html_join(
            "", "{}", ((format_html("<mark>{}</mark>", part) if at % 2 else part,) for at, part in enumerate(parts))
        )

    def version_label(self, number: int) -> str:
        """Return the version that brought a sentence, as a link to what it changed."""
        at = self.view.filings[number].moved_at
        is_same_day = timezone.localdate(at) == timezone.localdate(self.newest.moved_at)
        when = datetimes.print_time(at, zone=False) if is_same_day else print_short_date(at)
        name = _("v{number} · {when}").format(number=number, when=when)
        if number == self.view.growth.first and self.public_story.shape.predecessor(number):
            name = _("v{number} or before").format(number=number)
        template_ = '<a class="v" href="{}"><span class="vh">{} </span>{}</a>'
        return format_html(template_, change_path(self.public_story, number), _("since"), name)

    def earlier(self, sentences: Iterable[GrownSentence]) -> str:
        """Return the earlier wordings of some sentences, folded."""
        earlier = [wording for sentence in sentences for wording in sentence.earlier]
        if not earlier:
            return ""
        name = ngettext("{count} earlier wording", "{count} earlier wordings", len(earlier)).format(count=len(earlier))
        return self.fold(name, earlier)

    def cuts(self, cuts: Iterable[GrownSentence]) -> str:
        """Return what was cut, folded, that of one version together."""
        groups: dict[tuple[int, int], list[Wording]] = {}
        for cut in cuts:
            group = groups.setdefault((cut.wording.first, cut.wording.cut_in), [])
            group += [cut.wording, *cut.earlier]
        return format_html_join("", "{}", ((self.fold(self.cut_name(group), group),) for group in groups.values()))

    def cut_name(self, group: list[Wording]) -> str:
        """Return the name of a fold: where its words were cut, and where they stood before."""
        first, last = min(wording.first for wording in group), group[0].last
        if first == last:
            return _("Cut in version {cut} (stood in version {first})").format(cut=group[0].cut_in, first=first)
        sentence = _("Cut in version {cut} (stood in versions {first} to {last})")
        return sentence.format(cut=group[0].cut_in, first=first, last=last)

    def fold(self, name: str, wordings: list[Wording]) -> str:
        """Return wordings, folded unless they were looked for."""
        is_open = Html(" open" if any(map(self.view.is_hit, wordings)) else "")
        parts = ((self.hit(each), self.span_link(each), self.gone(each)) for each in wordings)
        rows = format_html_join("\n", "<p{}>{} {}</p>", parts)
        summary = lang_attrs(language_tag(get_language() or ""), self.newest.language)
        return format_html('<details class="cut"{}><summary{}>{}</summary>{}</details>', is_open, summary, name, rows)

    def gone(self, wording: Wording) -> str:
        """Return words that went; those of a row cell by cell, so that it shows in which column each stood."""
        cells = wording.text.split("\t")
        return format_html_join(
            " | ", "{}", ((format_html("<del>{}</del>", self.mark(c)) if c else "",) for c in cells)
        )

    def span_link(self, wording: Wording) -> str:
        """Return the versions in which a wording stood, as a link to the change that ended it."""
        span = f"v{wording.first}" if wording.first == wording.last else f"v{wording.first}–{wording.last}"
        return format_html('<a class="v" href="{}">{}</a>', change_path(self.public_story, wording.cut_in), span)
