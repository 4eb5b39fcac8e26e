"""The erasure of all stories, for a newsroom that only tried things out: the one way in which a filing is deleted.

The triggers that refuse it come down and stand again within one transaction, which others see whole or not at all.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection, models, transaction
from reversion.models import Revision, Version

from stories import search, signals
from stories.models import LiveStory, PastVersion, Photo, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User
    from django.db.models import QuerySet

# What a newsroom set up stays, and so does what the tables say of themselves.
TABLES_TO_KEEP = (
    *("section", "sectionname", "sectionmapping", "source", "sourcetoken", "feedstate", "subjectname", "topic"),
    *("person", "sitepage", "storytemplate", "snippet", "savedview", "webhook", "checkpointkey", "passkey"),
    *("generation", "searchindex", "sweep", "heartbeat"),
)
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'",
    # Those that run before a row is deleted: 2 says before, 8 on delete.
    "postgresql": "SELECT relname, tgname, '' FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND tgtype & 2 = 2 AND tgtype & 8 = 8",
}
REFUSES_DELETES = re.compile(r"\bBEFORE\s+DELETE\b", re.IGNORECASE)


@transaction.atomic
def erase_stories(people: QuerySet[User]) -> int:
    """Delete all stories with all that belongs to them, and some people; return how many stories there were.

    Whether anything real is among them is asked before. The files of photos go when the worker tidies.
    """
    count = Story.objects.count()
    signals.stories_erased.send(sender=None)
    empty_indexes()
    with lift_refusals():
        for table in tables_to_empty():
            execute(f'DELETE FROM "{table}"')  # noqa: S608 a name of our own model
    people.delete()  # here, as whoever goes is taken off the stories that they changed
    return count


def tables_to_empty() -> list[str]:
    """Return the tables that hold stories, what belongs to them, and their revisions."""
    ours = [
        model for model in apps.get_app_config("stories").get_models() if model._meta.model_name not in TABLES_TO_KEEP
    ]
    emptied: list[type[models.Model]] = [*ours, Version, Revision]
    return [model._meta.db_table for model in emptied if model._meta.managed and not model._meta.proxy]


def empty_indexes() -> None:
    """Take every story out of the indexes of the search."""
    listed = {
        search.Index.LIVE: LiveStory.objects.values_list("place", flat=True),
        search.Index.PAST: PastVersion.objects.values_list("place", flat=True),
        search.Index.DESK: Story.objects.values_list("desk_place", flat=True),
    }
    for index, places in listed.items():
        search.remove_places(index, [place for place in places if place is not None])
    search.remove_photos(Photo.objects.values_list("pk", flat=True))


@contextmanager
def lift_refusals() -> Iterator[None]:
    """Take down the triggers of the database that refuse to delete rows; put them up again at the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        found = [(table, name, sql) for table, name, sql in cursor.fetchall() if table.startswith("stories_")]
    if connection.vendor == "sqlite":
        refusals = [(name, sql) for _table, name, sql in found if REFUSES_DELETES.search(sql)]
        down = [f'DROP TRIGGER "{name}"' for name, _sql in refusals]
        up = [sql for _name, sql in refusals]
    else:
        down = ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]  # see below
        down += [f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"' for table, name, _sql in found]
        up = ["SET CONSTRAINTS ALL IMMEDIATE"]  # a table with rows to be looked at later takes no other change
        up += [f'ALTER TABLE "{table}" ENABLE TRIGGER "{name}"' for table, name, _sql in found]
    for statement in down:
        execute(statement)
    yield
    for statement in up:
        execute(statement)


def execute(statement: str) -> None:
    """Run a statement of the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
