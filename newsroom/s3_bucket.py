"""Storage in a bucket of an S3 store. Needs requirements-s3.txt."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

CLIENT_LIMITS = Config(
    connect_timeout=5,  # seconds; a reader waits meanwhile
    read_timeout=20,
    retries={"total_max_attempts": 3, "mode": "standard"},
    request_checksum_calculation="when_required",  # servers of others refuse those that Amazon's client adds unasked
    response_checksum_validation="when_required",
)


class Bucket(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """A bucket. A file replaces the one of the same name, and no call waits without limit."""

    client_config: Config

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.client_config = self.client_config.merge(CLIENT_LIMITS)
