"""JSON that keeps the letters of every script as they are, and not as six characters each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import models

PLAIN_LETTERS = json.JSONEncoder(ensure_ascii=False)


class PlainEncoder(json.JSONEncoder):
    """The encoder of the field."""

    def encode(self, o: Any) -> str:
        """Return a value as JSON; in ASCII where a letter is half of one, which no database takes."""
        if not o and isinstance(o, list | dict):  # most fields of most rows
            return "[]" if isinstance(o, list) else "{}"
        text = PLAIN_LETTERS.encode(o)
        try:
            text.encode()
        except UnicodeEncodeError:
            return json.dumps(o)
        return text


class PlainJSONField(models.JSONField):
    """A field of JSON in plain letters. What was kept before is the same to whoever reads it, and to migrations."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.encoder = PlainEncoder

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Name Django's field: the column is the same."""
        name, _path, args, keywords = super().deconstruct()
        keywords.pop("encoder", None)
        return name, "django.db.models.JSONField", args, keywords
