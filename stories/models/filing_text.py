"""The words of a filing, and what they are read as."""

from __future__ import annotations

from django.db import models
from django.db.models import Value

from stories import copy, digests
from stories.compare import Text
from stories.copy import pictures as placing
from stories.models.metadata import Metadata, read_metadata
from stories.models.migrated import HtmlField
from stories.models.plain_json import PlainJSONField


class FilingText(models.Model):
    """The words of a filing. A take-down empties them all; how its digests cover them stays."""

    headline = models.TextField()
    byline = models.CharField(max_length=300, blank=True)
    dateline = models.CharField(max_length=300, blank=True)
    body = PlainJSONField()
    body_html = HtmlField()
    pictures = PlainJSONField(default=list)
    endmark = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    wrong = models.TextField(blank=True)
    right = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    genre = models.CharField(max_length=80, blank=True)
    metadata = PlainJSONField(default=dict, db_default=Value({}, models.JSONField()))
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001  null for the filings that were made without
    gaps = models.SmallIntegerField(null=True)  # how often phrases were taken down from it; null for never
    digest_format = models.PositiveSmallIntegerField(default=1)  # that says what its digests cover

    class Meta:
        abstract = True

    @property
    def blocks(self) -> tuple[copy.Block, ...]:
        """The text as blocks."""
        return copy.from_json(self.body)

    @property
    def shown_pictures(self) -> tuple[placing.Picture, ...]:
        """The pictures."""
        return placing.read_filed(self.pictures)

    def text(self) -> Text:
        """Return the words as `compare` takes them."""
        head = {"headline": self.headline, "byline": self.byline, "dateline": self.dateline}
        return Text(head=head | placing.comparison_fields(self.shown_pictures), blocks=self.blocks)

    @property
    def metadata_values(self) -> Metadata:
        """What it says of itself for machines."""
        return read_metadata(self.metadata)

    def content(self) -> dict[str, object]:
        """Return the words and all that was made of them, as the content digest covers them.

        The metadata is covered from format 3 on, and not where words of an older format came to another story. The
        salt is covered where there is one: from format 5 on, until words go.
        """
        has_metadata = bool(self.metadata) or self.digest_format == digests.WITH_METADATA
        is_covered = has_metadata and self.digest_format >= digests.WITH_METADATA
        covered: dict[str, object] = {"metadata": self.metadata} if is_covered else {}
        covered |= {"salt": self.salt} if self.salt else {}
        return covered | {
            "headline": self.headline,
            "byline": self.byline,
            "dateline": self.dateline,
            "endmark": self.endmark,
            "note": self.note,
            "wrong": self.wrong,
            "right": self.right,
            "summary": self.summary,
            "genre": self.genre,
            "body": self.body,
            "body_html": self.body_html,
            "pictures": self.pictures,
        }
