"""Pictures of a backup, from a bucket of a real S3 store into a folder and back."""

import tempfile

import boto3
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from newsroom.backups.archive import ArchiveWriter, verify
from newsroom.backups.media import load_media, write_media
from newsroom.backups.tables import RefusedError
from newsroom.storages import storage_settings

PICTURES = {f"photos/originals/ab/ab{number}.jpg": bytes([number]) * 70_000 for number in range(3)}


@pytest.fixture(scope="module")
def bucket():
    """Run an S3 store with one bucket; return the address of pictures in it."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    access = {"region_name": "us-east-1", "aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    boto3.client("s3", endpoint_url=f"http://{host}:{port}", **access).create_bucket(Bucket="photos")
    yield f"s3://key:secret@{host}:{port}/photos/desk?tls=no"
    moto.stop()


def stored_in(address):
    """Have pictures stored at an address for as long as the block lasts."""
    return override_settings(STORAGES={**settings.STORAGES, "default": storage_settings(address)})


def read_picture(name):
    """Return the bytes of a file in the storage."""
    with default_storage.open(name) as file:
        return file.read()


def back_up(path, names):
    """Write files of the storage into a backup."""
    writer = ArchiveWriter(path)
    with tempfile.TemporaryFile() as lines:
        lines.writelines(f"{name}\n".encode() for name in names)
        result = write_media(writer, lines)
    writer.finish()
    writer.close()
    return result


def test_pictures_go_from_a_bucket_into_a_folder_and_back(bucket, tmp_path):
    first, second = tmp_path / "bucket.tar", tmp_path / "folder.tar"
    with stored_in(bucket):
        for name, content in PICTURES.items():
            default_storage.save(name, ContentFile(content))
        assert back_up(first, PICTURES) == (3, [])
    with stored_in(f"file://{tmp_path}/folder"):
        assert load_media(first) == load_media(first) == 3  # what is there is left
        assert {name: read_picture(name) for name in PICTURES} == PICTURES
        assert back_up(second, PICTURES) == (3, [])
    with stored_in(bucket.replace("/desk", "/other")):
        assert load_media(second) == 3
        assert {name: read_picture(name) for name in PICTURES} == PICTURES

    assert verify(first) == verify(second) == 4


def test_another_file_of_the_name_is_not_written_over(tmp_path):
    name = next(iter(PICTURES))
    with stored_in(f"file://{tmp_path}/one"):
        default_storage.save(name, ContentFile(PICTURES[name]))
        back_up(tmp_path / "one.tar", [name])
    with stored_in(f"file://{tmp_path}/other"):
        default_storage.save(name, ContentFile(b"another picture"))

        with pytest.raises(RefusedError, match=r"another file of the name photos/originals/ab/ab0\.jpg"):
            load_media(tmp_path / "one.tar")

        assert read_picture(name) == b"another picture"


@pytest.mark.parametrize("length", [0, 1, 69_999])
def test_part_of_a_file_is_put_there_anew(tmp_path, length):
    name = next(iter(PICTURES))
    with stored_in(f"file://{tmp_path}/one"):
        default_storage.save(name, ContentFile(PICTURES[name]))
        back_up(tmp_path / "one.tar", [name])
    with stored_in(f"file://{tmp_path}/other"):
        default_storage.save(name, ContentFile(PICTURES[name][:length]))  # as a full disk leaves it

        assert load_media(tmp_path / "one.tar") == 1

        assert read_picture(name) == PICTURES[name]
