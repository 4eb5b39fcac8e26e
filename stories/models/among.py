"""A look-up of texts among many, which go to the database as one parameter: `filter(identity__among=names)`.

Django's own `in` makes a parameter of each, and looks at each several times. Where copy arrives by hundreds, that takes
longer than the database needs to find it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler


def print_among(vendor: str, texts: Iterable[str]) -> tuple[str, Any]:
    """Return the condition on a column to be one of some texts, and its parameter: SQLite reads the texts as JSON."""
    wanted = sorted(texts)
    if vendor == "postgresql":
        return "= ANY(%s)", wanted
    return "IN (SELECT value FROM json_each(%s))", json.dumps(wanted)


@CharField.register_lookup
class Among(Lookup):
    """Whether a text is one of some."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Print it."""
        column, params = self.process_lhs(compiler, connection)
        condition, texts = print_among(connection.vendor, self.rhs)
        return f"{column} {condition}", (*params, texts)
