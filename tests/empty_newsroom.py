"""An empty newsroom's database: migrated once for all workers of a run, which copy it."""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from tests.on_postgresql import database_address, dump_database, new_postgresql, server_folder
from tests.own_database import address_of, connected_to, maintenance


@contextmanager
def migrated_newsroom(folder, run, worker):
    """Give the file or the name of the empty newsroom's database, in a run whose workers share a folder."""
    if connection.vendor == "sqlite":
        yield migrated_file(folder)
        return
    name, user = f"empty_{run[:12]}", folder / f"{worker}.uses-empty"
    with turn(folder):
        user.touch()
        make_once(folder / "empty.name", lambda part: migrate_database(name, part))
    try:
        yield name
    finally:
        with turn(folder):
            user.unlink()
            if not list(folder.glob("*.uses-empty")):
                (folder / "empty.name").unlink()
                maintenance(f"DROP DATABASE {name}")


def migrated_file(folder):
    """Return the file of SQLite."""
    path = folder / "empty.sqlite3"
    with turn(folder):
        make_once(path, migrate)
    return path


def migrate_database(name, part):
    """Make the database of PostgreSQL, and write its name down."""
    maintenance(f"CREATE DATABASE {name}")
    migrate(name)
    part.write_text(name)


def migrate(name):
    """Migrate an empty database, by its file or its name."""
    with connected_to(name):
        call_command("migrate", verbosity=0)


def dumped_newsroom(folder, name):
    """Return the dump of an empty newsroom's database on PostgreSQL: of the one of that name, else of another."""
    path = folder / "empty.sql"
    with turn(folder):
        make_once(path, lambda part: dump_database(address_of(name), part) if name else dump_of_another(part))
    return path


def dump_of_another(part):
    """Migrate a PostgreSQL of its own in another process, and dump it."""
    with server_folder() as folder, new_postgresql(folder) as server:
        address = database_address(server)
        command = [sys.executable, "manage.py", "migrate", "-v", "0"]
        subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=True)
        dump_database(address, part)


def make_once(path, make):
    """Have a file made that is not there yet; nobody sees a part of it."""
    if not path.exists():
        part = path.with_suffix(".part")
        make(part)
        part.rename(path)


@contextmanager
def turn(folder):
    """Wait until no other worker makes anything there, and keep them waiting for as long as the block lasts."""
    with (folder / "empty.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
