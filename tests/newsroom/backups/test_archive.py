"""The file of a backup: whole or refused, read by tar and sha256sum too, and cut into parts where it is long."""

import os
import subprocess
from io import BytesIO

import pytest

from newsroom.backups import archive
from newsroom.backups.archive import ArchiveWriter, DamagedError, read_head, read_streams, verify
from newsroom.backups.head import Head, head_of_backup

LONG = os.urandom(5 << 20) * 2  # bytes that cannot be packed
LONG_PARTS = -(-len(LONG) // (4 << 20))


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a small backup in parts of four megabytes; return its path."""
    monkeypatch.setattr(archive, "PART_BYTES", 4 << 20)
    path = tmp_path / "newsroom.tar"
    writer = ArchiveWriter(path)
    writer.add_bytes("backup.json", Head("2026-02-10T12:00:00+00:00", "0.3.0", "sqlite", [], has_media=True).to_json())
    for name, content in (("long", LONG), ("empty", b""), ("zeros", bytes(9 << 20))):
        with writer.open_stream(f"database/{name}") as stream:
            stream.write(content)
    writer.add_file("media/a.jpg", BytesIO(b"a picture"), 9)
    writer.finish()
    writer.close()
    return path


def test_streams_come_back_in_parts_of_bounded_size(written):
    streams = {name: b"".join(blocks) for name, blocks in read_streams(written, "database/")}

    assert streams == {"long": LONG, "empty": b"", "zeros": bytes(9 << 20)}
    assert verify(written) == 1 + LONG_PARTS + 1 + 1 + 1 + 1
    assert head_of_backup(written).engine == "sqlite"


def test_it_is_read_without_this_code(written, tmp_path):
    folder = tmp_path / "by hand"
    folder.mkdir()
    commands = f"""
        tar xf {written} && sha256sum --quiet --strict -c SHA256SUMS
        cat database/long.gz.* | gunzip | cmp - {tmp_path}/long
    """
    (tmp_path / "long").write_bytes(LONG)

    assert subprocess.run(["/bin/sh", "-ec", commands], cwd=folder).returncode == 0


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.9999])
def test_changed_byte_is_found(written, place):
    content = bytearray(written.read_bytes())
    content[int(len(content.rstrip(b"\0")) * place)] ^= 1
    written.write_bytes(content)

    with pytest.raises(DamagedError):
        verify(written)


@pytest.mark.parametrize("left", [0, 0.1, 0.9, 0.999])
def test_cut_off_end_is_found(written, left):
    size = len(written.read_bytes().rstrip(b"\0"))
    os.truncate(written, int(size * left))

    with pytest.raises(DamagedError):
        verify(written)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\3\4" * 300])
def test_other_file_is_no_backup(tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)

    with pytest.raises(DamagedError, match="is no backup"):
        read_head(path)


def test_later_format_is_refused_by_name(tmp_path):
    path = tmp_path / "later.tar"
    writer = ArchiveWriter(path)
    writer.add_bytes("backup.json", b'{"format": 2}')
    writer.finish()
    writer.close()

    with pytest.raises(DamagedError, match="format 2"):
        head_of_backup(path)
