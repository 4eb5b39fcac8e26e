"""Photos that arrive: beside copy, after it, at an address of the web, as items and as files by themselves."""

import json
import threading
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import pytest

from stories import desk, intake
from stories.intake import photos as intake_photos
from stories.intake.options import IntakeOptions, OnArrival
from stories.intake.safe_fetch import fetch
from stories.models import ExpectedPicture, Filing, Item, Outcome, Photo, Story
from tests.builders import NOON
from tests.stories.photos.sample_files import CAPTION, a_file, draw_picture

pytestmark = pytest.mark.django_db

ASSOCIATED = {
    "type": "picture",
    "uri": "urn:vesper:photo:1",
    "headline": "Dam",
    "description_text": "The dam at Karse Head on Tuesday.",
    "altText": "A dam between hills.",
    "creditline": "Vesper/Ada Lum",
    "ednote": "NO ARCHIVE",
}


def a_picture(href="dam.jpeg", **fields):
    """Return a picture as ninjs has it."""
    return {**ASSOCIATED, "renditions": {"main": {"href": href, "mimetype": "image/jpeg"}}, **fields}


def copy_of(*pictures, version="1", body="The dam held.", **fields):
    """Return a ninjs item with pictures."""
    item = {
        "uri": "urn:vesper:dam",
        "type": "text",
        "version": version,
        "versioncreated": "2026-02-10T11:00:00Z",
        "headline": "Dam at Karse Head holds",
        "slugline": "Dam-Flood",
        "body_text": body,
        "infosources": [{"name": "Vesper"}],
        "associations": {f"pic{place}": picture for place, picture in enumerate(pictures)},
    }
    return json.dumps({**item, **fields}).encode()


def take_file(data, folder, *, then=OnArrival.FILE, now=NOON):
    """Take the bytes of a file in a folder; return the item."""
    [item] = intake.take("copy.json", data, now=now, options=IntakeOptions(on_arrival=then, folder=folder))
    return item


@pytest.fixture
def folder(tmp_path):
    """Make a folder that copy comes into, with one photo in it."""
    a_file(tmp_path, draw_picture(900, 600), name="dam", sets=[(CAPTION, b"What the file says.")])
    return tmp_path


def test_picture_beside_its_copy_is_filed_with_it(folder):
    item = take_file(copy_of(a_picture()), folder)

    assert (item.outcome, item.reason) == (Outcome.FILED, "")
    [shown] = Filing.objects.get().shown_pictures
    assert (shown.caption, shown.alt) == ("The dam at Karse Head on Tuesday.", "A dam between hills.")
    photo = Photo.objects.get()
    assert (photo.item, photo.identity, photo.instructions) == (item, "urn:vesper:photo:1", "NO ARCHIVE")
    assert not ExpectedPicture.objects.exists()


def test_copy_waits_for_no_alt_text_and_goes_without_the_picture(folder):
    take_file(copy_of(a_picture(altText="")), folder)

    assert Filing.objects.get().shown_pictures == ()
    assert [each.photo for each in Story.objects.get().placements] == [Photo.objects.get().pk]


def test_next_lead_replaces_the_pictures_of_the_wire_and_keeps_those_of_the_desk(folder):
    take_file(copy_of(a_picture()), folder)
    story, own = Story.objects.get(), a_file(folder, draw_picture(640, 480), name="own")
    mine = desk.add_photo(own, name="own", by=None, now=NOON)
    story.pictures = [*story.pictures, {"photo": mine.pk, "caption": "Ours."}]
    desk.save(story, by=None, now=NOON, based_on=story.save_number)
    a_file(folder, draw_picture(700, 500), name="new")

    later = NOON + timedelta(minutes=5)
    new = a_picture("new.jpeg", uri="urn:vesper:photo:2")
    take_file(
        copy_of(new, version="2", body="The dam failed.", versioncreated="2026-02-10T12:01:00Z"), folder, now=later
    )

    brought = Photo.objects.get(identity="urn:vesper:photo:2")
    assert [each.photo for each in Story.objects.get().placements] == [mine.pk, brought.pk]


