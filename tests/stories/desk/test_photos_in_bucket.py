"""Photos in an S3 store: taken, cut, served and removed as in a folder."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from stories import desk
from stories.models import Photo
from tests.builders import NOON, a_filing, a_story
from tests.newsroom.test_storages import bucket, server  # noqa: F401 the fixtures of a store
from tests.photo_files import a_photo, add_pictures

pytestmark = pytest.mark.django_db


def test_photo_in_a_bucket_is_cut_and_served(client, bucket):  # noqa: F811 the fixture
    photo = a_photo()
    a_filing(add_pictures(a_story(), photo))

    answers = [client.get(rendition.get_absolute_url()) for rendition in photo.renditions.all()]

    assert photo.fault == ""
    assert {answer.status_code for answer in answers} == {200}
    assert bucket.exists(photo.original.name)
    assert default_storage.bucket_name == "photos"


def test_removed_photo_leaves_nothing_in_the_bucket(bucket, django_capture_on_commit_callbacks):  # noqa: F811 as above
    photo = a_photo()
    kept = [photo.original.name, *(each.path for each in photo.renditions.all())]
    assert all(map(bucket.exists, kept))

    with django_capture_on_commit_callbacks(execute=True):
        desk.remove_photo(photo, now=NOON)

    assert not any(map(bucket.exists, kept))


def test_original_that_is_lost_is_told(bucket):  # noqa: F811 as above
    photo = a_photo(renditions_current=False)
    bucket.delete(photo.original.name)

    desk.make_renditions(photo, now=NOON)

    assert Photo.objects.get().fault == "Its file is lost. Add it once more, or put it back from a copy."


def test_orphans_in_a_bucket_are_found(bucket):  # noqa: F811 as above
    photo = a_photo()
    kept = [photo.original.name, *(each.path for each in photo.renditions.all())]
    strange = bucket.save(f"photos/originals/ab/{'ab' * 32}.jpg", ContentFile(b"x"))

    dropped = desk.drop_orphans(before=datetime.now(UTC) + timedelta(hours=1))

    assert dropped == [strange]
    assert all(map(bucket.exists, kept))
