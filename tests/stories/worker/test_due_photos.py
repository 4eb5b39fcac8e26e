"""The worker's sweep over photos: what is due is found from state, and a store that is down loses nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from stories import desk
from stories.models import Photo, Rendition
from stories.worker import due as worker_due
from tests.builders import NOON
from tests.photo_files import a_photo

pytestmark = pytest.mark.django_db


def test_photos_are_cut_that_have_no_renditions_as_they_are_now():
    due, done = a_photo(renditions_current=False), a_photo()

    assert worker_due.cut_due(NOON) == [due]

    assert due.renditions.exists()
    assert worker_due.cut_due(NOON) == []
    assert Photo.objects.get(pk=done.pk).save_number == 1


def test_photo_whose_store_does_not_answer_is_tried_again(monkeypatch):
    photo = a_photo(renditions_current=False)

    class Store:
        def __getattr__(self, name):
            raise ConnectionError("The store is down.")

    with monkeypatch.context() as patch:
        patch.setattr(Photo._meta.get_field("original"), "storage", Store())
        assert worker_due.cut_due(NOON) == []

    assert worker_due.cut_due(NOON) == []
    assert worker_due.cut_due(NOON + timedelta(minutes=1)) == [photo]


def test_photo_whose_file_is_lost_says_so_and_is_let_be():
    photo = a_photo(renditions_current=False)
    default_storage.delete(photo.original.name)

    worker_due.cut_due(NOON)

    assert Photo.objects.get().fault == "Its file is lost. Add it once more, or put it back from a copy."
    assert worker_due.cut_due(NOON) == []


def test_what_was_replaced_is_served_for_a_day_and_then_dropped():
    photo = a_photo(size=(700, 300))
    before = set(photo.renditions.filter(shape="card").values_list("name", flat=True))
    photo.caption = "Another."
    desk.describe_photo(photo, now=NOON, based_on=photo.save_number)
    worker_due.cut_due(NOON)

    worker_due.tidy(NOON + timedelta(hours=23))
    assert before <= set(photo.renditions.values_list("name", flat=True))
    worker_due.tidy(NOON + timedelta(hours=25))

    left = set(photo.renditions.values_list("name", flat=True))
    assert left
    assert not before & left
    assert not any(default_storage.exists(Rendition(name=name).path) for name in before)
    assert all(default_storage.exists(each.path) for each in photo.renditions.all())


def test_files_that_nothing_knows_are_dropped_once_they_are_a_day_old():
    photo = a_photo()
    strange = [
        default_storage.save(f"photos/originals/ab/{'ab' * 32}.jpg", ContentFile(b"x")),
        default_storage.save(f"photos/renditions/ab/{'ab' * 16}.avif", ContentFile(b"x")),
    ]

    now = datetime.now(UTC)
    assert worker_due.tidy(now) == []
    dropped = worker_due.tidy(now + timedelta(hours=25))

    assert set(strange) <= set(dropped)  # and what tests before this one left
    assert not any(map(default_storage.exists, strange))

    assert default_storage.exists(photo.original.name)
    assert all(default_storage.exists(each.path) for each in photo.renditions.all())
