"""The orders of the wire desk: by what its heads say, among the stories of the list that changed last.

No order but that of change has an index, and no desk wants the most urgent copy of ten years: so the newest of the list
are put in order, as many as it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, ChangeList
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy

from stories.models import State, person_settings
from stories.models.story import NEWEST_LISTED

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from stories.models import Story

# Sentences for the newsroom alone: readers' languages leave them out.

READ_VAR = "read"  # the number of the story in the reading pane
OWN_PARAMETERS = (READ_VAR,)
NEWEST_CHANGE = ("-updated_at", "-pk")
URGENT = 2  # and 1: copy that stops what a desk is at
IS_UNTAKEN_AND_URGENT = Q(state=State.WAITING, urgency__lte=URGENT, assigned_to=None)


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list: the field that it goes by, the label of its head, which way it goes at first."""

    name: str
    label: _StrPromise
    field: str
    falls: bool = False  # the largest first

    def fields(self, *, turned: bool) -> tuple[str, ...]:
        """Return the fields to order by, the other way round where it is `turned`."""
        return (f"{'-' if self.falls != turned else ''}{self.field}", *NEWEST_CHANGE)


@dataclass(frozen=True, slots=True)
class SortHead:
    """The head of a column: its address sorts the list, `aria_sort` says how it is sorted by it now, if it is."""

    label: str
    address: str
    aria_sort: str


SORTS = {
    sort.name: sort
    for sort in (
        Sort("urgency", gettext_lazy("Urgency"), "urgency"),
        Sort("state", gettext_lazy("State"), "state"),
        Sort("section", gettext_lazy("Section"), "section__position"),
        Sort("source", gettext_lazy("Source"), "source__name"),
        Sort("words", gettext_lazy("Words"), "length", falls=True),
        Sort("wire", gettext_lazy("Wire"), "wire_at", falls=True),
        Sort("changed", gettext_lazy("Changed"), "updated_at", falls=True),
    )
}
CHANGED = SORTS["changed"]


class DeskChangeList(ChangeList):
    """The list of the desk, in the order that its address names."""

    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        self.rises = person_settings(request.user).urgent_first
        super().__init__(request, *args, **options)

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the parameters that narrow the list, without those of the reading pane."""
        found: dict[str, Any] = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in OWN_PARAMETERS}

    @property
    def sort(self) -> tuple[Sort | None, bool]:
        """The order that the address names, None for no known one; and whether it is the other way round."""
        named = str(self.params.get(ORDER_VAR, ""))
        return SORTS.get(named.removeprefix("-")), named.startswith("-")

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str | None] | None = None) -> QuerySet[Story]:
        """Return the stories of the list in their order."""
        stories: QuerySet[Story] = super().get_queryset(request, exclude_parameters)
        sort, turned = self.sort
        if sort is not None and (sort, turned) != (CHANGED, False):
            return self.sort_newest(stories, sort.fields(turned=turned))
        if self.rises and sort is None and not self.query:
            first = Case(When(IS_UNTAKEN_AND_URGENT, then=Value(0)), default=Value(1))
            return self.sort_newest(stories, (first, *NEWEST_CHANGE))
        return stories

    def sort_newest(self, stories: QuerySet[Story], order: tuple[Any, ...]) -> QuerySet[Story]:
        """Return the stories of a list that changed last, in an order."""
        newest = stories.order_by(*NEWEST_CHANGE).values("pk")[:NEWEST_LISTED]
        sorted_stories: QuerySet[Story] = self.root_queryset.filter(pk__in=newest).order_by(*order)
        return sorted_stories

    def heads(self) -> dict[str, SortHead]:
        """Return the heads of the columns by the name of their order."""
        return {sort.name: self.head(sort) for sort in SORTS.values()}

    def head(self, sort: Sort) -> SortHead:
        """Return the head of a column; pressed once more, it turns its order round."""
        chosen, turned = self.sort
        is_chosen = sort is (chosen or (None if self.query else CHANGED))
        direction = "descending" if sort.falls != turned else "ascending"
        value = f"-{sort.name}" if is_chosen and not turned else sort.name
        return SortHead(
            str(sort.label), self.get_query_string({ORDER_VAR: value}, [PAGE_VAR]), direction if is_chosen else ""
        )
