"""What a backup says of itself in its first member."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from newsroom.backups.archive import DamagedError, read_head

FORMAT = 1
DATABASE_FOLDER, MEDIA_FOLDER = "database/", "media/"  # folders in the archive
# What the newsroom keeps beside its database and its pictures, in a backup of its own: who has both reads everything.
KEYS_APART = ("SECRET_KEY", "LOG_KEY")


@dataclass(frozen=True)
class Head:
    """A backup's first member. `tables` has the columns of each table, `sequences` the last number of each."""

    made_at: str
    version: str
    engine: str  # sqlite or postgresql
    migrations: list[list[str]]  # that the database has run: app and name of each
    has_media: bool
    tables: dict[str, list[str]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    keys_apart: tuple[str, ...] = KEYS_APART
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Print it."""
        return json.dumps(asdict(self), indent=1).encode()


def head_of_backup(path: Path) -> Head:
    """Return what a backup says of itself. Raises DamagedError."""
    try:
        values = json.loads(read_head(path))
        is_known = values["format"] == FORMAT
        return Head(**values) if is_known else refuse_format(path, values["format"])
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedError(f"{path} is no backup of a newsroom.") from error


def refuse_format(path: Path, number: object) -> Head:
    """Raise DamagedError for a format of a later version."""
    raise DamagedError(
        f"{path} is in format {number}, and this version reads format {FORMAT}. Use the version it is of."
    )
