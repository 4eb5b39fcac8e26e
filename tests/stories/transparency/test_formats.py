"""Tiles, notes, checkpoints, entries and proofs in the forms that strangers' programs read."""

import base64
from datetime import UTC, datetime

import pytest

from stories.transparency import checkpoint, entries, proof_file, signed_note, tiles
from stories.transparency.tiles import Tile

KEY = signed_note.make_key("news.example.org/log", bytes(range(32)))
OTHER = signed_note.make_key("news.example.org/log", bytes(32))


@pytest.mark.parametrize(
    ("tile", "name"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 1, 17), "tile/1/001.p/17"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(3, 1_234_067, 8), "tile/3/x001/x234/067.p/8"),
        (Tile(None, 273, 112), "tile/entries/273.p/112"),
    ],
)
def test_names_of_tiles(tile, name):
    assert tile.name == name
    assert tiles.read_name(name.removeprefix("tile/")) == tile


@pytest.mark.parametrize(
    "name",
    ["0/1", "0/0000", "0/x000/001", "0/001/000", "0/000.p/256", "0/000.p/0", "0/000.p/01", "64/000", "00/000",
     "data/000", "0/000/", "0/../000", "0/x1/000", "0/٠٠٠"],
)  # fmt: skip
def test_no_other_name_is_a_tile(name):
    with pytest.raises(ValueError, match="names no tile"):
        tiles.read_name(name)


def test_tiles_of_a_log_hold_all_of_it():
    found = [tile.name for tile in tiles.tiles_of(256 * 256 + 300)]
    assert found[0] == "tile/entries/000"
    assert found[-2:] == ["tile/1/001.p/1", "tile/2/000.p/1"]
    assert "tile/0/257.p/44" in found
    assert list(tiles.tiles_of(0)) == []


def test_bundles_of_entries():
    lines = [b"", b"one", b"x" * 65_535]
    assert tiles.read_entries(tiles.write_entries(lines)) == lines
    with pytest.raises(ValueError, match="cut off"):
        tiles.read_entries(tiles.write_entries(lines)[:-1])
    with pytest.raises(ValueError, match="cut off"):
        tiles.read_entries(b"\0")


def test_note_is_opened_by_its_key_alone():
    note = KEY.sign("Dam holds.\n")
    assert signed_note.open_note(note, [OTHER.note_key, KEY.note_key]) == "Dam holds.\n"
    cosigned = note + OTHER.sign("Dam holds.\n").splitlines()[-1] + "\n"
    assert signed_note.open_note(cosigned, [OTHER.note_key]) == "Dam holds.\n"
    for forged in (note.replace("holds", "fails"), note.replace("\u2014 news", "\u2014 olds"), "Dam holds.\n\n"):
        with pytest.raises(ValueError, match="none of the keys"):
            signed_note.open_note(forged, [KEY.note_key])


def test_keys_are_read_as_they_are_written():
    assert signed_note.read_key(str(KEY.note_key)) == KEY.note_key
    assert signed_note.read_signing_key(f"{KEY}\n") == KEY
    assert base64.b64encode(KEY.private).decode() not in repr(KEY)


@pytest.mark.parametrize("written", ["", "name", "a b+00000000+AQ==", "a+00000000+!", "a+00000000+AQ==",
                                     str(KEY.note_key).replace("news", "olds")])  # fmt: skip
def test_other_keys_are_refused(written):
    with pytest.raises(ValueError, match="key"):
        signed_note.read_key(written)
    with pytest.raises(ValueError, match="key") as refusal:
        signed_note.read_signing_key(f"PRIVATE+KEY+{written}")
    assert base64.b64encode(KEY.private).decode() not in str(refusal.value)


def test_checkpoint_is_read_as_it_was_signed():
    head = checkpoint.Checkpoint("news.example.org/log", 109_482, bytes(32))
    assert checkpoint.read_checkpoint(KEY.sign(str(head)), [KEY.note_key]) == head


@pytest.mark.parametrize("text", ["a\n1\n", "a\n01\nAA==\n", "a\n-1\nAA==\n", "a\n1\nAA==\n", "a\n1\n!\n"])
def test_other_notes_are_no_checkpoints(text):
    with pytest.raises(ValueError, match="checkpoint"):
        checkpoint.read_checkpoint(KEY.sign(text), [KEY.note_key])


def test_entry_is_read_in_its_canonical_form_alone():
    entry = entries.make_entry("filing", 12, 3, "ab" * 32, datetime(2026, 2, 10, 12, tzinfo=UTC))
    line = entry.to_bytes()
    assert line.startswith(b'{"at":"2026-02-10T12:00:00.000000Z","digest":"abab')
    assert entries.read_entry(line) == entry
    for spoilt in (line.replace(b":12", b": 12"), b"[]", b"{}", b"\xff", line[:-1]):
        with pytest.raises(ValueError, match="entry of the log"):
            entries.read_entry(spoilt)


def test_proof_file():
    written = proof_file.write_proof(5, [bytes(32)], KEY.sign("a\n"), b"entry")
    head, _, note = written.partition("\n\n")
    assert head.splitlines() == [
        "c2sp.org/tlog-proof@v1", "extra ZW50cnk=", "index 5", base64.b64encode(bytes(32)).decode(),
    ]  # fmt: skip
    assert note == KEY.sign("a\n")
