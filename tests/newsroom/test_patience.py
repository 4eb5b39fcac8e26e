"""A database that hangs: the look before a request's first query ends, and says that it is not there."""

import os
import signal
from contextlib import suppress

from django.db.backends.postgresql.base import DatabaseWrapper

from newsroom.settings import complete_database
from tests.crash.processes import family
from tests.on_postgresql import new_postgresql, server_folder


def send(server, number):
    """Send a signal to all processes of a server."""
    for pid in family(server.process.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def test_look_at_a_connection_ends_where_the_server_hangs():
    with server_folder() as folder, new_postgresql(folder) as server:
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
