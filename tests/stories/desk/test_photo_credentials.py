"""Content Credentials from the file of a photo to the desk, and from a signing file into what is cut of it."""

import pytest
from django.core.files.storage import default_storage

from stories import desk, photos
from stories.models import Rendition
from tests.builders import NOON, an_editor
from tests.photo_files import draw_jpeg
from tests.stories.admin.browser import a_browser, words_of
from tests.stories.photos.signers import Signer

pytestmark = pytest.mark.django_db


def add(tmp_path, content):
    """Add the photo in some bytes."""
    path = tmp_path / "dam.jpg"
    path.write_bytes(content)
    return desk.add_photo(path, name="dam.jpg", by=an_editor("pia"), now=NOON)


def test_credentials_are_kept_shown_to_the_desk_and_left_in_the_original(tmp_path, settings):
    signer = Signer()
    settings.C2PA_ANCHORS = signer.anchor
    content = signer.take(draw_jpeg((1300, 900), None))

    photo = add(tmp_path, content)
    page = words_of(a_browser().get(f"/admin/stories/photo/{photo.pk}/change/"))

    assert photo.credentials["state"] == "trusted"
    assert "Taken by a camera. Made with Vesper Camera 2.1. Signed by Vesper Pictures, whom we know" in page
    with default_storage.open(photo.original.name) as original:
        assert original.read() == content


def test_desk_is_warned_of_a_photo_that_was_changed(tmp_path):
    content = Signer().take(draw_jpeg((400, 300), None)).replace(b"Vesper Camera", b"Corona Camera")

    photo = add(tmp_path, content)

    assert photo.credentials["state"] == "invalid"
    page = words_of(a_browser().get(f"/admin/stories/photo/{photo.pk}/change/"))
    assert "It was changed after it was signed: its Content Credentials don't hold." in page
    assert "Vesper Camera" not in page


def test_what_is_cut_says_what_it_was_made_from(tmp_path, settings):
    house = Signer("The Ledger")
    file = tmp_path / "house.pem"
    file.write_bytes(house.key_text + house.certificates)
    settings.C2PA_SIGNING = str(file)
    photo = add(tmp_path, draw_jpeg((1300, 900), None))

    desk.make_renditions(photo, now=NOON)

    wide = Rendition.objects.filter(photo=photo, width=1280, format="JPEG").first()
    with default_storage.open(wide.path) as kept, photos.temporary_file([kept.read()]) as path:
        found = photos.read_credentials(path, "JPEG", anchors=house.anchor)
    assert (found["state"], found["edited_with"], found["acts"]) == ("trusted", "Off the Wire", ["opened", "resized"])
