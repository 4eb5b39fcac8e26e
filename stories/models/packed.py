"""Text and bytes that are kept compressed: revisions of working copies, and copy as it came.

What was kept before stays as it is and is read as it is: a revision says its format, packed bytes begin with a mark.
A migration names what is here, so nothing of it changes.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from typing import Any

from django.db import models

# What a revision always says, so that it costs next to nothing. It never changes: what is kept was packed with it.
DICTIONARY = (
    b'"text": "The , a of and to in said on for that is with was at by from as it be are has have will an not "'
    b'kind": "paragraph", "text": "", "kind": "subhead", "marks": [[0, "link", "strong", "emphasis"]], "embargo'
    b'_until": null, "release_at": null, "filed_number": 1, "newest_number": 1, "is_corrected": false, "joined_'
    b'to": null, "edited_at": null, "edited_fields": [], "first_moved_at": "20T12:00:00Z", "created_at": "20", '
    b'"save_number": 1, "updated_at": "20", "slug": "", "subjects": [{"scheme": "medtop", "code": "20000", "nam'
    b'e": ""}], "terms": "", "designator": "", "endmark": "", "pictures": [], "note": "", "desk_note": "", "dat'
    b'ed_on": null, "body": {"schema": 1, "blocks": [{[{"model": "stories.story", "pk": 1, "fields": {"state": '
    b'"live", "slugline": "", "section": 1, "source": 1, "language": "en", "urgency": 5, "priority": null, "gen'
    b're": "", "located": "", "headline": "", "byline": ""'
)
PACKED_JSON = "packed_json"  # the name of the format of `stories.models.packed_json`
MARK = b"\xffpacked\x00"  # no copy begins with these bytes; one that did would be packed, whatever its size
SMALLEST = 100  # bytes that are worth it


def pack_text(text: str) -> str:
    """Return a text in compressed form, as a text of ASCII."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS, zdict=DICTIONARY)
    return base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()


def unpack_text(packed: str) -> str:
    """Return the text that was packed."""
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=DICTIONARY)
    return (unpacker.decompress(base64.b64decode(packed)) + unpacker.flush()).decode()


def pack_bytes(content: bytes) -> bytes:
    """Return bytes in compressed form behind a mark, or as they are where that is no longer."""
    if len(content) < SMALLEST and not content.startswith(MARK):
        return content
    packed = MARK + zlib.compress(content)
    return packed if len(packed) < len(content) or content.startswith(MARK) else content


def unpack_bytes(kept: bytes) -> bytes:
    """Return the bytes that were packed, or those that were not."""
    return zlib.decompress(kept[len(MARK) :]) if kept.startswith(MARK) else kept


class PackedBytesField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Bytes that are compressed in the database. To migrations it is a field of bytes."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Name the field of bytes: the column is the same."""
        name, _path, args, keywords = super().deconstruct()
        return name, "django.db.models.BinaryField", args, keywords

    def from_db_value(self, value: bytes | memoryview | None, _expression: object, _connection: object) -> bytes | None:
        """Unpack the bytes."""
        return None if value is None else unpack_bytes(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Pack the bytes."""
        packed = None if value is None else pack_bytes(bytes(value))
        return super().get_db_prep_value(packed, connection, prepared)
