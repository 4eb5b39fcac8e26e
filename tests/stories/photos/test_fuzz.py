"""Photos of every kind and reports of Content Credentials, cut, mixed and spoilt: each is read or refused in words.

A kind has 100 examples; `make fuzz` tries 4,000.
"""

import copy
import json
import os
import re
import warnings
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.photos import limits
from stories.photos.credentials import MOST_ACTS, NAME_LIMIT, Credentials, summarize
from stories.photos.sandbox_worker import KNOWN_FORMATS, answer
from tests.sample_folders import OWN_PHOTOS
from tests.stories.photos.sample_files import BYLINE, CAPTION, UTF_8, a_file, draw_picture

EXAMPLES = {"fuzz": 4_000, "few": 10}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 100)
MOST_EDITS = 5
LARGEST = 40_000  # bytes of a spoilt file
REFUSALS = {words for name, words in vars(limits).items() if name.isupper() and isinstance(words, str)}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
TOKENS = [
    b"\xff\xd8", b"\xff\xd9", b"\xff\xe1\xff\xff", b"\xff\xed\x00\x02", b"Exif\0\0",
    b"8BIM\x04\x04\0\0\xff\xff\xff\xff",
    b"MM\0*\0\0\0\x08", b"II*\0\xff\xff\xff\xff", b"IHDR\x7f\xff\xff\xff\x7f\xff\xff\xff", b"iTXt", b"RIFF", b"VP8X",
    b"ftypavif", b"\x1b%G", b"\x1c\x02\x78\x80\x04\xff\xff\xff\xff", XMP, b"<svg", b"\0" * 40, b"\xff" * 40,
]  # fmt: skip
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
PLACES = st.floats(0, 1, exclude_max=True)
EDITS = st.tuples(
    st.sampled_from(["cut", "repeat", "insert", "over"]),
    PLACES,
    PLACES,
    st.sampled_from(TOKENS) | st.binary(max_size=8),
)


def drawn(kind):
    """Return the bytes of a small picture of a kind."""
    buffer = BytesIO()
    draw_picture(40, 30).save(buffer, kind)
    return buffer.getvalue()


def spoil(data, edits):
    """Return the bytes of a file with edits made, each at its place, a part of the whole."""
    for way, one, other, token in edits:
        start, end = sorted((int(one * len(data)), int(other * len(data))))
        match way:
            case "cut":
                data = data[:start] + data[end:]
            case "repeat":
                data = data[:end] + data[start:end] * 2 + data[end:]
            case "insert":
                data = data[:start] + token + data[start:]
            case "over":
                data = data[:start] + token + data[start + len(token) :]
        data = data[:LARGEST]
    return data


@pytest.mark.parametrize("kind", KNOWN_FORMATS)
def test_spoilt_photo_is_read_or_refused_in_words(kind, tmp_path):
    sets = [(UTF_8, b"\x1b%G"), (CAPTION, "Łódź dam".encode()), (BYLINE, b"Ada Roe")]
    told = a_file(tmp_path, draw_picture(40, 30), sets=sets).read_bytes()
    samples = [path.read_bytes() for path in OWN_PHOTOS.iterdir()] + [told] if kind == "JPEG" else [drawn(kind)]
    path = tmp_path / "spoilt"

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(samples), st.lists(EDITS, min_size=1, max_size=MOST_EDITS))
    def spoilt_photo_is_read_or_refused(sample, edits):
        path.write_bytes(spoil(sample, edits))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as the program of the sandbox does
            found = answer({"do": "look", "path": str(path), "shares": str(tmp_path), "patience": 0})

        if "refused" in found:
            assert found["refused"] in REFUSALS
        else:
            words = [value for value in found["facts"].values() if isinstance(value, str)]
            assert not CONTROLS.search("".join(words))
            assert found["width"] * found["height"] <= limits.PIXEL_LIMIT
        json.dumps(found, ensure_ascii=False).encode()  # no lone surrogate

    spoilt_photo_is_read_or_refused()


REPORT = {
    "active_manifest": "b",
    "validation_state": "Trusted",
    "manifests": {
        "a": {
            "claim_generator_info": [{"name": "Vesper Camera", "version": "2.1"}],
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [
                {"action": "c2pa.created", "softwareAgent": {"name": "Vesper Camera"},
                 "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}]}}],
        },
        "b": {
            "claim_generator": "Darkroom/3",
            "ingredients": [{"relationship": "parentOf", "active_manifest": "a"}],
            "assertions": [{"label": "c2pa.actions", "data": {"actions": [{"action": "c2pa.cropped"}]}}],
            "signature_info": {"issuer": "Vesper Pictures", "time": "2026-02-10T12:00:00Z"},
        },
    },
}  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=100)
    | st.sampled_from(["a", "b", "c2pa.created", "parentOf"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["action", "label", "name", "a"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def places_in(value):
    """Yield the holder and the key of each value within a value of JSON."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, dict | list):
            yield from places_in(inner)


@settings(max_examples=2 * EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=4))
def test_spoilt_report_is_summarized_or_refused(edits):
    report = copy.deepcopy(REPORT)
    for place, value in edits:
        places = list(places_in(report))
        holder, key = places[int(place * len(places))]
        holder[key] = value

    try:
        found = summarize(report)
    except (LookupError, TypeError, AttributeError):  # of which the reader says that the credentials are not valid
        return

    words = (found.made_with, found.edited_with, found.signer, found.signed_at, *found.acts)
    assert isinstance(found, Credentials)
    assert max(map(len, words)) <= NAME_LIMIT
    assert len(found.acts) <= MOST_ACTS
    assert not CONTROLS.search("".join(words))
