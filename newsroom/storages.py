"""Storage of pictures, read from one address: a folder of this machine, or a bucket of an S3 store.

Reads no settings. Files there are private: no page links to them, and only views serve them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

STORE_EXAMPLE = "s3://KEY:SECRET@host:9000/bucket/prefix?region=eu-central-1&tls=yes"
FOLDER = "django.core.files.storage.FileSystemStorage"
BUCKET = "newsroom.s3_bucket.Bucket"
S3_MODULES = ("storages", "boto3")  # the modules of requirements-s3.txt
ANY_REGION = "us-east-1"  # what other servers than Amazon's expect in a signature where they know no regions

BUCKET_NAME = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}"
)  # of a bucket; the servers are stricter, each in its own way
REGION = re.compile(r"[a-z0-9-]+")
HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def storage_settings(url: str) -> dict[str, Any]:
    """Return STORAGES["default"] for an address.

    `file:///path` is a folder, `s3://KEY:SECRET@host:port/bucket/prefix` a server that speaks S3,
    `s3:///bucket/prefix` Amazon's, with the credentials that its client finds by itself. Options: `region`, and for a
    server `tls`, yes or no. Characters of a key, a secret, a prefix and a path are percent-encoded. Raises ValueError,
    whose message may hold the secret.
    """
    parts = urlsplit(url)
    if parts.fragment:
        raise ValueError("A # has to be written as %23.")
    match parts.scheme:
        case "file":
            return folder_storage(_path(parts))
        case "s3":
            return {"BACKEND": BUCKET, "OPTIONS": {**_place(parts), **_server(parts)}}
    raise ValueError("Neither file: nor s3:.")


def lacks_library(storage: Mapping[str, Any]) -> bool:
    """Return whether pictures are stored in S3 and its client is not installed."""
    return storage["BACKEND"] == BUCKET and not all(map(find_spec, S3_MODULES))


def folder_storage(path: Path) -> dict[str, Any]:
    """Return STORAGES["default"] for a folder, whose files nobody but this user reads."""
    options = {"location": str(path), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    return {"BACKEND": FOLDER, "OPTIONS": options}


def _path(parts: SplitResult) -> Path:
    path = unquote(parts.path, errors="strict")
    if parts.netloc or parts.query or not path.strip("/") or "\0" in path:
        raise ValueError("No path of a folder.")
    return Path(path)


def _place(parts: SplitResult) -> dict[str, Any]:
    """Return the options for the bucket and the prefix."""
    bucket, _, prefix = parts.path.removeprefix("/").partition("/")
    prefix = unquote(prefix, errors="strict").strip("/")
    if not BUCKET_NAME.fullmatch(bucket) or (prefix and {"", ".", ".."} & set(prefix.split("/"))):
        raise ValueError("No bucket, or a prefix that leads out of it.")
    return {"bucket_name": bucket, "location": prefix, "default_acl": None, "file_overwrite": True}


def _server(parts: SplitResult) -> dict[str, Any]:
    """Return the options for the server. Amazon has the bucket in the host name, other servers in the path."""
    options = _options(parts)
    region = {"region_name": options["region"]} if "region" in options else {}
    if not parts.netloc:
        if "tls" in options:
            raise ValueError("Amazon is asked over TLS alone.")
        return {"signature_version": "s3v4", "addressing_style": "auto", **region}
    signs, _, host = parts.netloc.rpartition("@")
    key, _, secret = (unquote(part, errors="strict") for part in signs.partition(":"))
    if not HOST.fullmatch(host) or not key or not secret or parts.port == 0:
        raise ValueError("No key, no secret or no host.")
    scheme = "http" if options.get("tls") == "no" else "https"
    return {
        "endpoint_url": f"{scheme}://{host}",
        "access_key": key,
        "secret_key": secret,
        "signature_version": "s3v4",
        "addressing_style": "path",
        "region_name": ANY_REGION,
        **region,
    }


def _options(parts: SplitResult) -> dict[str, str]:
    pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else []
    options = dict(pairs)
    if len(options) < len(pairs) or options.keys() - {"region", "tls"}:
        raise ValueError("An option twice, or one that there is not.")
    if options.get("tls", "yes") not in ("yes", "no") or not REGION.fullmatch(options.get("region", "any")):
        raise ValueError("tls is yes or no, region a name.")
    return options
