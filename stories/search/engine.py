"""Parts that an engine of the search consists of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Engine:
    """The statements of one database, and the query in its notation for texts that hold every one of some terms."""

    insert: str  # with the key of a filing and its terms, parted by blanks
    delete: str  # with the key of a story
    select: str  # keys of filings, with a query
    query: Callable[[Sequence[str]], str]
