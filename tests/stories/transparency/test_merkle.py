"""The Merkle tree against the vectors of RFC 6962's authors, and its proofs against trees made by the definition."""

import hashlib

import pytest

from stories.transparency import merkle, tiles

# The eight leaves and the roots of trees of 1 to 8 that the authors of RFC 6962 test their own log with.
LEAVES = [bytes.fromhex(leaf) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves):
    """Return the root of leaves as RFC 6962 defines it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hashlib.sha256(b"\1" + by_definition(leaves[:middle]) + by_definition(leaves[middle:])).digest()


def subtrees_of(leaves):
    """Return a reader of the perfect subtrees over leaves, out of the rows of tiles."""
    rows = [[merkle.leaf_hash(leaf) for leaf in leaves]]
    while len(rows[-1]) >= tiles.TILE_WIDTH:
        whole = len(rows[-1]) // tiles.TILE_WIDTH
        width = tiles.TILE_WIDTH
        rows.append([merkle.subtree_hash(rows[-1][at * width : (at + 1) * width]) for at in range(whole)])
    return tiles.subtrees_by_tiles(lambda level, start, count: rows[level][start : start + count])


def test_roots_are_those_of_the_authors():
    found = [merkle.root_hash(size, subtrees_of(LEAVES[:size])).hex() for size in range(1, 9)]
    assert found == ROOTS
    assert merkle.root_hash(0, subtrees_of([])).hex() == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 255, 256, 257, 300, 513, 700])
def test_every_proof_holds_and_no_other(size):
    leaves = [str(number).encode() for number in range(size)]
    subtrees = subtrees_of(leaves)
    root = merkle.root_hash(size, subtrees)
    assert root == by_definition(leaves)
    for index in {0, 1, size // 2, size - 2, size - 1} & set(range(size)):
        leaf, proof = merkle.leaf_hash(leaves[index]), merkle.prove_inclusion(index, size, subtrees)
        assert merkle.is_included(leaf, index, size, proof, root)
        assert not merkle.is_included(merkle.leaf_hash(b"other"), index, size, proof, root)
        assert not merkle.is_included(leaf, index, size, [*proof, root], root)
        assert not merkle.is_included(leaf, index + 1, size, proof, root)
        assert not proof or not merkle.is_included(leaf, index, size, proof[:-1], root)
    for old in {1, 2, size // 3, size // 2, size - 1, size} & set(range(1, size + 1)):
        old_root, proof = by_definition(leaves[:old]), merkle.prove_consistency(old, size, subtrees)
        assert merkle.is_consistent(old, size, proof, old_root, root)
        assert not merkle.is_consistent(old, size, proof, by_definition([*leaves[: old - 1], b"other"]), root)
        assert not merkle.is_consistent(old, size, [*proof, root], old_root, root)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_nothing_outside_the_tree_is_proven(index, size):
    with pytest.raises(ValueError, match="no entry"):
        merkle.prove_inclusion(index, size, subtrees_of(LEAVES))
    assert not merkle.is_included(merkle.EMPTY_ROOT, index, size, [], merkle.EMPTY_ROOT)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_log_holds_a_longer_one(old, new):
    with pytest.raises(ValueError, match="holds no older one"):
        merkle.prove_consistency(old, new, subtrees_of(LEAVES))
    assert not merkle.is_consistent(old, new, [merkle.EMPTY_ROOT], merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)
