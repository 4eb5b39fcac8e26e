"""Storage of pictures: addresses of stores, a bucket of a real server, and starts that stop."""

import stat
import urllib.error
import urllib.request
from urllib.parse import quote

import boto3
import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.storage.handler import StorageHandler
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from newsroom.storages import storage_settings

KEY, SECRET, PICTURE = "AKIADESK", "zq/secret+@:", b"\xff\xd8 a picture"

# The address | where: a folder; or host, bucket, prefix and region of a store, - where there is none
ADDRESSES = """
file:///mnt/pictures                             | /mnt/pictures
file:///mnt/two%20words                          | /mnt/two words
file:///mnt/a%23b%3Fc                            | /mnt/a#b?c
s3://k:s@minio.example:9000/photos               | https://minio.example:9000 photos - us-east-1
s3://k:s@minio.example:9000/photos/              | https://minio.example:9000 photos - us-east-1
s3://k:s@minio.example/photos/desk               | https://minio.example photos desk us-east-1
s3://k:s@minio.example/photos/desk/2026/         | https://minio.example photos desk/2026 us-east-1
s3://k:s@minio.example/photos/d%C3%A9sk          | https://minio.example photos désk us-east-1
s3://k:s@127.0.0.1:9000/photos?tls=no            | http://127.0.0.1:9000 photos - us-east-1
s3://k:s@[::1]:9000/photos?tls=no                | http://[::1]:9000 photos - us-east-1
s3://k:s@minio.example/photos?tls=yes            | https://minio.example photos - us-east-1
s3://k:s@minio.example/photos?region=fr-par      | https://minio.example photos - fr-par
s3://k:s@minio.example/p.q?region=nl-1&tls=no    | http://minio.example p.q - nl-1
s3:///photos                                     | - photos - -
s3:///photos/desk?region=eu-central-1            | - photos desk eu-central-1
S3:///photos                                     | - photos - -
"""
WRONG = """
media                                   | no scheme
/srv/media                              | no scheme
ftp://u:p@host/photos                   | another scheme
gs:///photos                            | another scheme
file://                                 | no path
file:///                                | the whole machine
file://host/path                        | another machine
file:///path?tls=no                     | an option
file:///path#part                       | a sign that is not encoded
file:///a%00b                           | no name of a folder
file:///a%FFb                           | no text
s3://                                   | no bucket
s3:///                                  | no bucket
s3:///-/prefix                          | no name of a bucket
s3:///two%20words                       | no name of a bucket
s3:///photos/../others                  | a way out of the prefix
s3:///photos/a//b                       | a prefix with a gap
s3:///photos?tls=no                     | Amazon without TLS
s3:///photos?region=                    | no region
s3:///photos?region=EU West             | no region
s3:///photos?regoin=eu-central-1        | a slip of the pen
s3:///photos?region=a&region=b          | an option twice
s3:///photos?public                     | an option without a value
s3://photos/desk                        | a bucket in the place of the host
s3://minio.example:9000/photos          | no key
s3://k@minio.example/photos             | no secret
s3://k:@minio.example/photos            | no secret
s3://:s@minio.example/photos            | no key
s3://k:s@/photos                        | no host
s3://k:s@minio.example                  | no bucket
s3://k:s@minio.example:port/photos      | no port
s3://k:s@minio.example:0/photos         | no port
s3://k:s@minio.example:99999/photos     | no port
s3://k:s@min%20io/photos                | no host
s3://k:s@minio.example/photos?tls=maybe | neither yes nor no
s3://k:s/t@minio.example/photos         | a slash that is not encoded
s3://k:s#t@minio.example/photos         | a # that is not encoded
s3://k:1/t@minio.example/photos         | the same, where it looks like a port
"""


def rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines()]


def storage_of(kept):
    """Return the backend and options of an address, as in the table above."""
    options = kept["OPTIONS"]
    if kept["BACKEND"] == "django.core.files.storage.FileSystemStorage":
        return options["location"]
    assert kept["BACKEND"] == "newsroom.s3_bucket.Bucket"
    names = ("endpoint_url", "bucket_name", "location", "region_name")
    return " ".join(options.get(name) or "-" for name in names)


@pytest.mark.parametrize(("url", "where"), rows(ADDRESSES))
def test_address_is_read(url, where):
    assert storage_of(storage_settings(url)) == where


@pytest.mark.parametrize(("url", "fault"), rows(WRONG))
def test_wrong_address_is_refused(url, fault):
    with pytest.raises(ValueError):  # noqa: PT011 the words are for nobody: they may have the secret
        storage_settings(url)


def test_store_of_ones_own_is_asked_by_path_with_its_key():
    assert storage_settings("s3://k%2Fy:s%40%3A@minio.example/photos")["OPTIONS"] == {
        "bucket_name": "photos",
        "location": "",
        "default_acl": None,
        "file_overwrite": True,
        "endpoint_url": "https://minio.example",
        "access_key": "k/y",
        "secret_key": "s@:",
        "signature_version": "s3v4",
        "addressing_style": "path",
        "region_name": "us-east-1",
    }


