"""Photos that arrive: files that come with copy, beside it or at an address of the web, and files by themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from stories import copy, desk, photos
from stories.copy.pictures import Placed
from stories.desk import Brought
from stories.intake.deliveries import failed, keep
from stories.intake.safe_fetch import NotFetched, fetched
from stories.models import Awaited, Delivery, Item, Outcome, Photo, Source, Story
from stories.photos import Facts, NotPhoto
from stories.wire.item import Status, WirePicture

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))  # before a file is fetched again
AWAITED_FOR = timedelta(days=2)  # a file that copy named, as AP keeps a keyword for two news days
FETCHED_AT_ONCE = 5  # of a sweep; the next goes on
PHOTO, KNOWN = "A picture: photo {number}.", "The same picture was taken before: photo {number}."
FILE_TO_COME, AWAITED_ALREADY = "A picture, whose file is still to come.", "The same picture is awaited already."
HEADLINE = 200  # characters of a caption that stand for a headline
NOT_USABLE = {Status.WITHHELD: "withholds", Status.CANCELED: "withdrew"}

Get = Callable[[str], bytes]  # the bytes at an address; raises NotFetched
from_the_web: Get = partial(fetched, limit=photos.FILE_LIMIT)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Came:
    """A picture of a piece of copy: the photo, where its file is here; and what became of it, where that is told."""

    picture: WirePicture
    photo: Photo | None = None
    told: str = ""

    @property
    def is_to_come(self) -> bool:
        """Whether its file may still come: also where what lies there is broken, as it may be half written."""
        return self.photo is None and bool(self.picture.addresses) and self.picture.status is Status.USABLE


def beside(pictures: Iterable[WirePicture], *, folder: Path | None, now: datetime) -> list[Came]:
    """The pictures of a piece of copy, those taken into the library whose files lie in the folder that it came from."""
    return [came(picture, place, folder=folder, now=now) for place, picture in enumerate(pictures, start=1)]


def came(picture: WirePicture, place: int, *, folder: Path | None, now: datetime) -> Came:
    """One of them."""
    if picture.status is not Status.USABLE:
        return Came(picture, told=f"Picture {place} was passed over: its source {NOT_USABLE[picture.status]} it.")
    path = file_beside(picture, folder)
    if path is None:
        return Came(picture)
    try:
        return Came(picture, taken(path, picture, now=now))
    except (NotPhoto, desk.Refused, OSError) as error:
        return Came(picture, told=f"Picture {place} was passed over: {error}")


def file_beside(picture: WirePicture, folder: Path | None) -> Path | None:
    """The file of a picture in a folder; never one that a link leads to elsewhere."""
    names = [address for address in picture.addresses if not is_remote(address)] if folder else []
    found = (folder / name for name in names if folder)
    return next((path for path in found if path.parent == folder and path.is_file() and not path.is_symlink()), None)


def is_remote(address: str) -> bool:
    """Whether a picture's address is one of the web, not the name of a file."""
    return "://" in address


def taken(path: Path, picture: WirePicture, *, now: datetime) -> Photo:
    """The photo in a file, with what the copy says of it. Raises NotPhoto and desk.Refused."""
    return desk.take_photo(path, name=path.name, by=None, now=now, facts=facts_of(picture), identity=picture.identity)


def facts_of(picture: WirePicture) -> Facts:
    """What copy says of a picture."""
    fields = set(Facts.__dataclass_fields__) & set(WirePicture.__dataclass_fields__)
    return Facts(**{name: getattr(picture, name) for name in fields})


def brought(pictures: Iterable[Came], item: Item, story: Story | None) -> Brought | None:
    """What a piece of copy brings for a story: its photos that are here, in place of those that came with it before."""
    here = [each for each in pictures if each.photo]
    if not here:
        return None
    placed = tuple(as_brought(each.photo) for each in here if each.photo)
    return Brought(placed, before(item, story) - set(placed))


def as_brought(photo: Photo) -> Placed:
    """A photo as the wire brings it: with its own caption, in one line."""
    return Placed(photo.pk, " ".join(photo.caption.split()))


def before(item: Item, story: Story | None) -> frozenset[Placed]:
    """The pictures that earlier copy brought for a story, as it brought them."""
    if story is None or not story.pk:
        return frozenset()
    return frozenset(map(as_brought, Photo.objects.filter(item__story=story).exclude(item=item.pk)))


def put_down(pictures: Iterable[Came], item: Item, *, now: datetime) -> None:
    """Keep, for an item that is kept, which photos came with it, and what is still to come."""
    for each in pictures:
        if each.photo:
            Photo.objects.filter(pk=each.photo.pk, item=None).update(item=item)
        elif each.is_to_come:
            await_file(each.picture, item, story=item.story, now=now)


