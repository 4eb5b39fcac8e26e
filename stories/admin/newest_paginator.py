"""Pages of the newest rows of a table that grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
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
