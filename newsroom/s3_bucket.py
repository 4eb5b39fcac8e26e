"""A bucket of an S3 store. Needs requirements-s3.txt."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

WITHIN_BOUNDS = Config(
    connect_timeout=5,  # seconds; a reader waits meanwhile
    read_timeout=20,
    retries={"total_max_attempts": 3, "mode": "standard"},
    request_checksum_calculation="when_required",  # servers of others refuse those that Amazon's client adds unasked
    response_checksum_validation="when_required",
)


class Bucket(S3Storage):
    """What is kept in it is written under its name, over what stood there, and never waited for endlessly."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.client_config = self.client_config.merge(WITHIN_BOUNDS)
