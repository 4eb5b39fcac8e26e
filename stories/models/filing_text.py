"""The words of a filing, and what they are read as."""

from __future__ import annotations

from django.db import models
from django.db.models import Value

from stories import copy
from stories.compare import Text
from stories.copy import pictures as placing
from stories.models.metadata import Metadata, read_metadata
from stories.models.migrated import HtmlField


class FilingText(models.Model):
    """The words of a filing. A take-down empties them all."""

    headline = models.TextField()
    byline = models.CharField(max_length=300, blank=True)
    dateline = models.CharField(max_length=300, blank=True)
    body = models.JSONField()
    body_html = HtmlField()
    pictures = models.JSONField(default=list)
    endmark = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    wrong = models.TextField(blank=True)
    right = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    genre = models.CharField(max_length=80, blank=True)
    metadata = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))

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
