"""What the archive can be asked for. A value that nothing answers to finds nothing; a bad date is told at its field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, DateFilter, FilterSet

from stories import designators, search
from stories.display import datetimes
from stories.models import Filing, Section, Source

LANGUAGES = [
    ("ar", gettext_lazy("Arabic")),
    ("zh", gettext_lazy("Chinese")),
    ("en", gettext_lazy("English")),
    ("fr", gettext_lazy("French")),
    ("ru", gettext_lazy("Russian")),
    ("es", gettext_lazy("Spanish")),
]
KINDS = [(kind, kind) for kind in ("Urgent", "LD", "Writethru", "Update", "Correction", "Clarification", "Refile")]
PLACES = ("older", "newer")  # where in the list a reader is; another list begins at its beginning


@dataclass(frozen=True, slots=True)
class Places:
    """The sections by slug, and the agencies, that there is something to find for."""

    sections: dict[str, str]
    sources: list[str]


def places() -> Places:
    """What the archive's form offers. One query. An agency that nothing public came from is not named."""
    public = Filing.public.newest().filter(source=OuterRef("pk"))
    slug = Value("", output_field=CharField())
    sections = Section.objects.order_by().values_list("slug", "name")
    sources = Source.objects.order_by().filter(Exists(public)).annotate(slug=slug).values_list("slug", "name")
    rows = list(sections.union(sources, all=True).order_by("name"))
    return Places({slug: name for slug, name in rows if slug}, [name for slug, name in rows if not slug])


class Offered(forms.Select):
    """A choice of values that were found; one that is not among them stays chosen, so that it can be taken off."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, object] | None = None) -> list[object]:
        known = {str(key).casefold(): key for key, _label in self.choices}
        value = [known.get(one.casefold(), one) for one in value]
        self.choices = [("", gettext_lazy("Any")), *((key, label) for key, label in self.choices if key)]
        self.choices += [(one, one) for one in value if one.casefold() not in known and one]
        return super().optgroups(name, value, attrs)


class DayInput(forms.DateInput):
    """A field for a date; for what was typed and is none, a field of text, which shows it still."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "date" if is_day(value) else "text"
        return context


def is_day(value: object) -> bool:
    """Whether something is a date as it is asked for, or nothing yet."""
    try:
        return not value or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


class Day(forms.DateField):
    """A date, in the one way of writing it that is the same everywhere."""

    widget = DayInput

    def to_python(self, value: object) -> date | None:
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            told = gettext_lazy("“%(value)s” is no date. Write it like 2017-02-10.")
            raise forms.ValidationError(told, params={"value": value}) from error


class DayFilter(DateFilter):
    """A printed date, from or to which stories are wanted."""

    field_class = Day


def is_designator(words: str) -> bool:
    """Whether some story may carry a designator that is asked for, whole or as a part."""
    return bool(designators.printed(words)) or any(words.casefold() in kind.casefold() for kind, _label in KINDS)


class Archive(FilterSet):
    """Filters over the newest filings of live stories."""

    q = CharFilter(
        method="with_words",
        label=gettext_lazy("Words"),
        max_length=search.QUERY_LIMIT,
        widget=forms.TextInput({"type": "search"}),
    )
    section = CharFilter("section__slug", "iexact", label=gettext_lazy("Section"), widget=Offered)
    source = CharFilter("credit", "iexact", label=gettext_lazy("Agency"), widget=Offered)
    designator = CharFilter(method="designated", label=gettext_lazy("Designator"), widget=Offered(choices=KINDS))
    genre = CharFilter(method="of_genre", label=gettext_lazy("Genre"))
    language = CharFilter(method="in_language", label=gettext_lazy("Language"), widget=Offered(choices=LANGUAGES))
    after = DayFilter("dated_on", "gte", label=gettext_lazy("From"))
    before = DayFilter("dated_on", "lte", label=gettext_lazy("To"))

    class Meta:
        model = Filing
        fields: tuple[str, ...] = ()

    def __init__(self, query: QueryDict, rows: QuerySet[Filing], places: Places) -> None:
        super().__init__(query, rows)
        self.form.fields["section"].widget.choices = list(places.sections.items())
        self.form.fields["source"].widget.choices = [(name, name) for name in places.sources]
        self.form.full_clean()
        self.places = places

    @property
    def asked(self) -> dict[str, object]:
        """What was asked for and could be read."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def with_words(self, rows: QuerySet[Filing], _name: str, words: str) -> QuerySet[Filing]:
        """Those that hold every word."""
        return search.filter_by_words(rows, words)

    def designated(self, rows: QuerySet[Filing], _name: str, words: str) -> QuerySet[Filing]:
        """Those with a designator: with a figure it is meant whole, without one it is meant as a kind."""
        how = "iexact" if any(map(str.isdigit, words)) else "icontains"
        return rows.filter(**{f"designator__{how}": words})

    def of_genre(self, rows: QuerySet[Filing], _name: str, words: str) -> QuerySet[Filing]:
        """Those of a genre, with or without its colon."""
        return rows.filter(genre__iexact=words.rstrip(":"))

    def in_language(self, rows: QuerySet[Filing], _name: str, code: str) -> QuerySet[Filing]:
        """Those in a language; zh finds zh-Hant, too."""
        return rows.in_language(code)

    def applied(self) -> list[tuple[str, str, str]]:
        """What was asked for: the name of each filter, its value in words, and the query without it."""
        return [
            (str(self.form.fields[name].label), self.in_words(name, value), self.without(name))
            for name, value in self.asked.items()
        ]

    def in_words(self, name: str, value: object) -> str:
        """A value as its choice is called."""
        choices = dict(getattr(self.form.fields[name].widget, "choices", ()))
        return str(choices.get(value, value))

    def without(self, name: str) -> str:
        """The query without one filter, from the beginning of the list."""
        query = self.data.copy()
        for key in {name, *PLACES} & query.keys():
            del query[key]
        return query.urlencode()

    def unknown(self) -> list[str]:
        """What in the question nothing can answer to, in sentences."""
        asked = {name: str(value).casefold() for name, value in self.asked.items()}
        said: list[str] = []
        if asked.get("section") and asked["section"] not in map(str.casefold, self.places.sections):
            said.append(_("There is no section “{name}”.").format(name=self.asked["section"]))
        if asked.get("source") and asked["source"] not in map(str.casefold, self.places.sources):
            said.append(_("No story here comes from an agency called “{name}”.").format(name=self.asked["source"]))
        if "designator" in asked and not is_designator(asked["designator"]):
            told = _("We know no designator “{name}”. The help page lists them.")
            said.append(told.format(name=self.asked["designator"]))
        if "language" in asked and not datetimes.is_known(asked["language"]):
            told = _("We know no language “{name}”. Write its code, as zh for Chinese.")
            said.append(told.format(name=self.asked["language"]))
        if asked.get("after", "") > asked.get("before", "9999"):
            said.append(_("The first day lies after the last one."))
        return said
