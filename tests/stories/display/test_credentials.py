"""Content Credentials in plain words."""

import pytest
from django.utils import timezone

from stories.display.credentials import credential_sentences, credential_warning

SAID = {
    "state": "valid", "made_with": "Vesper Camera 2.1", "edited_with": "", "acts": [], "origin": "", "signer": "Vesper",
    "signed_at": "",
}  # fmt: skip
CHANGED = "The file or its credentials were changed after they were signed, so nothing that they say is certain."


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ({}, ["Made with Vesper Camera 2.1.", "Signed by Vesper, whom we don't know; nothing was changed since."]),
        (
            {"state": "trusted", "signed_at": "2026-02-10T11:30:00+00:00", "origin": "camera"},
            ["Taken by a camera.", "Made with Vesper Camera 2.1.",
             "Signed by Vesper, whom we know, on Feb 10, 2026, 11:30 UTC; nothing was changed since."],
        ),
        (
            {"edited_with": "Vesper Darkroom", "acts": ["opened", "cropped", "unheard_of", "color_adjustments"]},
            ["Made with Vesper Camera 2.1.", "Edited with Vesper Darkroom.",
             "Since it was made: cropped, colours changed.",
             "Signed by Vesper, whom we don't know; nothing was changed since."],
        ),
        (
            {"made_with": "", "origin": "machine", "signer": "", "signed_at": "yesterday"},
            ["Made by artificial intelligence.",
             "Signed by nobody by name, whom we don't know; nothing was changed since."],
        ),
        ({"state": "invalid", "origin": "camera"}, [CHANGED]),
        ({"state": "unread"}, ["The file has Content Credentials, which could not be read."]),
    ],
)  # fmt: skip
def test_credentials_are_told_in_plain_words(said, sentences):
    with timezone.override("UTC"):
        assert credential_sentences(SAID | said) == sentences


def test_photo_without_credentials_says_nothing():
    assert (credential_sentences(None), credential_sentences({}), credential_warning(None)) == ([], [], "")


@pytest.mark.parametrize(
    ("said", "warning"),
    [
        ({}, ""),
        ({"origin": "camera"}, ""),
        ({"origin": "machine"}, "Made by artificial intelligence."),
        ({"origin": "partly machine"}, "Parts of it were made by artificial intelligence."),
        ({"state": "invalid"}, "It was changed after it was signed: its Content Credentials don't hold."),
    ],
)
def test_desk_is_warned(said, warning):
    assert credential_warning(SAID | said) == warning