def await_file(picture: WirePicture, item: Item, *, story: Story | None, now: datetime) -> Awaited:
    """The picture of an item, to be fetched, or to come as a file, for a story."""
    remote = [address for address in picture.addresses if is_remote(address)]
    name = next((address for address in picture.addresses if not is_remote(address)), "")
    said = asdict(replace(picture, addresses=(), remarks=()))
    said["taken_on"] = picture.taken_on.isoformat() if picture.taken_on else None
    return Awaited.objects.create(
        item=item, story=story, name=name, addresses=remote, said=said, fetch_at=now if remote else None
    )


def as_picture(awaited: Awaited) -> WirePicture:
    """What the copy said of an awaited picture."""
    said = {**awaited.said, "addresses": (), "remarks": (), "belongs_to": tuple(awaited.said["belongs_to"])}
    day = said["taken_on"]
    return WirePicture(
        **said | {"status": Status(said["status"]), "taken_on": date.fromisoformat(day) if day else None}
    )


def settle(awaited: Awaited, photo: Photo, *, now: datetime) -> None:
    """A picture whose file has come after its copy."""
    awaited.delete()
    join(photo, awaited.item, awaited.story, now=now)


def join(photo: Photo, item: Item, story: Story | None, *, now: datetime) -> None:
    """A photo that an item brought, put into the story, where that is still open."""
    Photo.objects.filter(pk=photo.pk, item=None).update(item=item)
    if story is None:
        return
    try:
        desk.bring_pictures(story, Brought((as_brought(photo),)), source=item.source, now=now)
    except desk.Refused as error:
        logger.info("Photo %s did not join story %s: %s", photo.pk, story.pk, error)


def fetch(awaited: Awaited, *, now: datetime, get: Get) -> Photo | None:
    """The photo of an awaited picture from the web, taken in; None where it could not be had, and is tried again."""
    fault = ""
    for address in awaited.addresses:
        try:
            with photos.on_disk([get(address)]) as path:
                photo = taken(path, as_picture(awaited), now=now)
        except (NotFetched, NotPhoto, desk.Refused) as error:
            fault = fault or str(error)
        else:
            settle(awaited, photo, now=now)
            return photo
    again = now + PAUSES[awaited.tries] if awaited.tries < len(PAUSES) else None
    Awaited.objects.filter(pk=awaited.pk).update(fault=fault, tries=awaited.tries + 1, fetch_at=again)
    return None


def fetch_due(now: datetime, *, get: Get = from_the_web) -> list[Photo]:
    """The photos that could be had of those that are due. Runs twice without harm."""
    due = list(Awaited.objects.to_fetch(now)[:FETCHED_AT_ONCE])
    return [photo for awaited in due if (photo := fetch(awaited, now=now, get=get)) is not None]


def take_picture(
    delivery: Delivery, picture: WirePicture, *, now: datetime, folder: Path | None, source: Source | None
) -> Item:
    """A picture that came as an item of its own: into the library, and into the story that it says it belongs to."""
    [each] = beside([picture], folder=folder, now=now)
    belongs = Item.objects.taken().filter(identity__in=[name for name in picture.belongs_to if name])
    text = belongs.select_related("story").order_by("-pk").first()
    outcome, reason = judged(each, now=now)
    item = failed(delivery, 0, reason, now=now, outcome=outcome)
    item.format, item.identity, item.source = "picture", picture.identity, source
    item.headline, item.likely_story = picture.headline or picture.caption[:HEADLINE], text.story if text else None
    item.save()
    if each.photo:
        join(each.photo, item, item.likely_story, now=now)
    elif each.is_to_come and outcome is not Outcome.DUPLICATE:
        await_file(picture, item, story=item.likely_story, now=now)
    return item


def judged(each: Came, *, now: datetime) -> tuple[Outcome, str]:
    """What became of a picture by itself, and why."""
    if each.told:
        return Outcome.FAILED, each.told
    if each.photo:
        return told_of(each.photo, now=now)
    identity = each.picture.identity
    if identity and Awaited.objects.filter(item__identity=identity).exists():
        return Outcome.DUPLICATE, AWAITED_ALREADY
    return Outcome.SKIPPED, FILE_TO_COME


def told_of(photo: Photo, *, now: datetime) -> tuple[Outcome, str]:
    """What is told of a photo that came, or had come before."""
    if photo.added_at < now:
        return Outcome.DUPLICATE, KNOWN.format(number=photo.pk)
    return Outcome.SKIPPED, PHOTO.format(number=photo.pk)


def take_photo(path: Path, *, now: datetime) -> Item:
    """A file that is a photo: into the library, and into the stories whose copy named it. Never raises for a bad one.

    Its bytes are kept with the photo alone.
    """
    delivery = keep(copy.clean(path.name), b"", now=now)
    waiting = list(Awaited.objects.for_file(path.name, since=now - AWAITED_FOR))
    picture = as_picture(waiting[0]) if waiting else WirePicture()
    try:
        photo = taken(path, picture, now=now)
    except (NotPhoto, desk.Refused, OSError) as error:
        return failed(delivery, 0, str(error), now=now)
    for awaited in waiting:
        settle(awaited, photo, now=now)
    outcome, reason = told_of(photo, now=now)
    return failed(delivery, 0, reason, now=now, outcome=outcome)
