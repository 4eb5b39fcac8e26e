"""Filters of the archive. A value that nothing answers to finds nothing; a bad date is reported at its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from stories import designators, search
from stories.display import languages, page_language
from stories.display.datetimes import day_bounds
from stories.display.designator_names import print_designator_kind
from stories.models import IS_CORRECTED, Filing, LiveKey, first_place, live_key
from stories.public.archive_choices import ArchiveChoices
from stories.public.archive_fields import DayField, FlagInput, OfferingInput, OpenSelect
from stories.public.subject_filter import SubjectMatch, match_subject

LANGUAGE_CHOICES = [(tag, name) for tag, name in languages.LANGUAGE_NAMES.items() if tag in page_language.EDITIONS]
DESIGNATORS_OFFERED = ("Urgent", "LD", "Writethru", "Update", "Correction", "Clarification", "Refile")
KIND_PRINTS = [designators.print_kind(kind, None).casefold() for kind in designators.Kind]
LONGEST_SUBJECT_QUERY = 405  # characters; a key of a subject has no more
DATES = ("after", "before")
VERSIONS, ALL_VERSIONS = "in", "all"  # a name that Python keeps for itself
VERSIONS_LABEL = gettext_lazy("In all versions, also words cut since")
SHORT_LABELS = {VERSIONS: gettext_lazy("Versions")}  # of filters in use, where the form says more
SORT, RELEVANCE = "sort", "relevance"
SORT_CHOICES = [("", gettext_lazy("The latest first")), (RELEVANCE, gettext_lazy("By relevance"))]
VERSIONS_CHOICES = [(ALL_VERSIONS, gettext_lazy("all"))]
CURSOR_NAMES = ("older", "newer")  # where in the list a reader is; another list begins at its beginning

KeyGroup = Collection[str]  # keys of live stories of which a story has one at least


def designator_labels() -> dict[str, str]:
    """Return the designators that the form offers, each with its name in the language in which it is printed."""
    return {kind: lazy(print_designator_kind, str)(kind) for kind in DESIGNATORS_OFFERED}


def may_be_designator(words: str) -> bool:
    """Return whether some story may carry a designator with these words, whole or as a part."""
    return bool(designators.from_text(words)) or any(words.casefold() in kind for kind in KIND_PRINTS)


def designator_groups(words: str) -> list[KeyGroup]:
    """Return the keys of a whole designator where it has a figure, else those of every one of its kinds.

    Of a part of a kind, those of all kinds that have it: "refi" is a refile.
    """
    words = words.casefold()
    if any(map(str.isdigit, words)):
        return [[live_key(LiveKey.Scheme.WHOLE_DESIGNATOR, words)]]
    value = None if words in KIND_PRINTS else designators.from_text(words)
    asked = [designators.print_kind(kind, None).casefold() for kind in value.kinds] if value else [words]
    kinds = ([kind] if kind in KIND_PRINTS else [known for known in KIND_PRINTS if kind in known] for kind in asked)
    return [[live_key(LiveKey.Scheme.DESIGNATOR, kind) for kind in group] for group in kinds]


class DayFilter(DateFilter):
    """A day of the site's zone, from or to which stories are wanted: by the time when they moved."""

    field_class = DayField


