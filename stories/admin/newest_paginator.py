"""Pages of the newest rows of a table that grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from stories.models.story import NEWEST_LISTED

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NewestPaginator(Paginator):  # type: ignore[type-arg]  # takes no brackets at run time
    """A paginator of the newest rows. It counts no more of them than anybody turns pages through."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        """Count the rows, up to the limit."""
        return self.object_list.order_by().values("pk")[:NEWEST_LISTED].count()

    @property
    def is_limited(self) -> bool:
        """Whether there may be more rows than the count."""
        return self.count == NEWEST_LISTED


class WideRowPaginator(NewestPaginator):
    """A paginator of rows that are dear to read: those of a page are chosen by their keys, and read alone."""

    def page(self, number: int | str) -> Page[Any]:
        """Return a page, its rows a list. Two queries beside the count."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[start : start + self.per_page])
        wide = self.object_list.order_by()
        wide.query.clear_where()  # the keys say it all, and a condition is looked at once more for every row
        rows = {row.pk: row for row in wide.filter(pk__in=keys)}
        return Page([rows[key] for key in keys if key in rows], number, self)
