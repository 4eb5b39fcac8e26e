"""Print the version of the code and what it runs on: what a report of a fault begins with."""

import platform

import django
from django.core.management.base import BaseCommand
from django.db import Error, connection

from newsroom import schema
from newsroom.version import VERSION


class Command(BaseCommand):
    """Print the versions of the code, of Python, Django and the database, and whether the database fits the code."""

    help = "Prints the version, those of Python, Django and the database, and whether the database fits the code."
    requires_system_checks: list[str] = []

    def handle(self, **_options: object) -> None:
        self.stdout.write(f"Off the Wire {VERSION}")
        self.stdout.write(f"Python {platform.python_version()}, Django {django.get_version()}")
        try:
            self.stdout.write(f"{name_server()}: {tell_schema()}")
        except Error as error:
            self.stdout.write(f"{connection.display_name}: it does not answer. {str(error).strip()}")


def name_server() -> str:
    """Return the name and version of the database server. Raises what it raises while it does not answer."""
    connection.ensure_connection()
    return f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"


def tell_schema() -> str:
    """Return in a sentence whether the database fits the code."""
    ahead = schema.migrations_ahead(connection)
    if ahead:
        return f"it is ahead of this code by {schema.name_migrations(ahead)} of a newer version."
    return schema.schema_fault(connection) or "it has all that this version needs."
