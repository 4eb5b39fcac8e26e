"""Photos: adding one to the library, describing it, cutting its renditions, removing it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from stories import photos, search
from stories.desk.exceptions import NotPossibleError
from stories.models import Delivery, Item, Photo, Rendition, fit
from stories.models.migrated import EXTENSIONS, ORIGINALS
from stories.models.photo import RENDITIONS
from stories.photos import NotPhotoError, PhotoMetadata, PhotosBusyError, RenditionFile, Signing
from stories.request_id import current_request

DROP_LIMIT = 100  # renditions; the next sweep goes on
NAME_LENGTH = 32  # hexadecimal digits of a rendition's digest: 128 bits
RENDITION_FIELDS = ("focus_x", "focus_y", "caption", "credit", "byline", "rights")  # what is cut anew for


def add_photo(
    path: Path, *, name: str, by: User | None, now: datetime, facts: PhotoMetadata | None = None, identity: str = ""
) -> Photo:
    """Add the photo in a file to the library; the same bytes are kept once. Raises NotPhotoError, NotPossibleError.

    Metadata in the file is filled in; `facts` go before it.
    """
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    earlier = Photo.objects.filter(sha256=sha256).first()
    if earlier is not None and earlier.removed_at:
        raise NotPossibleError(_("This photo was removed from the newsroom for good. It can't be added again."))
    if earlier is not None:
        return earlier
    image = photos.inspect_photo(path, is_awaited=by is not None)
    photo = Photo(
        sha256=sha256, name=fit(Photo, "name", name), format=image.format, width=image.width, height=image.height
    )
    photo.identity, photo.request_id = fit(photo, "identity", identity), current_request() or None
    photo.credentials = photos.read_credentials(path, image.format, anchors=settings.C2PA_ANCHORS)
    photo.size, photo.added_at, photo.updated_at, photo.added_by = path.stat().st_size, now, now, by
    for field, value in merge_metadata(image.facts, facts).items():
        setattr(photo, field, fit(photo, field, value) if isinstance(value, str) else value)
    return save_original(photo, path)


def merge_metadata(in_file: PhotoMetadata, beside: PhotoMetadata | None) -> dict[str, object]:
    """Return the metadata of a photo by field: `beside` the file first, then what is in it."""
    sources = [source for source in (beside, in_file) if source is not None]
    return {
        field: next((value for source in sources if (value := getattr(source, field))), getattr(in_file, field))
        for field in PhotoMetadata.__dataclass_fields__
    }


def save_original(photo: Photo, path: Path) -> Photo:
    """Save a photo with its original, which is there before the row is.

    Of two who bring the same at once, one makes the row.
    """
    path_in_store = Photo._meta.get_field("original").generate_filename(photo, photo.sha256)
    with path.open("rb") as file:
        keep_file(path_in_store, File(file))
    values = {
        field.attname: getattr(photo, field.attname) for field in Photo._meta.concrete_fields if field.attname != "id"
    }
    with transaction.atomic():
        kept, is_new = Photo.objects.get_or_create(sha256=photo.sha256, defaults={**values, "original": path_in_store})
        if is_new:
            search.index_photos([kept])
    return kept


def keep_file(path_in_store: str, file: File[bytes]) -> None:
    """Put a file that is named by its content into the store, unless it is there whole.

    A full disk, or a process that was killed, may have left a part of it there, which is replaced.
    """
    if default_storage.exists(path_in_store):
        if default_storage.size(path_in_store) == file.size:
            return
        default_storage.delete(path_in_store)
    default_storage.save(path_in_store, file)


@transaction.atomic
def describe_photo(photo: Photo, *, now: datetime, based_on: int) -> Photo:
    """Save the metadata and the focal point of a photo from a changed instance. Raises NotPossibleError.

    The renditions are made anew where they show or carry what changed.
    """
    current = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
    if current.removed_at:
        raise NotPossibleError(_("This photo was removed for good."))
    if current.save_number != based_on:
        raise NotPossibleError(
            _("Somebody saved this photo after you opened it. Open it again: nothing of theirs is lost.")
        )
    changed = {
        field for field in (*Photo.METADATA, "focus_x", "focus_y") if getattr(current, field) != getattr(photo, field)
    }
    for field in changed:
        setattr(current, field, getattr(photo, field))
    current.save_number, current.updated_at = current.save_number + 1, now
    current.request_id = current_request() or None
    current.renditions_current = current.renditions_current and changed.isdisjoint(RENDITION_FIELDS)
    current.save()
    search.index_photos([current])
    return current


def make_renditions(photo: Photo, *, now: datetime) -> None:
    """Make the renditions of a photo, where they are not there as the photo is now. Runs twice without harm.

    The ones of before stay for a while, for the pages in caches that lead to them.
    """
    facts = PhotoMetadata(caption=photo.caption, credit=photo.credit, byline=photo.byline, rights=photo.rights)
    shapes, focus = photos.plan_renditions(photo.width, photo.height), (photo.focus_x, photo.focus_y)
    fault, cuts = "", []
    try:
        with photo.original.open("rb") as original, photos.temporary_file(original.chunks()) as path:
            signing = Signing(settings.C2PA_SIGNING, photo.format, photo.name) if settings.C2PA_SIGNING else None
            files = photos.make_renditions(path, shapes, focus=focus, facts=facts, signing=signing)
            cuts = [(rendition_name(made), made) for made in files]
    except PhotosBusyError:  # it says nothing of the photo, which is cut later
        raise
    except NotPhotoError as error:  # untested: a file that opened when it came, and fails now
        fault = str(error)
    except FileNotFoundError:
        fault = "Its file is lost. Add it once more, or put it back from a copy."
    for name, made in cuts:
        keep_file(Rendition(name=name).path, ContentFile(made.content))
    save_renditions(photo, cuts, fault=fault, now=now)


@transaction.atomic
def save_renditions(photo: Photo, cuts: list[tuple[str, RenditionFile]], *, fault: str, now: datetime) -> None:
    """Write the rows of new renditions, unless the photo was changed meanwhile: then it is cut again."""
    current = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
    if current.save_number != photo.save_number or current.removed_at:
        return
    if cuts:
        current.renditions.filter(replaced_at=None).update(replaced_at=now)
    for name, made in cuts:
        values = {"format": made.format, "width": made.width, "height": made.height}
        values |= {"size": len(made.content), "replaced_at": None}
        Rendition.objects.update_or_create(photo=current, name=name, shape=made.shape, defaults=values)
    current.renditions_current, current.fault = True, fault
    current.save(update_fields=["renditions_current", "fault"])


def rendition_name(made: RenditionFile) -> str:
    """Return the name of a rendition: the digest of its content."""
    return f"{hashlib.sha256(made.content).hexdigest()[:NAME_LENGTH]}.{EXTENSIONS[made.format]}"


@transaction.atomic
def remove_photo(photo: Photo, *, now: datetime) -> Photo:
    """Remove the files and all metadata of a photo; its number and digest stay.

    Its addresses answer that it is gone. The captions that it has in filings are theirs: they go with a take-down.
    """
    removed = empty_photo(photo, now=now)
    search.erase_removed_words()
    return removed


def empty_photo(photo: Photo, *, now: datetime) -> Photo:
    """Remove a photo as `remove_photo` does, in an act that erases the words of all that it removes at its end."""
    current = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
    if current.removed_at:
        raise NotPossibleError(_("This photo was removed for good."))
    files = [str(current.original.name), *(rendition.path for rendition in current.renditions.all())]
    for field in Photo.METADATA:
        setattr(current, field, None if Photo._meta.get_field(field).null else "")
    current.name, current.fault, current.removed_at, current.renditions_current = "", "", now, True
    current.save_number += 1
    current.save()
    search.index_photos([current])
    forget_item(current)
    transaction.on_commit(partial(drop_files, files))
    return current


def forget_item(photo: Photo) -> None:
    """Empty the delivery that a photo came as a picture item in. Copy that it came with is its story's."""
    items = Item.objects.filter(photos=photo, story=None)
    Delivery.objects.filter(items__in=items).update(content=b"", name="")
    items.update(headline="")


