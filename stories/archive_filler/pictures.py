"""Rows of invented photos. No file stands behind them: pages name the renditions, and none is served."""

from __future__ import annotations

import hashlib
from datetime import datetime

from stories.models import Photo, Rendition
from stories.photos import plan_renditions

WIDTH, HEIGHT = 1_600, 1_067
BYTES_A_PIXEL = 0.1  # about, of a pressed picture
ENDINGS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg"}


def photo_of(key: int, *, caption: str, credit: str, added_at: datetime) -> Photo:
    """Return a photo that a story shows."""
    digest = hashlib.sha256(f"photo {key}".encode()).hexdigest()
    return Photo(
        pk=key,
        original=f"photos/originals/{digest[:2]}/{digest}.jpg",
        sha256=digest,
        name=f"{key}.jpg",
        format="JPEG",
        width=WIDTH,
        height=HEIGHT,
        size=round(WIDTH * HEIGHT * BYTES_A_PIXEL),
        caption=caption,
        alt=caption,
        credit=credit,
        renditions_current=True,
        added_at=added_at,
        updated_at=added_at,
    )


def renditions_of(photo: Photo) -> list[Rendition]:
    """Return the renditions of a photo."""
    return [
        Rendition(
            photo_id=photo.pk,
            name=f"{hashlib.sha256(f'{photo.pk} {spec}'.encode()).hexdigest()[:32]}.{ENDINGS[spec.format]}",
            shape=spec.shape.value,
            format=spec.format,
            width=spec.width,
            height=spec.height,
            size=round(spec.width * spec.height * BYTES_A_PIXEL),
        )
        for spec in plan_renditions(WIDTH, HEIGHT)
    ]