def test_amazon_is_asked_with_the_credentials_of_its_usual_environment():
    assert storage_settings("s3:///photos/desk?region=eu-central-1")["OPTIONS"] == {
        "bucket_name": "photos",
        "location": "desk",
        "default_acl": None,
        "file_overwrite": True,
        "signature_version": "s3v4",
        "addressing_style": "auto",
        "region_name": "eu-central-1",
    }


SIGNS = st.text(min_size=1, alphabet=st.characters(codec="utf-8"))


@given(SIGNS, SIGNS)
def test_every_key_and_secret_can_be_written(key, secret):
    kept = storage_settings(f"s3://{quote(key, safe='')}:{quote(secret, safe='')}@minio.example/photos")

    assert (kept["OPTIONS"]["access_key"], kept["OPTIONS"]["secret_key"]) == (key, secret)


@given(st.text())
def test_whatever_is_written_is_read_or_refused(words):
    try:
        kept = storage_settings(words)
    except ValueError:
        return

    assert kept.keys() == {"BACKEND", "OPTIONS"}


# A real server


@pytest.fixture(scope="module")
def server():
    """Run an S3 store with one bucket, private as buckets are; return its host and port."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    client_of(f"{host}:{port}").create_bucket(Bucket="photos")
    yield f"{host}:{port}"
    moto.stop()


def client_of(server):
    return boto3.client(
        "s3",
        endpoint_url=f"http://{server}",
        region_name="us-east-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )


@pytest.fixture
def bucket(server, request):
    """Return Django's own storage, set to a place in the bucket that is this test's."""
    url = f"s3://{KEY}:{quote(SECRET, safe='')}@{server}/photos/{request.node.name}?tls=no"
    with override_settings(STORAGES={**settings.STORAGES, "default": storage_settings(url)}):
        yield default_storage


def read_without_key(server, key):
    """Return the status and the bytes of an address in the bucket, read without a key."""
    try:
        with urllib.request.urlopen(f"http://{server}/photos/{key}") as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


def test_picture_is_kept_read_and_deleted_in_a_bucket(bucket):
    name = bucket.save("originals/ab/ab12.jpg", ContentFile(PICTURE))

    assert name == "originals/ab/ab12.jpg"
    assert bucket.exists(name)
    assert bucket.size(name) == len(PICTURE)
    with bucket.open(name) as file:
        assert file.read() == PICTURE
    assert bucket.listdir("originals/ab") == ([], ["ab12.jpg"])
    assert bucket.listdir("") == (["originals"], [])

    bucket.delete(name)

    assert not bucket.exists(name)
    assert bucket.listdir("originals/ab") == ([], [])
    with pytest.raises(FileNotFoundError):
        bucket.open(name)


def test_same_picture_saved_again_has_the_same_name(bucket):
    names = {bucket.save("ab12.jpg", ContentFile(PICTURE)) for _ in range(2)}

    assert names == {"ab12.jpg"}
    assert bucket.listdir("") == ([], ["ab12.jpg"])


def test_what_is_not_there_can_be_deleted(bucket):
    bucket.delete("ab12.jpg")

    assert not bucket.exists("ab12.jpg")


def test_name_that_leads_out_of_the_prefix_is_refused(bucket):
    with pytest.raises(SuspiciousOperation):
        bucket.save("../ab12.jpg", ContentFile(PICTURE))


def test_kept_picture_is_read_by_no_stranger(bucket, server):
    prefix = bucket.location
    client_of(server).put_object(Bucket="photos", Key=f"{prefix}/open.jpg", Body=PICTURE, ACL="public-read")
    bucket.save("ab12.jpg", ContentFile(PICTURE))

    assert read_without_key(server, f"{prefix}/open.jpg") == (200, PICTURE)
    status, said = read_without_key(server, f"{prefix}/ab12.jpg")
    assert status == 403
    assert PICTURE not in said
    assert [each["Grantee"]["Type"] for each in grants_of(server, f"{prefix}/ab12.jpg")] == ["CanonicalUser"]


def grants_of(server, key):
    """Return the grants of an object: its owner alone, where nobody else is named."""
    return client_of(server).get_object_acl(Bucket="photos", Key=key)["Grants"]


def test_bucket_is_asked_within_bounds():
    config = create("s3:///photos?region=eu-central-1").client_config

    assert (config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"]) == (5, 20, 3)
    assert (config.signature_version, config.s3) == ("s3v4", {"addressing_style": "auto"})
    assert config.request_checksum_calculation == config.response_checksum_validation == "when_required"


def test_folder_keeps_pictures(tmp_path):
    kept = create(f"file://{quote(str(tmp_path / 'two words'))}")

    name = kept.save("originals/ab12.jpg", ContentFile(PICTURE))

    assert (tmp_path / "two words" / name).read_bytes() == PICTURE


def create(url):
    return StorageHandler({"default": storage_settings(url)})["default"]


def test_folder_is_for_its_own_user_alone(tmp_path):
    kept = create(f"file://{quote(str(tmp_path / 'media'))}")

    path = tmp_path / "media" / kept.save("originals/ab12.jpg", ContentFile(PICTURE))

    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)] == [0o600, 0o700]
