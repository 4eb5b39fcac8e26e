"""From SQLite to PostgreSQL: every row, stopped on the way and gone on with, with the guard up and numbers right."""

import os
from io import StringIO

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from newsroom.database_move import move_newsroom
from tests.builders import a_chain, a_filing, a_story, an_editor
from tests.machines import Operator
from tests.on_postgresql import database_address, new_postgresql, server_folder
from tests.own_database import connected_to, new_newsroom
from tests.photo_files import a_photo, add_pictures

pytestmark = pytest.mark.database


class StoppedError(Exception):
    """Somebody stopped the move."""


def move_to(address):
    """Move the newsroom; return what the command says."""
    out = StringIO()
    call_command("move_to", address, stdout=out)
    return out.getvalue()


def ask(address, query):
    """Return the rows of a query on PostgreSQL."""
    with psycopg.connect(address.replace("postgres://", "postgresql://")) as database:
        return database.execute(query).fetchall()


def change(address, statement):
    """Run a statement on PostgreSQL."""
    with psycopg.connect(address.replace("postgres://", "postgresql://")) as database:
        database.execute(statement)


def guard(address):
    """Return what keeps the database as it should be: triggers that are up, foreign keys, and tables."""
    triggers = "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' ORDER BY 1"
    keys = "SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1"
    tables = "SELECT relname::text FROM pg_class ORDER BY 1"
    names, definitions, relations = (ask(address, query) for query in (triggers, keys, tables))
    return [name for (name,) in names], definitions, [name for (name,) in relations]


@pytest.fixture(scope="module")
def moved(empty_newsroom, tmp_path_factory, django_db_blocker):
    """Move a newsroom that was stopped after a few tables, and again; give the address and what was in it."""
    if connection.vendor != "sqlite":
        pytest.skip("the newsroom to be moved is on SQLite")
    folder = tmp_path_factory.mktemp("move")
    with server_folder() as server, new_postgresql(server) as postgresql, django_db_blocker.unblock():
        address = database_address(postgresql)
        with new_newsroom(empty_newsroom, folder, "source") as name, connected_to(name):
            an_editor("rhea")
            chain = a_chain("Urgent", "1st LD", now=timezone.now())
            add_pictures(chain, a_photo())
            a_filing(chain, now=timezone.now())
            last = a_story(now=timezone.now())
            people = User.objects.filter(username="rhea")
            people.update(first_name="Rh\0ea")
            change(address, "CREATE TABLE stories_story (id int)")  # as of a move that was killed and makes them still
            half_made = refusal(address)
            change(address, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            not_taken = refusal(address)
            people.update(first_name="Rhea")
            with pytest.raises(StoppedError):
                move_newsroom(address, tell=stop_at("stories_filing"))
            change(address, "DELETE FROM stories_filing WHERE id > 1")  # as if it had been stopped between two slices
            half = guard(address)
            people.update(first_name="Thea")  # which nobody should do meanwhile
            other = refusal(address)
            people.update(first_name="Rhea")
            said = move_to(address)
            yield {
                "address": address,
                "said": said,
                "half": half,
                "story": chain.pk,
                "last": last.pk,
                "refusals": [not_taken, other],
                "half_made": half_made,
            }


def refusal(address):
    """Move the newsroom, which is refused; return what is said."""
    with pytest.raises(CommandError) as refused:
        move_to(address)
    return str(refused.value)


def stop_at(table):
    """Return what is told of each step, and stops the move behind a table."""

    def hear(line):
        if line == f"{table} copied.":
            raise StoppedError

    return hear


def test_every_row_came_and_was_compared(moved):
    assert "stories_filing: 3 rows, the same in both." in moved["said"]
    assert ask(moved["address"], "SELECT count(*) FROM stories_filing") == [(3,)]
    assert ask(moved["address"], "SELECT username FROM auth_user") == [("rhea",)]


def test_row_that_is_not_taken_or_changed_meanwhile_is_named(moved):
    not_taken, other = moved["refusals"]

    assert not_taken.startswith("PostgreSQL does not take auth_user 1: ")
    assert other.startswith("auth_user 1 is another in PostgreSQL. Stop all that writes")


def test_tables_that_another_makes_are_told_of_in_a_sentence(moved):
    assert moved["half_made"] == (
        'The tables could not be made: relation "stories_story" already exists. If a move was killed a moment ago, it '
        "makes them still: run move_to again in a minute."
    )


def test_guard_is_down_while_it_is_moved_and_up_behind(moved):
    triggers, keys, tables = moved["half"]
    assert (triggers, keys, "newsroom_move" in tables) == ([], [], True)

    triggers, keys, tables = guard(moved["address"])

    assert len(keys) > 50
    assert "newsroom_move" not in tables
    assert {"stories_filing_guard", "stories_filing_kept"} <= set(triggers)
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        change(moved["address"], "UPDATE stories_filing SET headline = ''")


def test_newsroom_goes_on_there(moved):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": moved["address"]}
    with Operator(environment) as operator:
        made = operator.do("from stories import search", "story = a_chain('Urgent')", "story.pk")
        faults = operator.do(
            "from django.db import connection", "from newsroom import schema", "schema.missing_parts(connection)"
        )
        operator.do(*["search.tend_indexes(None)"] * 3)
        found = operator.do("len(search.find_places(search.Index.DESK, 'dam', search.Span(), limit=9))")

    assert made == moved["last"] + 1
    assert faults == []
    assert found == 3


def test_newsroom_in_use_is_not_moved_into(moved):
    with pytest.raises(CommandError, match="in use: auth_user has rows"):
        move_to(moved["address"])


@pytest.mark.parametrize("address", ["sqlite:////tmp/x.sqlite3", "mysql://a@b/c", "nowhere"])
def test_other_address_is_refused(address):
    if connection.vendor != "sqlite":
        pytest.skip("the newsroom to be moved is on SQLite")
    with pytest.raises(CommandError, match="is not PostgreSQL's"):
        move_to(address)
