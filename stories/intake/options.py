"""Options for taking a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stories.models import Section, Source


class OnArrival(StrEnum):
    """Acts that a delivery may ask for, once its copy was read."""

    AS_SOURCE_SAYS = "as the source says"
    FILE = "file"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """Options of a delivery: the facts that copy does not say itself, and the act that is asked for."""

    on_arrival: OnArrival = OnArrival.AS_SOURCE_SAYS
    source: Source | None = None
    section: Section | None = None
    folder: Path | None = None  # that the file lies in, with its pictures beside it
