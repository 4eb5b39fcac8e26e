"""The result of a merge: a text with its conflicts, and the choices that settle them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stories.compare import Text
from stories.copy import Block
from stories.merge.combining import combine


class Choice(StrEnum):
    """Choice that settles a conflict."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class HeadConflict:
    """Head field that both changed, each in another way."""

    field: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Paragraphs that both changed, each in another way; none on a side that removed them."""

    base: tuple[Block, ...]
    ours: tuple[Block, ...]
    theirs: tuple[Block, ...]

    def settle(self, choice: Choice) -> tuple[Block, ...]:
        """Return the paragraphs by one choice; both means the changes of both, ours first, and shared words once."""
        if choice is Choice.BOTH:
            return combine(self.base, self.ours, self.theirs)
        return self.ours if choice is Choice.OURS else self.theirs


Part = Block | Conflict


@dataclass(frozen=True, slots=True)
class Merged:
    """Text in reading order, with conflicts at their places. In `head`, a field in conflict has our words."""

    head: Mapping[str, str]
    head_conflicts: tuple[HeadConflict, ...]
    parts: tuple[Part, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The paragraphs that somebody has to choose among, in reading order."""
        return tuple(part for part in self.parts if isinstance(part, Conflict))

    @property
    def is_clean(self) -> bool:
        """Whether nobody has to choose."""
        return not (self.head_conflicts or self.conflicts)

    def settle(self, choices: Sequence[Choice] = (), head: Mapping[str, Choice] | None = None) -> Text:
        """Return the text by a choice for each conflict in order and for each field by name; ours where none is given.

        A field of which both are wanted has both, parted by a slash.
        """
        remaining = iter(choices)
        blocks: list[Block] = []
        for part in self.parts:
            blocks += part.settle(next(remaining, Choice.OURS)) if isinstance(part, Conflict) else [part]
        words = dict(self.head)
        for conflict in self.head_conflicts:
            sides = {Choice.OURS: conflict.ours, Choice.THEIRS: conflict.theirs}
            both = " / ".join(filter(None, sides.values()))
            words[conflict.field] = sides.get((head or {}).get(conflict.field, Choice.OURS), both)
        return Text(words, tuple(blocks))
