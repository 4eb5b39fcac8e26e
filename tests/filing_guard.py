"""Lifting the database's guard of filings, for tests that tamper with them or clean up after themselves."""

import importlib

from django.apps import apps
from django.db import connection

guard = importlib.import_module("stories.migrations._filing_guard")
newest = importlib.import_module("stories.migrations._filing_guard_0027")
transparency = importlib.import_module("stories.migrations._transparency_0038")
seals = importlib.import_module("stories.migrations._notice_seals_0052")


def lift_guard():
    """Take the triggers down."""
    with connection.schema_editor() as editor:
        guard.lift_guard(apps, editor)
        transparency.lift(apps, editor)
        seals.lift(apps, editor)


def set_guard():
    """Put the triggers up as the migrations leave them."""
    with connection.schema_editor() as editor:
        newest.put_up(apps, editor)
        transparency.put_up(apps, editor)
        seals.put_up(apps, editor)
