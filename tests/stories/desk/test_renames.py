"""A name of a section or a source that is changed while a filing of it is made: one waits for the other."""

from threading import Thread

import psycopg
import pytest
from django.db import connection, connections

from tests.builders import a_chain, a_filing, filings, rewrite

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time."),
]
RENAMES = {
    "source": "UPDATE stories_source SET name = name || ' of Oren'",
    "section": "UPDATE stories_section SET slug = slug || '-again'",
}
IS_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def somebody():
    """Return a connection of somebody else's."""
    given = connection.get_connection_params()
    return psycopg.connect(**{name: given[name] for name in given if name not in ("context", "cursor_factory", "pool")})


@pytest.mark.parametrize("rename", RENAMES.values(), ids=RENAMES)
def test_filing_and_rename_wait_for_each_other_in_one_order(rename):
    story = a_chain("Urgent")
    faults = []

    def file():
        try:
            a_filing(rewrite(story, "Rain came."), "1st LD")
        except Exception as fault:  # noqa: BLE001 told by the test
            faults.append(fault)
        finally:
            connections.close_all()

    with somebody() as editor, somebody() as watcher:
        watcher.autocommit = True
        editor.execute(rename)
        filer = Thread(target=file)
        filer.start()
        while filer.is_alive() and watcher.execute(IS_WAITING).fetchone() == (0,):
            filer.join(0.01)
        editor.commit()
        filer.join(30)

    assert (faults, len(filings(story))) == ([], 2)
