"""Back the newsroom up into one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from newsroom.backups import DamagedError, RefusedError, make_backup
from newsroom.backups.head import KEYS_APART

SHOWN_PATHS = 5  # of the lost files


class Command(BaseCommand):
    """Write the database and the pictures into a file, while people go on working, and read it whole."""

    help = (
        "Writes the database and the pictures into one file, while people go on working, and reads it whole. The file "
        "has copy that was never published and secrets of second factors: keep it where nobody else reads. "
        f"{' and '.join(KEYS_APART)} are not in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A file that is not there yet, like newsroom.tar.")
        parser.add_argument(
            "--without-media",
            action="store_true",
            help="The database alone, where pictures are backed up by themselves.",
        )

    def handle(self, *, file: Path, without_media: bool, **_options: object) -> None:
        try:
            made = make_backup(file, now=timezone.now(), has_media=not without_media)
        except (RefusedError, DamagedError, OSError, DatabaseError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{file}: {made.size:,} bytes, {made.files} files of pictures, read whole.")
        if made.unnoted:
            self.stderr.write(f"The database took no note of it, so /metrics tells of the one before: {made.unnoted}")
        if made.lost:
            names = ", ".join(made.lost[:SHOWN_PATHS])
            self.stderr.write(
                f"The storage of pictures has lost {len(made.lost)} files, so the backup lacks them: {names}"
            )
