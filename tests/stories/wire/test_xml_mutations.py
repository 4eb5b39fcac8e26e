"""NITF and NewsML-G2 of our own, spoilt in every way: no bytes are more than pieces or a refusal."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories import wire
from stories.wire import NotWireError, UnreadableError, WireItem, WirePicture
from tests.sample_folders import OWN_WIRE

NAMES = ("nitf-full.xml", "nitf.xml", "g2-message.xml", "g2-text.xml", "g2-picture.xml")
PLACES = re.compile(rb'"[^"<>]*"|>[^<>]+<|<[^<>]+>')
SPOILT = (
    b"", b'""', b"><", b'"\xff"', b'"9999-12-31T23:59:59-14:00"', b">0001-01-01T00:00:00<", b">&dam;<", b">&#0;<",
    b">]]><", b"><![CDATA[<p>Dam]]><", b'"99999999999999999999"', b'"::"', b'"http://[::1"', b"<x/>", b"<table>",
)  # fmt: skip


def is_judged(data):
    """Return whether the bytes give pieces that can be printed, or are refused."""
    try:
        pieces = wire.read(data)
    except (NotWireError, UnreadableError):
        return True
    return all(isinstance(piece, WireItem | WirePicture | UnreadableError) and repr(piece).encode() for piece in pieces)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_spoilt_copy_is_judged(name, data):
    copy = (OWN_WIRE / name).read_bytes()
    places = [found.span() for found in PLACES.finditer(copy)]
    changes = data.draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(SPOILT)), max_size=4))
    for (start, end), spoilt in sorted(changes, reverse=True):
        copy = copy[:start] + spoilt + copy[end:]

    assert is_judged(copy)
    assert is_judged(copy[: data.draw(st.integers(0, len(copy)))])
