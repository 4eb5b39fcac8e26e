"""Looks at the generations of PostgreSQL: they hold for a moment, and never while a change is on its way."""

from contextlib import closing
from importlib import import_module

import psycopg
import pytest
from django.db import connection

from newsroom.stored_pages.database import EPOCH_BITS, LOOK, PAGE_COLUMNS, open_database
from newsroom.stored_pages.looks import HOLDS_FOR, LatestLook, read_clock
from newsroom.stored_pages.pages import Totals
from tests.builders import a_chain

announcements = import_module("stories.migrations.0019_announced_changes")
CHANGES = {
    "a story": "UPDATE stories_story SET slug = 'another' WHERE id = {story}",
    "a name": "UPDATE stories_section SET name = 'Elsewhere'",
    "a row of its own": "UPDATE stories_generation SET total = total + 1 WHERE story_id = 0",
}


def test_change_waits_for_longer_than_a_look_holds():
    assert announcements.LONGEST_LOOK > HOLDS_FOR


@pytest.mark.parametrize(("age", "holds"), [(-60, True), (HOLDS_FOR, False), (1, False)])
def test_look_holds_from_when_it_was_sent(age, holds):
    totals, latest = Totals(7, 1), LatestLook()
    assert latest.totals() is None

    latest.keep(totals, read_clock() - age)
    assert latest.totals() == (totals if holds else None)

    latest.forget()
    assert latest.totals() is None


needs_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite announces nothing")


@pytest.fixture
def database():
    """Return the database as a process has it."""
    with closing(open_database()) as database:
        yield database


@pytest.fixture
def editor():
    """Return a connection of somebody's who changes something, by whatever program."""
    given = connection.get_connection_params()
    wanted = {name: value for name, value in given.items() if name not in ("context", "cursor_factory", "pool")}
    with psycopg.connect(**wanted) as editor:
        yield editor


def look(database):
    """Return whether nobody has announced a change, and the count of public changes."""
    return database.run(LOOK, (0,)).fetchone()[:2]


@needs_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_look_holds_while_a_change_is_on_its_way(database, editor, change):
    story = a_chain("Urgent")
    is_quiet, before = look(database)
    assert is_quiet

    editor.execute(change.format(story=story.pk))
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as when it is committed
    assert look(database) == (False, before)
    assert (database.totals(0).newsroom, database.known_totals()) == (before, None)

    editor.commit()
    assert look(database) == (True, before + 1)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_no_look_holds_in_a_transaction_that_keeps_to_its_first(database, editor):
    editor.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)

    assert editor.execute("SELECT is_quiet FROM stories_generation_look(0)").fetchone() == (False,)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_of_another_history_are_not_stored(database):
    epoch = database.totals(0).epoch
    row = {
        **dict.fromkeys(PAGE_COLUMNS, ""),
        "scope": 0,
        "generation": 1,
        "head": b"",
        "tail": None,
        "expires_at": None,
    }

    for other, is_stored in ((1 << EPOCH_BITS, False), (-(1 << EPOCH_BITS), False), (0, True)):
        values = {**row, "address": f"/{other}/", "epoch": epoch + other}
        assert database.store([*values.values(), 0]) is is_stored
    found = database.find("/0/")
    assert found.page.epoch == found.totals.epoch == epoch
