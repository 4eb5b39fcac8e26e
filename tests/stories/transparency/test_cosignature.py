"""Cosignatures in the form of https://c2sp.org/tlog-cosignature, and questions in that of tlog-witness."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stories.transparency import cosignature, signed_note
from stories.transparency.cosignature import Cosigned, WitnessKey

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = WitnessKey("witness.example/w1", PRIVATE.public_key().public_bytes_raw())
TEXT = "news.example.org/log\n6\nAAAA\n"
NOON = 1_770_724_800  # 2026-02-10T12:00:00Z


def a_line(*, name=KEY.name, seconds=NOON, text=TEXT, kind=b"\x04"):
    """Return the line of the witness, made from the page alone."""
    key_id = hashlib.sha256(name.encode() + b"\n" + kind + KEY.public).digest()[:4]
    signature = PRIVATE.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
    return f"\u2014 {name} {base64.b64encode(key_id + seconds.to_bytes(8) + signature).decode()}"


def test_key_is_read_as_it_is_written():
    assert cosignature.read_witness_key(f" {KEY}\n") == KEY
    assert str(KEY).startswith("witness.example/w1+")
    assert base64.b64decode(str(KEY).split("+", 2)[2])[:1] == b"\x04"


@pytest.mark.parametrize(
    "written",
    ["", "w1", str(KEY).replace("w1", "w2"), str(signed_note.NoteKey(KEY.name, KEY.public)), str(KEY)[:-4]],
)
def test_other_keys_are_no_keys_of_a_witness(written):
    with pytest.raises(ValueError, match="key"):
        cosignature.read_witness_key(written)


def test_cosignature_holds_with_the_time_that_it_says():
    line = a_line()

    found = cosignature.find_cosignature(f"{a_line(name='other.example')}\n{line}\n", TEXT, KEY)

    assert found == Cosigned(line, datetime(2026, 2, 10, 12, tzinfo=UTC))
    assert cosignature.find_cosignature(a_line(seconds=0), TEXT, KEY).at == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "",
        a_line(text="news.example.org/log\n5\nAAAA\n"),
        a_line(name="witness.example/w2"),
        a_line(kind=b"\x01"),
        a_line(seconds=2**63),
        a_line()[:-8],
        f"\u2014 {KEY.name} {base64.b64encode(KEY.key_id).decode()}",
    ],
)
def test_line_that_is_no_cosignature_of_this_witness_on_this_head_is_none(line):
    assert cosignature.find_cosignature(line, TEXT, KEY) is None


def test_cosignature_of_another_time_than_it_says_is_none():
    name, _, encoded = a_line().rpartition(" ")
    blob = bytearray(base64.b64decode(encoded))
    blob[11] ^= 1

    assert cosignature.find_cosignature(f"{name} {base64.b64encode(blob).decode()}", TEXT, KEY) is None


def test_question_is_of_size_proof_and_head():
    note = f"{TEXT}\n\u2014 news.example.org/log AAAA\n"

    assert cosignature.write_request(0, [], note).decode() == f"old 0\n\n{note}"
    assert cosignature.write_request(5, [bytes(32), b"\1" * 32], note).decode() == (
        f"old 5\n{base64.b64encode(bytes(32)).decode()}\n{base64.b64encode(bytes([1]) * 32).decode()}\n\n{note}"
    )
    assert cosignature.text_of_note(note) == TEXT
    assert cosignature.add_lines(note, ["a", "b"]) == f"{note}a\nb\n"


@pytest.mark.parametrize(
    ("answer", "size"), [(b"0\n", 0), (b"20852014\n", 20852014), (b"7", 7), (b"9" * 19, 10**19 - 1)]
)
def test_size_that_a_witness_saw_is_read(answer, size):
    assert cosignature.read_size(answer) == size


@pytest.mark.parametrize("answer", [b"", b"\n", b"-1\n", b"1 2", b"9" * 20, "٣".encode(), b"\xff", b"1\n\n"])
def test_other_answers_are_no_size(answer):
    with pytest.raises(ValueError, match=r"^It answered with no size\.$"):
        cosignature.read_size(answer)


def test_witnesses_of_the_settings_are_keys_with_addresses():
    assert list(cosignature.split_witnesses([f"{KEY} https://witness.example/"])) == [
        (str(KEY), "https://witness.example/")
    ]
