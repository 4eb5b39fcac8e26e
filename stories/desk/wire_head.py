"""What a version from the wire says beside its words: of its story, and of itself."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from stories import designators
from stories.copy.subjects import Subject, store_subjects
from stories.models import WIRE_FIELDS, Filing, Item, Metadata, Section, Story, fit

BACK_DATED = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class WireHead:
    """What a version says of its story; None or empty where it says nothing."""

    slugline: str = ""
    section: Section | None = None
    language: str = ""
    urgency: int | None = None
    priority: int | None = None
    genre: str = ""
    located: str = ""
    terms: str = ""
    subjects: tuple[Subject, ...] = ()

    def differences(self, story: Story) -> dict[str, object]:
        """Return the fields of a story that the version says otherwise, each with what it says."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        named["subjects"] = store_subjects(self.subjects)
        named = {name: fit(Story, name, value) if isinstance(value, str) else value for name, value in named.items()}
        return {name: value for name, value in named.items() if value not in (None, "", [], getattr(story, name))}

    def apply_to(self, story: Story) -> None:
        """Take over what no editor changed."""
        for name, value in self.differences(story).items():
            if name not in story.edited_fields:
                setattr(story, name, value)


@dataclass(frozen=True, slots=True)
class WireOrigin:
    """Where a version comes from: when its source moved it and the first one, its id, and that of what it goes on from.

    All are empty for words of this newsroom's own. Copy under an embargo moves when that ends.
    """

    moved_at: datetime | None = None
    first_at: datetime | None = None
    guid: str = ""
    evolved_from: str = ""

    def time_of_move(self, now: datetime) -> datetime:
        """Return when the version moved: now, where its source does not say, or says a time ahead."""
        return min(self.moved_at or now, now)


OWN_WORDS = WireOrigin()


def origin_of(item: Item | None, *, embargo_until: datetime | None) -> WireOrigin:
    """Return the origin of a kept piece of copy; OWN_WORDS without one."""
    if item is None:
        return OWN_WORDS
    return WireOrigin(moved_at=move_time(item, embargo_until), guid=item.identity, evolved_from=item.replaces)


def move_time(item: Item, embargo_until: datetime | None) -> datetime | None:
    """Return when a piece of copy moved, None where it does not say: at its embargo's end, if it came before."""
    if not item.is_timed:
        return None
    return max(item.moved_at, embargo_until or item.moved_at)


def metadata_of(story: Story, origin: WireOrigin) -> Metadata:
    """Return what a filing of the story says of itself for machines."""
    return Metadata(
        slugline=story.slugline,
        located=story.located,
        guid=origin.guid,
        evolved_from=origin.evolved_from,
        terms=story.terms,
        priority=story.priority,
        subjects=story.subject_values,
    )


def is_same_head(story: Story, filing: Filing) -> bool:
    """Return whether a story says of itself what a filing of it says, beside the words.

    Subjects are compared by their keys, whatever their order; what the filing is too old to tell is the same.
    """
    genre = fit(Filing, "genre", designators.genre(story.headline) or story.genre)
    told = (filing.section_id, filing.language, filing.urgency, filing.genre)
    if (story.section_id, story.language, story.urgency, genre) != told:
        return False
    mine, filed = metadata_of(story, OWN_WORDS), replace(filing.metadata_values, guid="", evolved_from="")
    is_same = replace(mine, subjects=()) == replace(filed, subjects=()) and subject_keys(mine) == subject_keys(filed)
    return is_same or not filing.metadata


def subject_keys(metadata: Metadata) -> set[str]:
    """Return what the subjects are known by."""
    return {subject.key for subject in metadata.subjects}


def is_back_dated(moved_at: datetime, *, filed_at: datetime) -> bool:
    """Return whether a version is too old to be news."""
    return moved_at < filed_at - BACK_DATED


def note_edits(story: Story, changed: set[str]) -> None:
    """Note which of the wire's fields an editor changed: the wire leaves them from now on."""
    story.edited_fields = [name for name in WIRE_FIELDS if name in changed or name in story.edited_fields]
