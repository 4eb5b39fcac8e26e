"""Content Credentials of photos: read, checked, told from those that were tampered with, and written."""

import io
import logging
from importlib.util import find_spec

import pytest

from stories.photos import PhotoMetadata, Signing, make_renditions, plan_renditions, read_credentials, sandbox
from stories.photos.credentials import Credentials, summarize
from tests.stories.photos.sample_files import draw_picture
from tests.stories.photos.signers import Signer

SIZES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "TIFF": "image/tiff", "AVIF": "image/avif"}


@pytest.fixture(scope="module")
def signer():
    """Return somebody who signs."""
    return Signer()


def bytes_of(kind="JPEG", **options):
    """Return the bytes of a picture."""
    buffer = io.BytesIO()
    draw_picture(**options).save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def credentials_of(tmp_path):
    """Return a function that reads the credentials of bytes."""

    def read(content, *, kind="JPEG", anchors=""):
        path = tmp_path / "photo"
        path.write_bytes(content)
        return read_credentials(path, kind, anchors=anchors)

    return read


@pytest.mark.parametrize("kind", SIZES)
def test_credentials_of_each_kind_are_read(signer, credentials_of, kind):
    taken = signer.take(bytes_of(kind), media_type=SIZES[kind])

    assert credentials_of(taken, kind=kind) == {
        "state": "valid", "made_with": "Vesper Camera 2.1", "edited_with": "", "acts": ["created"], "origin": "camera",
        "signer": "Vesper Pictures", "signed_at": "",
    }  # fmt: skip


def test_signer_is_known_by_the_certificates_that_the_newsroom_has(signer, credentials_of):
    taken = signer.take(bytes_of())

    states = [credentials_of(taken, anchors=anchors)["state"] for anchors in ("", signer.anchor, Signer().anchor)]

    assert states == ["valid", "trusted", "valid"]


def test_edits_and_what_a_photo_was_made_of_are_told(signer, credentials_of):
    edited = signer.edit(signer.take(bytes_of()), "cropped", "color_adjustments")

    found = credentials_of(edited, anchors=signer.anchor)

    assert (found["made_with"], found["edited_with"]) == ("Vesper Camera 2.1", "Vesper Darkroom 2.1")
    assert found["acts"] == ["opened", "cropped", "color_adjustments", "created"]
    assert (found["state"], found["origin"]) == ("trusted", "camera")


@pytest.mark.parametrize(
    ("source", "origin"),
    [("trainedAlgorithmicMedia", "machine"), ("compositeWithTrainedAlgorithmicMedia", "partly machine"), ("print", "")],
)
def test_what_a_machine_made_is_told(signer, credentials_of, source, origin):
    assert credentials_of(signer.edit(signer.take(bytes_of(), source), "cropped"))["origin"] == origin


def flip_pixel(content):
    """Change a byte of the picture itself."""
    at = len(content) - 300
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize(
    "tamper",
    [
        flip_pixel,
        lambda content: content.replace(b"Vesper Camera", b"Corona Camera"),
        lambda content: content.replace(b"digitalCapture", b"printedCapture"),
        lambda content: content + b"tail",
    ],
)
def test_tampered_file_is_found(signer, credentials_of, tamper):
    content = signer.take(bytes_of())
    assert tamper(content) != content

    found = credentials_of(tamper(content), anchors=signer.anchor)

    assert found["state"] == "invalid"


def test_credentials_of_another_photo_are_found_to_be_so(signer, credentials_of):
    content, other = signer.take(bytes_of()), bytes_of(spot=(0.5, 0.5))
    end = content.index(b"\xff\xdb")  # of the parts before the tables

    found = credentials_of(content[:end] + other[other.index(b"\xff\xdb") :], anchors=signer.anchor)

    assert found["state"] == "invalid"


@pytest.mark.parametrize("content", [bytes_of(), bytes_of() + b"jumb", bytes_of() + b"jumbc2pa", bytes_of("PNG")])
def test_file_without_credentials_has_none(credentials_of, content):
    assert credentials_of(content) is None


