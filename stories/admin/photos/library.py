"""Photos as the desk's lists and pages show them: what stands for each, and what to mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.display.datetimes import printed_day
from stories.display.pictures import blank, in_the_newsroom, pressed
from stories.models import Photo, Rendition
from stories.photos import Shape
from stories.wire import restrictions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.models import Story
    from stories.permissions import Person

SHAPES = (Shape.CARD, Shape.WHOLE)  # what stands for a photo, the better first


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo in a list: what stands for it, and what to mind."""

    photo: Photo
    thumbnail: str
    warnings: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """It for a script."""
        return {
            "number": self.photo.pk,
            "thumbnail": self.thumbnail,
            "caption": " ".join(self.photo.caption.split()),
            "credit": self.photo.credit_line,
            "alt": self.photo.alt,
            "warnings": self.warnings,
            "address": reverse("admin:stories_photo_change", args=[self.photo.pk]),
        }


def rows(photos: Iterable[Photo]) -> list[PhotoRow]:
    """Photos as lists show them. One query beside their own."""
    listed = list(photos)
    there = Rendition.objects.of([photo.pk for photo in listed], *SHAPES)
    return [PhotoRow(photo, thumbnail(photo, there.get(photo.pk, ())), warnings(photo)) for photo in listed]


def placed_in(story: Story, person: Person) -> list[tuple[str, PhotoRow]]:
    """The pictures of a working copy for those who may see photos: each caption there, and the photo. Two queries."""
    placed = story.placed
    if not placed or not person.has_perm("stories.view_photo"):
        return []
    there = {row.photo.pk: row for row in rows(Photo.objects.at_hand().filter(pk__in=[each.photo for each in placed]))}
    return [(each.caption, there[each.photo]) for each in placed if each.photo in there]


def warnings(photo: Photo) -> tuple[str, ...]:
    """What to mind before it is filed with a story, the gravest first."""
    today, told = timezone.localdate(), []
    if photo.has_expired(today):
        told.append(_("Its rights ended on {day}.").format(day=printed_day(photo.usable_until)))
    elif photo.expires_soon(today):
        told.append(_("Its rights end on {day}.").format(day=printed_day(photo.usable_until)))
    restricted = ", ".join(restrictions.restrictions(photo.instructions, photo.terms, _=_))
    if restricted:
        told.append(_("Restricted: {what}.").format(what=restricted))
    return tuple(told)


def thumbnail(photo: Photo, there: Sequence[Rendition]) -> str:
    """The address of what stands for a photo: an empty place of its shape until it is cut."""
    found = sorted(pressed("WEBP", there), key=lambda each: (SHAPES.index(Shape(each.shape)), each.width))
    return in_the_newsroom(found[0]) if found else blank(photo.width, photo.height)
