"""How a delivery is to be taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stories.models import Section, Source


class Then(StrEnum):
    """What is done with copy that was read."""

    AS_SOURCE_SAYS = "as the source says"
    FILE = "file"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Orders:
    """How a delivery is to be taken: what the copy does not say itself, and what is done with it."""

    then: Then = Then.AS_SOURCE_SAYS
    source: Source | None = None
    section: Section | None = None
    folder: Path | None = None  # that the file lies in, with its pictures beside it
