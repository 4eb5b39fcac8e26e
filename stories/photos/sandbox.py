"""Opening of files in a process of its own with bounded memory and time: a hostile file ends that process alone."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from stories.copy.gettext import gettext_noop
from stories.photos.metadata import DAYS, NotPhotoError, PhotoFile, PhotoMetadata
from stories.photos.renditions import RenditionFile, RenditionSpec, Shape

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = 900  # of address space, of which a fifth is the interpreter's and its libraries'
LOOK_SECONDS, MAKE_SECONDS = 5, 20  # of processor time
TOO_MUCH = gettext_noop("The file takes too much memory or time to open. Save it anew, smaller, and try again.")
CLOCK_FACTOR = 6  # times as long on the clock, where others work too


@contextmanager
def temporary_file(chunks: Iterable[bytes]) -> Iterator[Path]:
    """Write bytes to a temporary file of this machine."""
    with tempfile.NamedTemporaryFile() as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def inspect_photo(path: Path) -> PhotoFile:
    """Read the format, size and metadata of a file. Raises NotPhotoError where no photo can be made of it."""
    answer = _ask_worker({"do": "look", "path": str(path)}, seconds=LOOK_SECONDS)
    facts = answer.pop("facts")
    days = {name: date.fromisoformat(facts[name]) if facts[name] else None for name in DAYS}
    return PhotoFile(**answer, facts=PhotoMetadata(**facts | days))


def make_renditions(
    path: Path, wanted: Iterable[RenditionSpec], *, focus: tuple[float, float], facts: PhotoMetadata
) -> Iterator[RenditionFile]:
    """Make renditions of a photo, cropped around its focal point (from 0 to 1, from the left and the top).

    Each carries caption, credit, byline and rights, and no more of the file: no place, no camera. Raises NotPhotoError.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = {name: getattr(facts, name) for name in ("caption", "credit", "byline", "rights")}
        question = {"do": "make", "path": str(path), "folder": folder, "focus": focus, "words": words}
        answer = _ask_worker({**question, "wanted": [asdict(spec) for spec in wanted]}, seconds=MAKE_SECONDS)
        for name, spec in answer["made"].items():
            content = (Path(folder) / name).read_bytes()
            yield RenditionFile(Shape(spec["shape"]), spec["format"], spec["width"], spec["height"], content)


def _ask_worker(question: dict[str, Any], *, seconds: int) -> dict[str, Any]:
    limits = {"megabytes": MEGABYTES, "seconds": seconds}
    command = [sys.executable, "-m", "stories.photos.sandbox_worker"]
    try:
        process = subprocess.run(  # noqa: S603 our own command
            command, input=json.dumps({**question, **limits}).encode(), capture_output=True, check=False, cwd=ROOT,
            timeout=seconds * CLOCK_FACTOR,
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(process.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise NotPhotoError(TOO_MUCH) from error
    if "refused" in answer:
        raise NotPhotoError(answer["refused"])
    return answer
