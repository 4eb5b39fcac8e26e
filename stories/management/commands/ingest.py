"""Take wire copy in, from files, folders or standard input."""

import gc
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from threading import Event
from types import FrameType

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from django.utils import timezone

from stories import intake, photos, wire
from stories.intake import Arrival, IntakeOptions, OnArrival
from stories.intake import photos as intake_photos
from stories.intake.deliveries import keep_delivery, keep_without_story
from stories.intake.outcome_lines import json_line, summary_line, text_line
from stories.intake.sources import find_or_make_source
from stories.management import drop_watch
from stories.management.heartbeats import keep_beating
from stories.models import Item, Outcome, ProcessRole, Section

NEW_OBJECTS = 100_000  # until the next look for garbage; those of a hundred pieces


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to take in: its printable name, its bytes or the error of reading it, and its path; None for stdin."""

    name: str
    data: bytes | OSError
    path: Path | None = None

    def is_copy(self) -> bool:
        """Return whether it is read as copy: no photo, and no error."""
        return isinstance(self.data, bytes) and not (self.path and photos.looks_like_photo(self.data))

    def arrival(self, options: IntakeOptions) -> Arrival:
        """Return the file as a delivery, its pictures beside it."""
        data = self.data if isinstance(self.data, bytes) else b""
        folder = self.path.parent if self.path else None
        return Arrival(self.name, data, timezone.now(), replace(options, folder=folder))


class Command(BaseCommand):
    """Take wire copy in."""

    requires_system_checks = ()  # a fifth of a second, which each start would take
    help = "Takes wire copy from files, folders or - (standard input). One line an item; exit 1 if any failed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="+", metavar="PATH")
        parser.add_argument("--source", metavar="NAME", help="Credit the copy to this source.")
        parser.add_argument("--section", metavar="SLUG", help="Put new stories into this section.")
        then = parser.add_mutually_exclusive_group()
        then.add_argument("--file", action="store_const", const=OnArrival.FILE, dest="then", help="File at once.")
        then.add_argument(
            "--desk", action="store_const", const=OnArrival.DESK, dest="then", help="Leave it for an editor."
        )
        parser.add_argument("--json", action="store_true", help="One JSON object a line.")
        parser.add_argument(
            "--watch",
            action="store_true",
            help="Take the files of folders as they come, and move them to done/ or failed/ in there.",
        )

    def handle(self, *, path: list[str], watch: bool, json: bool, **options: str | None) -> None:
        intake_options = IntakeOptions(
            on_arrival=OnArrival(options["then"] or OnArrival.AS_SOURCE_SAYS),
            source=find_or_make_source(options["source"]) if options["source"] else None,
            section=find_section(options["section"]),
        )
        counts: Counter[str] = Counter()

        def report(name: str, item: Item) -> None:
            counts[item.outcome] += 1
            self.stdout.write(json_line(name, item) if json else text_line(name, item))
            self.stdout.flush()

        try:
            with rare_garbage_collection():
                if watch:
                    with keep_beating(ProcessRole.WATCH):
                        drop_watch.watch(path, intake_options, report=report, stop=stop_on_signal())
                    return
                drop_watch.take_unread(report)
                for is_copy, files in groupby(input_files(path), InputFile.is_copy):
                    take = self.take_copy if is_copy else self.take_others
                    for name, item in take(files, intake_options):
                        report(name, item)
        except Error as error:
            raise CommandError(f"The database did not answer: {error}. Start again when it does.") from error
        if not json:
            self.stdout.write(summary_line(counts))
        if counts[Outcome.FAILED]:
            raise SystemExit(1)

    def take_copy(self, files: Iterable[InputFile], intake_options: IntakeOptions) -> Iterator[tuple[str, Item]]:
        """Take files of copy in, some together, and yield their items with the names of the files."""
        for arrival, items in intake.take_arrivals(file.arrival(intake_options) for file in files):
            yield from ((arrival.name, item) for item in items)

    def take_others(self, files: Iterable[InputFile], _options: IntakeOptions) -> Iterator[tuple[str, Item]]:
        """Take photos in; a file that cannot be read is a failed delivery without bytes."""
        for file in files:
            now = timezone.now()
            if isinstance(file.data, OSError):
                why = f"The file could not be read: {file.data.strerror or file.data}."
                yield file.name, keep_without_story(keep_delivery(file.name, b"", now=now), 0, why, now=now)
            elif file.path is not None:
                yield file.name, intake_photos.take_photo(file.path, now=now)


@contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Look for garbage in circles rarely: copy leaves hardly any, and looking takes a tenth of the time of intake."""
    thresholds = gc.get_threshold()
    gc.freeze()  # what is loaded stays
    gc.set_threshold(NEW_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def stop_on_signal() -> Event:
    """Return an event that is set when the process is told to end."""
    stop = Event()

    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stop_soon)
    signal.signal(signal.SIGINT, stop_soon)
    return stop


def find_section(slug: str | None) -> Section | None:
    """Return the section with a slug; None without a slug. Raises CommandError for an unknown one."""
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first()
    if section is None:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no section “{slug}”. Known: {known}.")
    return section


def input_files(paths: list[str]) -> Iterator[InputFile]:
    """Read each file under the paths, those of a folder by name."""
    for name in paths:
        if name == "-":
            yield InputFile("-", sys.stdin.buffer.read(wire.SIZE_LIMIT + 1))
            continue
        path = Path(name)
        for file in sorted(entry for entry in path.rglob("*") if entry.is_file()) if path.is_dir() else [path]:
            yield InputFile(drop_watch.printable_path(file), read_bytes(file), file)


def read_bytes(path: Path) -> bytes | OSError:
    """Return the bytes of a file, a byte over the limit at most, or the error of reading it."""
    try:
        with path.open("rb") as stream:
            return stream.read(wire.SIZE_LIMIT + 1)
    except OSError as error:
        return error
