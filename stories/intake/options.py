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
class PictureFolders:
    """The folders of a file's pictures: where they lie beside it, and where those were moved to that came before it."""

    beside: Path | None = None
    done: Path | None = None


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """Options of a delivery: the facts that copy does not say itself, and the act that is asked for."""

    on_arrival: OnArrival = OnArrival.AS_SOURCE_SAYS
    source: Source | None = None
    section: Section | None = None
    folder: Path | None = None  # that the file lies in, with its pictures beside it
    charset: str = ""  # that whoever sent it names; the source's own setting goes before it
    done_folder: Path | None = None  # that pictures were moved to which came before their copy

    @property
    def folders(self) -> PictureFolders:
        """The folders that pictures are looked for in."""
        return PictureFolders(self.folder, self.done_folder)
