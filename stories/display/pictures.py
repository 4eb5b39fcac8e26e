"""Pictures as pages show them: the renditions that are there, and a blank of the right shape until they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.urls import reverse

from stories.copy.pictures import Picture
from stories.display.comparison import Thumbnail
from stories.display.credentials import credential_sentences
from stories.models import Filing, Photo, Rendition
from stories.models.migrated import EXTENSIONS
from stories.models.photo import MEDIA_TYPES
from stories.photos import SEARCH_SHAPES, Shape

Address = Callable[[Rendition], str]


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One format of a picture, at every width: the `source` element inside a `picture`."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of a filing with the renditions that are there, in one shape or several."""

    picture: Picture
    renditions: tuple[Rendition, ...]
    shared: Rendition | None = None  # what is shown where the address of the story is pasted, where it is made
    for_search: tuple[Rendition, ...] = ()  # in the shapes that search engines ask for
    address: Address = Rendition.get_absolute_url

    @property
    def sources(self) -> list[PictureSource]:
        """The formats that browsers may choose from, the smallest first."""
        return [PictureSource(MEDIA_TYPES[EXTENSIONS[kind]], self._srcset(kind)) for kind in ("AVIF", "WEBP")]

    @property
    def srcset(self) -> str:
        """The format that every browser takes, at every width."""
        return self._srcset("JPEG")

    @property
    def credentials(self) -> list[str]:
        """What the photo's Content Credentials say, in sentences; nothing where it has none."""
        return credential_sentences(getattr(self.renditions[0], "credentials", None)) if self.renditions else []

    def _srcset(self, kind: str) -> str:
        return ", ".join(
            f"{self.address(rendition)} {rendition.width}w" for rendition in renditions_in_format(kind, self.renditions)
        )

    @property
    def src(self) -> str:
        """The middle width in the format that every browser takes; a blank of the picture's shape until it is made."""
        widths = renditions_in_format("JPEG", self.renditions)
        return self.address(widths[len(widths) // 2]) if widths else blank_picture(self.width, self.height)

    @property
    def small(self) -> str:
        """The smallest width in a format that every browser of today takes, for lists."""
        return self.address(renditions_in_format("WEBP", self.renditions)[0])

    @property
    def width(self) -> int:
        """The width of the space on the page; the picture's own where no rendition is there yet."""
        return self.renditions[-1].width if self.renditions else self.picture.width

    @property
    def height(self) -> int:
        """The height of the space on the page, likewise."""
        return self.renditions[-1].height if self.renditions else self.picture.height


def renditions_in_format(kind: str, renditions: Iterable[Rendition]) -> list[Rendition]:
    """Return the renditions that are in a format, in the order given."""
    return [rendition for rendition in renditions if rendition.format == kind]


def file_response(path: str, content_type: str) -> HttpResponse:
    """Return the response that carries a kept file. Raises Http404 where the store has it no more."""
    try:
        with default_storage.open(path) as file:
            return HttpResponse(file.read(), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error


def blank_picture(width: int, height: int) -> str:
    """Return an empty picture of a shape, as a data address."""
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"/>'
    return f"data:image/svg+xml,{quote(drawn)}"


def filing_figures(filing: Filing, *, address: Address = Rendition.get_absolute_url) -> tuple[Figure, ...]:
    """Return the pictures of a filing, uncut, in their order, without photos that were removed.

    One query where it has any, and another where one of them is not made yet.
    """
    pictures = filing.shown_pictures
    made = Rendition.objects.of([picture.photo for picture in pictures], Shape.WHOLE, Shape.SOCIAL, *SEARCH_SHAPES)
    removed = Photo.objects.removed_among(picture.photo for picture in pictures if picture.photo not in made)
    return tuple(
        uncut_figure(picture, made.get(picture.photo, ()), address)
        for picture in pictures
        if picture.photo not in removed
    )


def uncut_figure(
    picture: Picture, renditions: Sequence[Rendition], address: Address = Rendition.get_absolute_url
) -> Figure:
    """Return a picture uncut, with the rendition for pasted addresses: cut for that, or else the widest."""
    uncut = tuple(rendition for rendition in renditions if rendition.shape == Shape.WHOLE)
    social = [rendition for rendition in renditions if rendition.shape == Shape.SOCIAL]
    shared = next(iter(social or renditions_in_format("JPEG", uncut)[::-1]), None)
    for_search = tuple(rendition for rendition in renditions if rendition.shape in SEARCH_SHAPES)
    return Figure(picture, uncut, shared, for_search, address)


def picture_context(pictures: tuple[Figure, ...]) -> dict[str, object]:
    """Return the template context of a story's pictures: the first stands before the text, the others behind it."""
    return {"pictures": pictures, "lead_picture": next(iter(pictures), None), "more_pictures": pictures[1:]}


def first_pictures(filings: Iterable[Filing]) -> dict[int, Picture]:
    """Return the first picture of each filing that has any, by the filing's key."""
    return {filing.pk: filing.shown_pictures[0] for filing in filings if filing.pictures}


def card_figures(filings: Iterable[Filing]) -> dict[int, Figure]:
    """Return the first picture of each filing as lists show it, by the filing's key, where made. At most one query."""
    first = first_pictures(filings)
    made = Rendition.objects.of({picture.photo for picture in first.values()}, Shape.CARD)
    return {key: Figure(picture, tuple(made[picture.photo])) for key, picture in first.items() if picture.photo in made}


def first_figures(filings: Iterable[Filing]) -> dict[int, Figure]:
    """Return the first picture of each filing as it leaves the site, by the filing's key. At most one query."""
    first = first_pictures(filings)
    made = Rendition.objects.of({picture.photo for picture in first.values()}, Shape.WHOLE, Shape.SOCIAL)
    return {key: uncut_figure(picture, made.get(picture.photo, ())) for key, picture in first.items()}


def all_figures(filings: Iterable[Filing]) -> dict[int, tuple[Figure, ...]]:
    """Return the pictures of each filing, uncut, in their order, by the filing's key, where made. At most one query."""
    pictures_of = {filing.pk: filing.shown_pictures for filing in filings}
    made = Rendition.objects.of(
        {picture.photo for pictures in pictures_of.values() for picture in pictures}, Shape.WHOLE
    )
    return {
        key: tuple(Figure(picture, tuple(made[picture.photo])) for picture in pictures if picture.photo in made)
        for key, pictures in pictures_of.items()
    }


def thumbnails(photos: Collection[int], *, address: Address = Rendition.get_absolute_url) -> dict[int, Thumbnail]:
    """Return the thumbnails of photos that are made, by the photos' numbers. At most one query."""
    made = Rendition.objects.of(photos, Shape.WHOLE)
    smallest = {number: renditions_in_format("WEBP", renditions)[0] for number, renditions in made.items()}
    return {
        number: Thumbnail(address(rendition), rendition.width, rendition.height)
        for number, rendition in smallest.items()
    }


def newsroom_address(rendition: Rendition) -> str:
    """Return the address of a rendition for editors, whether or not any filing shows it."""
    return reverse("admin:stories_photo_rendition", args=[rendition.name])


def rendition_names(figures: Iterable[Figure]) -> list[object]:
    """Return the names of the renditions in pictures, for the tags of pages that show them."""
    return [[rendition.name for rendition in (*figure.renditions, *figure.for_search)] for figure in figures]
