"""A log as somebody else has it, read again from its files: its entries must have the root that was signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from stories.transparency import merkle, tiles
from stories.transparency.checkpoint import Checkpoint, read_checkpoint
from stories.transparency.signed_note import NoteKey

CHECKPOINT_FILE = "checkpoint"
KEYS_FILE = "keys"

ReadFile = Callable[[str], bytes]  # a file of the log by its name; raises OSError for one that is not there


class Frontier:
    """The root of a tree that grows by one leaf at a time, in memory for one hash a level."""

    def __init__(self) -> None:
        self.size = 0
        self.subtrees: list[tuple[int, bytes]] = []  # level and hash, the largest first

    def append(self, entry: bytes) -> None:
        """Add an entry."""
        level, found = 0, merkle.leaf_hash(entry)
        while self.subtrees and self.subtrees[-1][0] == level:
            found = merkle.node_hash(self.subtrees.pop()[1], found)
            level += 1
        self.subtrees.append((level, found))
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it is."""
        if not self.subtrees:
            return merkle.EMPTY_ROOT
        *rest, (_level, found) = self.subtrees
        for _larger, left in reversed(rest):
            found = merkle.node_hash(left, found)
        return found


def open_head(read: ReadFile, keys: Iterable[NoteKey]) -> Checkpoint:
    """Return the signed head of a copy. Raises ValueError, and OSError where it has none."""
    return read_checkpoint(read(CHECKPOINT_FILE).decode(), keys)


def check_root(entries: Iterable[bytes], head: Checkpoint, refusal: str) -> Iterator[bytes]:
    """Yield entries as they are. Raises ValueError with the refusal, at the end, where a head has another root."""
    frontier = Frontier()
    for entry in entries:
        frontier.append(entry)
        yield entry
    if (frontier.size, frontier.root()) != (head.size, head.root):
        raise ValueError(refusal)


def read_copy(read: ReadFile, head: Checkpoint) -> Iterator[bytes]:
    """Yield the entries of a copy in order. Raises ValueError, at the end, where they have not the root of its head."""
    bundles = (tile for tile in tiles.tiles_of(head.size) if tile.level is None)
    entries = (entry for tile in bundles for entry in tiles.read_entries(read(tile.name))[: tile.width])
    return check_root(
        entries, head, "The entries of this copy have not the root that was signed: the copy itself was changed."
    )
