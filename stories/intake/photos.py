"""Photos that arrive: files beside copy or at an address of the web, picture items, and files by themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from stories import copy, desk, photos
from stories.copy.pictures import PlacedPicture
from stories.desk import WirePictures
from stories.intake.deliveries import keep_delivery, keep_without_story
from stories.intake.drop_folder import newest_path
from stories.intake.options import PictureFolders
from stories.intake.safe_fetch import NotFetchedError, fetch
from stories.models import Delivery, ExpectedPicture, Item, Outcome, Photo, Source, Story
from stories.photos import NotPhotoError, PhotoMetadata
from stories.request_id import carry_request
from stories.wire import Status, WirePicture

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))  # before a file is fetched again
AWAITED_FOR = timedelta(days=2)  # a file that copy named, as AP keeps a keyword for two news days
FINISHED_FOR = timedelta(hours=1)  # pictures come before their copy by minutes; a name is used again the next day
FETCHED_AT_ONCE = 5  # of a sweep; the next goes on
PHOTO, KNOWN = "A picture: photo {number}.", "The same picture was taken before: photo {number}."
FILE_TO_COME, AWAITED_ALREADY = "A picture, whose file is still to come.", "The same picture is awaited already."
CAPTION_AS_HEADLINE = 200  # characters of a caption that stand for a headline
NOT_USABLE = {Status.WITHHELD: "withholds", Status.CANCELED: "withdrew"}

Fetch = Callable[[str], bytes]  # the bytes at an address; raises NotFetchedError
fetch_from_web: Fetch = partial(fetch, limit=photos.FILE_LIMIT)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArrivedPicture:
    """A picture of a piece of copy: the photo, where its file is here, and a remark, where something went wrong."""

    picture: WirePicture
    photo: Photo | None = None
    remark: str = ""

    @property
    def is_to_come(self) -> bool:
        """Whether the file may still come. A broken file may be half written, and counts as one."""
        return self.photo is None and bool(self.picture.addresses) and self.picture.status is Status.USABLE


def take_pictures(pictures: Iterable[WirePicture], *, folders: PictureFolders, now: datetime) -> list[ArrivedPicture]:
    """Take the pictures of a piece of copy into the library, if their files lie in the folder that it came from."""
    return [take_picture(picture, place, folders=folders, now=now) for place, picture in enumerate(pictures, start=1)]


def take_picture(picture: WirePicture, place: int, *, folders: PictureFolders, now: datetime) -> ArrivedPicture:
    """Take one picture of a piece of copy; `place` counts from 1."""
    if picture.status is not Status.USABLE:
        return ArrivedPicture(
            picture, remark=f"Picture {place} was passed over: its source {NOT_USABLE[picture.status]} it."
        )
    path = find_file(picture, folders.beside) or find_finished_file(picture, folders.done, now=now)
    if path is None:
        return ArrivedPicture(picture)
    try:
        return ArrivedPicture(picture, take_file(path, picture, now=now))
    except (NotPhotoError, desk.DeskError, OSError) as error:
        return ArrivedPicture(picture, remark=f"Picture {place} was passed over: {error}")


def find_file(picture: WirePicture, folder: Path | None) -> Path | None:
    """Return the file of a picture in a folder; never one that a link leads to elsewhere."""
    if folder is None:
        return None
    paths = (folder / address for address in picture.addresses if not is_remote(address))
    return next((path for path in paths if path.parent == folder and path.is_file() and not path.is_symlink()), None)


def find_finished_file(picture: WirePicture, folder: Path | None, *, now: datetime) -> Path | None:
    """Return the file of a picture that came shortly before its copy and was put away; the last of its name."""
    path = find_file(picture, folder)
    newest = newest_path(path) if path else None
    if newest is None or now.timestamp() - newest.stat().st_ctime > FINISHED_FOR.total_seconds():
        return None
    return newest


def is_remote(address: str) -> bool:
    """Return whether a picture's address is one of the web, not the name of a file."""
    return "://" in address


