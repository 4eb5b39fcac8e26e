"""A database that hangs: who waits for it is told so within seconds."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

from django.db.backends.postgresql.base import DatabaseWrapper

from newsroom.patience import LOCK_SECONDS
from newsroom.settings import complete_database
from tests.crash.processes import family
from tests.on_postgresql import new_postgresql, server_folder

PROGRAM = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
django.setup()
from django.db import connection
def print_wait():
    with connection.cursor() as cursor:
        print(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
    connection.close()
print_wait()
import newsroom.wsgi
print_wait()
"""


def send(server, number):
    """Send a signal to all processes of a server."""
    for pid in family(server.process.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def test_requests_wait_for_the_lock_of_sqlite_for_seconds_and_commands_for_long(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/newsroom.sqlite3", "VAR_DIR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["20000", str(LOCK_SECONDS * 1_000)]


def test_look_at_a_connection_ends_where_the_server_hangs(django_db_blocker):
    with django_db_blocker.unblock(), server_folder() as folder, new_postgresql(folder) as server:
        address = {"NAME": "postgres", "USER": "newsroom", "HOST": "127.0.0.1", "PORT": server.port, "PASSWORD": ""}
        database = complete_database({"ENGINE": "django.db.backends.postgresql", **address})
        connection = DatabaseWrapper(
            {**database, "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "TIME_ZONE": None}, "aside"
        )
        connection.connect()
        looks = [connection.is_usable()]

        send(server, signal.SIGSTOP)
        looks.append(connection.is_usable())
        send(server, signal.SIGCONT)
        connection.close()
        connection.connect()
        looks.append(connection.is_usable())
        connection.close()

    assert looks == [True, False, True]
