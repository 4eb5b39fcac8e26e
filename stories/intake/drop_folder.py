"""A drop folder: files are taken when they are whole, in order of arrival, and then lie in `done/` or `failed/`.

Before a file is read it is moved under `.taking/`, into a folder named after the moment of that. Nobody writes over it
there, and whoever finds it after a crash knows by the moment which of its pieces were taken already.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, time

SETTLE_SECONDS = 1.0  # seconds that a file must have been left alone, so that none is read half written
ABANDONED_SECONDS = 900.0  # without a change, after which a file is taken that a process still has open
TAKING, DONE, FAILED = ".taking", "done", "failed"
LOCK = ".lock"
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload")  # names that programs give to what they still write
MOMENT = "%Y%m%dT%H%M%S.%fZ"
REASON = ".reason.txt"
NAME_BYTES = 255  # that file systems allow


@dataclass(frozen=True, slots=True)
class Claim:
    """A file in hand: where it lies now, where it lay, and the moment it was taken from there."""

    path: Path
    original: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file as it was first seen in its present state, by the machine's clock that never goes back."""

    size: int
    changed: int
    seen_at: float


class DropFolder:
    """One drop folder, watched by one process. Raises OSError where it cannot be written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.abspath(folder))
        self.sightings: dict[Path, Sighting] = {}
        self.refused: set[Path] = set()  # files that could not be moved, and were said to be
        for name in (TAKING, DONE, FAILED):
            (self.folder / name).mkdir(exist_ok=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other processes from watching the same folder. Raises BlockingIOError where one does."""
        with (self.folder / TAKING / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield

    def unfinished(self) -> list[Claim]:
        """Return the files that a process which died had in hand, the first taken first."""
        claims = []
        for folder in sorted(path for path in (self.folder / TAKING).iterdir() if path.is_dir()):
            try:
                at = datetime.strptime(folder.name, MOMENT).replace(tzinfo=UTC)
            except ValueError:
                continue
            files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
            claims += [Claim(path, self.folder / path.relative_to(folder), at) for path in files]
            if not files:
                self.tidy(folder)
        return claims

    def arrivals(self) -> list[Path]:
        """Return the files that are whole, in order of arrival: by the time of their last change, then by name."""
        states = {path: state for path in self.files() if (state := state_of(path)) is not None}
        self.sightings = {path: self.sighting(path, state) for path, state in states.items()}
        whole = [path for path, state in states.items() if self.is_whole(path, state)]
        return sorted(whole, key=lambda path: (states[path].st_mtime_ns, str(path)))

    def files(self) -> Iterator[Path]:
        """Yield the files that senders put here: no links, no hidden names, none that is said to be unfinished."""
        for folder, subfolders, names in os.walk(self.folder):
            is_top = Path(folder) == self.folder
            taken_out = (DONE, FAILED) if is_top else ()
            subfolders[:] = [name for name in subfolders if not name.startswith(".") and name not in taken_out]
            for name in names:
                if not name.startswith(".") and not name.lower().endswith(UNFINISHED):
                    yield Path(folder, name)

    def sighting(self, path: Path, state: os.stat_result) -> Sighting:
        """Return when the file was first seen in this state."""
        before = self.sightings.get(path)
        if before is not None and (before.size, before.changed) == (state.st_size, state.st_mtime_ns):
            return before
        return Sighting(state.st_size, state.st_mtime_ns, monotonic())

    def is_whole(self, path: Path, state: os.stat_result) -> bool:
        """Return whether nobody writes to a file any more.

        It was left alone for a while by its own time or, where that is ahead, by ours; or it was renamed into place,
        which changes the time of its state but not of its content.
        """
        unchanged = monotonic() - self.sightings[path].seen_at
        is_settled = time() - state.st_mtime >= SETTLE_SECONDS or unchanged >= SETTLE_SECONDS
        is_renamed = state.st_size > 0 and state.st_ctime_ns > state.st_mtime_ns
        # Some network file systems never give a lease: there a file is taken late, and not never.
        return (is_settled or is_renamed) and (unchanged >= ABANDONED_SECONDS or not is_open_for_writing(path))

    def claim(self, path: Path, *, at: datetime) -> Claim:
        """Take a file in hand. Raises OSError where it is gone, or cannot be moved."""
        claimed = self.folder / TAKING / at.astimezone(UTC).strftime(MOMENT) / path.relative_to(self.folder)
        claimed.parent.mkdir(parents=True, exist_ok=True)
        path.rename(claimed)
        return Claim(claimed, path, at)

    def finish(self, claim: Claim) -> Path:
        """Move a file that was taken to `done/`; return where it lies."""
        return self.put_away(claim, free_path(self.folder / DONE / claim.original.relative_to(self.folder)))

    def fail(self, claim: Claim, reasons: list[str]) -> Path:
        """Move a file that could not be taken to `failed/`, with the reasons beside it; return where it lies."""
        target = free_path(self.folder / FAILED / claim.original.relative_to(self.folder))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_name(fit_name(target.name, REASON)).write_text("\n".join([*reasons, ""]), encoding="utf-8")
        return self.put_away(claim, target)

    def put_away(self, claim: Claim, target: Path) -> Path:
        """Move a file in hand to its place, and its empty folders away."""
        target.parent.mkdir(parents=True, exist_ok=True)
        claim.path.rename(target)
        self.tidy(claim.path.parent)
        return target

    def tidy(self, folder: Path) -> None:
        """Remove a folder under `.taking/` and those above it, as far as they are empty."""
        for empty in [*sorted(folder.rglob("*"), reverse=True), folder, *folder.parents]:
            if not empty.is_relative_to(self.folder / TAKING) or empty == self.folder / TAKING:
                return
            with suppress(OSError):
                empty.rmdir()

    def finished_folder(self, claim: Claim) -> Path:
        """Return where the files go that lay beside this one."""
        return self.folder / DONE / claim.original.parent.relative_to(self.folder)


def state_of(path: Path) -> os.stat_result | None:
    """Return the state of a file; None where it is no plain file, or gone."""
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            return path.stat()
    return None


def is_open_for_writing(path: Path) -> bool:
    """Return whether a process of this machine still has the file open to write, as far as the system says.

    A lease for reading is given only where nobody writes. Where the file is another user's, or the system gives no
    leases, nothing is known, and False.
    """
    with suppress(OSError, AttributeError), path.open("rb") as file:
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)  # which is ignored: a writer that comes now ends nobody
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return error.errno == errno.EAGAIN
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def free_path(path: Path) -> Path:
    """Return the path, with a number before its ending where the name is taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = add_number(path, number)
    return free


def add_number(path: Path, number: int) -> Path:
    """Return a path with a number before its ending: `name-2.txt`."""
    return path.with_name(fit_name(path.stem, f"-{number}{path.suffix}"))


def newest_path(path: Path) -> Path:
    """Return the path of the last file that came under a name, as `free_path` numbers them."""
    number, newest = 2, path
    while (following := add_number(path, number)).exists():
        number, newest = number + 1, following
    return newest


def fit_name(name: str, ending: str) -> str:
    """Return name and ending together, the name cut to what a file system allows."""
    room = NAME_BYTES - len(os.fsencode(ending))
    return os.fsdecode(os.fsencode(name)[:room]) + ending
