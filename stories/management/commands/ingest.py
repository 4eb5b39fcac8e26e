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

from stories import copy, intake, photos, wire
from stories.intake import photos as intake_photos
from stories.intake.deliveries import failed, keep
from stories.intake.options import Orders, Then
from stories.models import Item, Outcome, Section, Source, Story

WATCH_PAUSE = 1.0  # seconds between two looks at a watched folder
SETTLED = 1.0  # seconds that a watched file must have been left alone, so that none is read half written


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its name as text, its bytes or why it could not be read, and where it is if it is one of this machine."""

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
        then.add_argument("--file", action="store_const", const=Then.FILE, dest="then", help="File at once.")
        then.add_argument("--desk", action="store_const", const=Then.DESK, dest="then", help="Leave it for an editor.")
        parser.add_argument("--json", action="store_true", help="One JSON object a line.")
        parser.add_argument("--watch", action="store_true", help="Go on taking new files of the folders.")

    def handle(self, *, path: list[str], watch: bool, json: bool, **options: str | None) -> None:
        orders = Orders(
            then=Then(options["then"] or Then.AS_SOURCE_SAYS),
            source=named_source(options["source"]),
            section=named_section(options["section"]),
        )
        counts: Counter[str] = Counter()
        for found in deliveries(path, watch=watch):
            for item in self.items(found, orders):
                counts[item.outcome] += 1
                self.stdout.write(as_json(found.name, item) if json else as_line(found.name, item))
            self.stdout.flush()
        if not json:
            self.stdout.write(summary(counts))
        if counts[Outcome.FAILED]:
            raise SystemExit(1)

    def items(self, found: Found, orders: Orders) -> list[Item]:
        """What became of one file; one that cannot be opened is a failed delivery without bytes."""
        now, data = timezone.now(), found.data
        if isinstance(data, OSError):
            why = f"The file could not be read: {data.strerror or data}."
            return [failed(keep(found.name, b"", now=now), 0, why, now=now)]
        if found.path and photos.is_like_one(data):
            return [intake_photos.take_photo(found.path, now=now)]
        folder = found.path.parent if found.path else None
        return intake.take(found.name, data, now=now, orders=replace(orders, folder=folder))


def named_source(name: str | None) -> Source | None:
    """The source of a name, made on the spot where it is not known."""
    if not name:
        return None
    name = copy.clean(name)[:120]
    return Source.objects.filter(name__iexact=name).first() or Source.objects.create(name=name)


def named_section(slug: str | None) -> Section | None:
    """The section of a slug. An unknown one stops the command before anything is taken."""
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first()
    if section is None:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no section “{slug}”. Known: {known}.")
    return section


def deliveries(paths: list[str], *, watch: bool) -> Iterator[Found]:
    """Each file; with watch, without end."""
    seen: set[tuple[str, int, int]] = set()
    while True:
        for name in paths:
            yield from files_of(name, seen, settle=watch)
        if not watch:
            return
        paths = [name for name in paths if name != "-"]
        time.sleep(WATCH_PAUSE)


def files_of(name: str, seen: set[tuple[str, int, int]], *, settle: bool) -> Iterator[Found]:
    """The files under a path that were not seen in this state before, in the order of their names."""
    if name == "-":
        yield Found("-", sys.stdin.buffer.read(wire.SIZE_LIMIT + 1))
        return
    path = Path(name)
    for file in sorted(found for found in path.rglob("*") if found.is_file()) if path.is_dir() else [path]:
        try:
            state = file.stat()
            mark = (str(file), state.st_mtime_ns, state.st_size)
            if mark in seen or (settle and time.time() - state.st_mtime < SETTLED):
                continue
            seen.add(mark)
            with file.open("rb") as stream:
                data: bytes | OSError = stream.read(wire.SIZE_LIMIT + 1)
        except OSError as error:
            if (str(file), 0, 0) in seen:
                continue
            seen.add((str(file), 0, 0))
            data = error
        yield Found(shown(file), data, file)


def shown(path: Path) -> str:
    """The name of a file as text; bytes of a name that are no UTF-8 are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def as_json(path: str, item: Item) -> str:
    """One object a line, as the contract of the command says."""
    filing = item.filing
    told = {
        "path": path,
        "item": item.identity,
        "version": item.version,
        "outcome": item.outcome,
        "story": item.story_id,
        "filing": filing.number if filing else None,
        "url": address(item),
        "designator": item.designator,
        "headline": item.headline,
        "reason": item.reason,
    }
    return json.dumps(told, ensure_ascii=False)


def as_line(path: str, item: Item) -> str:
    """One line for people."""
    where = f"story {item.story_id}" if item.story_id else "no story"
    if item.filing:
        where = f"{where}, filing {item.filing.number}"
    told = [f"{item.outcome:<9}", where, item.headline[:80] or Path(path).name, item.reason]
    return "  ".join(" ".join(part.split()) if i else part for i, part in enumerate(told) if part)


def address(item: Item) -> str | None:
    """The public page of the story, where it has one."""
    story = Story.objects.filter(pk=item.story_id).only("slug").first()
    if story is None or not story.slug:
        return None
    return settings.SITE_URL + story.get_public_url()


def summary(counts: Counter[str]) -> str:
    """The last line."""
    total = sum(counts.values())
    parts = [f"{counts[outcome]} {outcome}" for outcome in Outcome.values if counts[outcome]]
    return f"{total} {'item' if total == 1 else 'items'}: {', '.join(parts)}." if parts else "No items."
