"""Lists of the wire desk by the query of their address: as they are saved, counted, and looked at by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from stories.desk_queries.fields import DESK_FIELDS, DeskFilter
from stories.desk_queries.query import KEYS, DeskQuery, parse_desk_query, view_keys
from stories.desk_queries.views import ALL, VIEWS, narrow_to_view
from stories.models import Story

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

VALUE_LIMIT = 200  # characters of a value; thousands of words make an expression that no database takes
SEARCH, VIEW, SORT = "q", "view", "o"
NAMES = (VIEW, SEARCH, *KEYS, SORT)


def clean_query(query: str) -> str:
    """Return the query of an address with nothing but what chooses and orders a list, in one order of names."""
    given, kept = QueryDict(query), QueryDict(mutable=True)
    for name in NAMES:
        value = given.get(name, "").replace("\0", "").strip()[:VALUE_LIMIT]
        if value and not (name == VIEW and value not in VIEWS):
            kept[name] = value
    return kept.urlencode()


def address_query(query: str) -> str:
    """Return a query as an address has it: one without a view reads all stories, whosever desk it is."""
    return query if VIEW in QueryDict(query) else "&".join(filter(None, (f"{VIEW}={ALL}", query)))


def stories_of_query(query: str, person: User) -> QuerySet[Story]:
    """Return the stories of a list as a person sees it, the newest change first."""
    values = QueryDict(query)
    view, typed = values.get(VIEW, ""), parse_desk_query(values.get(SEARCH, ""), person)
    chosen = [address_filter(KEYS[name], values[name]) for name in values if name in KEYS]
    stories = narrow_to_view(view, Story.objects.order_by("-updated_at", "-pk"), person)
    return DeskQuery(typed.words, (*typed.filters, *chosen)).apply(stories, address_keys=view_keys(view))


def address_filter(name: str, value: str) -> DeskFilter:
    """Return the filter of a parameter of an address; one without values where it is wrong."""
    is_number = value.isdecimal() and len(value) < len(str(2**63))
    is_read = is_number if name in ("section", "source") else bool(DESK_FIELDS[name].read(value, None))
    return DeskFilter(name, frozenset({value.lower()} if is_read else ()), value)
