"""The worker's side of the log of all filings: entries get their place, and the new head is signed.

All in one transaction, one worker at a time: the log never forks, and a head that was signed is never followed by one
that does not begin with it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction

from stories.models import (
    LOG_SUBTREES,
    Checkpoint,
    CheckpointKey,
    TransparencyEntry,
    TransparencyNode,
    read_log_hashes,
)
from stories.private_file import read_or_make, write_private
from stories.transparency import checkpoint, merkle, signed_note, tiles

ENTRIES_AT_ONCE = 5_000  # of a sweep, in a transaction; the next goes on
KEY_FILE = "log-key"
COMING_KEY_FILE = "log-key.next"  # of a key that does not count yet
COMPLAINT_PAUSE = timedelta(minutes=1)
PLACE = "UPDATE stories_transparencyentry SET position = %s, leaf = %s WHERE id = %s"

logger = logging.getLogger(__name__)


class KeyMissingError(Exception):
    """The key that signs the log is not here."""


class LogKeeper:
    """The worker's sweep: it extends the log, and says now and then why it cannot."""

    def __init__(self) -> None:
        self.silent_until: datetime | None = None

    def keep_log(self, now: datetime) -> int:
        """Give a place to entries that have none, and sign the new head; return how many."""
        try:
            return extend_log(now)
        except (KeyMissingError, ValueError) as fault:
            if self.silent_until is None or now >= self.silent_until:
                self.silent_until = now + COMPLAINT_PAUSE
                logger.error("The log of filings is not signed: %s", fault)
            return 0


def extend_log(now: datetime) -> int:
    """Give a place to entries that have none, and sign the new head; return how many. Runs in two workers unharmed.

    Raises KeyMissingError where the key of the log is not here, ValueError for what is no key.
    """
    if not TransparencyEntry.objects.waiting().exists():
        return 0
    key = find_key(now)
    with transaction.atomic():
        lock_log(key)
        head = Checkpoint.objects.newest()
        start = head.size if head else 0
        waiting = list(TransparencyEntry.objects.waiting()[:ENTRIES_AT_ONCE])
        if not waiting:
            return 0
        size = place_entries(waiting, start)
        finish_tiles(start, size)
        text = str(checkpoint.Checkpoint(key.name, size, merkle.root_hash(size, LOG_SUBTREES)))
        Checkpoint.objects.create(size=size, note=key.sign(text), at=now)
    return len(waiting)


def lock_log(key: signed_note.SigningKey) -> None:
    """Wait for other workers, and hold them up until the transaction ends. Raises KeyMissingError for an older key."""
    newest = CheckpointKey.objects.select_for_update(no_key=True).latest("pk")
    if newest.key != key.note_key:
        raise KeyMissingError(f"{key.note_key.name} has a newer key than this worker's.")


def place_entries(waiting: Sequence[TransparencyEntry], start: int) -> int:
    """Give entries the places from `start` on, with the hashes of their leaves; return the size of the log then."""
    rows = [(start + offset, merkle.leaf_hash(row.entry().to_bytes()), row.pk) for offset, row in enumerate(waiting)]
    with connection.cursor() as cursor:
        cursor.executemany(PLACE, rows)
    return start + len(rows)


def finish_tiles(old: int, new: int) -> None:
    """Keep the hashes of the tiles of every level that became whole as the log grew from `old` to `new`."""
    level = 0
    while whole := range(
        tiles.level_size(old, level) // tiles.TILE_WIDTH, tiles.level_size(new, level) // tiles.TILE_WIDTH
    ):
        TransparencyNode.objects.bulk_create(
            TransparencyNode(
                level=level + 1,
                position=index,
                digest=merkle.subtree_hash(read_log_hashes(level, index * tiles.TILE_WIDTH, tiles.TILE_WIDTH)),
            )
            for index in whole
        )
        level += 1


def find_key(now: datetime) -> signed_note.SigningKey:
    """Return the key that signs the log; a new newsroom makes it. Raises KeyMissingError, and ValueError for no key.

    It stands in LOG_KEY, or in a file beside the newsroom's other keys.
    """
    path = settings.VAR / KEY_FILE
    newest = CheckpointKey.objects.order_by("-pk").first()
    if settings.LOG_KEY:
        key = signed_note.read_signing_key(settings.LOG_KEY)
    elif newest is None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = signed_note.read_signing_key(read_or_make(path, lambda: f"{make_log_key()}\n"))
    else:
        key = read_key_file(path, newest)
    if newest is None:
        CheckpointKey.objects.get_or_create(written=str(key.note_key), defaults={"since": now})
    elif newest.key != key.note_key:
        raise KeyMissingError(f"its key is {newest.written}, and this worker has {key.note_key}.")
    return key


def read_key_file(path: Path, newest: CheckpointKey) -> signed_note.SigningKey:
    """Return the key of a file. Raises KeyMissingError where there is none, ValueError for no key.

    A change of keys that ended before its file was in place is ended here.
    """
    coming = path.with_name(COMING_KEY_FILE)
    if coming.exists():
        key = signed_note.read_signing_key(coming.read_text(encoding="ascii"))
        if key.note_key == newest.key:
            coming.replace(path)
    if not path.exists():
        raise KeyMissingError(f"its key, {newest.written}, is not in {path}. Put it there, or into LOG_KEY.")
    return signed_note.read_signing_key(path.read_text(encoding="ascii"))


def change_key(now: datetime) -> signed_note.SigningKey:
    """Have a new key sign the log from now on, and return it; it is in its file, unless LOG_KEY has the one before.

    The key before stays in its file until the new one counts, and the new one is on the disk before it does: whatever
    ends this halfway, the key that counts is there.
    """
    key, path = make_log_key(), settings.VAR / KEY_FILE
    coming = path.with_name(COMING_KEY_FILE)
    if not settings.LOG_KEY:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(coming, f"{key}\n")
    CheckpointKey.objects.create(written=str(key.note_key), since=now)
    if not settings.LOG_KEY:
        coming.replace(path)
    return key


def make_log_key() -> signed_note.SigningKey:
    """Return a new key for the log of this newsroom."""
    return signed_note.make_key(log_name(), secrets.token_bytes(signed_note.SEED_BYTES))


def log_name() -> str:
    """Return the name that a new key of this newsroom's log has."""
    return f"{urlsplit(settings.SITE_URL).netloc}/log"
