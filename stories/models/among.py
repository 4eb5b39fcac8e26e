"""A look-up of texts among many, which go to the database as one parameter: `filter(identity__among=names)`.

Django's own `in` makes a parameter of each, and looks at each several times. Where copy arrives by hundreds, that takes
longer than the database needs to find it.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler


@CharField.register_lookup
class Among(Lookup):
    """Whether a text is one of some."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Print it for SQLite, which reads the texts as JSON."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(sorted(self.rhs)))  # noqa: S608 a column

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Print it for PostgreSQL, which takes a list."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, sorted(self.rhs))
