"""The file of a backup: a tar whose last member, SHA256SUMS, has the digests of all before it.

It is written and read as a stream, in memory that does not grow with it. What is long is cut into parts of one gzip
stream: `tar xf`, `sha256sum -c SHA256SUMS` and `cat … | gunzip` read a backup without this code. Knows no Django.
"""

from __future__ import annotations

import hashlib
import os
import tarfile
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, Protocol

SUMS_MEMBER = "SHA256SUMS"
HEAD_MEMBER = "backup.json"
PART_BYTES = 16 << 20  # bytes of a part, compressed
BLOCK_BYTES = 1 << 20  # bytes that are read at once
LEVEL = 1  # of gzip: a third faster than the next, a tenth larger
GZIP = 16 + zlib.MAX_WBITS


class DamagedError(RuntimeError):
    """A file that is no backup, or not a whole one."""


class Readable(Protocol):
    """What is read block by block."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many."""


class DigestReader:
    """A stream whose digest is made while it is read."""

    def __init__(self, stream: Readable) -> None:
        self.stream, self.digest = stream, hashlib.sha256()

    def read(self, size: int = BLOCK_BYTES, /) -> bytes:
        """Return the next bytes, at most so many."""
        block = self.stream.read(size)
        self.digest.update(block)
        return block


class ArchiveWriter:
    """A backup that is written. Nobody but its owner may read the file: it has copy that was never published."""

    def __init__(self, path: Path) -> None:
        self.file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
        self.tar = tarfile.open(fileobj=self.file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 closed by close()
        self.sums = tempfile.TemporaryFile(dir=path.parent)  # noqa: SIM115 the same; a line for each of millions of files

    def add_file(self, name: str, stream: Readable, size: int) -> None:
        """Add a member of so many bytes. Raises OSError where the stream has fewer."""
        self.sums.write(sum_line(name, self._add(name, stream, size)))

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a member."""
        self.add_file(name, BytesIO(content), len(content))

    @contextmanager
    def open_stream(self, name: str) -> Iterator[PartWriter]:
        """Give what takes the bytes of a member of unknown length, which is cut into compressed parts."""
        parts = PartWriter(self, name)
        yield parts
        parts.finish()

    def finish(self) -> None:
        """Add the digests, and have the disk keep everything."""
        size = self.sums.tell()
        self.sums.seek(0)
        self._add(SUMS_MEMBER, self.sums, size)
        self.tar.close()
        self.file.flush()
        os.fsync(self.file.fileno())

    def close(self) -> None:
        """Close the file, whether it was finished or not."""
        self.sums.close()
        self.file.close()

    def _add(self, name: str, stream: Readable, size: int) -> str:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, int(time.time()), 0o600
        reader = DigestReader(stream)
        self.tar.addfile(member, reader)
        forget_members(self.tar)
        return reader.digest.hexdigest()


class PartWriter:
    """Bytes of unknown length on their way into an archive."""

    def __init__(self, archive: ArchiveWriter, name: str) -> None:
        self.archive, self.name = archive, name
        self.packer = zlib.compressobj(LEVEL, wbits=GZIP)
        self.waiting, self.number = bytearray(), 0

    def write(self, block: bytes | memoryview) -> None:
        """Take the next bytes."""
        self.waiting += self.packer.compress(block)
        while len(self.waiting) >= PART_BYTES:
            self._add_part(PART_BYTES)

    def finish(self) -> None:
        """Write what is left. There is always a part."""
        self.waiting += self.packer.flush()
        while self.waiting:
            self._add_part(PART_BYTES)

    def _add_part(self, size: int) -> None:
        self.number += 1
        part = bytes(self.waiting[:size])
        del self.waiting[:size]
        self.archive.add_bytes(f"{self.name}.gz.{self.number:06}", part)


def forget_members(tar: tarfile.TarFile) -> None:
    """Drop the list of members that tarfile keeps and nobody asks for: it has millions of lines."""
    tar.members.clear()  # type: ignore[attr-defined]  # which its types leave out


def sum_line(name: str, digest: str) -> bytes:
    """Return the line of a member in SHA256SUMS, as sha256sum writes it."""
    return f"{digest}  {name}\n".encode()


@contextmanager
def name_damage(path: Path) -> Iterator[None]:
    """Raise DamagedError in place of what tarfile and zlib raise of a file."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise DamagedError(f"{path} is no backup, or is damaged: {error}") from error


def read_members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield each member's name and content, in order. What is not read is passed over. Raises DamagedError."""
    with name_damage(path), tarfile.open(path, mode="r:") as tar:
        while (member := tar.next()) is not None:
            content = tar.extractfile(member)
            if content is None:
                raise DamagedError(f"{path} has something in it that no backup has: {member.name}")
            yield member.name, content
            forget_members(tar)


def verify(path: Path) -> int:
    """Read a backup from beginning to end; return its number of members. Raises DamagedError unless it is whole."""
    lines, count, last = hashlib.sha256(), 0, ""
    for name, content in read_members(path):
        if last == SUMS_MEMBER:
            raise DamagedError(f"{path} goes on behind its end: {name}")
        reader = DigestReader(content)
        with name_damage(path):
            while reader.read():
                pass
        last, count = name, count + 1
        if name != SUMS_MEMBER:
            lines.update(sum_line(name, reader.digest.hexdigest()))
        elif reader.digest.digest() != lines.digest():
            raise DamagedError(f"{path} is damaged. sha256sum -c {SUMS_MEMBER} among its parts names the one.")
    if last != SUMS_MEMBER:
        raise DamagedError(f"{path} is cut off: the backup was not finished, or not copied whole.")
    return count


def read_head(path: Path) -> bytes:
    """Return what a backup says of itself. Raises DamagedError."""
    for name, content in read_members(path):
        if name == HEAD_MEMBER:
            return content.read()
        break
    raise DamagedError(f"{path} is no backup of a newsroom.")


def read_streams(path: Path, folder: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the name and the content of what was cut into parts under a folder. Read each to its end."""
    parts = (
        (name.removeprefix(folder).rpartition(".gz.")[0], block)
        for name, content in read_members(path)
        if name.startswith(folder)
        for block in read_blocks(content)
    )
    for stem, own_parts in groupby(parts, key=itemgetter(0)):
        yield stem, unpack(block for _stem, block in own_parts)


def read_blocks(stream: Readable) -> Iterator[bytes]:
    """Yield a stream block by block."""
    while block := stream.read(BLOCK_BYTES):
        yield block


def unpack(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a gzip stream holds, block by block: zeros take a thousandth of their size in it."""
    unpacker = zlib.decompressobj(wbits=GZIP)
    for block in blocks:
        waiting = block
        while waiting:
            yield unpacker.decompress(waiting, BLOCK_BYTES)
            waiting = unpacker.unconsumed_tail
    yield unpacker.flush()
