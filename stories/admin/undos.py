"""Moves of versions that may be undone: the notice of each, with its button or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from stories import desk, permissions
from stories.models import ChainMove
from stories.story_actions import UNDO_MOVE

if TYPE_CHECKING:
    from stories.permissions import AnyUser


@dataclass(frozen=True, slots=True)
class UndoRow:
    """A move of the last hour. `obstacle` says why it cannot be undone, to whoever might; empty where it can."""

    move: ChainMove
    may_undo: bool
    obstacle: str


def undo_rows(moves: Iterable[ChainMove], person: AnyUser, *, now: datetime) -> list[UndoRow]:
    """Return the notices of some moves. Four queries a move at most, for whoever may undo it."""
    return [undo_row(move, person, now=now) for move in moves]


def undo_row(move: ChainMove, person: AnyUser, *, now: datetime) -> UndoRow:
    """Return the notice of a move."""
    pair = (move.from_story, move.to_story)
    is_theirs = all(permissions.may_do(person, UNDO_MOVE, story) for story in pair)
    obstacle = desk.undo_obstacle(move, now=now) if is_theirs else ""
    return UndoRow(move, is_theirs and not obstacle, obstacle)
