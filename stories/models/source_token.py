"""Tokens that sources push copy with: kept as digests, shown once."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stories.models.section import Source


class SourceToken(models.Model):
    """A token of a source. The digest is SHA-256 in hexadecimal; the token itself is kept nowhere."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=8)  # of the token, by which people tell one from another
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.beginning}…"
