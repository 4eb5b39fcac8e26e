"""Filters of the archive. A value that nothing answers to finds nothing; a bad date is reported at its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, DateFilter, FilterSet

from stories import designators, search
from stories.display import languages, page_language
from stories.display.datetimes import day_bounds
from stories.models import Filing, Section, Source
from stories.models.filing import PublicFilings
from stories.public.subject_filter import SubjectMatch, match_subject

LANGUAGE_CHOICES = [(tag, name) for tag, name in languages.LANGUAGE_NAMES.items() if tag in page_language.EDITIONS]
DESIGNATOR_CHOICES = [
    (kind, kind) for kind in ("Urgent", "LD", "Writethru", "Update", "Correction", "Clarification", "Refile")
]
OptionGroups = list[tuple[str | None, list[dict[str, Any]], int | None]]
LONGEST_SUBJECT_QUERY = 405  # characters; a key of a subject has no more
CURSOR_NAMES = ("older", "newer")  # where in the list a reader is; another list begins at its beginning


@dataclass(frozen=True, slots=True)
class ArchiveChoices:
    """The sections by slug, and the agencies, that have a public story."""

    sections: dict[str, str]
    sources: list[str]


def archive_choices() -> ArchiveChoices:
    """Return the choices of the archive's form. One query. An agency without a public story is not named."""
    public = Filing.public.newest().filter(source=OuterRef("pk"))
    slug = Value("", output_field=CharField())
    sections = Section.objects.order_by().values_list("slug", "name")
    sources = Source.objects.order_by().filter(Exists(public)).annotate(slug=slug).values_list("slug", "name")
    rows = list(sections.union(sources, all=True).order_by("name"))
    return ArchiveChoices({slug: name for slug, name in rows if slug}, [name for slug, name in rows if not slug])


class OpenSelect(forms.Select):
    """A choice among values that exist; an unknown value stays chosen, so that a reader can take it off."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> OptionGroups:
        """Return the groups of options, with the chosen value among them whatever its case."""
        known = {str(key).casefold(): key for key, _label in self.choices}
        value = [known.get(one.casefold(), one) for one in value]
        self.choices = [("", gettext_lazy("Any")), *((key, label) for key, label in self.choices if key)]
        self.choices += [(one, one) for one in value if one.casefold() not in known and one]
        return super().optgroups(name, value, attrs)


class OfferingInput(forms.TextInput):
    """A field of text that offers some values beside what may be typed."""

    suggestions: tuple[str, ...] = ()

    def offer(self, values: Sequence[str]) -> None:
        """Offer values; the form prints them beside the field."""
        self.suggestions = tuple(values)

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the widget, which names the list where there is one."""
        context = super().get_context(name, value, attrs)
        if self.suggestions:
            context["widget"]["attrs"]["list"] = f"offered_{name}"
        return context


class DayInput(forms.DateInput):
    """A field for a date; a field of text where what was typed is no date, so that it is still shown."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the widget, with the type that its value can be shown in."""
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "date" if is_empty_or_date(value) else "text"
        return context


def is_empty_or_date(value: object) -> bool:
    """Return whether a value is empty, or a date in ISO form."""
    try:
        return not value or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


class DayField(forms.DateField):
    """A date in ISO form, the one spelling that is the same everywhere."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Return the date that was typed; None for an empty field. Raises ValidationError for anything else."""
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            sentence = gettext_lazy("“%(value)s” is no date. Write it like 2017-02-10.")
            raise forms.ValidationError(sentence, params={"value": value}) from error


class DayFilter(DateFilter):
    """A day of the site's zone, from or to which stories are wanted: by the time when they moved."""

    field_class = DayField


def may_be_designator(words: str) -> bool:
    """Return whether some story may carry a designator with these words, whole or as a part."""
    return bool(designators.from_text(words)) or any(
        words.casefold() in kind.casefold() for kind, _label in DESIGNATOR_CHOICES
    )