class ArchiveFilters(FilterSet):
    """Filters over the newest filings of live stories: read and told of here, answered by keys of their places."""

    q = CharFilter(
        label=pgettext_lazy("to search for", "Words"),
        max_length=search.QUERY_LIMIT,
        widget=forms.TextInput({"type": "search"}),
    )
    section = CharFilter(label=gettext_lazy("Section"), widget=OpenSelect)
    source = CharFilter(label=gettext_lazy("Agency"), widget=OpenSelect)
    designator = CharFilter(label=gettext_lazy("Designator"), widget=OpenSelect)
    genre = CharFilter(label=gettext_lazy("Genre"))
    subject = CharFilter(label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT_QUERY, widget=OfferingInput)
    language = CharFilter(label=gettext_lazy("Language"), widget=OpenSelect(choices=LANGUAGE_CHOICES))
    after = DayFilter(label=gettext_lazy("From"))
    before = DayFilter(label=gettext_lazy("To"))

    corrected = ChoiceFilter(
        label=gettext_lazy("Corrected"), choices=[(IS_CORRECTED, gettext_lazy("yes"))], widget=FlagInput(IS_CORRECTED)
    )

    class Meta:
        model = Filing
        fields: tuple[str, ...] = ()

    def __init__(self, query: QueryDict, places: ArchiveChoices) -> None:
        super().__init__(query, Filing.public.all())  # which nothing asks: the places of the keys answer
        fields = self.form.fields
        fields["subject"].widget.offer(places.subjects)
        fields["section"].widget.choices = [(slug, section.name) for slug, section in places.sections.items()]
        fields["source"].widget.choices = [(name, name) for name in places.sources]
        fields["designator"].widget.choices = list(designator_labels().items())
        fields[VERSIONS] = forms.ChoiceField(choices=VERSIONS_CHOICES, widget=FlagInput(ALL_VERSIONS), required=False)
        fields[VERSIONS].label = VERSIONS_LABEL
        fields[SORT] = forms.ChoiceField(choices=SORT_CHOICES, label=gettext_lazy("Sort"), required=False)
        self.form.full_clean()
        self.places = places

    @property
    def values(self) -> dict[str, object]:
        """The filters that were filled in and could be read."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def words(self) -> str:
        """The words that stories are searched for."""
        return str(self.values.get("q", ""))

    @property
    def in_all_versions(self) -> bool:
        """Whether older versions are looked through, too."""
        return self.values.get(VERSIONS) == ALL_VERSIONS

    @property
    def is_by_relevance(self) -> bool:
        """Whether stories with the words in their headlines come first."""
        return self.values.get(SORT) == RELEVANCE

    @property
    def versions_box(self) -> forms.BoundField:
        """The box for older versions."""
        box: forms.BoundField = self.form[VERSIONS]
        return box

    @property
    def dates(self) -> list[forms.BoundField]:
        """The fields of days."""
        return [self.form[name] for name in DATES]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that are folded until one of them is used."""
        return [field for field in self.form if field.name not in ("q", VERSIONS, *DATES)]

    @property
    def is_narrowed(self) -> bool:
        """Whether a folded field is used."""
        return any(field.name in self.values or field.errors for field in self.others)

    @property
    def is_deep(self) -> bool:
        """Whether the address asks for a page behind the first one."""
        return any(self.data.get(name) for name in CURSOR_NAMES)

    def key_groups(self) -> list[KeyGroup]:
        """Return the keys of the other filters: a story has one of each group. None answers to an empty group."""
        scheme = LiveKey.Scheme
        asked = {name: str(value) for name, value in self.values.items()}
        groups: list[KeyGroup] = [[]] if self.form.errors else []  # what cannot be read finds nothing, and says why
        if "corrected" in asked:
            groups.append([live_key(scheme.CORRECTED, IS_CORRECTED)])
        if "section" in asked:
            groups.append([live_key(scheme.SECTION, number) for number in self.places.numbers_of(asked["section"])])
        if "source" in asked:
            groups.append([live_key(scheme.CREDIT, asked["source"].casefold())])
        if "designator" in asked:
            groups += designator_groups(asked["designator"])
        if "genre" in asked:
            groups.append([live_key(scheme.GENRE, asked["genre"].rstrip(":").casefold())])
        if "language" in asked:
            groups.append([live_key(scheme.LANGUAGE, asked["language"].lower())])
        if "subject" in asked:
            groups.append(self.subject_match.keys)
        return groups

    def span(self) -> search.Span:
        """Return the places from the first day that is asked for to the last one."""
        after, before = self.form.cleaned_data.get("after"), self.form.cleaned_data.get("before")
        return search.Span(
            above=first_place(day_bounds(after)[0]) - 1 if after else search.LOWEST,
            below=first_place(day_bounds(before)[1]) if before else search.HIGHEST,
        )

    @cached_property
    def subject_match(self) -> SubjectMatch:
        """The subjects that were asked for."""
        return match_subject(str(self.values["subject"]))

    def filters_in_use(self) -> list[tuple[str, str, str]]:
        """Return the filters in use: the label of each, its value in words, and the query without it."""
        return [
            (
                str(SHORT_LABELS.get(name, self.form.fields[name].label)),
                self.value_label(name, value),
                self.query_without(name),
            )
            for name, value in self.values.items()
            if name != SORT
        ]

    def value_label(self, name: str, value: object) -> str:
        """Return the label of the choice that has this value, or the name of the subject that it stands for."""
        if name == "subject":
            return self.subject_match.name or str(value)
        field = self.form.fields[name]
        choices: dict[object, object] = dict(getattr(field, "choices", ()) or getattr(field.widget, "choices", ()))
        return str(choices.get(value, value))

    def query_without(self, name: str) -> str:
        """Return the query without one filter, from the beginning of the list."""
        query: QueryDict = self.data.copy()
        for key in {name, *CURSOR_NAMES} & query.keys():
            del query[key]
        return query.urlencode()

    def query_with(self, values: Mapping[str, str]) -> str:
        """Return the query with the values of some filters, from the beginning of the list."""
        query: QueryDict = self.data.copy()
        for key in {*CURSOR_NAMES} & query.keys():
            del query[key]
        for name, value in values.items():
            query[name] = value
        return query.urlencode()

    def is_asked(self, name: str, value: str) -> bool:
        """Return whether a filter has a value in the address, whatever its case."""
        return str(self.data.get(name, "")).casefold() == value.casefold()

    def mistakes(self) -> list[str]:
        """Return a sentence for each filter whose value nothing can answer to."""
        asked = {name: str(value).casefold() for name, value in self.values.items()}
        sentences: list[str] = []
        if self.words.strip() and not search.has_words(self.words):
            sentences.append(_("There is no word to look for in “{words}”.").format(words=self.words))
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
        if "subject" in asked and not self.subject_match.keys:
            sentence = _("No story here has the subject “{name}”. Write its name, or its code, as medtop:20000344.")
            sentences.append(sentence.format(name=self.values["subject"]))
        if asked.get("after", "") > asked.get("before", "9999"):
            sentences.append(_("The first day lies after the last one."))
        return sentences
