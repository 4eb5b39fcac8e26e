"""What undoes a move of filings: the state of both stories before it, without a word of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.dateparse import parse_datetime
from reversion.models import Version

from stories.desk.chain_rows import ItemRow
from stories.desk.chain_words import BESIDE_TEXT, CARRIED, TEXT
from stories.digests import content_digest
from stories.models import Story

RESTORED = (*(name for name in CARRIED if name != "updated_by"), "edited_at", "embargo_until")
COMPARED = (*TEXT, *BESIDE_TEXT)
WORKFLOW = ("state", "newest_number", "is_corrected", "joined_to_id", "slug")


@dataclass(slots=True)
class StoryBefore:
    """A story before a move, and how it was left.

    `version` is the key of the revision that has its words, None of a story that the move opened.
    """

    version: int | None = None
    workflow: dict[str, Any] = field(default_factory=dict)
    first_moved_at: str | None = None
    updated_by: int | None = None  # who had scheduled it, if it was
    words: str = ""  # digest of its working copy after the move
    desk_note: str = ""  # digest of its desk note after the move
    filed: int = 0  # its last number after the move
    state: str = ""  # after the move


@dataclass(slots=True)
class UndoRecord:
    """All that the undoing of a move needs: `filings` are keys of those that went, each with that of the new one."""

    stories: dict[str, StoryBefore]  # by their numbers
    filings: list[tuple[int, int]] = field(default_factory=list)
    items: list[ItemRow] = field(default_factory=list)
    rows: dict[str, list[int]] = field(default_factory=dict)
    verdicts: list[int] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    filed: int | None = None  # the key of a filing that the move made of copy that had waited
    is_assigned: bool = False  # whether the move gave the story to the other's person

    def to_json(self) -> dict[str, Any]:
        """Return the record as it is stored."""
        return asdict(self)

    def has_opened(self, story: Story) -> bool:
        """Return whether the move opened a story."""
        return self.stories[str(story.pk)].version is None

    def close(self, *stories: Story) -> None:
        """Note how the move left the stories."""
        for story in stories:
            before = self.stories[str(story.pk)]
            before.filed, before.state = story.filed_number, str(story.state)
            before.words, before.desk_note = digest_of(story, *COMPARED), digest_of(story, "desk_note")


def read_undo_record(stored: dict[str, Any]) -> UndoRecord:
    """Return the record that was stored."""
    stories = {number: StoryBefore(**before) for number, before in stored["stories"].items()}
    return UndoRecord(**{**stored, "stories": stories})


def remember(stories: Iterable[Story]) -> UndoRecord:
    """Return the record of stories as they stand before a move. A query each."""
    return UndoRecord({str(story.pk): remember_story(story) for story in stories})


def remember_story(story: Story) -> StoryBefore:
    """Return what a story is before a move."""
    version = Version.objects.get_for_object(story).defer("serialized_data").first() if story.pk else None
    return StoryBefore(
        version=version.pk if version else None,
        workflow={name: getattr(story, name) for name in WORKFLOW},
        first_moved_at=story.first_moved_at.isoformat() if story.first_moved_at else None,
        updated_by=story.updated_by_id,
    )


def restore_story(story: Story, before: StoryBefore, *, now: datetime) -> None:
    """Put back on a story what it was before a move; its words, too, unless they are others since."""
    if before.version is None:
        return
    for name, value in before.workflow.items():
        setattr(story, name, value)
    story.first_moved_at = parse_datetime(before.first_moved_at) if before.first_moved_at else None
    words = Version.objects.get(pk=before.version).field_dict
    if digest_of(story, *COMPARED) == before.words:
        for name in RESTORED:
            setattr(story, name, words[name])
        story.updated_by = User.objects.filter(pk=before.updated_by or 0).first()
        if story.release_at is not None and story.release_at <= now:
            story.release_at = None
    if digest_of(story, "desk_note") == before.desk_note:
        story.desk_note = words["desk_note"]


def digest_of(story: Story, *names: str) -> str:
    """Return a digest of fields of a story, which tells whether they changed without their words."""
    values = {name: getattr(story, name) for name in names}
    return content_digest({name: f"{value}" if isinstance(value, date) else value for name, value in values.items()})
