"""Restore a backup into an empty newsroom."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from newsroom.backups import DamagedError, RefusedError, restore_backup, verify
from stories.models import Checkpoint

OLDER_LOG = (
    "Before the worker starts, run manage.py log_key --rotate: strangers may have heads of the log that are newer than "
    "this backup, and no key may sign two logs."
)


class Command(BaseCommand):
    """Put a backup into an empty newsroom, and check its chains."""

    help = (
        "Puts a backup into an empty newsroom: a new database and storage. Reads the whole file first, brings the "
        "tables to this version, and checks every digest chain. Stop the web server and the worker before."
    )
    requires_system_checks = ()  # the tables come with the backup

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A backup that manage.py backup made.")
        parser.add_argument("--check", action="store_true", help="Read the file whole, and restore nothing.")

    def handle(self, *, file: Path, check: bool, **_options: object) -> None:
        try:
            if check:
                self.stdout.write(f"{file} is whole: {verify(file)} parts.")
                return
            restore_backup(file, tell=self.stdout.write)
        except (RefusedError, DamagedError, OSError, DatabaseError) as fault:
            raise CommandError(str(fault).strip()) from fault
        call_command("verify", stdout=self.stdout)
        if Checkpoint.objects.exists():
            self.stdout.write(OLDER_LOG)
        self.stdout.write("Restored. People log in again. Look what is due before the worker starts: docs/backup.md.")
