"""What the lists of the wire desk show: its views, its search, and the filters that may be typed there.

Lists and the worker call here. Nothing here is public.
"""

from stories.desk_queries.fields import DeskFilter
from stories.desk_queries.query import DeskQuery, filter_keys, parse_desk_query
from stories.desk_queries.views import ALL, OWN_SECTIONS, VIEWS, narrow_to_view

__all__ = [
    "ALL",
    "OWN_SECTIONS",
    "VIEWS",
    "DeskFilter",
    "DeskQuery",
    "filter_keys",
    "narrow_to_view",
    "parse_desk_query",
]
