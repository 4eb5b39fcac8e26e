"""The watch over drop folders: each file is claimed, taken and put away, until it is told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Event

from django.core.management.base import CommandError
from django.db import Error, close_old_connections
from django.utils import timezone

from stories import intake, photos, wire
from stories.intake import IntakeOptions
from stories.intake import photos as intake_photos
from stories.intake.deliveries import keep_delivery, keep_without_story
from stories.intake.drop_folder import Claim, DropFolder
from stories.models import Item, Outcome

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
                    take_claims(drop, claims_in(drop), options, report=report, stop=stop)
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


def take_claim(drop: DropFolder, claim: Claim, options: IntakeOptions, *, report: Report, stop: Event) -> None:
    """Take one file in hand and put it away; where it is told to stop between two pieces, the next run goes on."""
    failures = []
    for item in items_of_claim(drop, claim, options):
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
        with claim.path.open("rb") as stream:
            data = stream.read(wire.SIZE_LIMIT + 1)
    except OSError as error:
        yield keep_failure(claim, f"The file could not be read: {error.strerror or error}.")
        return
    if photos.looks_like_photo(data):
        yield intake_photos.take_photo(claim.path, now=now, since=claim.at)
        return
    here = replace(options, folder=claim.original.parent, done_folder=drop.finished_folder(claim))
    yield from intake.resume(printable_path(claim.original), data, since=claim.at, now=now, options=here)


def keep_failure(claim: Claim, reason: str) -> Item:
    """Return the item of a file that cannot be taken, once for each time that it is in hand."""
    now = timezone.now()
    delivery = keep_delivery(printable_path(claim.original), b"", now=now)
    return keep_without_story(delivery, 0, reason, now=now, since=claim.at)


def printable_path(path: Path) -> str:
    """Return the path of a file as text; bytes that are no UTF-8 are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
