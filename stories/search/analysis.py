"""Terms that texts are found by: words in lower case, and every two neighbouring characters of unspaced scripts."""

from __future__ import annotations

from stories import copy
from stories.copy.terms import terms
from stories.models import Filing

QUERY_LIMIT = 200  # characters of a query that are looked at
TERM_LIMIT = 12  # terms of a query that are looked for


def filing_terms(filing: Filing) -> list[str]:
    """Return the terms of the headline, byline, dateline, text and subjects of a filing, in order."""
    subjects = "\n".join(subject.name for subject in filing.metadata_values.subjects)
    words = f"{filing.headline}\n{filing.byline}\n{filing.dateline}\n{copy.plain_text(filing.blocks)}"
    return terms(f"{words}\n{subjects}")


def query_terms(words: str) -> list[str]:
    """Return the terms of a query, the first dozen."""
    return terms(words[:QUERY_LIMIT])[:TERM_LIMIT]