def postpone_renditions(photo: Photo, *, at: datetime) -> None:
    """Put off the cutting of a photo until a moment: the store did not answer."""
    Photo.objects.filter(pk=photo.pk).update(cut_after=at)


def drop_replaced(*, before: datetime) -> int:
    """Delete renditions that were replaced before a moment, with their files; return how many."""
    replaced = Rendition.objects.filter(replaced_at__lt=before)
    batch = list(replaced[:DROP_LIMIT])
    replaced.filter(pk__in=[rendition.pk for rendition in batch]).delete()  # unless one was made anew meanwhile
    drop_files([rendition.path for rendition in batch])
    return len(batch)


def drop_files(paths: list[str]) -> None:
    """Delete files of the store, where no other photo has the same."""
    known = Rendition.objects.known_names(Path(path).name for path in paths)
    for path in paths:
        if Path(path).name not in known:
            default_storage.delete(path)


def drop_orphans(*, before: datetime) -> list[str]:
    """Delete the files of photos that no row knows and that are older than a moment; return their paths.

    A process that ended between a file and its row leaves one.
    """
    dropped = []
    for folder, known in ((ORIGINALS, original_names), (RENDITIONS, Rendition.objects.known_names)):
        for subfolder in list_folder(folder)[0]:
            names = list_folder(f"{folder}/{subfolder}")[1]
            unknown = [f"{folder}/{subfolder}/{name}" for name in sorted({*names} - known(names))]
            dropped += [path for path in unknown if default_storage.get_modified_time(path) < before]
    for path in dropped:
        default_storage.delete(path)
    return dropped


def list_folder(folder: str) -> tuple[list[str], list[str]]:
    """Return the folders and the files in a folder of the store; none where it is not there yet."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def original_names(names: list[str]) -> set[str]:
    """Return which of some file names are those of originals that are kept."""
    originals = Photo.objects.at_hand().filter(sha256__in=[Path(name).stem for name in names])
    return {Path(path).name for path in originals.values_list("original", flat=True)}
