"""Take wire copy in, from files, folders or standard input."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stories import intake, photos, wire
from stories.intake import IntakeOptions, OnArrival
from stories.intake import photos as intake_photos
from stories.intake.deliveries import keep_delivery, keep_without_story
from stories.intake.sources import find_or_make_source
from stories.models import Item, Outcome, Section, Story

WATCH_PAUSE = 1.0  # seconds between two looks at a watched folder
HEADLINE_SHOWN = 80  # characters in a line for people
SETTLE_SECONDS = 1.0  # seconds that a watched file must have been left alone, so that none is read half written


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to take in: its printable name, its bytes or the error of reading it, and its path; None for stdin."""

    name: str
    data: bytes | OSError
    path: Path | None = None


class Command(BaseCommand):
    """Take wire copy in."""

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
        parser.add_argument("--watch", action="store_true", help="Go on taking new files of the folders.")

    def handle(self, *, path: list[str], watch: bool, json: bool, **options: str | None) -> None:
        intake_options = IntakeOptions(
            on_arrival=OnArrival(options["then"] or OnArrival.AS_SOURCE_SAYS),
            source=find_or_make_source(options["source"]) if options["source"] else None,
            section=find_section(options["section"]),
        )
        counts: Counter[str] = Counter()
        for file in input_files(path, watch=watch):
            for item in self.items(file, intake_options):
                counts[item.outcome] += 1
                self.stdout.write(json_line(file.name, item) if json else text_line(file.name, item))
            self.stdout.flush()
        if not json:
            self.stdout.write(summary_line(counts))
        if counts[Outcome.FAILED]:
            raise SystemExit(1)

    def items(self, file: InputFile, intake_options: IntakeOptions) -> list[Item]:
        """Take one file in and return its items; a file that cannot be read is a failed delivery without bytes."""
        now, data = timezone.now(), file.data
        if isinstance(data, OSError):
            why = f"The file could not be read: {data.strerror or data}."
            return [keep_without_story(keep_delivery(file.name, b"", now=now), 0, why, now=now)]
        if file.path and photos.looks_like_photo(data):
            return [intake_photos.take_photo(file.path, now=now)]
        folder = file.path.parent if file.path else None
        return intake.take(file.name, data, now=now, options=replace(intake_options, folder=folder))


def find_section(slug: str | None) -> Section | None:
    """Return the section with a slug; None without a slug. Raises CommandError for an unknown one."""
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first()
    if section is None:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no section “{slug}”. Known: {known}.")
    return section


def input_files(paths: list[str], *, watch: bool) -> Iterator[InputFile]:
    """Read each file under the paths; with `watch`, go on for ever with the new ones."""
    seen: set[tuple[str, int, int]] = set()
    while True:
        for name in paths:
            yield from new_files(name, seen, settle=watch)
        if not watch:
            return
        paths = [name for name in paths if name != "-"]
        time.sleep(WATCH_PAUSE)


def new_files(name: str, seen: set[tuple[str, int, int]], *, settle: bool) -> Iterator[InputFile]:
    """Read the files under a path, by name, that are not in `seen` in their present state; add them to it."""
    if name == "-":
        yield InputFile("-", sys.stdin.buffer.read(wire.SIZE_LIMIT + 1))
        return
    path = Path(name)
    for file in sorted(entry for entry in path.rglob("*") if entry.is_file()) if path.is_dir() else [path]:
        try:
            state = file.stat()
            mark = (str(file), state.st_mtime_ns, state.st_size)
            if mark in seen or (settle and time.time() - state.st_mtime < SETTLE_SECONDS):
                continue
            seen.add(mark)
            with file.open("rb") as stream:
                data: bytes | OSError = stream.read(wire.SIZE_LIMIT + 1)
        except OSError as error:
            if (str(file), 0, 0) in seen:
                continue
            seen.add((str(file), 0, 0))
            data = error
        yield InputFile(printable_path(file), data, file)


def printable_path(path: Path) -> str:
    """Return the path of a file as text; bytes that are no UTF-8 are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def json_line(path: str, item: Item) -> str:
    """Return an item as a JSON object, by the contract of the command."""
    filing = item.filing
    data = {
        "path": path,
        "item": item.identity,
        "version": item.version,
        "outcome": item.outcome,
        "story": item.story_id,
        "filing": filing.number if filing else None,
        "url": public_address(item),
        "designator": item.designator,
        "headline": item.headline,
        "reason": item.reason,
    }
    return json.dumps(data, ensure_ascii=False)


def text_line(path: str, item: Item) -> str:
    """Return an item as a line for people."""
    where = f"story {item.story_id}" if item.story_id else "no story"
    if item.filing:
        where = f"{where}, filing {item.filing.number}"
    columns = [f"{item.outcome:<9}", where, item.headline[:HEADLINE_SHOWN] or Path(path).name, item.reason]
    return "  ".join(" ".join(part.split()) if i else part for i, part in enumerate(columns) if part)


def public_address(item: Item) -> str | None:
    """Return the address of the story's public page; None where it has none."""
    story = Story.objects.filter(pk=item.story_id).only("slug").first() if item.story_id else None
    if story is None or not story.slug:
        return None
    return settings.SITE_URL + story.get_public_url()


def summary_line(counts: Counter[str]) -> str:
    """Return the last line: how many items had which outcome."""
    total = sum(counts.values())
    parts = [f"{counts[outcome]} {outcome}" for outcome in Outcome.values if counts[outcome]]
    return f"{total} {'item' if total == 1 else 'items'}: {', '.join(parts)}." if parts else "No items."
