"""The wire desk's search: stories by all that they say and said, by their number, and by filters that are typed.

The list is read off the newsroom's index wherever words are looked for, wherever it has two filters or more, and for
filters that no index of the table answers: one of the others has an index of its own, in the order of the list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When

from stories import search
from stories.desk_queries.fields import DESK_FIELDS, DeskFilter, find_field
from stories.models import State, Story

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

STORY_NUMBER = re.compile(r"#?([0-9]{1,18})")  # of a story, as its row shows it or as it is typed
TYPED_FILTER = re.compile(r"(?<!\S)([^\W\d_]+)[:：](\"[^\"]+\"|“[^”]+”|[^\s\"“]+)")
QUOTES = '"“”'
FOUND_AT_MOST = 1_000  # stories, those that changed last; nobody turns pages further
KEYS = {
    "state__exact": "state",
    "section__id__exact": "section",
    "source__id__exact": "source",
    "urgency": "urgency",
    "language": "language",
}
STATES_OF_VIEWS = {"incoming": State.WAITING, "held": State.HELD, "killed": State.KILLED}
FILTERS_WITH_AN_INDEX = 1
NEWEST_CHANGE = ("-updated_at", "-pk")
KeyGroups = Sequence[Collection[str]]


@dataclass(frozen=True, slots=True)
class DeskQuery:
    """What somebody typed into the desk's search: words, and filters. Of each filter a story has one value."""

    words: str = ""
    filters: tuple[DeskFilter, ...] = ()

    @property
    def unknown(self) -> tuple[DeskFilter, ...]:
        """The filters whose value names nothing that there is: no story has it."""
        return tuple(chosen for chosen in self.filters if not chosen.values)

    @property
    def keys(self) -> list[Collection[str]]:
        """The keys of its filters that the newsroom's index knows, each a group of its own."""
        return [chosen.keys for chosen in self.filters if chosen.keys]

    @property
    def condition(self) -> Q:
        """Its filters as a condition on stories."""
        condition = Q()
        for chosen in self.filters:
            condition &= chosen.condition
        return condition

    def apply(self, stories: QuerySet[Story], *, address_keys: KeyGroups = ()) -> QuerySet[Story]:
        """Return those of the stories that have every word and filter, and before them the one with the number.

        "#12" is the story with the number and nothing else, whatever copy has a 12 in it.

        The stories are filtered by the address already; `address_keys` are the keys of that.
        """
        if self.unknown:
            return stories.none()
        if self.words.startswith("#") and (number := story_number(self.words)) is not None:
            return stories.filter(self.condition, pk=number)
        keys, is_searched = [*address_keys, *self.keys], bool(self.words.strip())
        needs_index = len(keys) > FILTERS_WITH_AN_INDEX or any(map(is_without_index, keys))
        if not is_searched and not needs_index:
            return stories.filter(self.condition)
        is_nothing = is_searched and not search.has_words(self.words)
        places = [] if is_nothing else self.find_places(keys)
        found, number = Q(desk_place__in=places), story_number(self.words)
        for chosen in self.filters:
            found &= Q() if chosen.keys else chosen.condition
        if number is None:
            return stories.filter(found)
        first = Case(When(pk=number, then=0), default=1)
        return stories.filter(found | Q(pk=number)).order_by(first, *NEWEST_CHANGE)

    def find_places(self, keys: KeyGroups) -> list[int]:
        """Return the places of the stories that have the words now, or had them in a version that was replaced."""
        index = search.Index.DESK
        now = search.find_places(index, self.words, search.Span(), limit=FOUND_AT_MOST, keys=keys) or []
        if not self.words.strip() or len(now) == FOUND_AT_MOST:
            return now
        before = search.stories_with_replaced_words(self.words, limit=FOUND_AT_MOST)
        rows = Story.objects.filter(self.condition, pk__in=before) if before else Story.objects.none()
        places = {place for place in rows.values_list("desk_place", flat=True) if place is not None}
        return sorted(places.union(now), reverse=True)[:FOUND_AT_MOST]


def parse_desk_query(text: str, person: User | None = None) -> DeskQuery:
    """Read what was typed: `source:vesper urgency:1-2 state:held by:me "two towns"`. `person` is who "me" is.

    A name before a colon that is no filter's is a word like any other; a field that is named twice takes either value.
    """
    chosen: dict[str, DeskFilter] = {}
    words, end = "", 0
    for match in TYPED_FILTER.finditer(text):
        field = find_field(match[1])
        if field is None:
            continue
        words, end = words + text[end : match.start()], match.end()
        value = match[2].strip(QUOTES)
        if field is DESK_FIELDS["state"] and DESK_FIELDS["is"].read(value, person):
            field = DESK_FIELDS["is"]
        earlier = chosen.get(field.name) or DeskFilter(field.name)
        chosen[field.name] = earlier.joined_with(field.read(value, person), match[0])
    return DeskQuery((words + text[end:]).strip(), tuple(chosen.values()))


def filter_keys(filters: Mapping[str, str]) -> list[Collection[str]]:
    """Return the keys of the filters of an address that the index knows, each a group of its own."""
    known = [f"{KEYS[name]}:{value.lower()}" for name, value in filters.items() if name in KEYS and value]
    return [*({key} for key in known), *view_keys(filters.get("view", ""))]


def view_keys(view: str) -> list[Collection[str]]:
    """Return the keys of a view that the index knows, as a group of its own; none for those that it does not."""
    return [{f"state:{STATES_OF_VIEWS[view]}"}] if view in STATES_OF_VIEWS else []


def is_without_index(keys: Collection[str]) -> bool:
    """Return whether the table of stories has no index by the field of some keys."""
    return any(not DESK_FIELDS[key.partition(":")[0]].has_index for key in keys)


def story_number(words: str) -> int | None:
    """Return the number of a story, if the words of a search are nothing but that."""
    match = STORY_NUMBER.fullmatch(words.strip())
    return int(match[1]) if match else None