def test_caption_that_an_editor_wrote_keeps_its_picture_through_the_next_lead(folder):
    take_file(copy_of(a_picture()), folder)
    story, brought = Story.objects.get(), Photo.objects.get()
    story.pictures = [{"photo": brought.pk, "caption": "Ours."}]
    desk.save(story, by=None, now=NOON, based_on=story.save_number)
    a_file(folder, draw_picture(700, 500), name="new")

    new = a_picture("new.jpeg", uri="urn:vesper:photo:2")
    lead = copy_of(new, version="2", body="The dam failed.", versioncreated="2026-02-10T12:01:00Z")
    take_file(lead, folder, now=NOON + timedelta(minutes=5))

    assert Story.objects.get().placements[0].caption == "Ours."
    assert len(Story.objects.get().placements) == 2


def test_pictures_join_a_story_whose_words_an_editor_changed(folder):
    take_file(copy_of(), folder)
    story = Story.objects.get()
    story.headline = "Ours"
    desk.save(story, by=None, now=NOON, based_on=story.save_number)

    later = {"version": "2", "body": "The dam failed.", "versioncreated": "2026-02-10T11:30:00Z"}
    item = take_file(copy_of(a_picture(), **later), folder)

    story = Story.objects.get()
    assert (item.waits_beside_edits, story.headline) == (True, "Ours")
    assert len(story.placements) == 1


def test_file_that_comes_after_its_copy_joins_the_story(folder):
    take_file(copy_of(a_picture("later.jpeg")), folder)
    assert Story.objects.get().placements == ()
    path = a_file(folder, draw_picture(500, 400), name="later")

    item = intake_photos.take_photo(path, now=NOON + timedelta(hours=1))

    photo = Photo.objects.get()
    assert item.reason == f"A picture: photo {photo.pk}."
    assert photo.caption == "The dam at Karse Head on Tuesday."
    assert [each.photo for each in Story.objects.get().placements] == [photo.pk]


def test_file_of_another_folder_or_behind_a_link_is_not_taken(folder):
    (folder / "in").mkdir()
    (folder / "in" / "linked.jpeg").symlink_to(folder / "dam.jpeg")

    for href in ("../dam.jpeg", "/etc/hostname", "linked.jpeg", "file:///etc/hostname"):
        take_file(copy_of(a_picture(href), uri=f"urn:vesper:{len(href)}"), folder / "in")

    assert not Photo.objects.exists()


def test_what_lies_beside_and_is_no_photo_is_told(folder):
    (folder / "broken.jpeg").write_bytes(b"\xff\xd8\xff broken")

    item = take_file(copy_of(a_picture("broken.jpeg")), folder)

    assert item.outcome == Outcome.FILED
    assert item.reason.startswith("Picture 1 was passed over: ")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("withheld", "Picture 1 was passed over: its source withholds it."),
        ("canceled", "Picture 1 was passed over: its source withdrew it."),
    ],
)
def test_picture_that_its_source_stops_is_not_taken(folder, status, told):
    item = take_file(copy_of(a_picture(pubstatus=status)), folder)

    assert item.reason == told
    assert not Photo.objects.exists()
    assert not ExpectedPicture.objects.exists()


def test_picture_item_is_no_story_and_joins_the_one_that_it_belongs_to(folder):
    take_file(copy_of(), folder)
    picture = {**a_picture(), "associations": {"story": {"type": "text", "uri": "urn:vesper:dam"}}}

    item = take_file(json.dumps(picture).encode(), folder)

    photo = Photo.objects.get()
    assert (item.outcome, item.story, item.likely_story) == (Outcome.SKIPPED, None, Story.objects.get())
    assert item.reason == f"A picture: photo {photo.pk}."
    assert [each.photo for each in Story.objects.get().placements] == [photo.pk]


def test_picture_item_without_its_file_says_that_it_is_to_come(folder):
    item = take_file(json.dumps(a_picture("later.jpeg")).encode(), folder)

    assert item.reason == "A picture, whose file is still to come."
    assert ExpectedPicture.objects.get().name == "later.jpeg"


def test_file_that_is_no_photo_is_told(folder):
    path = folder / "broken.jpeg"
    path.write_bytes(b"\xff\xd8\xff broken")

    item = intake_photos.take_photo(path, now=NOON)

    assert item.outcome == Outcome.FAILED
    assert item.reason.startswith("This is no photo of a kind that is taken")


