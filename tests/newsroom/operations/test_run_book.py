"""What the run book gives as SQL, run as it stands there."""

import re

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.own_database import maintenance, new_database, server_address

pytestmark = pytest.mark.database

RUN_BOOK = (settings.BASE_DIR / "docs" / "operating.md").read_text()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no passwords")
def test_second_role_owns_what_the_first_does():
    (given,) = re.findall(r"### The database password.*?```sql\n(.*?)```", RUN_BOOK, re.DOTALL)
    owner, statements = connection.settings_dict["USER"], [line for line in given.splitlines() if line]

    try:
        for statement in statements:
            maintenance(re.sub(r"\bnewsroom\b", owner, statement))
        with new_database("second_role") as name, psycopg.connect(server_address(name), user="newsroom_b") as database:
            database.execute("CREATE TABLE made (id int)")
            made = database.execute(
                "SELECT session_user::text, tableowner::text FROM pg_tables WHERE tablename = 'made'"
            )
            assert made.fetchall() == [("newsroom_b", owner)]
    finally:
        maintenance("DROP ROLE IF EXISTS newsroom_b")
