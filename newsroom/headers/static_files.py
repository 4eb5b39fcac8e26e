"""The static files that are served: what pages ask for, and not what only developers and this server read."""

from __future__ import annotations

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

NAMES_OF_FILES = "staticfiles.json"  # names of all files with their hashes, which this server reads
SOURCE_MAP = ".map"  # sources of scripts and sheets


class PublicFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # WhiteNoise has no types
    """The file server, without the manifest and the source maps of libraries."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        """Serve a file at an address, unless nobody outside needs it."""
        if not url.endswith((SOURCE_MAP, f"/{NAMES_OF_FILES}")):
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
