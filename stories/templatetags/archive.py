"""Tags of the archive's pages: what was found, with marks."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from stories import search
from stories.public.archive_hits import FoundStory, VersionRun
from stories.templatetags.stories import designator, lang_attrs

register = template.Library()


@register.simple_tag
def mark_parts(parts: Iterable[search.MarkedPart]) -> str:
    """Print the parts of a text, those that were found as marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>" if part.is_found else "{}", part.text),) for part in parts)
    )


@register.simple_tag
def headline_with_marks(story: FoundStory) -> str:
    """Print the headline of a story that was found, behind its designator, with marks."""
    filing, parts = story.filing, story.headline
    return format_html("{}<bdi{}>{}</bdi>", designator(filing), lang_attrs(filing.language), mark_parts(parts))


@register.simple_tag
def version_run(run: VersionRun) -> str:
    """Print the versions in a row that have what was looked for, and the change that took it out, as a link."""
    sentence = _("in version {last}") if run.first == run.last else _("in versions {first} to {last}")
    where = format_html(sentence, first=run.first, last=run.last)
    if run.removed_in is None:
        return where
    sentence = _('{where}, <a href="{address}">removed in version {number}</a>')
    return format_html(sentence, where=where, address=run.address, number=run.removed_in)
