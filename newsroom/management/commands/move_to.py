"""Move the newsroom from SQLite to PostgreSQL."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from newsroom.backups import RefusedError
from newsroom.database_move import move_newsroom


class Command(BaseCommand):
    """Copy the newsroom that DATABASE_URL names, on SQLite, into an empty PostgreSQL."""

    help = (
        "Copies every row from SQLite into an empty PostgreSQL, compares all of them and checks the digest chains "
        "there. SQLite stays as it is. Stop the web server and the worker before; run it again where it was stopped. "
        "Then let DATABASE_URL name the new database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="Like postgres://name:password@host/base; - reads it from the input.")

    def handle(self, *, address: str, **_options: object) -> None:
        try:
            move_newsroom(sys.stdin.readline().strip() if address == "-" else address, tell=self.stdout.write)
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as fault:
            raise CommandError(f"The move stopped, and goes on when run again: {str(fault).strip()}") from fault
        self.stdout.write(
            "Moved. Let DATABASE_URL name the new database. Its worker fills the search, the latest copy first."
        )
