"""The move, in steps that each can be done again: tables, rows, comparison, foreign keys and triggers, chains."""

from __future__ import annotations

import os
import re
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

LAST_ERROR = re.compile(r"^[\w.]*Error: (.+)$", re.MULTILINE)
MADE_ANEW = {*NOT_KEPT, "stories_searchindex"}


def move_newsroom(address: str, *, tell: Callable[[str], None]) -> None:
    """Copy the newsroom at hand, on SQLite, into an empty PostgreSQL; SQLite stays as it is.

    `tell` is called with each step that is done. What was stopped goes on where it was. Raises RefusedError.
    """
    if connection.vendor != "sqlite":
        raise RefusedError("DATABASE_URL names no SQLite: the newsroom to be moved is the one that it names.")
    target = connect_target(address)
    try:
        if not schema.is_migrated(connection):
            raise RefusedError("This database has migrations to run. Run manage.py migrate first.")
        if not is_under_way(target):
            make_tables(address)
            begin_move(target)
        for model in list_models():
            copy_rows(model, target)
            tell(f"{model._meta.db_table} copied.")
        for model in list_models():
            tell(f"{model._meta.db_table}: {compare_rows(model, target):,} rows, the same in both.")
        finish_move(target, list_models())
    finally:
        disconnect_target()
    if fault := run_on_target(address, "verify"):
        raise RefusedError(f"The new database is not ready: {fault} Run move_to again once that is mended.")


def make_tables(address: str) -> None:
    """Run the migrations on the new database. Raises RefusedError, as where a move that was killed makes them still."""
    if fault := run_on_target(address, "migrate", "-v", "0"):
        raise RefusedError(
            f"The tables could not be made: {fault} If a move was killed a moment ago, it makes them still: "
            "run move_to again in a minute."
        )


def list_models() -> list[type[Model]]:
    """Return the models whose rows are moved."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if not model._meta.proxy and model._meta.db_table not in MADE_ANEW]


def run_on_target(address: str, *command: str) -> str:
    """Run a command of the newsroom on the new database, in a process of its own: migrations know one database.

    Return the last line of what it says is wrong; empty where it succeeds.
    """
    environment = {**os.environ, "DATABASE_URL": address}
    manage = Path(settings.BASE_DIR) / "manage.py"
    done = subprocess.run(  # noqa: S603 our own program
        [sys.executable, manage, *command], env=environment, stderr=subprocess.PIPE, text=True, check=False
    )
    return fault_of_run(done.stderr) if done.returncode else ""


def fault_of_run(errors: str) -> str:
    """Return what an output of errors says in the end: of a traceback the words of its last error alone."""
    found = LAST_ERROR.findall(errors)
    said = str(found[-1]) if found else errors.strip().rpartition("\n")[2]
    return said.rstrip(".") + "."
