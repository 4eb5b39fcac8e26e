"""The wire desk's search: stories by their words or their number, beside whatever the list is filtered by.

The list is read off the newsroom's index wherever words are looked for, and wherever it has two filters or more: one
filter has an index of its own, in the order of the list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When

from stories import search
from stories.models import State

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from stories.models import Story

NUMBER = re.compile(r"#?([0-9]{1,18})")  # of a story, as its row shows it or as it is typed
FOUND_AT_MOST = 1_000  # stories, those that changed last; nobody turns pages further
KEYS = {"state__exact": "state", "section__id__exact": "section", "source__id__exact": "source", "language": "language"}
STATES_OF_VIEWS = {"incoming": State.WAITING, "held": State.HELD, "killed": State.KILLED}
FILTERS_WITH_AN_INDEX = 1
ORDER = ("-updated_at", "-pk")


def search_stories(stories: QuerySet[Story], words: str, filters: Mapping[str, str]) -> QuerySet[Story]:
    """Return those of the stories that have every word of a search, and before them the one with the number.

    `filters` are those of the address; the stories are filtered by them already.
    """
    keys = filter_keys(filters)
    is_searched = bool(words.strip())
    if not is_searched and len(keys) <= FILTERS_WITH_AN_INDEX:
        return stories
    places = search.find_places(search.Index.DESK, words, search.Span(), limit=FOUND_AT_MOST, keys=keys)
    is_nothing = is_searched and not search.has_words(words)
    found, number = Q(desk_place__in=[] if is_nothing else places), story_number(words)
    if number is None:
        return stories.filter(found)
    first = Case(When(pk=number, then=0), default=1)
    return stories.filter(found | Q(pk=number)).order_by(first, *ORDER)


def filter_keys(filters: Mapping[str, str]) -> list[Collection[str]]:
    """Return the keys of the filters of an address that the index knows, each a group of its own."""
    known = [f"{KEYS[name]}:{value.lower()}" for name, value in filters.items() if name in KEYS and value]
    state = STATES_OF_VIEWS.get(filters.get("view", ""))
    return [{key} for key in [*known, *([f"state:{state}"] if state else [])]]


def story_number(words: str) -> int | None:
    """Return the number of a story, if the words of a search are nothing but that."""
    match = NUMBER.fullmatch(words.strip())
    return int(match[1]) if match else None
