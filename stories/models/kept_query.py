"""Queries of pages whose SQL is built once: Django takes many times as long over that as a database over the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections, models

KeptRow = TypeVar("KeptRow", bound=models.Model)

# The first of the numbers that stand in the SQL for those that are asked for. Of one that a column cannot hold, Django
# knows that no row has it, and leaves the condition out.
STAND_IN = 1_617_283_900


class KeptQuery(Generic[KeptRow]):
    """A query that differs in some whole numbers alone: `build` makes it of as many as it takes, `count`.

    Its rows are what `raw` makes of them: related rows are not joined in, annotations are attributes, which are read as
    Django reads them.
    """

    def __init__(self, build: Callable[..., models.QuerySet[KeptRow]], count: int = 1) -> None:
        self.build = build
        self.stand_ins = range(STAND_IN, STAND_IN + count)

    @cached_property
    def parts(self) -> tuple[models.QuerySet[KeptRow], str, tuple[Any, ...]]:
        """The query that `build` makes, as SQL with its parameters."""
        query = self.build(*self.stand_ins)
        return query, *query.query.sql_with_params()

    @cached_property
    def readers(self) -> dict[str, tuple[Any, list[Callable[[Any, Any, Any], Any]]]]:
        """The expression of each annotation, and what makes a value of what the database gives for it."""
        query = self.parts[0]
        connection = connections[query.db]
        return {
            name: (expression, readers)
            for name, expression in query.query.annotation_select.items()
            if (readers := [*connection.ops.get_db_converters(expression), *expression.get_db_converters(connection)])
        }

    def rows(self, *numbers: int) -> list[KeptRow]:
        """Return the rows for some numbers. One query."""
        query, sql, params = self.parts
        rows = list(query.model._default_manager.raw(sql, [self.value_of(param, numbers) for param in params]))
        connection = connections[query.db]
        for name, (expression, readers) in self.readers.items():
            for row in rows:
                value = getattr(row, name)
                for read in readers:
                    value = read(value, expression, connection)
                setattr(row, name, value)
        return rows

    def value_of(self, param: Any, numbers: Sequence[int]) -> Any:
        """Return a parameter, or the number for which it stands."""
        is_stand_in = isinstance(param, int) and param in self.stand_ins
        return numbers[param - STAND_IN] if is_stand_in else param
