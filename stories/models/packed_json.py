"""A format of Django's serializers: its JSON, packed. django-reversion keeps stories in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers import json as plain
from reversion.models import Version

from stories.models.packed import PACKED_JSON, pack_text, unpack_text


class Serializer(plain.Serializer):
    """The writer of the format."""

    def getvalue(self) -> str:
        """Return the packed text."""
        return pack_text(str(super().getvalue()))


def Deserializer(stream_or_string: Any, **options: Any) -> Iterator[Any]:  # noqa: N802 Django's name
    """Read the objects of a packed text."""
    text = stream_or_string if isinstance(stream_or_string, str) else stream_or_string.read()
    return plain.Deserializer(unpack_text(text), **options)


def version_text(version: Version) -> str:
    """Return what a version holds as JSON, whichever format it is kept in."""
    data: str = version.serialized_data
    return unpack_text(data) if version.format == PACKED_JSON else data


def version_with(version: Version, records: list[dict[str, Any]]) -> str:
    """Return what a version is to hold, in the format that it is kept in."""
    text = json.dumps(records, ensure_ascii=False)
    return pack_text(text) if version.format == PACKED_JSON else text
