"""Opening of files in a process of its own with bounded memory and time: a hostile file ends that process alone."""

from __future__ import annotations

import json
import logging
import mmap
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stories.photos.credentials import BOX_MARKS, NOT_READ, Credentials
from stories.photos.limits import BUSY, NOT_OURS, TOO_MUCH
from stories.photos.metadata import DAYS, NotPhotoError, PhotoFile, PhotoMetadata
from stories.photos.renditions import RenditionFile, RenditionSpec, Shape

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = 800  # of address space, of which a quarter is the interpreter's and its libraries'
LOOK_SECONDS, MAKE_SECONDS = 5, 20  # of processor time
PATIENCE, LONG_PATIENCE = 15, 120  # seconds that somebody, and that a program, waits for memory in turn
SIGNED_WIDTH = 960  # pixels: what stands in a smaller file would be larger than the picture
OF_OTHERS = stat.S_IWGRP | stat.S_IWOTH
CLOCK_FACTOR = 6  # times as long on the clock, where others work too


class PhotosBusyError(NotPhotoError):
    """So many photos are open that this one was not opened. It says nothing of the file."""


def _sign_files(names: list[str], original: Path, signing: Signing) -> None:
    """Sign renditions in their files. Where that fails they stay as they are, and the log says so."""
    if not find_spec("c2pa"):
        logger.warning("C2PA_SIGNING is set: pip install --require-hashes -r requirements-c2pa.txt")
        return
    question = {"do": "sign", "files": names, "path": str(original), **asdict(signing)}
    question["type"] = f"image/{signing.kind.lower()}"
    try:
        fault = _ask_worker(question, "credentials_worker", seconds=MAKE_SECONDS, patience=0)["fault"]
    except NotPhotoError as error:
        fault = str(error)
    if fault:
        logger.warning("The renditions of %s were not signed: %s", signing.name, fault)


@contextmanager
def temporary_file(chunks: Iterable[bytes]) -> Iterator[Path]:
    """Write bytes to a temporary file of this machine."""
    with tempfile.NamedTemporaryFile() as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def inspect_photo(path: Path, *, is_awaited: bool = False) -> PhotoFile:
    """Read the format, size and metadata of a file. Raises NotPhotoError where no photo can be made of it.

    Where others are being opened it waits, not for long where somebody awaits it; then raises PhotosBusyError.
    """
    patience = PATIENCE if is_awaited else LONG_PATIENCE
    answer = _ask_worker({"do": "look", "path": str(path)}, seconds=LOOK_SECONDS, patience=patience)
    facts = answer.pop("facts")
    days = {name: date.fromisoformat(facts[name]) if facts[name] else None for name in DAYS}
    return PhotoFile(**answer, facts=PhotoMetadata(**facts | days))


def read_credentials(path: Path, kind: str, *, anchors: str) -> dict[str, Any] | None:
    """Read and check the Content Credentials in a file of a kind, as fields of Credentials; None for none.

    None, too, where their library is not installed. `anchors` are the certificates of known signers, as PEM.
    """
    if not find_spec("c2pa") or not has_mark(path):
        return None
    question = {"do": "read", "path": str(path), "type": f"image/{kind.lower()}", "anchors": anchors}
    try:
        answer = _ask_worker(question, "credentials_worker", seconds=LOOK_SECONDS, patience=0)
    except NotPhotoError:
        return asdict(Credentials(NOT_READ))
    found: dict[str, Any] | None = answer["found"]
    return found


def has_mark(path: Path) -> bool:
    """Return whether a file may hold Content Credentials."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return all(content.find(mark) >= 0 for mark in BOX_MARKS)


@dataclass(frozen=True, slots=True)
class Signing:
    """What renditions are signed with: a file of PEM with key and certificates; and the original's kind and name."""

    pem: str
    kind: str
    name: str


def make_renditions(
    path: Path,
    wanted: Iterable[RenditionSpec],
    *,
    focus: tuple[float, float],
    facts: PhotoMetadata,
    signing: Signing | None = None,
) -> Iterator[RenditionFile]:
    """Make renditions of a photo, cropped around its focal point (from 0 to 1, from the left and the top).

    Each carries caption, credit, byline and rights, and no more of the file: no place, no camera. With `signing` the
    large ones say what they were made from, in Content Credentials. Raises NotPhotoError.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = {name: getattr(facts, name) for name in ("caption", "credit", "byline", "rights")}
        question = {"do": "make", "path": str(path), "folder": folder, "focus": focus, "words": words}
        question["wanted"] = [asdict(spec) for spec in wanted]
        answer = _ask_worker(question, seconds=MAKE_SECONDS, patience=LONG_PATIENCE)
        if signing is not None:
            large = [name for name, spec in answer["made"].items() if spec["width"] >= SIGNED_WIDTH]
            _sign_files([str(Path(folder) / name) for name in large], path, signing)
        for name, spec in answer["made"].items():
            content = (Path(folder) / name).read_bytes()
            yield RenditionFile(Shape(spec["shape"]), spec["format"], spec["width"], spec["height"], content)


def _shares_folder() -> Path:
    """Return the folder by which the processes of this user share the memory for photos.

    Raises NotPhotoError where somebody else made it: its files may be links to ours, which would be written over.
    """
    folder = Path(tempfile.gettempdir()) / f"newsroom-photos-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & OF_OTHERS:
        logger.error("%s is not ours alone: no photo is opened until it is gone.", folder)
        raise NotPhotoError(NOT_OURS)
    return folder


def _ask_worker(
    question: dict[str, Any], program: str = "sandbox_worker", *, seconds: int, patience: int
) -> dict[str, Any]:
    limits = {"megabytes": MEGABYTES, "seconds": seconds, "patience": patience, "shares": str(_shares_folder())}
    command = [sys.executable, "-m", f"stories.photos.{program}"]
    try:
        process = subprocess.run(  # noqa: S603 our own command
            command, input=json.dumps({**question, **limits}).encode(), capture_output=True, check=False, cwd=ROOT,
            timeout=seconds * CLOCK_FACTOR + patience,
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(process.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise NotPhotoError(TOO_MUCH) from error
    if "busy" in answer:
        raise PhotosBusyError(BUSY)
    if "refused" in answer:
        raise NotPhotoError(answer["refused"])
    return answer
