"""Tiles: the hashes and entries of a log in files of 256, as https://c2sp.org/tlog-tiles lays them out.

A tile of level 0 holds hashes of leaves, one of level 1 hashes of whole tiles of level 0, and so on. The last of each
level may be partial; its name says how wide it is, so that no name ever stands for two contents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from stories.transparency.merkle import HASH_LENGTH, Subtrees, subtree_hash

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
TILE_NAME = re.compile(
    r"(?P<level>entries|[0-9]|[1-5][0-9]|6[0-3])/(?P<groups>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)
LENGTH_BYTES = 2  # before each entry of a bundle

ReadHashes = Callable[[int, int, int], list[bytes]]  # of a level: so many from an index on


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile. `level` is None for a bundle of entries; `width` is 256 for a whole one."""

    level: int | None
    index: int
    width: int = TILE_WIDTH

    @property
    def name(self) -> str:
        """The name of the file: tile/1/x001/234.p/5."""
        groups = [f"{self.index % 1000:03}"]
        rest = self.index // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03}")
            rest //= 1000
        level = "entries" if self.level is None else self.level
        part = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(groups)}{part}"

    @property
    def start(self) -> int:
        """The index of its first hash or entry among those of its level."""
        return self.index * TILE_WIDTH


def read_name(name: str) -> Tile:
    """Return the tile of a name behind `tile/`. Raises ValueError for one that is spelt otherwise than `Tile` does."""
    match = TILE_NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name} names no tile.")
    index = int(re.sub("[x/]", "", match["groups"]))
    tile = Tile(None if match["level"] == "entries" else int(match["level"]), index, int(match["width"] or TILE_WIDTH))
    if tile.name != f"tile/{name}":
        raise ValueError(f"{name} names no tile.")
    return tile


def level_size(size: int, level: int) -> int:
    """Return how many hashes a level of tiles has in a log of so many entries."""
    return size >> (TILE_HEIGHT * level)


def width_in(tile: Tile, size: int) -> int:
    """Return how wide a tile may be in a log of so many entries: 0 where there is none."""
    return min(max(level_size(size, tile.level or 0) - tile.start, 0), TILE_WIDTH)


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield all tiles of a log of so many entries, bundles first, each as wide as it is."""
    levels: list[int | None] = [None, *range(max((size.bit_length() - 1) // TILE_HEIGHT + 1, 1))]
    for level in levels:
        count = level_size(size, level or 0)
        for index in range(-(-count // TILE_WIDTH)):
            yield Tile(level, index, min(TILE_WIDTH, count - index * TILE_WIDTH))


def subtrees_by_tiles(read_hashes: ReadHashes) -> Subtrees:
    """Return a reader of perfect subtrees out of the hashes of tiles."""

    def read_subtree(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, TILE_HEIGHT)
        return subtree_hash(read_hashes(tile_level, index << height, 1 << height))

    return read_subtree


def write_hashes(hashes: Iterable[bytes]) -> bytes:
    """Return hashes as a tile holds them."""
    return b"".join(hashes)


def read_hashes(tile: bytes) -> list[bytes]:
    """Return the hashes of a tile."""
    return [tile[start : start + HASH_LENGTH] for start in range(0, len(tile), HASH_LENGTH)]


def write_entries(entries: Iterable[bytes]) -> bytes:
    """Return entries as a bundle holds them, each behind its length."""
    return b"".join(len(entry).to_bytes(LENGTH_BYTES) + entry for entry in entries)


def read_entries(bundle: bytes) -> list[bytes]:
    """Return the entries of a bundle. Raises ValueError for one that is cut off."""
    entries, place = [], 0
    while place < len(bundle):
        begin = place + LENGTH_BYTES
        end = begin + int.from_bytes(bundle[place:begin])
        if begin > len(bundle) or end > len(bundle):
            raise ValueError("A bundle of entries is cut off.")
        entries.append(bundle[begin:end])
        place = end
    return entries
