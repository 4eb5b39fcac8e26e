"""The log of all filings as the database holds it. Triggers write its entries, and refuse to change what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import models

from stories.transparency import entries, merkle, tiles
from stories.transparency.signed_note import NoteKey, read_key

KIND_LENGTH = 16
DIGEST_LENGTH = 64  # of a digest in hexadecimal


class TransparencyEntryQuerySet(models.QuerySet["TransparencyEntry"]):
    """Queries of the entries."""

    def waiting(self) -> TransparencyEntryQuerySet:
        """Return the entries that have no place in the log yet, in the order in which they get one."""
        return self.filter(position=None).order_by("pk")

    def in_span(self, start: int, end: int) -> TransparencyEntryQuerySet:
        """Return the entries at the places from `start` to before `end`, in order."""
        return self.filter(position__range=(start, end - 1)).order_by("position")

    def on_story(self, story: int) -> TransparencyEntryQuerySet:
        """Return all entries on a story, in the order of the log; those that have no place come last."""
        return self.filter(story=story).order_by(models.F("position").asc(nulls_last=True), "pk")

    def of_story(self, story: int, numbers: Iterable[int]) -> TransparencyEntryQuerySet:
        """Return the entries on some filings of a story, in order; those that have no place come last."""
        return self.on_story(story).filter(number__in=list(numbers))


class TransparencyEntry(models.Model):
    """One act on a filing that readers are told of; see `stories.transparency.entries`.

    A trigger writes it in the transaction of the act. The worker gives it its place, from 0 on without a gap, and the
    hash of its leaf. Nothing of it ever changes after.
    """

    kind = models.CharField(max_length=KIND_LENGTH)
    story = models.BigIntegerField()
    number = models.IntegerField()
    digest = models.CharField(max_length=DIGEST_LENGTH)
    at = models.DateTimeField()
    position = models.BigIntegerField(null=True, unique=True)
    leaf = models.BinaryField(max_length=merkle.HASH_LENGTH, null=True)

    objects = TransparencyEntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["story", "number"], name="transparency_by_filing"),
            models.Index(fields=["id"], name="transparency_waiting", condition=models.Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of story {self.story}"

    def entry(self) -> entries.Entry:
        """Return what the log says of the act."""
        return entries.make_entry(self.kind, self.story, self.number, self.digest, self.at)


class TransparencyNode(models.Model):
    """The hash of a whole tile of the level below, from level 1 on. Leaves stand with their entries."""

    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    digest = models.BinaryField(max_length=merkle.HASH_LENGTH)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="transparency_node_once", fields=["level", "position"])]

    def __str__(self) -> str:
        return f"Tile {self.position} of level {self.level - 1}"


class CheckpointKey(models.Model):
    """A key that heads of the log are checked with. The newest signs; those before stay, for heads of their time."""

    written = models.CharField(max_length=300, unique=True)  # name+keyid+base64
    since = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.written

    @property
    def key(self) -> NoteKey:
        """The key."""
        return read_key(self.written)


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    """Queries of the heads."""

    def newest(self) -> Checkpoint | None:
        """Return the head of the log as it is; None before the first."""
        return self.order_by("-size").first()


class Checkpoint(models.Model):
    """The head of the log at one size, signed. There is one of a size for ever."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    at = models.DateTimeField(db_index=True)

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.size} entries, {self.at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry with its place in the log, and the hashes that lead from it to the root."""

    entry: entries.Entry
    position: int
    proof: list[bytes]


def read_log_hashes(level: int, start: int, count: int) -> list[bytes]:
    """Return hashes of a level of tiles: so many from a place on. One query."""
    return [digest for _at, digest in hashes_at(level, models.Q(position__range=(start, start + count - 1)))]


def hashes_at(level: int, places: models.Q) -> list[tuple[int, bytes]]:
    """Return the hashes of a level at some places, with the places, in order. One query."""
    of_level = (
        TransparencyEntry.objects.annotate(hash=models.F("leaf"))
        if level == 0
        else TransparencyNode.objects.filter(level=level).annotate(hash=models.F("digest"))
    )
    rows: Iterable[Any] = of_level.filter(places).order_by("position").values_list("position", "hash")
    return [(position, bytes(digest)) for position, digest in rows]


LOG_SUBTREES = tiles.subtrees_by_tiles(read_log_hashes)


class TileReader:
    """The tiles that proofs of some entries need, read with one query a level."""

    def __init__(self, positions: Iterable[int], size: int) -> None:
        self.hashes: dict[tuple[int, int], bytes] = {}
        wanted = {*positions, size - 1}
        for level in range(max(size - 1, 1).bit_length() // tiles.TILE_HEIGHT + 1):
            wanted = {position // tiles.TILE_WIDTH for position in wanted}
            self.read_level(level, wanted, tiles.level_size(size, level))
        self.subtrees = tiles.subtrees_by_tiles(self.read)

    def read_level(self, level: int, wanted: Iterable[int], size: int) -> None:
        """Read some tiles of a level that has so many hashes."""
        spans = (models.Q(position__range=(at * tiles.TILE_WIDTH, (at + 1) * tiles.TILE_WIDTH - 1)) for at in wanted)
        found = hashes_at(level, models.Q(position__lt=size) & reduce(or_, spans))
        self.hashes |= {(level, position): digest for position, digest in found}

    def read(self, level: int, start: int, count: int) -> list[bytes]:
        """Return hashes of a level: so many from a place on."""
        return [self.hashes[level, position] for position in range(start, start + count)]


def read_tile(tile: tiles.Tile, size: int) -> bytes | None:
    """Return a tile of a log of so many entries; None where it has none of that width."""
    if not 0 < tile.width <= tiles.width_in(tile, size):
        return None
    if tile.level is None:
        rows = TransparencyEntry.objects.in_span(tile.start, tile.start + tile.width)
        return tiles.write_entries(row.entry().to_bytes() for row in rows)
    return tiles.write_hashes(read_log_hashes(tile.level, tile.start, tile.width))


def prove_entries(rows: Iterable[TransparencyEntry], size: int) -> list[LoggedEntry]:
    """Return those entries that a log of so many has, with their proofs. One query for each level of tiles."""
    logged = [(row.position, row) for row in rows if row.position is not None and row.position < size]
    if not logged:
        return []
    subtrees = TileReader((position for position, _row in logged), size).subtrees
    return [
        LoggedEntry(row.entry(), position, merkle.prove_inclusion(position, size, subtrees)) for position, row in logged
    ]
