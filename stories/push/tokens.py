"""Tokens of sources: 256 bits of chance, shown once and kept as a digest."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils.text import slugify

from stories.models import Source, SourceToken

TOKEN_BYTES = 32
SHOWN_LATER = 6  # characters, by which people tell one token from another
NOTED_EVERY = timedelta(minutes=1)  # that a token was used


def make_token(source: Source, *, by: User, now: datetime) -> str:
    """Make a token for a source and return it; it can't be had again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    SourceToken.objects.create(
        source=source, digest=digest_of(token), beginning=token[:SHOWN_LATER], made_at=now, made_by=by
    )
    return token


def revoke_token(token: SourceToken, *, now: datetime) -> None:
    """Refuse a token from now on."""
    SourceToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def find_source(name: str, authorization: str, *, now: datetime) -> Source | None:
    """Return the source of a Bearer token, if the token is good and the name in the address is the source's."""
    scheme, _, token = authorization.partition(" ")
    digest = digest_of(token.strip())
    row = SourceToken.objects.filter(digest=digest, revoked_at=None).select_related("source").first()
    # The look-up is by a digest, so its time tells nothing of a token; the comparison holds if the look-up changes.
    is_good = hmac.compare_digest(row.digest if row else digest_of(""), digest)
    if row is None or not is_good or scheme.lower() != "bearer" or name not in names_in_address(row.source):
        return None
    if row.used_at is None or now - row.used_at >= NOTED_EVERY:
        SourceToken.objects.filter(pk=row.pk).update(used_at=now)
    return row.source


def digest_of(token: str) -> str:
    """Return the SHA-256 of a token in hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def names_in_address(source: Source) -> tuple[str, ...]:
    """Return what may stand for a source in its address: its number, which stays, and its name if that can."""
    slug = slugify(source.name)
    return (str(source.pk), slug) if slug else (str(source.pk),)


def push_path(source: Source) -> str:
    """Return the path that a source pushes to, by its name where that can be written there."""
    return f"/wire/{names_in_address(source)[-1]}/"
