"""The files of pictures in a backup, from whatever storage they are in, by the rows that name them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage

from newsroom.backups.archive import ArchiveWriter, Readable, read_blocks, read_members
from newsroom.backups.head import MEDIA_FOLDER
from newsroom.backups.tables import RefusedError, Snapshot
from stories.models import Photo, Rendition

ORIGINAL_PATHS = "SELECT original FROM stories_photo WHERE removed_at IS NULL ORDER BY id"
RENDITION_NAMES = (
    "SELECT DISTINCT rendition.name FROM stories_rendition rendition JOIN stories_photo photo "
    "ON photo.id = rendition.photo_id WHERE photo.removed_at IS NULL ORDER BY rendition.name"
)


def list_media(snapshot: Snapshot) -> Iterator[str]:
    """Yield the path of each file that a snapshot names."""
    for (path,) in snapshot.rows(ORIGINAL_PATHS):
        yield path
    for (name,) in snapshot.rows(RENDITION_NAMES):
        yield Rendition(name=name).path


def is_in_use(path: str) -> bool:
    """Return whether a photo that was not removed has a file now."""
    name = path.rpartition("/")[2]
    is_original = Photo.objects.filter(original=path, removed_at=None).exists()
    return is_original or bool(Rendition.objects.known_names([name]))


def write_media(archive: ArchiveWriter, paths: IO[bytes]) -> tuple[int, list[str]]:
    """Write the files of these paths, a line each; return how many, and the paths of those that the storage has lost.

    One that was removed since they were listed, as a photo was taken down, is not lost.
    """
    count, lost = 0, list[str]()
    paths.seek(0)
    for line in paths:
        path = line.decode().rstrip("\n")
        try:
            with default_storage.open(path) as file:
                archive.add_file(f"{MEDIA_FOLDER}{path}", file, file.size)
                count += 1
        except FileNotFoundError:
            lost += [path] if is_in_use(path) else []
    return count, lost


def load_media(path: Path) -> int:
    """Put the files of a backup into the storage; return how many. One that is there already is left as it is.

    One that is there in part, as where the disk was full, is put there anew. Raises RefusedError where another file has
    the name.
    """
    count = 0
    for member, content in read_members(path):
        if not member.startswith(MEDIA_FOLDER):
            continue
        name, count = member.removeprefix(MEDIA_FOLDER), count + 1
        if not default_storage.exists(name):
            default_storage.save(name, File(content, name=name))
        elif is_part_of(content, name):
            default_storage.delete(name)
            default_storage.save(name, File(content, name=name))
        elif digest(content) != digest_in_storage(name):
            raise RefusedError(
                f"The storage of pictures has another file of the name {name}. Let MEDIA_STORAGE_URL name an empty one."
            )
    return count


def is_part_of(content: IO[bytes], name: str) -> bool:
    """Return whether the file in the storage is the beginning of another, and not all; leave that at its beginning."""
    with default_storage.open(name) as file:
        is_beginning = all(content.read(len(block)) == block for block in read_blocks(file))
    goes_on = bool(content.read(1))
    content.seek(0)
    return is_beginning and goes_on


def digest_in_storage(name: str) -> bytes:
    """Return the SHA-256 of a file in the storage."""
    with default_storage.open(name) as file:
        return digest(file)


def digest(stream: Readable) -> bytes:
    """Return the SHA-256 of a stream."""
    made = sha256()
    for block in read_blocks(stream):
        made.update(block)
    return made.digest()