class ArchiveFilters(FilterSet):
    """Filters over the newest filings of live stories."""

    q = CharFilter(
        method="filter_words",
        label=gettext_lazy("Words"),
        max_length=search.QUERY_LIMIT,
        widget=forms.TextInput({"type": "search"}),
    )
    section = CharFilter("section__slug", "iexact", label=gettext_lazy("Section"), widget=OpenSelect)
    source = CharFilter("credit", "iexact", label=gettext_lazy("Agency"), widget=OpenSelect)
    designator = CharFilter(
        method="filter_designator", label=gettext_lazy("Designator"), widget=OpenSelect(choices=DESIGNATOR_CHOICES)
    )
    genre = CharFilter(method="filter_genre", label=gettext_lazy("Genre"))
    subject = CharFilter(
        method="filter_subject",
        label=gettext_lazy("Subject"),
        max_length=LONGEST_SUBJECT_QUERY,
        widget=OfferingInput,
    )
    language = CharFilter(
        method="filter_language", label=gettext_lazy("Language"), widget=OpenSelect(choices=LANGUAGE_CHOICES)
    )
    after = DayFilter(method="filter_after", label=gettext_lazy("From"))
    before = DayFilter(method="filter_before", label=gettext_lazy("To"))

    class Meta:
        model = Filing
        fields: tuple[str, ...] = ()

    def __init__(
        self, query: QueryDict, rows: PublicFilings, places: ArchiveChoices, subjects: Sequence[str] = ()
    ) -> None:
        super().__init__(query, rows)
        self.form.fields["subject"].widget.offer(subjects)
        self.form.fields["section"].widget.choices = list(places.sections.items())
        self.form.fields["source"].widget.choices = [(name, name) for name in places.sources]
        self.form.full_clean()
        self.places = places

    @property
    def values(self) -> dict[str, object]:
        """The filters that were filled in and could be read."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def filter_words(self, rows: QuerySet[Filing], _name: str, words: str) -> QuerySet[Filing]:
        """Return the rows that hold every word."""
        return search.filter_by_words(rows, words)

    def filter_designator(self, rows: QuerySet[Filing], _name: str, words: str) -> QuerySet[Filing]:
        """Return the rows with a designator: a whole one where it has a figure, else every one of its kind."""
        how = "iexact" if any(map(str.isdigit, words)) else "icontains"
        return rows.filter(**{f"designator__{how}": words})

    def filter_genre(self, rows: QuerySet[Filing], _name: str, words: str) -> QuerySet[Filing]:
        """Return the rows of a genre, given with or without its colon."""
        return rows.filter(genre__iexact=words.rstrip(":"))

    @cached_property
    def subject_match(self) -> SubjectMatch:
        """The subjects that were asked for."""
        return match_subject(str(self.values["subject"]))

    def filter_subject(self, rows: QuerySet[Filing], _name: str, _words: str) -> QuerySet[Filing]:
        """Return the rows with a subject, or with one under it."""
        return self.subject_match.filter_filings(rows)

    def filter_language(self, rows: PublicFilings, _name: str, code: str) -> PublicFilings:
        """Return the rows in a language; zh finds zh-Hant, too."""
        return rows.in_language(code)

    def filter_after(self, rows: QuerySet[Filing], _name: str, day: date) -> QuerySet[Filing]:
        """Return the rows that moved on a day or later."""
        return rows.filter(moved_at__gte=day_bounds(day)[0])

    def filter_before(self, rows: QuerySet[Filing], _name: str, day: date) -> QuerySet[Filing]:
        """Return the rows that moved on a day or earlier."""
        return rows.filter(moved_at__lt=day_bounds(day)[1])

    def filters_in_use(self) -> list[tuple[str, str, str]]:
        """Return the filters in use: the label of each, its value in words, and the query without it."""
        return [
            (str(self.form.fields[name].label), self.value_label(name, value), self.query_without(name))
            for name, value in self.values.items()
        ]

    def value_label(self, name: str, value: object) -> str:
        """Return the label of the choice that has this value, or the name of the subject that it stands for."""
        if name == "subject":
            return self.subject_match.name or str(value)
        choices = dict(getattr(self.form.fields[name].widget, "choices", ()))
        return str(choices.get(value, value))

    def query_without(self, name: str) -> str:
        """Return the query without one filter, from the beginning of the list."""
        query: QueryDict = self.data.copy()
        for key in {name, *CURSOR_NAMES} & query.keys():
            del query[key]
        return query.urlencode()

    def is_known_subject(self) -> bool:
        """Return whether a live story has the subject that was asked for. One query."""
        return self.subject_match.filter_filings(Filing.public.newest()).exists()

    def mistakes(self) -> list[str]:
        """Return a sentence for each filter whose value nothing can answer to."""
        asked = {name: str(value).casefold() for name, value in self.values.items()}
        sentences: list[str] = []
        if asked.get("section") and asked["section"] not in map(str.casefold, self.places.sections):
            sentences.append(_("There is no section “{name}”.").format(name=self.values["section"]))
        if asked.get("source") and asked["source"] not in map(str.casefold, self.places.sources):
            sentences.append(
                _("No story here comes from an agency called “{name}”.").format(name=self.values["source"])
            )
        if "designator" in asked and not may_be_designator(asked["designator"]):
            sentence = _("We know no designator “{name}”. The help page lists them.")
            sentences.append(sentence.format(name=self.values["designator"]))
        if "language" in asked and not languages.is_known_language(asked["language"]):
            sentence = _("We know no language “{name}”. Write its code, as zh for Chinese.")
            sentences.append(sentence.format(name=self.values["language"]))
        if "subject" in asked and not self.is_known_subject():
            sentence = _("No story here has the subject “{name}”. Write its name, or its code, as medtop:20000344.")
            sentences.append(sentence.format(name=self.values["subject"]))
        if asked.get("after", "") > asked.get("before", "9999"):
            sentences.append(_("The first day lies after the last one."))
        return sentences
