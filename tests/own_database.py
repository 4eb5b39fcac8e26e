"""A database beside the tests' own, for those that set one up: Django's connection is pointed at it and back."""

import os
from contextlib import contextmanager

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from newsroom import health


@contextmanager
def other_database(folder, name):
    """Point Django's connection at an empty database of a name, for as long as the block lasts."""
    own, name = connection.settings_dict["NAME"], f"{name}_{os.getpid()}"
    if connection.vendor == "postgresql":
        maintenance(f"CREATE DATABASE {name}")
    open_database(name if connection.vendor == "postgresql" else str(folder / "newsroom.sqlite3"))
    try:
        yield
    finally:
        open_database(own)
        if connection.vendor == "postgresql":
            maintenance(f"DROP DATABASE {name}")


def server_address(name):
    """Return the address of a database on the server of the tests."""
    return os.environ["DATABASE_URL"].replace("postgres://", "postgresql://").rsplit("/", 1)[0] + f"/{name}"


def maintenance(sql):
    """Run a statement on the server, outside the tests' databases."""
    with psycopg.connect(server_address("postgres"), autocommit=True) as server:
        server.execute(sql)


def open_database(name):
    """Point Django's connection at another database, and forget what was kept of the last one."""
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    health.is_migrated.cache_clear()
