"""Pictures as pages show them: the renditions that are there, and a place of the right shape until they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.urls import reverse

from stories.copy.pictures import Picture
from stories.display.comparison import Thumbnail
from stories.models import Filing, Photo, Rendition
from stories.models.migrated import EXTENSIONS
from stories.models.photo import TYPES
from stories.photos import Shape

Address = Callable[[Rendition], str]


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture, at every width: what the `source` of a `picture` says."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of a filing with what is there to show of it, in one shape or several."""

    picture: Picture
    renditions: tuple[Rendition, ...]
    shared: Rendition | None = None  # what is shown where the address of the story is pasted, where it is made
    address: Address = Rendition.get_absolute_url

    @property
    def sources(self) -> list[Source]:
        """The formats that browsers may choose from, the smallest first."""
        return [Source(TYPES[EXTENSIONS[kind]], self._srcset(kind)) for kind in ("AVIF", "WEBP")]

    @property
    def srcset(self) -> str:
        """What every browser takes, at every width."""
        return self._srcset("JPEG")

    def _srcset(self, kind: str) -> str:
        return ", ".join(f"{self.address(each)} {each.width}w" for each in pressed(kind, self.renditions))

    @property
    def src(self) -> str:
        """What every browser takes, in the middle of the widths; an empty picture of its shape until it is made."""
        found = pressed("JPEG", self.renditions)
        return self.address(found[len(found) // 2]) if found else blank(self.width, self.height)

    @property
    def small(self) -> str:
        """The smallest in a format that every browser of today takes, for lists."""
        return self.address(pressed("WEBP", self.renditions)[0])

    @property
    def width(self) -> int:
        """The width that its place is laid out with; its own where nothing is there yet."""
        return self.renditions[-1].width if self.renditions else self.picture.width

    @property
    def height(self) -> int:
        """The height, likewise."""
        return self.renditions[-1].height if self.renditions else self.picture.height


def pressed(kind: str, there: Iterable[Rendition]) -> list[Rendition]:
    """Those of some renditions that are in a format."""
    return [each for each in there if each.format == kind]


def sent(path: str, content_type: str) -> HttpResponse:
    """A kept file as an answer. Raises Http404 where the store has it no more."""
    try:
        with default_storage.open(path) as file:
            return HttpResponse(file.read(), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error


def blank(width: int, height: int) -> str:
    """An empty picture of a shape, as an address that holds it."""
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"/>'
    return f"data:image/svg+xml,{quote(drawn)}"


def figures(filing: Filing, *, address: Address = Rendition.get_absolute_url) -> tuple[Figure, ...]:
    """The pictures of a filing, whole, in their order, but for photos that were removed.

    One query where it has any, and another where one of them is not made yet.
    """
    shown = filing.shown
    there = Rendition.objects.of([each.photo for each in shown], Shape.WHOLE, Shape.SOCIAL)
    gone = Photo.objects.removed_among(each.photo for each in shown if each.photo not in there)
    return tuple(whole(each, there.get(each.photo, ()), address) for each in shown if each.photo not in gone)


def whole(picture: Picture, there: Sequence[Rendition], address: Address = Rendition.get_absolute_url) -> Figure:
    """A picture as it is shown uncut, and where its address is pasted: cut for that, or else as wide as it is there."""
    uncut = tuple(each for each in there if each.shape == Shape.WHOLE)
    social = [each for each in there if each.shape == Shape.SOCIAL]
    return Figure(picture, uncut, next(iter(social or pressed("JPEG", uncut)[::-1]), None), address)


def of_page(shown: tuple[Figure, ...]) -> dict[str, object]:
    """The pictures of a story's page: the first stands before the text, the others behind it."""
    return {"pictures": shown, "lead_picture": next(iter(shown), None), "more_pictures": shown[1:]}


def leading(filings: Iterable[Filing]) -> dict[int, Picture]:
    """The first picture of each filing that has any, by the filing's key."""
    return {filing.pk: filing.shown[0] for filing in filings if filing.pictures}


def cards(filings: Iterable[Filing]) -> dict[int, Figure]:
    """The first picture of each filing as lists show it, by the filing's key, where it is made. One query for any."""
    first = leading(filings)
    there = Rendition.objects.of({each.photo for each in first.values()}, Shape.CARD)
    return {key: Figure(each, tuple(there[each.photo])) for key, each in first.items() if each.photo in there}


def shared(filings: Iterable[Filing]) -> dict[int, Figure]:
    """The first picture of each filing as it leaves the site, by the filing's key. One query for any."""
    first = leading(filings)
    there = Rendition.objects.of({each.photo for each in first.values()}, Shape.WHOLE, Shape.SOCIAL)
    return {key: whole(each, there.get(each.photo, ())) for key, each in first.items()}


def thumbnails(photos: Collection[int], *, address: Address = Rendition.get_absolute_url) -> dict[int, Thumbnail]:
    """What stands for photos, small, by their numbers, of those that are made. One query for any."""
    there = Rendition.objects.of(photos, Shape.WHOLE)
    smallest = {number: pressed("WEBP", found)[0] for number, found in there.items()}
    return {number: Thumbnail(address(each), each.width, each.height) for number, each in smallest.items()}


def in_the_newsroom(rendition: Rendition) -> str:
    """The address of a rendition for editors, whether or not any filing shows it."""
    return reverse("admin:stories_photo_rendition", args=[rendition.name])


def names(shown: Iterable[Figure]) -> list[object]:
    """What pages that show these are made of, for their tags."""
    return [[each.name for each in figure.renditions] for figure in shown]
