"""Functions and fields that migrations name. Migrations never change, and so nothing here does.

What has to change gets a function of its own beside the models, and a migration that names it.
"""

from __future__ import annotations

import zoneinfo
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from stories import copy

ORIGINALS = "photos/originals"  # the folder of the media store
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "TIFF": "tif", "AVIF": "avif"}


class Original(Protocol):
    """A photo by its file: the digest of the bytes and the format's name."""

    sha256: str
    format: str


class HtmlField(models.TextField):  # type: ignore[type-arg]  # generic in the stubs alone
    """HTML made by `copy.to_html`: comes out of the database as what templates print as it is."""

    def from_db_value(self, value: str, _expression: object, _connection: object) -> copy.Html:
        """Mark the text as safe HTML."""
        return copy.Html(value)


def known_zone(name: str) -> None:
    """Refuse a time zone that the system's database does not have. Raises ValidationError."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“{name}” is no time zone. Write one like Europe/Moscow.").format(name=name))


def empty_body() -> dict[str, object]:
    """Return the body of a story without words."""
    return {"schema": 1, "blocks": []}


def named_by_content(photo: Original, _name: str) -> str:
    """Return the path of a photo's original in the media store; the name that it arrived under has no part in it."""
    return f"{ORIGINALS}/{photo.sha256[:2]}/{photo.sha256}.{EXTENSIONS[photo.format]}"
