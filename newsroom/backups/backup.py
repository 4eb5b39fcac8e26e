"""Making a backup: a snapshot of the database, the files that it names, and all of it read once more."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection

from newsroom import schema
from newsroom.backups.archive import HEAD_MEMBER, ArchiveWriter, verify
from newsroom.backups.head import Head
from newsroom.backups.media import list_media, write_media
from newsroom.backups.postgresql import take_postgresql_snapshot
from newsroom.backups.sqlite import take_sqlite_snapshot
from newsroom.backups.tables import RefusedError, Snapshot
from newsroom.version import VERSION
from stories.models import Sweep

MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
ROOM_LEFT = 64 << 20  # bytes
SWEEP = "backup"  # by which /metrics tells when the last one was made


@dataclass(frozen=True)
class MadeBackup:
    """A backup that was made and read whole: its size in bytes, its files of pictures, and the lost ones' paths.

    `unnoted` is why the database took no note of it for /metrics; empty where it did.
    """

    size: int
    files: int
    lost: list[str]
    unnoted: str = ""


def make_backup(path: Path, *, now: datetime, has_media: bool = True) -> MadeBackup:
    """Write the newsroom into a file that is not there yet, and read it whole. Raises RefusedError, DamagedError.

    The name is the file's once all is well; until then it ends in `.part`.
    """
    refuse_place(path)
    part = path.with_name(f"{path.name}.part")
    archive = ArchiveWriter(part)
    try:
        with tempfile.TemporaryFile(dir=path.parent) as paths:  # a line for each of millions of files
            with take_snapshot(path.parent) as snapshot:
                archive.add_bytes(HEAD_MEMBER, head_of(snapshot, now=now, has_media=has_media).to_json())
                snapshot.write(archive)
                paths.writelines(f"{name}\n".encode() for name in list_media(snapshot) if has_media)
            files, lost = write_media(archive, paths)
        archive.finish()
        verify(part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        archive.close()
    part.rename(path)
    keep_name(path.parent)
    return MadeBackup(path.stat().st_size, files, lost, note_backup(now))


def note_backup(now: datetime) -> str:
    """Note for /metrics that a backup was made; return why that could not be done, as on a full disk, else nothing."""
    try:
        if schema.is_migrated(connection):  # else one is made before its upgrade
            Sweep.objects.mark_finished(SWEEP, now=now)
    except DatabaseError as fault:
        return str(fault)
    return ""


def refuse_place(path: Path) -> None:
    """Raise RefusedError where a backup cannot be written to."""
    if path.exists():
        raise RefusedError(f"{path} is there already. No backup is written over: choose another name.")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise RefusedError(f"{path.parent} is no folder that can be written to.")
    if connection.vendor == "sqlite":
        size = database_size()
        if shutil.disk_usage(path.parent).free < 2 * size + ROOM_LEFT:
            raise RefusedError(
                f"{path.parent} lacks room: it takes up to {2 * size >> 20} MB, half of them for a while."
            )


def database_size() -> int:
    """Return the size of SQLite's database in bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


@contextmanager
def take_snapshot(folder: Path) -> Iterator[Snapshot]:
    """Hold the database as it is at one moment, for as long as the block lasts."""
    with take_sqlite_snapshot(folder) if connection.vendor == "sqlite" else take_postgresql_snapshot() as snapshot:
        yield snapshot


def head_of(snapshot: Snapshot, *, now: datetime, has_media: bool) -> Head:
    """Return what a backup says of itself."""
    return Head(
        made_at=now.isoformat(timespec="seconds"),
        version=VERSION,
        engine=connection.vendor,
        migrations=[list(row) for row in snapshot.rows(MIGRATIONS)],
        has_media=has_media,
        tables=snapshot.tables,
        sequences=snapshot.sequences,
    )


def keep_name(folder: Path) -> None:
    """Have the disk keep the name of a file that was renamed in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
