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

    def settle(self, choice: Choice) -> str:
        """Return the words by one choice; both are parted by a slash."""
        if choice is Choice.BOTH:
            return " / ".join(filter(None, (self.ours, self.theirs)))
        return self.ours if choice is Choice.OURS else self.theirs


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

    def settle(
        self, answers: Sequence[Choice | tuple[Block, ...]] = (), head: Mapping[str, Choice | str] | None = None
    ) -> Text:
        """Return the text by an answer for each conflict in order and for each field by name; ours where none is given.

        An answer is a choice, or what somebody wrote in place of both.
        """
        remaining = iter(answers)
        blocks: list[Block] = []
        for part in self.parts:
            if isinstance(part, Block):
                blocks.append(part)
                continue
            answer = next(remaining, Choice.OURS)
            blocks += part.settle(answer) if isinstance(answer, Choice) else answer
        words = dict(self.head)
        for conflict in self.head_conflicts:
            chosen = (head or {}).get(conflict.field, Choice.OURS)
            words[conflict.field] = conflict.settle(chosen) if isinstance(chosen, Choice) else chosen
        return Text(words, tuple(blocks))