def test_killed_story_is_joined_by_nothing(folder):
    take_file(copy_of(a_picture("later.jpeg")), folder)
    desk.kill(Story.objects.get(), by=None, now=NOON, reason="It was false.")

    intake_photos.take_photo(a_file(folder, draw_picture(500, 400), name="later"), now=NOON)

    assert Photo.objects.count() == 1
    assert Story.objects.get().placements == ()


# From the web


@pytest.fixture
def web(folder):
    """Run a server of this machine that has the photo; its `asked` lists the requests."""

    class Sending(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            content = (folder / "dam.jpeg").read_bytes() if self.path == "/dam.jpeg" else b""
            self.send_response(200 if content else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Sending) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def file_address(web, path):
    """Return the address of a file on the server."""
    return f"http://127.0.0.1:{web.server_port}{path}"


def test_file_at_an_address_is_never_fetched_from_a_private_one(folder, web):
    take_file(copy_of(a_picture(file_address(web, "/dam.jpeg"))), folder)

    assert intake_photos.fetch_due(NOON) == []

    assert web.asked == []
    awaited = ExpectedPicture.objects.get()
    assert "nothing is fetched from there" in awaited.fault
    assert awaited.fetch_at == NOON + timedelta(minutes=1)


def test_file_at_an_address_joins_its_story(folder, web):
    here = ip_address("127.0.0.1")  # is the public internet of this test
    get = partial(fetch, limit=10_000_000, may=lambda address: address == here, ports=(web.server_port,))
    take_file(copy_of(a_picture(file_address(web, "/dam.jpeg"))), folder)
    assert Story.objects.get().placements == ()

    assert len(intake_photos.fetch_due(NOON, get=get)) == 1
    photo = Photo.objects.get()

    assert [each.photo for each in Story.objects.get().placements] == [photo.pk]
    assert (photo.caption, photo.item) == ("The dam at Karse Head on Tuesday.", Item.objects.get())
    assert intake_photos.fetch_due(NOON, get=get) == []
    assert web.asked == ["/dam.jpeg"]


def test_file_that_cannot_be_had_is_tried_three_times_more_and_given_up(folder, web):
    take_file(copy_of(a_picture(file_address(web, "/none.jpeg"))), folder)

    now, waited = NOON, []
    while ExpectedPicture.objects.get().fetch_at:
        now = ExpectedPicture.objects.get().fetch_at
        waited.append(now - NOON)
        intake_photos.fetch_due(now)

    assert waited == [timedelta(minutes=minutes) for minutes in (0, 1, 6, 36)]
    assert ExpectedPicture.objects.get().fault


def test_take_down_forgets_what_was_said_of_pictures_that_are_to_come(folder):
    take_file(copy_of(a_picture("later.jpeg")), folder)
    assert ExpectedPicture.objects.exists()

    desk.take_down(Filing.objects.get(), by=None, now=NOON, reason="A court said so.")

    assert not ExpectedPicture.objects.exists()


def test_removed_photo_takes_the_words_of_its_item_with_it(folder):
    item = take_file(json.dumps(a_picture()).encode(), folder)
    assert b"The dam" in bytes(item.delivery.content)

    desk.remove_photo(Photo.objects.get(), now=NOON)

    item = Item.objects.get()
    assert (item.headline, bytes(item.delivery.content)) == ("", b"")


def test_pictures_that_come_twice_are_taken_once(folder):
    later, here = json.dumps(a_picture("later.jpeg")).encode(), json.dumps(a_picture(uri="urn:vesper:2")).encode()
    again = NOON + timedelta(minutes=1)

    items = [
        take_file(later, folder),
        take_file(later, folder, now=again),
        take_file(here, folder),
        take_file(here, folder, now=again),
    ]
    by_itself = intake_photos.take_photo(folder / "dam.jpeg", now=again)

    photo = Photo.objects.get()
    assert [item.outcome for item in items] == ["skipped", "duplicate", "skipped", "duplicate"]
    assert by_itself.reason == f"The same picture was taken before: photo {photo.pk}."
    assert ExpectedPicture.objects.count() == 1
