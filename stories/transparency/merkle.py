"""The Merkle tree of RFC 6962, section 2.1: its hashes, its root, and proofs of inclusion and of consistency.

A tree is read by perfect subtrees: `level` is the height of one (0 for a leaf), `index` its place among those of that
height. Proofs are made after RFC 6962 and checked after RFC 9162, sections 2.1.3.2 and 2.1.4.2: two algorithms that
share no line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_LENGTH = 32  # bytes

Subtrees = Callable[[int, int], bytes]  # the hash of the perfect subtree of this level and index


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees as one."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def subtree_hash(hashes: Sequence[bytes]) -> bytes:
    """Return the hash of the perfect subtree over neighbours, as many as a power of two."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def split_point(count: int) -> int:
    """Return how many of `count` leaves, two or more, go left: the largest power of two below it."""
    return 1 << ((count - 1).bit_length() - 1)


def range_hash(start: int, end: int, subtrees: Subtrees) -> bytes:
    """Return the hash of the tree over the leaves from `start` to before `end`, as a larger tree is split into."""
    count = end - start
    if count == 0:
        return EMPTY_ROOT
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return subtrees(level, start >> level)
    middle = start + split_point(count)
    return node_hash(range_hash(start, middle, subtrees), range_hash(middle, end, subtrees))


def root_hash(size: int, subtrees: Subtrees) -> bytes:
    """Return the root of the tree of so many leaves."""
    return range_hash(0, size, subtrees)


def prove_inclusion(index: int, size: int, subtrees: Subtrees) -> list[bytes]:
    """Return the hashes that lead from a leaf to the root of a tree of `size` leaves. Raises ValueError outside it."""
    if not 0 <= index < size:
        raise ValueError(f"There is no entry {index} in a log of {size}.")
    start, end, proof = 0, size, []
    while end - start > 1:
        middle = start + split_point(end - start)
        if index < middle:
            proof.append(range_hash(middle, end, subtrees))
            end = middle
        else:
            proof.append(range_hash(start, middle, subtrees))
            start = middle
    return proof[::-1]


def prove_consistency(old: int, new: int, subtrees: Subtrees) -> list[bytes]:
    """Return the hashes that show the first `old` leaves of a tree of `new` to be those of the older tree.

    Raises ValueError for a tree that shrank, or that was empty.
    """
    if not 0 < old <= new:
        raise ValueError(f"A log of {new} holds no older one of {old}.")
    start, end, proof, is_whole = 0, new, [], True
    while old != end:
        middle = start + split_point(end - start)
        if old <= middle:
            proof.append(range_hash(middle, end, subtrees))
            end = middle
        else:
            proof.append(range_hash(start, middle, subtrees))
            start, is_whole = middle, False
    return [*([] if is_whole else [range_hash(start, end, subtrees)]), *proof[::-1]]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether a proof leads from the hash of a leaf to a root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Return whether a proof shows a tree to begin with an older one (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_found = new_found = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new_found = node_hash(new_found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old_found == old_root and new_found == new_root
