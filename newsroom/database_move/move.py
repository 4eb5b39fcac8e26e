"""The move, in steps that each can be done again: tables, rows, comparison, foreign keys and triggers, chains."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from newsroom import schema
from newsroom.backups.tables import NOT_KEPT, RefusedError
from newsroom.database_move.rows import compare_rows, copy_rows
from newsroom.database_move.target import begin_move, connect_target, disconnect_target, finish_move, is_under_way

MADE_ANEW = {*NOT_KEPT, "stories_searchindex"}


def move_newsroom(address: str, *, tell: Callable[[str], None]) -> None:
    """Copy the newsroom at hand, on SQLite, into an empty PostgreSQL; SQLite stays as it is.

    `tell` is called with each step that is done. What was stopped goes on where it was. Raises RefusedError, and
    CalledProcessError where a command fails on the new database.
    """
    if connection.vendor != "sqlite":
        raise RefusedError("DATABASE_URL names no SQLite: the newsroom to be moved is the one that it names.")
    target = connect_target(address)
    try:
        if not schema.is_migrated(connection):
            raise RefusedError("This database has migrations to run. Run manage.py migrate first.")
        if not is_under_way(target):
            run_on_target(address, "migrate", "-v", "0")
            begin_move(target)
        for model in list_models():
            copy_rows(model, target)
            tell(f"{model._meta.db_table} copied.")
        for model in list_models():
            tell(f"{model._meta.db_table}: {compare_rows(model, target):,} rows, the same in both.")
        finish_move(target, list_models())
    finally:
        disconnect_target()
    run_on_target(address, "verify")


def list_models() -> list[type[Model]]:
    """Return the models whose rows are moved."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if not model._meta.proxy and model._meta.db_table not in MADE_ANEW]


def run_on_target(address: str, *command: str) -> None:
    """Run a command of the newsroom on the new database, in a process of its own: migrations know one database."""
    environment = {**os.environ, "DATABASE_URL": address}
    manage = Path(settings.BASE_DIR) / "manage.py"
    subprocess.run([sys.executable, manage, *command], env=environment, check=True)  # noqa: S603 our own program
