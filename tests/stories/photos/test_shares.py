"""The memory that photos share while they are opened, and the limits that are told before the work begins."""

import math
import os
import struct
import tempfile
import threading
import zlib
from pathlib import Path

import pytest
from PIL import Image

from stories.photos import NotPhotoError, PhotosBusyError, inspect_photo, sandbox
from stories.photos.sandbox_worker import PROBE_SIDE, make_plain, shrink, webp_size
from stories.photos.shares import SHARE, SHARES, BusyError, take_shares
from tests.stories.photos.sample_files import a_file, draw_picture

GREY, COLOURS, SEEN_THROUGH, PALETTE = 0, 2, 6, 3  # kinds of PNG


def test_shares_are_taken_up_to_the_sum_and_given_back(tmp_path):
    with take_shares(tmp_path, (SHARES - 2) * SHARE, patience=0), take_shares(tmp_path, SHARE, patience=0):
        with take_shares(tmp_path, 1, patience=0), pytest.raises(BusyError), take_shares(tmp_path, 1, patience=0):
            pass
        with take_shares(tmp_path, 1, patience=0):
            pass
    with take_shares(tmp_path, SHARES * SHARE * 9, patience=0):
        pass


def test_who_waits_is_next_when_there_is_room(tmp_path):
    entered = threading.Event()

    def wait():
        with take_shares(tmp_path, 2 * SHARE, patience=20):
            entered.set()

    with take_shares(tmp_path, (SHARES - 1) * SHARE, patience=0):
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not entered.wait(0.1)
    waiting.join(20)
    assert entered.is_set()


def test_photo_that_gets_no_share_is_told_from_a_bad_one(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sandbox, "PATIENCE", 0.1)
    path = a_file(tmp_path)
    folder = sandbox._shares_folder()

    with take_shares(folder, SHARES * SHARE, patience=0), pytest.raises(PhotosBusyError, match="has to wait"):
        inspect_photo(path, is_awaited=True)
    assert inspect_photo(path, is_awaited=True).width == 900


@pytest.mark.parametrize("way", ["linked", "written to by others"])
def test_folder_that_somebody_else_laid_is_not_used(tmp_path, monkeypatch, caplog, way):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path, theirs, kept = a_file(tmp_path), tmp_path / "theirs", tmp_path / "newsroom.sqlite3"
    kept.write_text("All that was filed.")
    theirs.mkdir()
    (theirs / "turn").symlink_to(kept)
    if way == "linked":
        sandbox_folder(tmp_path).symlink_to(theirs)
    else:
        theirs.rename(sandbox_folder(tmp_path))
        sandbox_folder(tmp_path).chmod(0o777)

    with pytest.raises(NotPhotoError, match="somebody else's"):
        inspect_photo(path)

    assert kept.read_text() == "All that was filed."
    assert "is not ours alone" in caplog.text


def sandbox_folder(folder):
    """Return the path of the folder by which processes of this user share the memory."""
    return folder / f"newsroom-photos-{os.getuid()}"


def head_of_png(width, height, *, depth, kind):
    """Return the head of a PNG, with no pixel behind it."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)), (b"PLTE", b"abc"), (b"IDAT", b"")]
    chunks = (struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
              for name, data in parts)  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def head_of_webp(width, height):
    """Return the head of a WebP that has more than its pixels."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + canvas


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (head_of_png(10_001, 10_000, depth=1, kind=GREY), "more than 100 million pixels"),
        (head_of_png(65_500, 65_500, depth=8, kind=COLOURS), "more than 100 million pixels"),
        (head_of_png(1, 990_000, depth=1, kind=GREY), "more than 25 times the other"),
        (head_of_png(2_601, 100, depth=8, kind=PALETTE), "more than 25 times the other"),
        (head_of_webp(16_383, 6_000), "more than 480 MB"),
        (head_of_webp(6_400, 6_400), "more than 480 MB"),
        (head_of_png(9_999, 10_000, depth=16, kind=GREY), "damaged or cut off"),  # within the limits
        (head_of_png(9_999, 10_000, depth=8, kind=SEEN_THROUGH), "damaged or cut off"),
        (head_of_png(2_500, 100, depth=8, kind=PALETTE), "damaged or cut off"),
        (head_of_webp(6_000, 6_000), "damaged or cut off"),
    ],
)
def test_limit_is_told_by_the_head_alone(tmp_path, head, why):
    path = tmp_path / "photo"
    path.write_bytes(head)

    with pytest.raises(NotPhotoError, match=why):
        inspect_photo(path)


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_size_of_a_webp_stands_in_its_head(tmp_path, mode, lossless):
    path = a_file(tmp_path, draw_picture(55, 677).convert(mode), kind="WEBP", lossless=lossless)

    assert webp_size(path.read_bytes()[:100]) == (55, 677)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16", "CMYK"])
@pytest.mark.parametrize("size", [(2_100, 4_010), (70, 65)])
def test_strips_make_the_picture_that_the_whole_makes(mode, size):
    shade = Image.linear_gradient("L").resize(size)
    image = shade.convert(mode) if mode != "I;16" else shade.convert("I").point(lambda value: value * 256).convert(mode)
    wanted = (PROBE_SIDE * size[0] // max(size), PROBE_SIDE * size[1] // max(size))

    small = shrink(image, wanted)

    factor = math.ceil(size[0] / small.width)
    whole = make_plain(image).reduce(factor)
    assert (small.mode, small.size) == (whole.mode, whole.size)
    assert small.tobytes() == whole.tobytes()


def test_sixteen_bits_of_grey_come_out_as_they_were(tmp_path: Path):
    image = Image.linear_gradient("L").resize((3_000, 3_000)).convert("I").point(lambda value: value * 256)
    path = tmp_path / "grey.png"
    image.convert("I;16").save(path)

    assert inspect_photo(path).width == 3_000
