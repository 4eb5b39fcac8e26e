"""Bytes in every character set become the words that were meant."""

import codecs

import pytest

from stories.charset import decode
from stories.wire import UnreadableError

WITHOUT_MARK = ("utf-16 le, no mark", "utf-16 be, no mark", "utf-32 le, no mark", "utf-32 be, no mark")
WORDS = "Café fire in Zürich – “completely”, it’s 50 €"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32-le"),
        WORDS.encode("utf-32-be"),
        WORDS.encode("cp1252"),
        WORDS.encode().decode("latin-1").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 be", "utf-32", *WITHOUT_MARK, "cp1252", "encoded twice"],
)
def test_the_same_words_come_from_every_character_set(data):
    assert decode(data) == WORDS


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Spaß”".encode("cp1252") + " für Zürich".encode("cp1252"), "Spaß” für Zürich"),
        ("Zürich, Genève ".encode() + b"\xff", "Zürich, Genève \ufffd"),
        ("Zürich, Gen".encode() + b"\xc3", "Zürich, Gen\ufffd"),
        (b"caf\xe9\x97no", "café—no"),
        ("Àèìòù".encode().decode("latin-1").encode(), "Àèìòù"),
        ("Â© 2026".encode(), "© 2026"),
        ("Ãlafur and Âge".encode(), "Ãlafur and Âge"),
        (b"", ""),
    ],
)
def test_bad_bytes_stop_nothing_and_show_no_wrong_letters(data, text):
    assert decode(data) == text


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"PK\x03\x04\x00\x00", b"\x00P\x00\x07" * 9])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(UnreadableError, match="no text"):
        decode(data)
