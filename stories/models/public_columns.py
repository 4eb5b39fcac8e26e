"""What queries of readers bring with a filing, beside its own columns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from stories import copy


class PublicColumns(models.Model):
    """The columns of the story, and of related stories, that querysets of `Filing.public` bring."""

    slug: str
    state: str
    total: int
    newest_number: int
    is_corrected: bool
    first_moved_at: datetime
    topic: str | None
    place: int
    words_as_html: copy.Html
    kind_of: str
    kind_back: str
    origin: int
    origin_filed_at: datetime
    words_as_blocks: list[dict[str, Any]] | None

    class Meta:
        abstract = True
