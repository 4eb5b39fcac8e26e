"""Rows of photos for lists and pages of the desk: thumbnail, caption, and warnings before use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories import search
from stories.display.credentials import credential_warning
from stories.display.dates import print_date
from stories.display.pictures import blank_picture, newsroom_address, renditions_in_format
from stories.models import Photo, Rendition
from stories.photos import UNREADABLE, Shape
from stories.wire import restrictions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from stories.models import Story
    from stories.permissions import AnyUser

TYPED_NUMBER = re.compile(r"#?([0-9]{1,15})")  # of a photo, as it is typed
BEGUN_WORD = re.compile(r"(?<![^\s])[^\W\d_]+\Z")
THUMBNAIL_SHAPES = (Shape.CARD, Shape.WHOLE)  # what stands for a photo, the better first


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo in a list, with the address of its thumbnail and the warnings before its use."""

    photo: Photo
    thumbnail: str
    warnings: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether its thumbnail is there, or will never be."""
        return bool(self.photo.fault) or not self.thumbnail.startswith("data:")

    def as_data(self) -> dict[str, object]:
        """Return the row for a script."""
        return {
            "number": self.photo.pk,
            "name": self.photo.name,
            "thumbnail": self.thumbnail,
            "caption": " ".join(self.photo.caption.split()),
            "credit": self.photo.credit_line,
            "alt": self.photo.alt,
            "warnings": self.warnings,
            "is_ready": self.is_ready,
            "address": reverse("admin:stories_photo_change", args=[self.photo.pk]),
        }


def photo_rows(photos: Iterable[Photo]) -> list[PhotoRow]:
    """Return photos as rows of a list. One query beside that of the photos."""
    listed = list(photos)
    renditions = Rendition.objects.of([photo.pk for photo in listed], *THUMBNAIL_SHAPES)
    return [PhotoRow(photo, thumbnail(photo, renditions.get(photo.pk, ())), photo_warnings(photo)) for photo in listed]


def find_photos(photos: QuerySet[Photo], words: str, *, limit: int) -> QuerySet[Photo]:
    """Return those of some photos that have all words of a query, the latest up to a limit, or its number: 7, #7.

    The last word may be one that is still being typed.
    """
    if not words.strip():
        return photos
    number, begun = TYPED_NUMBER.fullmatch(words.strip()), BEGUN_WORD.search(words)
    numbers = search.find_photos(f"{words} OR {begun[0]}*" if begun else words, limit=limit)
    return photos.filter(pk__in=[*numbers, int(number[1])] if number else numbers)


def story_pictures(story: Story, person: AnyUser) -> list[tuple[str, PhotoRow]]:
    """Return the pictures of a working copy, each with its caption there; none without the right to see photos.

    Two queries.
    """
    pictures = story.placements
    if not pictures or not person.has_perm("stories.view_photo"):
        return []
    row_by_photo = {
        row.photo.pk: row
        for row in photo_rows(Photo.objects.at_hand().filter(pk__in=[picture.photo for picture in pictures]))
    }
    return [(picture.caption, row_by_photo[picture.photo]) for picture in pictures if picture.photo in row_by_photo]


def photo_warnings(photo: Photo) -> tuple[str, ...]:
    """Return the warnings before a photo is filed with a story, the gravest first."""
    today, sentences = timezone.localdate(), []
    if photo.has_expired(today):
        sentences.append(_("Its rights ended on {day}.").format(day=print_date(photo.usable_until)))
    elif photo.expires_soon(today):
        sentences.append(_("Its rights end on {day}.").format(day=print_date(photo.usable_until)))
    if warning := credential_warning(photo.credentials):
        sentences.append(warning)
    if photo.instructions.startswith(UNREADABLE):
        sentences.append(_(UNREADABLE))
    restricted = ", ".join(restrictions.read_restrictions(photo.instructions, photo.terms, _=_))
    if restricted:
        sentences.append(_("Restricted: {what}.").format(what=restricted))
    return tuple(sentences)


def thumbnail(photo: Photo, renditions: Sequence[Rendition]) -> str:
    """Return the address of a photo's thumbnail; a blank of the photo's shape until its renditions are there."""
    candidates = sorted(
        renditions_in_format("WEBP", renditions),
        key=lambda rendition: (THUMBNAIL_SHAPES.index(Shape(rendition.shape)), rendition.width),
    )
    return newsroom_address(candidates[0]) if candidates else blank_picture(photo.width, photo.height)
