"""A log read again from the files of a copy."""

import pytest

from stories.transparency import log_copy, merkle, signed_note, tiles
from stories.transparency.checkpoint import Checkpoint

KEY = signed_note.make_key("news.example.org/log", bytes(range(32)))


def entries(count):
    """Return so many entries."""
    return [b"%d" % number for number in range(count)]


def root_of(lines):
    """Return the root of some entries, by RFC 6962 and no code of the copy's."""
    leaves = [merkle.leaf_hash(line) for line in lines]
    return merkle.root_hash(
        len(leaves), lambda level, index: merkle.subtree_hash(leaves[index << level :][: 1 << level])
    )


def a_copy(count):
    """Return the files of a copy of a log, by their names."""
    lines = entries(count)
    bundles = {
        tile.name: tiles.write_entries(lines[tile.start : tile.start + tile.width])
        for tile in tiles.tiles_of(count)
        if tile.level is None
    }
    head = Checkpoint("news.example.org/log", count, root_of(lines))
    return {"checkpoint": KEY.sign(str(head)).encode(), "keys": f"{KEY.note_key}\n".encode(), **bundles}


@pytest.mark.parametrize("count", [*range(1, 18), 255, 256, 257, 600])
def test_copy_has_its_entries_in_order(count):
    files = a_copy(count)

    head = log_copy.open_head(files.__getitem__, [KEY.note_key])

    assert (head.origin, head.size) == ("news.example.org/log", count)
    assert list(log_copy.read_copy(files.__getitem__, head)) == entries(count)
    assert (log_copy.CHECKPOINT_FILE, log_copy.KEYS_FILE) == ("checkpoint", "keys")


def test_root_grows_with_each_entry():
    frontier = log_copy.Frontier()
    assert (frontier.size, frontier.root()) == (0, merkle.EMPTY_ROOT)

    for count, line in enumerate(entries(40), start=1):
        frontier.append(line)
        assert (frontier.size, frontier.root()) == (count, root_of(entries(count)))


def test_copy_that_was_changed_is_refused_at_its_end():
    files = a_copy(300)
    files["tile/entries/001.p/44"] = files["tile/entries/001.p/44"].replace(b"257", b"258")
    head = log_copy.open_head(files.__getitem__, [KEY.note_key])
    read = log_copy.read_copy(files.__getitem__, head)

    assert [next(read) for _ in range(257)] == entries(257)
    with pytest.raises(
        ValueError, match=r"^The entries of this copy have not the root that was signed: the copy itself"
    ):
        list(read)


@pytest.mark.parametrize("lines", [entries(4), entries(6), [*entries(4), b"other"]])
def test_entries_that_are_not_those_of_a_head_are_refused_in_its_words(lines):
    head = Checkpoint("news.example.org/log", 5, root_of(entries(5)))

    with pytest.raises(ValueError, match=r"^They differ$"):
        list(log_copy.check_root(lines, head, "They differ"))
    assert list(log_copy.check_root(entries(5), head, "They differ")) == entries(5)


def test_longer_bundle_than_the_head_has_is_read_to_its_end():
    files = a_copy(3)
    files["tile/entries/000.p/3"] = tiles.write_entries(entries(7))
    head = log_copy.open_head(files.__getitem__, [KEY.note_key])

    assert list(log_copy.read_copy(files.__getitem__, head)) == entries(3)
