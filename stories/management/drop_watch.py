"""The watch over drop folders: each file is claimed, taken and put away, until it is told to stop."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from threading import Event

from django.core.management.base import CommandError
from django.db import Error, close_old_connections
from django.utils import timezone

from stories import intake, photos, wire
from stories.intake import Arrival, IntakeOptions
from stories.intake import photos as intake_photos
from stories.intake.deliveries import keep_delivery, keep_without_story
from stories.intake.drop_folder import Claim, DropFolder
from stories.models import Item, Outcome

MOST_TOGETHER = 50  # files that are claimed at once
WATCH_PAUSE = 0.5  # seconds between two looks at the folders
NO_DATABASE_PAUSE = 3.0  # seconds
Report = Callable[[str, Item], None]  # called with the path of the file as each item is taken

logger = logging.getLogger(__name__)


def watch(folders: Iterable[str], options: IntakeOptions, *, report: Report, stop: Event) -> None:
    """Take the files of the folders as they come, until `stop` is set. Raises CommandError for a wrong folder."""
    with ExitStack() as locks:
        drops = [open_folder(Path(name), locks) for name in folders]
        is_unread_taken = False
        while not stop.is_set():
            try:
                for drop in drops:
                    take_claims(drop, drop.unfinished(), options, report=report, stop=stop)
                if not is_unread_taken:
                    take_unread(report)
                    is_unread_taken = True
                for drop in drops:
                    take_together(drop, claims_in(drop), options, report=report, stop=stop)
            except Error:
                logger.exception("The database did not answer. What is in hand is taken when it does.")
                close_old_connections()
                stop.wait(NO_DATABASE_PAUSE)
            stop.wait(WATCH_PAUSE)


def open_folder(path: Path, locks: ExitStack) -> DropFolder:
    """Open a drop folder for this process alone. Raises CommandError where that cannot be."""
    if not path.is_dir():
        raise CommandError(f"{path} is no folder. Name a folder to watch.")
    try:
        drop = DropFolder(path)
        locks.enter_context(drop.lock())
    except BlockingIOError as error:
        raise CommandError(f"Another process watches {path}. End it first.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be written to: {error.strerror}. Files are moved in it.") from error
    return drop


def take_unread(report: Report) -> None:
    """Take what a process kept and died before it read it."""
    for delivery, item in intake.take_unread(now=timezone.now()):
        report(delivery.name, item)


def claims_in(drop: DropFolder) -> Iterator[Claim]:
    """Claim the files that are whole, one after the other."""
    for path in drop.arrivals():
        try:
            yield drop.claim(path, at=timezone.now())
        except OSError as error:
            if path not in drop.refused:
                logger.warning("%s cannot be moved, and is not taken: %s", path, error.strerror)
            drop.refused.add(path)


def take_claims(
    drop: DropFolder, claims: Iterable[Claim], options: IntakeOptions, *, report: Report, stop: Event
) -> None:
    """Take files in hand, until it is told to stop."""
    for claim in claims:
        if stop.is_set():
            return
        take_claim(drop, claim, options, report=report, stop=stop)


def take_together(
    drop: DropFolder, claims: Iterator[Claim], options: IntakeOptions, *, report: Report, stop: Event
) -> None:
    """Take files that were just claimed in their order, copy together, until it is told to stop.

    Those that are no copy, and those that a fault nobody thought of stopped, are taken one by one.
    """
    while not stop.is_set() and (together := list(islice(claims, MOST_TOGETHER))):
        in_hand = ((claim, read_arrival(drop, claim, options)) for claim in together)
        for is_copy, files in groupby(in_hand, lambda file: file[1] is not None):
            if is_copy:
                take_claims(drop, take_copy(drop, files, report=report, stop=stop), options, report=report, stop=stop)
            else:
                take_claims(drop, (claim for claim, _none in files), options, report=report, stop=stop)


def take_copy(
    drop: DropFolder, files: Iterable[tuple[Claim, Arrival | None]], *, report: Report, stop: Event
) -> list[Claim]:
    """Take files of copy in hand together; return those that a fault left."""
    claims: deque[Claim] = deque()

    def arrivals() -> Iterator[Arrival]:
        for claim, arrival in files:
            claims.append(claim)
            if arrival is not None:
                yield arrival

    try:
        for _arrival, items in intake.take_arrivals(arrivals()):
            settle_claim(drop, claims[0], items, report=report, stop=stop)
            claims.popleft()
            if stop.is_set():
                return []
    except Error:
        raise
    except Exception:
        logger.exception("%d files could not be taken together. They are taken one by one.", len(claims))
    return [*claims, *(claim for claim, _arrival in files)]


def read_arrival(drop: DropFolder, claim: Claim, options: IntakeOptions) -> Arrival | None:
    """Return a file in hand as a delivery; None where it is no copy, or cannot be read."""
    with suppress(OSError):
        data = read_bytes(claim)
        if not photos.looks_like_photo(data):
            return Arrival(printable_path(claim.original), data, timezone.now(), options_for(drop, claim, options))
    return None


def take_claim(drop: DropFolder, claim: Claim, options: IntakeOptions, *, report: Report, stop: Event) -> None:
    """Take one file in hand and put it away; where it is told to stop between two pieces, the next run goes on."""
    settle_claim(drop, claim, items_of_claim(drop, claim, options), report=report, stop=stop)


def settle_claim(drop: DropFolder, claim: Claim, items: Iterable[Item], *, report: Report, stop: Event) -> None:
    """Report the items of a file in hand, and put it away; where it is told to stop meanwhile, the next run does."""
    failures = []
    for item in items:
        report(printable_path(claim.original), item)
        if item.outcome == Outcome.FAILED:
            failures.append(f"Piece {item.place + 1}: {item.reason}" if item.place else item.reason)
        if stop.is_set():
            return
    if failures:
        drop.fail(claim, failures)
    else:
        drop.finish(claim)


def items_of_claim(drop: DropFolder, claim: Claim, options: IntakeOptions) -> Iterator[Item]:
    """Yield the items of a file in hand; a fault that nobody thought of is one that failed."""
    try:
        yield from read_claim(drop, claim, options)
    except Error:
        raise
    except Exception as error:
        logger.exception("%s was not taken.", claim.original)
        yield keep_failure(claim, f"It could not be taken: {type(error).__name__}: {error}")


def read_claim(drop: DropFolder, claim: Claim, options: IntakeOptions) -> Iterator[Item]:
    """Read a file in hand and yield its items, those too that were taken before a crash."""
    now = timezone.now()
    try:
        data = read_bytes(claim)
    except OSError as error:
        yield keep_failure(claim, f"The file could not be read: {error.strerror or error}.")
        return
    if photos.looks_like_photo(data):
        yield intake_photos.take_photo(claim.path, now=now, since=claim.at)
        return
    here = options_for(drop, claim, options)
    yield from intake.resume(printable_path(claim.original), data, since=claim.at, now=now, options=here)


def read_bytes(claim: Claim) -> bytes:
    """Return the bytes of a file in hand, a byte over the limit at most. Raises OSError."""
    with claim.path.open("rb") as stream:
        return stream.read(wire.SIZE_LIMIT + 1)


def options_for(drop: DropFolder, claim: Claim, options: IntakeOptions) -> IntakeOptions:
    """Return the options of a file in hand, with the folders of its pictures."""
    return replace(options, folder=claim.original.parent, done_folder=drop.finished_folder(claim))


def keep_failure(claim: Claim, reason: str) -> Item:
    """Return the item of a file that cannot be taken, once for each time that it is in hand."""
    now = timezone.now()
    delivery = keep_delivery(printable_path(claim.original), b"", now=now)
    return keep_without_story(delivery, 0, reason, now=now, since=claim.at)


def printable_path(path: Path) -> str:
    """Return the path of a file as text; bytes that are no UTF-8 are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
