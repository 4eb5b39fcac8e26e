"""Samples of every format, cut, mixed and spoilt: nothing escapes the door but its refusals, and nothing grows wild.

A format has 500 examples; `make fuzz` tries 20,000.
"""

import os
import re
import sys
import tracemalloc
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories import copy, wire
from stories.wire import NotWireError, UnreadableError, WireItem, WirePicture
from tests.sample_folders import OWN_WIRE

EXAMPLES = {"fuzz": 20_000, "few": 10}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 500)
GROWTH_EXAMPLES = max(EXAMPLES // 50, 2)
MOST_EDITS = 6
LARGEST = 30_000  # bytes of a spoilt sample
REPR_BYTES = 60  # of what is read, for each byte
REPR_ROOM = 50_000  # for the fields of empty pieces
BEGINNINGS = 7  # bytes between the beginnings that are tried
RUNS = (100, 200)  # a piece of a sample repeated, and twice as often
ROOM_CALLS = 10_000
ROOM_MEMORY = 2_000_000  # bytes
ALLOWED = (NotWireError, UnreadableError)
TOKENS = [
    b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x16\x16\x01", b"\x18", b"\x1f", b"\x7f", b"\x1b$B",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xe9", b"\xc3", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\r", b"\n\n", b"\t", b" " * 40,
    b"\\", b'"', b"'", b"{", b"}", b"[", b"]", b"<", b">", b"</p>", b"<p>", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"<?", b"&", b"&amp;", b"&#0;", b"&#x110000;", b"&nbsp;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"xmlns='x'", b"null",
    b"true", b"-1", b"1e999", b"0" * 30, b"9999-99-99T99:99:99Z", b"0001-01-01T00:00:00+14:00", b"2026-02-10", b"=",
    b"^", b";;;;", b"_", b"ZCZC", b"NNNN", b"KILL KILL KILL =", b"# Notebook", b" ** ", b"(VSP) - ",
    b"1st Ld-Writethru, ", b"Endit", b"\b;W;L\x10",
]  # fmt: skip


def samples_by_format():
    """Return the bytes of our samples by the first word of their names: iptc, anpa, ninjs, g2, text …"""
    groups = defaultdict(list)
    for path in sorted(OWN_WIRE.iterdir()):
        if path.suffix != ".tsv":
            groups[re.match("[a-z0-9]+", path.name).group()].append(path.read_bytes())
    return dict(groups)


SAMPLES = samples_by_format()
ALL = [data for group in SAMPLES.values() for data in group]
PLACES = st.floats(0, 1, exclude_max=True)
EDITS = st.tuples(
    st.sampled_from(["cut", "repeat", "insert", "drop", "byte", "mix", "recode"]),
    PLACES,
    PLACES,
    st.sampled_from(TOKENS) | st.binary(max_size=8),
    st.sampled_from(ALL),
)


def spoil(data, edits):
    """Return a sample with edits made, each at its place, a part of the whole."""
    for way, one, other, token, sample in edits:
        start, end = sorted((int(one * len(data)), int(other * len(data))))
        match way:
            case "cut":
                data = data[:start] + data[end:]
            case "repeat":
                data = data[:end] + data[start:end] * 3 + data[end:]
            case "insert":
                data = data[:start] + token * (1 + int(other * 5)) + data[start:]
            case "drop":
                data = data[:end]
            case "byte":
                data = data[:start] + token[:1] + data[start + 1 :]
            case "mix":
                data = data[:start] + sample[int(other * len(sample)) :]
            case "recode":
                charset = ("utf-16", "utf-16-be", "cp1252", "koi8-r", "utf-32")[int(other * 5)]
                data = data.decode("utf-8", "replace").encode(charset, "replace")
        data = data[:LARGEST]
    return data


def read_or_refuse(data):
    """Return the pieces of the bytes, none for a refusal; whatever else is raised fails the test."""
    try:
        pieces = wire.read(data)
    except ALLOWED:
        return ()
    assert all(isinstance(piece, WireItem | WirePicture | UnreadableError) for piece in pieces)
    return pieces


@pytest.mark.parametrize("name", SAMPLES)
def test_spoilt_sample_is_read_or_refused(name):
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(SAMPLES[name]), st.lists(EDITS, min_size=1, max_size=MOST_EDITS))
    def spoilt_sample_is_read_or_refused(sample, edits):
        data = spoil(sample, edits)

        pieces = read_or_refuse(data)

        assert len(repr(pieces)) <= REPR_BYTES * len(data) + REPR_ROOM
        repr(pieces).encode()  # no lone surrogate

    spoilt_sample_is_read_or_refused()


def cost_of(data):
    """Return the calls of functions that reading bytes costs, and the memory at its height."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    tracemalloc.start()
    sys.setprofile(count)
    try:
        read_or_refuse(data)
    finally:
        sys.setprofile(None)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return calls, peak


@pytest.mark.parametrize("name", SAMPLES)
def test_cost_of_a_repeated_piece_is_linear(name):
    @settings(max_examples=GROWTH_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(SAMPLES[name]), PLACES, PLACES)
    def cost_is_linear(sample, one, other):
        start, end = sorted((int(one * len(sample)), int(other * len(sample))))
        piece = sample[start : min(end, start + 60)]

        once, twice = (cost_of(sample[:start] + piece * run + sample[end:]) for run in RUNS)

        assert twice[0] <= 3 * once[0] + ROOM_CALLS
        assert twice[1] <= 3 * once[1] + ROOM_MEMORY

    cost_is_linear()


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_cut_off_at_every_byte_is_read_or_refused(name):
    data = min(SAMPLES[name], key=len)

    for end in range(len(data)):
        read_or_refuse(data[:end])
    for start in range(0, len(data), BEGINNINGS):
        read_or_refuse(data[start:])


@pytest.mark.parametrize("name", ["iptc-7901.txt", "anpa-1312.tst", "zczc.tst", "text-keyword-line.txt"])
def test_words_before_the_cut_are_kept(name):
    data = (OWN_WIRE / name).read_bytes()
    (whole,) = wire.read(data)
    end = data.index(whole.blocks[0].text[:10].encode())
    ends = []
    for word in re.findall("[a-z]{4,}", copy.plain_text(whole.blocks)):
        end = data.index(word.encode(), end) + len(word)
        ends.append((end, word))

    for cut in range(ends[0][0], len(data)):
        (item,) = read_or_refuse(data[:cut])
        lost = [word for end, word in ends if end < cut and word not in repr(item)]
        assert lost == []
