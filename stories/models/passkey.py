"""Passkeys of people: public keys whose private halves stay in their devices."""

from __future__ import annotations

from django.conf import settings
from django.db import models

PASSKEY_NAME_LENGTH = 60  # characters


class Passkey(models.Model):
    """A passkey that a person may answer with in place of a code. What is kept here lets nobody in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=PASSKEY_NAME_LENGTH)
    credential = models.CharField(max_length=1400, unique=True)  # its id in base64url: WebAuthn allows 1,023 bytes
    public_key = models.BinaryField()  # as COSE, RFC 9052
    uses = models.PositiveBigIntegerField(default=0)  # as the device counts them; those of some always say 0
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
