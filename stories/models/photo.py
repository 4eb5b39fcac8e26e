"""Photos, their renditions, and the filings that show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.copy.pictures import Picture, PlacedPicture
from stories.models.addresses import picture_address
from stories.models.filing import Filing
from stories.models.item import Item
from stories.models.kept_query import KeptQuery
from stories.models.migrated import EXTENSIONS, named_by_content
from stories.models.story import Story
from stories.request_id import REQUEST_ID_LENGTH

MEDIA_TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
RENDITIONS = "photos/renditions"  # where they are kept
RENDITION_NAME = r"[0-9a-f]{32}[.](?:avif|webp|jpg)"
EXPIRY_WARNING = timedelta(days=7)  # before the end of its rights, when the desk is warned


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Queries of the photo library."""

    def at_hand(self) -> PhotoQuerySet:
        """Return the photos that were not removed, the latest first."""
        return self.filter(removed_at=None).order_by("-pk")

    def without_alt(self) -> PhotoQuerySet:
        """Return the photos at hand that nothing can be filed with, as they have no alt text; the latest first."""
        return self.filter(alt="", removed_at=None).order_by("-pk")

    def only_in(self, filings: Collection[Filing]) -> list[Photo]:
        """Return the photos that some filings alone show: no other with words, no working copy of another story."""
        elsewhere = PhotoUse.objects.filter(filing__taken_down_at=None).exclude(filing__in=filings).values("photo")
        photos = self.filter(uses__filing__in=filings, removed_at=None).exclude(pk__in=elsewhere).distinct()
        others = Story.objects.exclude(pk__in={filing.story_id for filing in filings})
        return [photo for photo in photos if not others.with_photo(photo.pk).exists()]

    def removed_among(self, numbers: Iterable[int]) -> set[int]:
        """Return which of some photos were removed. One query; none for none."""
        keys = list(numbers)
        return set(self.filter(pk__in=keys).exclude(removed_at=None).values_list("pk", flat=True)) if keys else set()

    def names_of(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the names of photos by their files, "Photo 7" for one without. One query; none for none."""
        found = dict(self.filter(pk__in=numbers).exclude(name="").values_list("pk", "name")) if numbers else {}
        return {number: found.get(number) or _("Photo {number}").format(number=number) for number in numbers}

    def without_renditions(self, now: datetime) -> PhotoQuerySet:
        """Return the photos whose renditions are not made as the photo is now, the oldest first."""
        is_due = Q(cut_after=None) | Q(cut_after__lte=now)
        return self.filter(is_due, renditions_current=False, removed_at=None).order_by("pk")

    def as_filed(self, placed: Iterable[PlacedPicture]) -> tuple[Picture, ...]:
        """Return the pictures of a working copy as they would be filed, without removed ones. One query."""
        pictures = list({picture.photo: picture for picture in placed}.values())
        photos = self.filter(removed_at=None).in_bulk([picture.photo for picture in pictures]) if pictures else {}
        return tuple(
            photos[picture.photo].as_picture(picture.caption) for picture in pictures if picture.photo in photos
        )


class Photo(models.Model):
    """A photo: its original as it came, its metadata, and the point that every crop keeps in sight."""

    original = models.FileField(upload_to=named_by_content, max_length=120, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(max_length=300, blank=True, editable=False)
    format = models.CharField(max_length=4, choices=[(kind, kind) for kind in EXTENSIONS], editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    size = models.PositiveIntegerField(editable=False)

    headline = models.TextField(gettext_lazy("headline"), blank=True)
    caption = models.TextField(gettext_lazy("caption"), blank=True)
    alt = models.TextField(
        gettext_lazy("alt text"),
        blank=True,
        help_text=gettext_lazy("What it shows, for whoever cannot see it. Nothing is filed with a photo without it."),
    )
    credit = models.CharField(gettext_lazy("credit line"), max_length=300, blank=True)
    byline = models.CharField(gettext_lazy("byline"), max_length=300, blank=True)
    source = models.CharField(gettext_lazy("source"), max_length=300, blank=True)
    place = models.CharField(gettext_lazy("place"), max_length=300, blank=True)
    taken_on = models.DateField(gettext_lazy("taken on"), null=True, blank=True)
    rights = models.TextField(gettext_lazy("copyright"), blank=True)
    terms = models.TextField(gettext_lazy("terms of use"), blank=True)
    instructions = models.TextField(gettext_lazy("instructions"), blank=True)
    usable_until = models.DateField(
        gettext_lazy("may be used until"), null=True, blank=True, help_text=gettext_lazy("The last day of its rights.")
    )
    focus_x = models.FloatField(gettext_lazy("from the left"), default=0.5)
    focus_y = models.FloatField(gettext_lazy("from the top"), default=0.5)

    credentials = models.JSONField(null=True, editable=False)  # as `stories.photos.Credentials`, once; None for none
    identity = models.CharField(max_length=500, blank=True, editable=False)  # its source's own
    item = models.ForeignKey(Item, models.PROTECT, null=True, editable=False, related_name="photos")
    save_number = models.PositiveIntegerField(default=1, editable=False)
    renditions_current = models.BooleanField(default=False, editable=False)
    cut_after = models.DateTimeField(null=True, editable=False)  # not before: the store did not answer
    fault = models.TextField(blank=True, editable=False)
    request_id = models.CharField(  # noqa: DJ001 SQLite adds this without a new table
        max_length=REQUEST_ID_LENGTH, null=True, editable=False
    )  # of the request that the worker cuts it for
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    updated_at = models.DateTimeField(editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    METADATA: ClassVar = (
        *("headline", "caption", "alt", "credit", "byline", "source", "place", "taken_on", "rights", "terms"),
        *("instructions", "usable_until"),
    )

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("photo"), gettext_lazy("photos")
        default_permissions = ("add", "change", "view")
        permissions = [("remove_photo", "Can remove a photo for good")]
        constraints = [
            models.CheckConstraint(
                name="photo_focus_within", condition=Q(focus_x__gte=0, focus_x__lte=1, focus_y__gte=0, focus_y__lte=1)
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="photo_to_cut", condition=Q(renditions_current=False)),  # the worker
            models.Index(fields=["-id"], name="photo_without_alt", condition=Q(alt="", removed_at=None)),  # a view
        ]

    def __str__(self) -> str:
        return f"Photo {self.pk}"  # and no word that a removal would have to find

    @property
    def credit_line(self) -> str:
        """The credit as readers get it: the photographer and the agency, each once."""
        if self.byline and self.byline.casefold() not in self.credit.casefold():
            return "/".join(filter(None, (self.byline, self.credit)))
        return self.credit

    def as_picture(self, caption: str) -> Picture:
        """Return the photo as it would be filed now under a caption."""
        return Picture(self.pk, self.sha256, self.width, self.height, caption, self.credit_line, self.alt)

    def has_expired(self, today: date) -> bool:
        """Return whether the rights have ended."""
        return self.usable_until is not None and self.usable_until < today

    def expires_soon(self, today: date) -> bool:
        """Return whether the rights end within a week."""
        return self.usable_until is not None and today <= self.usable_until < today + EXPIRY_WARNING


class RenditionQuerySet(models.QuerySet["Rendition"]):
    """Queries of renditions."""

    def of(self, photos: Iterable[int], *shapes: str) -> dict[int, list[Rendition]]:
        """Return the renditions of photos in some shapes, by the photo's number, the smallest first.

        One query; none for none.
        """
        keys = list(photos)
        renditions: dict[int, list[Rendition]] = {}
        for row in renditions_query(shapes, len(keys)).rows(*keys) if keys else ():
            renditions.setdefault(row.photo_id, []).append(row)
        return renditions

    def with_name(self, name: str) -> Rendition | None:
        """Return the rendition of a name, of a photo that was not removed; None for none."""
        return self.filter(name=name, photo__removed_at=None).first()

    def known_names(self, names: Iterable[str]) -> set[str]:
        """Return which of some names are those of renditions that are kept."""
        return set(self.filter(name__in=list(names), photo__removed_at=None).values_list("name", flat=True))


class Rendition(models.Model):
    """A photo cut to a shape and size, under the name of its content: it never changes.

    Two shapes of a photo may have the same content, and so the same file.
    """

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=40, db_index=True)  # asked for by readers
    shape = models.CharField(max_length=6)
    format = models.CharField(max_length=4)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    replaced_at = models.DateTimeField(null=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(  # the worker's tidying
                fields=["replaced_at"], name="rendition_replaced", condition=Q(replaced_at__isnull=False)
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["photo", "name", "shape"], name="rendition_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public address of the file."""
        return picture_address(self.name)

    @property
    def path(self) -> str:
        """The path of the file in the media store."""
        return f"{RENDITIONS}/{self.name[:2]}/{self.name}"

    @property
    def content_type(self) -> str:
        """The media type that browsers are told."""
        return MEDIA_TYPES[EXTENSIONS[self.format]]


@lru_cache(100)  # a page of a list has fifty rows
def renditions_query(shapes: tuple[str, ...], count: int) -> KeptQuery[Rendition]:
    """Return the query of the renditions of so many photos in some shapes, the smallest first."""
    kept = Rendition.objects.filter(photo__removed_at=None, shape__in=shapes, replaced_at=None)
    kept = kept.annotate(credentials=F("photo__credentials"))
    return KeptQuery(lambda *photos: kept.filter(photo__in=photos).order_by("width", "format"), count)


class PhotoUse(models.Model):
    """A photo shown by a filing. The row stays when the words of the filing are taken down."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="uses")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["filing", "photo"], name="use_once")]

    def __str__(self) -> str:
        return f"Photo {self.photo_id} in {self.filing_id}"


class PhotoPlacement(models.Model):
    """That the working copy of a story has a photo. The database keeps these rows itself, by triggers."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="photo_placements")
    photo = models.BigIntegerField()  # its number

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["photo", "story"], name="placement_once")]

    def __str__(self) -> str:
        return f"Photo {self.photo} in story {self.story_id}"
