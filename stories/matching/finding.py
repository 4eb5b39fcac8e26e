"""The finding of a story for a piece of copy, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from stories.matching.known_copy import Evidence, KnownCopy


class Sign(Enum):
    """What shows that copy belongs to a story, the strongest first."""

    CHAIN = "its id, links or keyword"
    SLUGLINE = "the slugline that an editor gave a story before any copy of it came"
    WORDS = "the likeness of its words"


class RelationKind(Enum):
    """Kinds of relation of a story to another that it is not one with."""

    TRANSLATION = "translation"
    SIDEBAR = "sidebar"
    WRAPUP = "wrapup"
    SUBSTITUTE = "substitute"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Related:
    """A story that copy is related to without belonging to it."""

    story: int
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a piece of copy.

    `story` is the one that it belongs to, None where none is sure; `likely` the one that it may belong to; `score` how
    sure either is, from 0 to 1; `reasons` say why, in words for the desk; `proven_one` are stories that its links prove
    to be one with `story`.
    """

    story: int | None = None
    sign: Sign = Sign.CHAIN
    likely: int | None = None
    score: float | None = None
    reasons: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    proven_one: tuple[int, ...] = ()


def find(copy: KnownCopy, evidence: Evidence) -> Finding:
    """Find the story that a piece of copy belongs to."""
    same_id = next((known for known in evidence.copies if copy.identity and known.identity == copy.identity), None)
    return Finding(same_id.story if same_id else None)