def take_file(path: Path, picture: WirePicture, *, now: datetime, name: str = "") -> Photo:
    """Take the photo in a file, with the copy's words on it. Raises NotPhotoError and desk.Refused."""
    return desk.add_photo(
        path, name=name or path.name, by=None, now=now, facts=metadata_of(picture), identity=picture.identity
    )


def metadata_of(picture: WirePicture) -> PhotoMetadata:
    """Return the copy's words on a picture as metadata of a photo."""
    fields = set(PhotoMetadata.__dataclass_fields__) & set(WirePicture.__dataclass_fields__)
    return PhotoMetadata(**{name: getattr(picture, name) for name in fields})


def pictures_for_story(pictures: Iterable[ArrivedPicture], item: Item, story: Story | None) -> WirePictures | None:
    """Return the pictures that copy brings for a story, in place of those that came with earlier copy; None if none."""
    placed = tuple(placement_of(picture.photo) for picture in pictures if picture.photo)
    return WirePictures(placed, earlier_pictures(item, story) - set(placed)) if placed else None


def placement_of(photo: Photo) -> PlacedPicture:
    """Return a photo as the wire places it: with its own caption, in one line."""
    return PlacedPicture(photo.pk, " ".join(photo.caption.split()))


def earlier_pictures(item: Item, story: Story | None) -> frozenset[PlacedPicture]:
    """Return the pictures that earlier copy brought for a story, as it placed them."""
    if story is None or not story.pk:
        return frozenset()
    return frozenset(map(placement_of, Photo.objects.filter(item__story=story).exclude(item=item.pk)))


def attach_photos(pictures: Iterable[ArrivedPicture], item: Item, *, now: datetime) -> None:
    """Attach the photos that came with an item, and expect the pictures whose files are still to come."""
    for arrived in pictures:
        if arrived.photo:
            Photo.objects.filter(pk=arrived.photo.pk, item=None).update(item=item)
        elif arrived.is_to_come:
            expect_picture(arrived.picture, item, story=item.story, now=now)


def expect_picture(picture: WirePicture, item: Item, *, story: Story | None, now: datetime) -> ExpectedPicture:
    """Expect the file of an item's picture, to be fetched or delivered, for a story."""
    remote = [address for address in picture.addresses if is_remote(address)]
    name = next((address for address in picture.addresses if not is_remote(address)), "")
    words = asdict(replace(picture, addresses=(), remarks=()))
    words["taken_on"] = picture.taken_on.isoformat() if picture.taken_on else None
    return ExpectedPicture.objects.create(
        item=item, story=story, name=name, addresses=remote, metadata=words, fetch_at=now if remote else None
    )


def wire_picture_of(awaited: ExpectedPicture) -> WirePicture:
    """Return an expected picture as the copy described it."""
    values = {**awaited.metadata, "addresses": (), "remarks": (), "belongs_to": tuple(awaited.metadata["belongs_to"])}
    day = values["taken_on"]
    return WirePicture(
        **values | {"status": Status(values["status"]), "taken_on": date.fromisoformat(day) if day else None}
    )


def settle_expected(awaited: ExpectedPicture, photo: Photo, *, now: datetime) -> None:
    """Join an expected picture, whose file has come, to the story of its copy."""
    awaited.delete()
    add_to_story(photo, awaited.item, awaited.story, now=now)


def add_to_story(photo: Photo, item: Item, story: Story | None, *, now: datetime) -> None:
    """Put a photo that an item brought into the story, if that is still open."""
    Photo.objects.filter(pk=photo.pk, item=None).update(item=item)
    if story is None:
        return
    try:
        desk.bring_pictures(story, WirePictures((placement_of(photo),)), source=item.source, now=now)
    except desk.DeskError as error:
        logger.info("Photo %s did not join story %s: %s", photo.pk, story.pk, error)