def test_broken_credentials_are_invalid(signer, credentials_of):
    content = signer.take(bytes_of())
    at = content.index(b"jumb")

    assert credentials_of(content[: at + 40] + bytes(200) + content[at + 240 :])["state"] == "invalid"


def test_credentials_that_take_too_long_are_said_to_be_unread(signer, credentials_of, monkeypatch):
    monkeypatch.setattr(sandbox, "LOOK_SECONDS", 0)

    assert credentials_of(signer.take(bytes_of()))["state"] == "unread"


def test_nothing_is_read_where_the_library_is_not_installed(signer, credentials_of, monkeypatch):
    monkeypatch.setattr(sandbox, "find_spec", lambda name: None if name == "c2pa" else find_spec(name))

    assert credentials_of(signer.take(bytes_of())) is None


def test_words_of_strangers_are_cleaned_and_cut():
    report = {
        "active_manifest": "a", "validation_state": "Valid",
        "manifests": {"a": {
            "claim_generator_info": [{"name": "x\x1b[31m" + "y" * 500, "version": 7}],
            "signature_info": {"issuer": "\u202eevil"},
            "ingredients": [{"relationship": "parentOf", "active_manifest": "a"}, {"relationship": "parentOf"}],
            "assertions": [
                {"label": "c2pa.actions", "data": {"actions": [{"action": f"c2pa.{number}"} for number in range(99)]}},
            ],
        }},
    }  # fmt: skip

    found = summarize(report)

    assert found.made_with.startswith("x[31my")
    assert max(map(len, (found.made_with, found.signer))) <= 80
    assert "\x1b" not in found.made_with
    assert (len(found.acts), found.state, found.edited_with) == (12, "valid", "")


@pytest.mark.parametrize("state", ["Invalid", "", None, "Something"])
def test_unknown_state_is_invalid(state):
    report = {"active_manifest": "a", "validation_state": state, "manifests": {"a": {}}}

    assert summarize(report) == Credentials("invalid")


@pytest.fixture
def cut(tmp_path, signer):
    """Return a function that cuts a photo with a file that signs; it returns renditions by width and format."""

    def make(content, pem):
        original, file = tmp_path / "original", tmp_path / "signing.pem"
        original.write_bytes(content)
        file.write_bytes(pem)
        wanted = plan_renditions(1_600, 1_000)
        facts = PhotoMetadata(caption="Dam at Osjaser", credit="Vesper")
        signing = Signing(str(file), "JPEG", "dam.jpg")
        made = make_renditions(original, wanted, focus=(0.5, 0.5), facts=facts, signing=signing)
        return {(one.shape, one.width, one.format): one.content for one in made}

    return make


def test_large_renditions_say_what_they_were_made_from(signer, cut, credentials_of):
    house = Signer("The Ledger")
    original = signer.take(bytes_of(width=1_600, height=1_000))

    made = cut(original, house.key_text + house.certificates)

    found = {key: credentials_of(content, kind=key[2], anchors=house.anchor) for key, content in made.items()}
    assert {key for key, said in found.items() if said} == {key for key in made if key[1] >= 960}
    assert found["whole", 1280, "AVIF"] == {
        "state": "trusted", "made_with": "Vesper Camera 2.1", "edited_with": "Off the Wire",
        "acts": ["opened", "resized", "created"], "origin": "camera", "signer": "Vesper Pictures", "signed_at": "",
    }  # fmt: skip
    assert b"Dam at Osjaser" in made["whole", 1280, "JPEG"]


def test_photo_without_credentials_is_signed_as_made_of_it(cut, credentials_of):
    house = Signer("The Ledger")

    made = cut(bytes_of(width=1_600, height=1_000), house.certificates + house.key_text)

    assert credentials_of(made["whole", 1280, "JPEG"])["acts"] == ["opened", "resized"]


def test_certificate_that_signs_nothing_leaves_renditions_as_they_are(cut, credentials_of, caplog):
    caplog.set_level(logging.WARNING, "stories.photos.sandbox")

    made = cut(bytes_of(width=1_600, height=1_000), Signer().certificates + Signer().key_text)

    assert len(made) > 10
    assert not any(credentials_of(content, kind=key[2]) for key, content in made.items())
    assert "The renditions of dam.jpg were not signed:" in caplog.text
