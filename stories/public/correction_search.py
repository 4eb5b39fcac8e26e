"""Corrections and withdrawals by kind, section, month and words: what a reader asks for, and what answers.

No index has their words: a page looks through as many entries as `LOOKED_THROUGH`, and the next one goes on behind.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from stories import search
from stories.display.datetimes import day_bounds
from stories.public.archive_choices import OfferedSection
from stories.public.archive_fields import OpenSelect
from stories.public.corrections import LABELS, CorrectionEntry, attach_changes, list_entries

LOOKED_THROUGH = 1_000  # entries of a page that are looked at, where a section or words are asked for
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
CURSOR = "before"
NARROWING = ("section", "month")


class MonthInput(forms.TextInput):
    """A field for a month; a field of text where what was typed is none, so that it is still shown."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the widget, with the type that its value can be shown in."""
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "month" if not value or MONTH.fullmatch(str(value)) else "text"
        return context


class CorrectionsForm(forms.Form):
    """What a reader asks of the corrections, and the time behind which the page begins."""

    q = forms.CharField(
        label=pgettext_lazy("to search for", "Words"),
        required=False,
        max_length=search.QUERY_LIMIT,
        widget=forms.TextInput({"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *LABELS.items()]
    )
    section = forms.CharField(label=gettext_lazy("Section"), required=False, widget=OpenSelect)
    month = forms.CharField(label=gettext_lazy("Month"), required=False, widget=MonthInput({"placeholder": "2017-02"}))
    before = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, query: QueryDict, sections: Mapping[str, OfferedSection]) -> None:
        super().__init__(query)
        self.asked_query = query
        self.sections = sections
        self.fields["section"].widget.choices = [(slug, section.name) for slug, section in sections.items()]

    def clean_q(self) -> str:
        """Return the words. Raises ValidationError where there are signs alone."""
        words = str(self.cleaned_data["q"])
        if words and not search.has_words(words):
            sentence = gettext_lazy("There is no word to look for in “%(words)s”.")
            raise forms.ValidationError(sentence, params={"words": words})
        return words

    def clean_section(self) -> int:
        """Return the key of the section, 0 for any. Raises ValidationError for one that is not there."""
        slug = str(self.cleaned_data["section"])
        found = {known.casefold(): section.number for known, section in self.sections.items()}
        if slug and slug.casefold() not in found:
            sentence = gettext_lazy("There is no section “%(name)s”.")
            raise forms.ValidationError(sentence, params={"name": slug})
        return found.get(slug.casefold(), 0)

    def clean_month(self) -> date | None:
        """Return the first day of the month, None for any. Raises ValidationError for what is no month."""
        value = str(self.cleaned_data["month"])
        try:
            return date.fromisoformat(f"{value}-01") if value else None
        except ValueError as error:
            sentence = gettext_lazy("“%(value)s” is no month. Write it like 2017-02.")
            raise forms.ValidationError(sentence, params={"value": value}) from error

    def clean_before(self) -> datetime | None:
        """Return the time in UTC. Raises ValidationError where it lies outside of the calendar there."""
        before = self.cleaned_data["before"]
        try:
            return before.astimezone(UTC) if before else None
        except OverflowError as error:
            raise forms.ValidationError(gettext_lazy("There is no such moment.")) from error

    @property
    def asked(self) -> CorrectionQuery | None:
        """What was asked for; None where a part of it cannot be read. A moment that is none is no part."""
        if self.errors.keys() - {CURSOR}:
            return None
        values = self.cleaned_data
        return CorrectionQuery(values["q"], values["kind"], values["section"], values["month"], values.get(CURSOR))

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields that are folded until one of them is used."""
        return [self[name] for name in NARROWING]

    @property
    def is_narrowed(self) -> bool:
        """Whether a folded field is used."""
        return any(self.data.get(name) for name in NARROWING)

    @property
    def query(self) -> str:
        """The query from the beginning of the list."""
        query = self.asked_query.copy()
        query.pop(CURSOR, None)
        return query.urlencode()


@dataclass(frozen=True)
class CorrectionQuery:
    """Words, a kind, a section by its key and a month by its first day; each may be empty. A page begins at a time."""

    words: str = ""
    kind: str = ""
    section: int = 0
    month: date | None = None
    before: datetime | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether entries are looked at one by one."""
        return bool(self.words or self.section)

    @property
    def since(self) -> datetime | None:
        """The time at which the month begins."""
        return day_bounds(self.month)[0] if self.month else None

    @property
    def end(self) -> datetime | None:
        """The time at which the page begins, which the latest entry lies before."""
        month = self.month
        last = day_bounds(month.replace(day=monthrange(month.year, month.month)[1]))[1] if month else None
        return min((moment for moment in (last, self.before) if moment), default=None)

    @cached_property
    def marker(self) -> search.Marker:
        """What finds the words in texts."""
        return search.make_marker(self.words)

    def is_answered(self, entry: CorrectionEntry) -> bool:
        """Return whether an entry is of the section and has the words, in what readers see of it."""
        texts = (entry.headline, entry.wrong, entry.right, entry.note, entry.reason)
        return self.section in (0, entry.section) and (
            not self.words or self.marker.answers([text for text in texts if text], entry.language)
        )


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Entries, the latest first, the time behind which more are, and whether that is as far as was looked."""

    entries: Sequence[CorrectionEntry] = ()
    older: datetime | None = None
    is_cut: bool = False


def find_corrections(asked: CorrectionQuery, size: int) -> CorrectionPage:
    """Return the first entries that answer. Four queries, and one or two more for what any came from and changed."""
    limit = max(size + 1, LOOKED_THROUGH) if asked.is_filtered else size + 1
    looked = list_entries(limit, kind=asked.kind, since=asked.since, before=asked.end, in_sections=bool(asked.section))
    found = [entry for entry in looked if not asked.is_filtered or asked.is_answered(entry)]
    shown = attach_changes(found[:size])
    if len(found) > size:
        return CorrectionPage(shown, shown[-1].filed_at)
    is_cut = asked.is_filtered and len(looked) == limit
    return CorrectionPage(shown, looked[-1].filed_at if is_cut else None, is_cut)
