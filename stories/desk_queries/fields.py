"""The filters that can be typed into the wire desk's search, each by a name and a value: `source:vesper`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from stories.copy.language_tags import read_tag
from stories.models import Section, SectionName, Source, State
from stories.search.documents import BY_WIRE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Sentences for the newsroom alone: readers' languages leave them out.

TYPED_URGENCY = re.compile(r"([1-9])(?:[-–]([1-9]))?")
STORY_SIGNS = {
    "handed-in": (gettext_lazy("handed in"), Q(handed_in_at__isnull=False)),
    "scheduled": (gettext_lazy("scheduled"), Q(release_at__isnull=False)),
    "embargoed": (gettext_lazy("embargoed"), Q(embargo_until__isnull=False)),
    "corrected": (gettext_lazy("corrected"), Q(is_corrected=True)),
}


@dataclass(frozen=True, slots=True)
class DeskField:
    """A field that stories are filtered by: how its value is read, and what it says of a story."""

    name: str
    label: _StrPromise
    read: Callable[[str, User | None], frozenset[str]]
    condition: Callable[[Collection[str]], Q]
    is_in_search: bool = True  # whether documents of the newsroom's search have it as a key
    has_index: bool = False  # whether the table of stories has one by it, in the order of the list


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """A filter that was typed: the values of which a story has one, none where what was typed names nothing."""

    field: str
    values: frozenset[str] = frozenset()
    typed: str = ""

    def joined_with(self, values: frozenset[str], typed: str) -> DeskFilter:
        """Return the filter for stories with one of its own values or of those."""
        return replace(self, values=self.values | values, typed=f"{self.typed} {typed}".strip())

    @property
    def keys(self) -> frozenset[str]:
        """Its values as the newsroom's search has them; none where that does not know the field."""
        return frozenset(f"{self.field}:{value}" for value in self.values if DESK_FIELDS[self.field].is_in_search)

    @property
    def condition(self) -> Q:
        """Its values as a condition on stories."""
        return DESK_FIELDS[self.field].condition(self.values)


def find_field(name: str) -> DeskField | None:
    """Return the field of a name, in English or in the language of the page; None for any other word."""
    typed = name.casefold()
    return next((one for one in DESK_FIELDS.values() if typed in (one.name, str(one.label).casefold())), None)


def names_like(typed: str, names: dict[str, str]) -> frozenset[str]:
    """Return the keys of the names that are what was typed; without one, of those with a word that begins with it."""
    wanted = typed.casefold()
    same = frozenset(key for key, name in names.items() if name.casefold() == wanted)
    return same or frozenset(key for key, name in names.items() if f" {name.casefold()}".find(f" {wanted}") >= 0)


def read_state(typed: str, _person: User | None) -> frozenset[str]:
    """Return the states that a word names, as they are kept or as a page prints them."""
    named = names_like(typed, {str(value): str(label) for value, label in State.choices})
    return frozenset({typed.lower()} & set(State.values)) or named


def read_sign(typed: str, _person: User | None) -> frozenset[str]:
    """Return what a word says of a story beside its state."""
    named = names_like(typed, {key: str(label) for key, (label, _condition) in STORY_SIGNS.items()})
    return frozenset({typed.lower()} & set(STORY_SIGNS)) or named


def read_section(typed: str, _person: User | None) -> frozenset[str]:
    """Return the sections of a name, in any of its languages, or of a slug. Two queries."""
    sections = list(Section.objects.values_list("pk", "name", "slug"))
    by_slug = frozenset(str(pk) for pk, _name, slug in sections if slug == typed.lower())
    names = SectionName.objects.values_list("section", "name")
    others = (names_like(typed, {str(pk): name}) for pk, name in names)
    return by_slug or names_like(typed, {str(pk): name for pk, name, _slug in sections}).union(*others)


def read_source(typed: str, _person: User | None) -> frozenset[str]:
    """Return the sources of a name. One query."""
    return names_like(typed, {str(pk): name for pk, name in Source.objects.values_list("pk", "name")})


def read_person(typed: str, person: User | None) -> frozenset[str]:
    """Return the people of a name, "me" for whoever asks, "wire" for nobody. One query."""
    if typed.casefold() == BY_WIRE:
        return frozenset({BY_WIRE})
    if typed.casefold() == "me" and person is not None:
        return frozenset({str(person.pk)})
    people = list(User.objects.filter(is_staff=True).values_list("pk", "username", "first_name", "last_name"))
    by_username = names_like(typed, {str(pk): username for pk, username, _first, _last in people})
    return by_username or names_like(typed, {str(pk): f"{first} {last}" for pk, _username, first, last in people})


def read_urgency(typed: str, _person: User | None) -> frozenset[str]:
    """Return the urgencies of a figure, or of two with a hyphen between."""
    match = TYPED_URGENCY.fullmatch(typed)
    return frozenset(map(str, range(int(match[1]), int(match[2] or match[1]) + 1))) if match else frozenset()


def read_language(typed: str, _person: User | None) -> frozenset[str]:
    """Return a language tag as the search has it."""
    return frozenset({typed.lower()} if read_tag(typed) else ())


def match_states(values: Collection[str]) -> Q:
    """Return the condition that a story is in one of some states."""
    return Q(state__in=values)


def match_sections(values: Collection[str]) -> Q:
    """Return the condition that a story stands in one of some sections."""
    return Q(section__in=values)


def match_sources(values: Collection[str]) -> Q:
    """Return the condition that a story is of one of some sources."""
    return Q(source__in=values)


def match_urgencies(values: Collection[str]) -> Q:
    """Return the condition that a story has one of some urgencies."""
    return Q(urgency__in=values)


def match_people(values: Collection[str]) -> Q:
    """Return the condition that one of some people, or the wire, has a story or changed it last."""
    people = [int(value) for value in values if value != BY_WIRE]
    by_wire = Q(updated_by=None, assigned_to=None) if BY_WIRE in values else Q(pk__in=[])
    return Q(assigned_to__in=people) | Q(updated_by__in=people) | by_wire


def match_languages(values: Collection[str]) -> Q:
    """Return the condition that a story is in one of some languages, or a variety of it."""
    condition = Q(pk__in=[])
    for tag in values:
        condition |= Q(language__iexact=tag) | Q(language__istartswith=f"{tag}-")
    return condition


def match_signs(values: Collection[str]) -> Q:
    """Return the condition that one of some signs is true of a story."""
    condition = Q(pk__in=[])
    for value in values:
        condition |= STORY_SIGNS[value][1]
    return condition


IS, BY = (pgettext_lazy("a filter that is typed", "is"), pgettext_lazy("a filter that is typed", "by"))
DESK_FIELDS = {
    field.name: field
    for field in (
        DeskField("state", gettext_lazy("state"), read_state, match_states, has_index=True),
        DeskField("is", IS, read_sign, match_signs, is_in_search=False, has_index=True),
        DeskField("section", gettext_lazy("section"), read_section, match_sections, has_index=True),
        DeskField("source", gettext_lazy("source"), read_source, match_sources, has_index=True),
        DeskField("language", gettext_lazy("language"), read_language, match_languages, has_index=True),
        DeskField("urgency", gettext_lazy("urgency"), read_urgency, match_urgencies, has_index=True),
        DeskField("by", BY, read_person, match_people),
    )
}
