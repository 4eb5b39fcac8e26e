"""What lists the newest filing of a live story: its row, and the keys of which it may have several of a scheme."""

from __future__ import annotations

from collections.abc import Iterable

from stories.models.filing import Filing
from stories.models.live_story import (
    IS_CORRECTED,
    LiveKey,
    LiveStory,
    designator_kinds,
    language_varieties,
    live_key,
)
from stories.models.topic import choose_stem


def live_row(filing: Filing, place: int) -> LiveStory:
    """Return the row, not yet saved, that lists the newest filing of a live story at a place."""
    return LiveStory(
        story=filing.story,
        filing=filing,
        place=place,
        section_id=filing.section_id,
        source_id=filing.source_id,
        credit_key=filing.credit.casefold(),
        language=filing.language.lower(),
        language_root=language_varieties(filing.language)[-1],
        genre_key=filing.genre.casefold(),
        designator_key=filing.designator.casefold(),
        urgency=filing.urgency,
        is_corrected=filing.story.is_corrected,
        is_back_dated=filing.is_back_dated,
        first_moved_at=filing.story.first_moved_at or filing.moved_at,
    )


def keys_of(filing: Filing) -> set[str]:
    """Return the keys that the story of a filing is found by, where it may have several of a scheme or none."""
    scheme = LiveKey.Scheme
    subjects = (subject.key for subject in filing.metadata_values.subjects)
    named: Iterable[tuple[LiveKey.Scheme, Iterable[str]]] = (
        (scheme.CORRECTED, [IS_CORRECTED] if filing.story.is_corrected else []),
        (scheme.LANGUAGE, language_varieties(filing.language)[:-1]),
        (scheme.SUBJECT, subjects),
        (scheme.TOPIC, filter(None, [filing_topic(filing)])),
    )
    return designator_keys([filing.designator]) | {live_key(kind, key) for kind, keys in named for key in keys}


def filing_topic(filing: Filing) -> str:
    """Return the topic of the story of a filing; empty for none."""
    return choose_stem(filing.story.topic, filing.metadata_values.slugline)


def designator_keys(designators: Iterable[str]) -> set[str]:
    """Return the keys of the kinds of some printed designators."""
    kinds = (kind for designator in designators for kind in designator_kinds(designator))
    return {live_key(LiveKey.Scheme.DESIGNATOR, kind) for kind in kinds}
