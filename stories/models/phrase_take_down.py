"""The record of phrases that were taken down from filings: what happened and why, without a word of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stories import digests
from stories.models.filing import Filing


class PhraseTakeDown(models.Model):
    """Phrases of one filing that became gaps, at one time. Readers get all of it but the name of who did it.

    `number` counts those of the filing from 1, `count` the gaps that this one left.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="phrase_take_downs")
    number = models.SmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    reason = models.TextField()
    count = models.PositiveIntegerField()
    content_before = models.CharField(max_length=64)
    content_after = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="phrase_take_down_in_turn", fields=["filing", "number"])]

    def __str__(self) -> str:
        return f"Phrases of {self.filing_id} taken down, {self.number}"

    def as_record(self) -> digests.PhraseRecord:
        """Return the record as its digest covers it. The filing is joined, or a query."""
        return digests.PhraseRecord(
            filing=self.filing.digest,
            number=self.number,
            at=digests.timestamp(self.at),
            reason=self.reason,
            gaps=self.count,
            content_before=self.content_before,
            content_after=self.content_after,
            digest=self.digest,
        )
