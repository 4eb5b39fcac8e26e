"""Databases beside the tests' own: copies of an empty newsroom, and others that Django's connection is pointed at."""

import os
import shutil
from contextlib import contextmanager

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from newsroom import health


@contextmanager
def new_newsroom(empty, folder, name):
    """Make a copy of the empty newsroom for as long as the block lasts; return its file or its name."""
    if connection.vendor == "sqlite":
        yield shutil.copy(empty, folder / f"{name}.sqlite3")
        return
    with new_database(name, template=empty) as copy:
        yield copy


@contextmanager
def new_database(name, template="template1"):
    """Create a database of PostgreSQL, a copy of another, for as long as the block lasts; return its name."""
    name = f"{name}_{os.getpid()}"
    maintenance(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield name
    finally:
        maintenance(f"DROP DATABASE {name}")


@contextmanager
def connected_to(name):
    """Point Django's connection at another database for as long as the block lasts."""
    own = connection.settings_dict["NAME"]
    open_database(name)
    try:
        yield
    finally:
        open_database(own)


def address_of(name):
    """Return the DATABASE_URL of a database, by its file or its name."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


def server_address(name):
    """Return the address of a database on the server of the tests."""
    return address_of(name).replace("postgres://", "postgresql://")


def maintenance(sql):
    """Run a statement on the server, outside the tests' databases."""
    with psycopg.connect(server_address("postgres"), autocommit=True) as server:
        server.execute(sql)


def open_database(name):
    """Point Django's connection at another database, and forget what was kept of the last one."""
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    ContentType.objects.clear_cache()
    health.shape_fault.cache_clear()
