"""Changes from one filing to the next in what stands beside the words: urgency, section, language, subjects …"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from stories.copy.subjects import Subject
from stories.models import Filing, PublicStory


@dataclass(frozen=True, slots=True)
class FilingHead:
    """What a filing says beside its words. None for what it does not tell, or no more: older filings, taken-down ones.

    In the order in which changes are listed.
    """

    urgency: int
    section: str
    slugline: str | None
    language: str
    genre: str | None
    priority: int | None
    subjects: tuple[Subject, ...] | None


@dataclass(frozen=True, slots=True)
class HeadChange:
    """One field that two filings say otherwise, with both values."""

    field: str
    old: str | int | tuple[Subject, ...]
    new: str | int | tuple[Subject, ...]

    def to_json(self) -> dict[str, object]:
        """Return the change as data, subjects by their keys."""
        return {"field": self.field, "from": plain_value(self.old), "to": plain_value(self.new)}


def filing_head(filing: Filing) -> FilingHead:
    """Return what a filing says beside its words."""
    metadata = (
        filing.metadata_values if filing.metadata else None
    )  # none of old formats, nor where words were taken down
    return FilingHead(
        urgency=filing.urgency,
        section=filing.section.name if filing.section else "",
        slugline=metadata.slugline if metadata else None,
        language=filing.language,
        genre=None if filing.is_taken_down else filing.genre,
        priority=metadata.priority if metadata else None,
        subjects=metadata.subjects if metadata else None,
    )


def compare_heads(old: FilingHead, new: FilingHead) -> tuple[HeadChange, ...]:
    """Return the fields that both tell and that differ, in the order of the fields; subjects by their keys."""
    pairs = ((field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(FilingHead))
    return tuple(
        HeadChange(name, before, after)
        for name, before, after in pairs
        if before is not None and after is not None and comparable_value(before) != comparable_value(after)
    )


def changes_of_filing(filing: Filing, public_story: PublicStory) -> tuple[HeadChange, ...]:
    """Return the changes of a filing to the one that it follows; none for the first."""
    before = public_story.predecessor(filing)
    return compare_heads(filing_head(before), filing_head(filing)) if before else ()


def comparable_value(value: str | int | tuple[Subject, ...]) -> object:
    """Return a value as it is compared: subjects whatever their order and names."""
    return {subject.key for subject in value} if isinstance(value, tuple) else value


def plain_value(value: str | int | tuple[Subject, ...]) -> object:
    """Return a value as data."""
    return [subject.key for subject in value] if isinstance(value, tuple) else value


def subject_names(subjects: Iterable[Subject]) -> list[str]:
    """Return the names of subjects, and the codes of those without one."""
    return [subject.name or subject.code for subject in subjects]