def fetch_expected(awaited: ExpectedPicture, *, now: datetime, get: Fetch) -> Photo | None:
    """Fetch and take the photo of an expected picture; None where it could not be had, and is tried again."""
    fault = ""
    for address in awaited.addresses:
        try:
            with photos.temporary_file([get(address)]) as path:
                photo = take_file(path, wire_picture_of(awaited), now=now)
        except (NotFetchedError, NotPhotoError, desk.DeskError) as error:
            fault = fault or str(error)
        else:
            settle_expected(awaited, photo, now=now)
            return photo
    again = now + PAUSES[awaited.tries] if awaited.tries < len(PAUSES) else None
    ExpectedPicture.objects.filter(pk=awaited.pk).update(fault=fault, tries=awaited.tries + 1, fetch_at=again)
    return None


def fetch_due(now: datetime, *, get: Fetch = fetch_from_web) -> list[Photo]:
    """Fetch the expected photos that are due; return those that could be had. Runs twice without harm."""
    due = list(ExpectedPicture.objects.to_fetch(now)[:FETCHED_AT_ONCE])
    photos = []
    for awaited in due:
        with carry_request((awaited.story.request_id if awaited.story else None) or ""):
            if (photo := fetch_expected(awaited, now=now, get=get)) is not None:
                photos.append(photo)
    return photos


def take_picture_item(
    delivery: Delivery,
    place: int,
    picture: WirePicture,
    *,
    now: datetime,
    folders: PictureFolders,
    source: Source | None,
) -> Item:
    """Take a picture item into the library, and into the story that it says it belongs to."""
    [arrived] = take_pictures([picture], folders=folders, now=now)
    texts = Item.objects.with_story().filter(identity__in=[identity for identity in picture.belongs_to if identity])
    text = texts.select_related("story").order_by("-pk").first()
    outcome, reason = outcome_of_picture(arrived, now=now)
    item = keep_without_story(delivery, place, reason, now=now, outcome=outcome)
    item.format, item.identity, item.source = "picture", picture.identity, source
    item.headline, item.likely_story = (
        picture.headline or picture.caption[:CAPTION_AS_HEADLINE],
        text.story if text else None,
    )
    item.save()
    if arrived.photo:
        add_to_story(arrived.photo, item, item.likely_story, now=now)
    elif arrived.is_to_come and outcome is not Outcome.DUPLICATE:
        expect_picture(picture, item, story=item.likely_story, now=now)
    return item


def outcome_of_picture(arrived: ArrivedPicture, *, now: datetime) -> tuple[Outcome, str]:
    """Return the outcome of a picture item, and why."""
    if arrived.remark:  # untested: a picture item whose own file is bad
        return Outcome.FAILED, arrived.remark
    if arrived.photo:
        return outcome_of_photo(arrived.photo, now=now)
    identity = arrived.picture.identity
    if identity and ExpectedPicture.objects.filter(item__identity=identity).exists():
        return Outcome.DUPLICATE, AWAITED_ALREADY
    return Outcome.SKIPPED, FILE_TO_COME


def outcome_of_photo(photo: Photo, *, now: datetime) -> tuple[Outcome, str]:
    """Return the outcome of a photo that came, or had come before now, and a sentence on it."""
    if photo.added_at < now:
        return Outcome.DUPLICATE, KNOWN.format(number=photo.pk)
    return Outcome.SKIPPED, PHOTO.format(number=photo.pk)


def take_photo(path: Path, *, now: datetime, name: str = "", since: datetime | None = None) -> Item:
    """Take a file that is a photo into the library, and into the stories whose copy named it.

    Never raises for a bad one. Its bytes are kept with the photo alone, under its own name where no other is given.
    What was taken since a moment, before a crash, is not taken twice.
    """
    name = name or path.name
    delivery = keep_delivery(copy.clean(name), b"", now=now)
    waiting = list(ExpectedPicture.objects.for_file(name, since=now - AWAITED_FOR))
    picture = wire_picture_of(waiting[0]) if waiting else WirePicture()
    try:
        photo = take_file(path, picture, now=now, name=name)
    except (NotPhotoError, desk.DeskError, OSError) as error:
        return keep_without_story(delivery, 0, str(error), now=now, since=since)
    for awaited in waiting:
        settle_expected(awaited, photo, now=now)
    outcome, reason = outcome_of_photo(photo, now=since or now)
    return keep_without_story(delivery, 0, reason, now=now, outcome=outcome, since=since)
