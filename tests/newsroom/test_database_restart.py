"""A PostgreSQL that is restarted: the connections of before are dropped, and the first query after it is answered."""

import signal

import dj_database_url
import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from newsroom.settings import complete_database
from tests.on_postgresql import database_address, new_postgresql, server_folder


def answer_of(connection):
    """Return what a request reads."""
    connection.close_if_unusable_or_obsolete()  # as at the start of each request, and after each sweep of the worker
    with connection.cursor() as cursor:
        cursor.execute("SELECT 7")
        return cursor.fetchone()


def test_first_request_after_a_restart_is_answered(django_db_blocker):
    with django_db_blocker.unblock(), server_folder() as folder, new_postgresql(folder) as server:
        address = database_address(server)
        connection = ConnectionHandler({"default": complete_database(dj_database_url.parse(address))})["default"]
        assert answer_of(connection) == (7,)

        server.stop(signal.SIGINT)
        server.start()
        assert answer_of(connection) == (7,)

        server.stop(signal.SIGQUIT)
        for _ in range(3):
            with pytest.raises(OperationalError):
                answer_of(connection)
        server.start()
        assert answer_of(connection) == (7,)
        connection.close()
