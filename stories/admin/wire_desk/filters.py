"""The filters of the wire desk: by state, section, source, language and urgency, each a chip with its choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.admin.wire_desk.tabs import ViewFilter
from stories.display import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin.views.main import ChangeList
    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise

    from stories.models import Story
    from stories.models.story import StoryQuerySet

# Sentences for the newsroom alone: readers' languages leave them out.

URGENCY_CHOICES = tuple(str(urgency) for urgency in range(1, 10))


class LanguageFilter(admin.SimpleListFilter):
    """The filter of the list by language, out of a fixed list: to look for those in use would read the whole table."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Story]) -> list[tuple[str, _StrOrPromise]]:
        """Return the languages by tag, the newsroom's own first."""
        return sorted(languages.LANGUAGE_NAMES.items(), key=lambda row: row[0] != settings.LANGUAGE_CODE)

    def queryset(self, request: HttpRequest, queryset: StoryQuerySet) -> StoryQuerySet:  # type: ignore[override]  # the admin passes no other
        language = self.value()
        return queryset.in_language(language) if language else queryset


class UrgencyFilter(admin.SimpleListFilter):
    """The filter of the list by urgency."""

    title = gettext_lazy("urgency")
    parameter_name = "urgency"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Story]) -> list[tuple[str, str]]:
        return [(urgency, _("Urgency {number}").format(number=urgency)) for urgency in URGENCY_CHOICES]

    def queryset(self, request: HttpRequest, queryset: StoryQuerySet) -> StoryQuerySet:  # type: ignore[override]  # as above
        urgency = self.value() or ""
        return queryset.filter(urgency=urgency) if urgency in URGENCY_CHOICES else queryset


@dataclass(frozen=True, slots=True)
class ChipLink:
    """A choice of a filter: a link to the list that is narrowed by it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter above the list: its choices; where one is made its `label` and the address of the list without it."""

    title: str
    choices: tuple[ChipLink, ...]
    label: str = ""
    off_address: str = ""


def filter_chips(changes: ChangeList) -> Iterator[Chip]:
    """Yield the filters of a list as chips. The view is none: it has a line of its own."""
    for spec in changes.filter_specs:
        if isinstance(spec, ViewFilter):
            continue
        off, *choices = spec.choices(changes)
        chosen = next((choice for choice in choices if choice["selected"]), None)
        yield Chip(
            str(spec.title).capitalize(),
            tuple(ChipLink(str(choice["display"]), str(choice["query_string"])) for choice in choices),
            label=str(chosen["display"]) if chosen else "",
            off_address=str(off["query_string"]) if chosen else "",
        )
