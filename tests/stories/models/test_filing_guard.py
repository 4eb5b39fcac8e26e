"""The database itself refuses what must never happen to a filing."""

import importlib
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from stories import desk, digests
from stories.models import Filing
from tests.builders import NOON, a_chain, chain_links, filings
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db

guard = importlib.import_module("stories.migrations._filing_guard")
migration = importlib.import_module("stories.migrations.0048_forget_salts")
COLUMNS = [field.column for field in Filing._meta.concrete_fields]
KEPT = [column for column in COLUMNS if column != "went_to_id"]  # which alone may change


def is_refused(sql, parameters=()):
    """Return whether the database refuses a statement."""
    try:
        with tampering(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("column", KEPT)
def test_no_column_of_a_filing_can_be_changed(column):
    filing = filings(a_chain("Urgent"))[0]
    other = {"body": '{"schema": 1, "blocks": []}', "filed_at": "2020-01-01 00:00:00+00:00", "dated_on": "2020-01-01",
             "taken_down_at": "2020-01-01 00:00:00+00:00"}  # fmt: skip
    value = other.get(column, 999)

    assert is_refused(f'UPDATE stories_filing SET "{column}" = %s WHERE id = %s', [value, filing.pk])


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM stories_filing WHERE id = %s",
        "UPDATE stories_filing SET headline = '' WHERE id = %s",
        "UPDATE stories_filing SET number = number + 1 WHERE id = %s",
    ],
)
def test_tampering_is_refused(sql):
    assert is_refused(sql, [filings(a_chain("Urgent"))[0].pk])


@pytest.mark.parametrize("number", [1, 3, 0])
def test_a_number_out_of_turn_is_refused(number):
    filing = filings(a_chain("Urgent"))[0]
    columns = ", ".join(f'"{column}"' for column in COLUMNS if column not in ("id", "number", "follows"))

    assert is_refused(
        f"INSERT INTO stories_filing (number, follows, {columns}) "
        f"SELECT %s, 0, {columns} FROM stories_filing WHERE id = %s",
        [number, filing.pk],
    )


def test_the_next_number_is_let_through():
    filing = filings(a_chain("Urgent"))[0]
    columns = ", ".join(f'"{column}"' for column in COLUMNS if column not in ("id", "number"))

    assert not is_refused(
        f"INSERT INTO stories_filing (number, {columns}) SELECT 2, {columns} FROM stories_filing WHERE id = %s",
        [filing.pk],
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own")
def test_replace_does_not_slip_past():
    filing = filings(a_chain("Urgent"))[0]
    columns = ", ".join(f'"{column}"' for column in COLUMNS)

    copied = f"({columns}) SELECT {columns} FROM stories_filing WHERE id = %s"
    assert is_refused(f"INSERT OR REPLACE INTO stories_filing {copied}", [filing.pk])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE is PostgreSQL's")
def test_truncate_is_refused():
    a_chain("Urgent")

    assert is_refused("TRUNCATE stories_filing CASCADE")


def test_a_whole_chain_verifies_and_a_changed_word_is_found():
    story = a_chain("Urgent", "1st LD", "1st LD Writethru")
    chain = chain_links(story.pk)

    assert digests.find_broken(chain) is None
    chain[1].content["headline"] = "Dam at Karse Head fails"
    assert digests.find_broken(chain) == digests.BrokenLink(2, "its words are not those that were filed")


def test_a_missing_or_moved_filing_is_found():
    chain = chain_links(a_chain("Urgent", "1st LD", "2nd LD").pk)

    assert digests.find_broken([chain[0], chain[2]]).number == 2
    assert digests.find_broken(chain[1:]).number == 1


def test_salts_of_words_that_went_are_forgotten_and_the_guard_stands_again():
    story = a_chain("Urgent", "1st LD")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")
    kept, editor = filings(story)[1].salt, SimpleNamespace(connection=connection)  # Django's wants no transaction
    with connection.cursor() as cursor, tampering():
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no trigger can be taken down in this transaction
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        guard.lift_guard(None, editor)
        cursor.execute("UPDATE stories_filing SET salt = '00' WHERE number = 1")  # as versions before this one left it

    with tampering():
        migration.forget_salts(None, editor)

    assert [filing.salt for filing in filings(story)] == [None, kept]
    assert digests.find_broken(chain_links(story.pk)) is None
    assert is_refused("UPDATE stories_filing SET salt = '00' WHERE number = 1")
    assert is_refused("UPDATE stories_filing SET salt = NULL WHERE number = 2")
