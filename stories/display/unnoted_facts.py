"""Facts that a version changed and that the note of its agency does not name."""

from __future__ import annotations

from collections.abc import Iterable

from stories import designators
from stories.compare import Fact, facts_without_note
from stories.models import Filing


def find_unnoted_facts(filing: Filing, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the changed facts of which neither the note of a filing nor its correction speaks, gravest first."""
    designator = designators.from_text(filing.designator)
    return facts_without_note(
        facts,
        filing.note,
        language=filing.language,
        is_correction=bool(filing.amends),
        is_new_lead=designator is not None and designator.is_lead,
    )
