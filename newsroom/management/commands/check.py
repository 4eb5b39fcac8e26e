"""Check the settings and the code as Django does, and whether the database fits the code."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS, Error, connection

from newsroom import schema


class Command(check.Command):
    """Django's checks; asked for all of them, it looks at the database, too."""

    help = "Checks settings, code and database: what is wrong, in a sentence each, and what to do."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        is_whole = not (app_labels or options["tags"] or options["list_tags"])
        if is_whole and not options["databases"]:
            options["databases"] = [DEFAULT_DB_ALIAS]
        try:
            super().handle(*app_labels, **options)
            fault = schema.schema_fault(connection) if is_whole else ""
        except Error as error:
            raise CommandError(f"The database does not answer: {str(error).strip()}") from error
        if fault == schema.NO_TABLES:  # before the first start, which is no fault
            self.stdout.write(fault)
        elif fault:
            raise CommandError(fault)
