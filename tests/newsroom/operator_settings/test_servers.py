"""Servers that do not answer, refuse, or hang: what is told of them, and whether a web server starts all the same."""

import socket
from contextlib import contextmanager
from threading import Thread

import pytest

from newsroom.operator_settings import servers
from newsroom.operator_settings.configuration import read_environment
from newsroom.operator_settings.servers import Silence, server_faults
from tests.on_postgresql import free_port

PLAIN = "sslmode=disable&gssencmode=disable"
NO_PASSWORD = b'SFATAL\0C28P01\0Mpassword authentication failed for user "zqsecret"\0\0'


@contextmanager
def server(answer):
    """Listen, and send the same answer to whatever is asked first; nothing at all where it is None."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_once():
            connection, _ = listener.accept()
            with connection:
                connection.recv(1_000)
                connection.sendall(answer)

        if answer is not None:
            Thread(target=answer_once, daemon=True).start()
        yield listener.getsockname()[1]


def faults(**environment):
    return list(server_faults(read_environment({"DATABASE_URL": "sqlite://:memory:", **environment})))


def test_database_that_is_away_is_a_fault_in_its_own_words():
    port = free_port()

    (fault,) = faults(DATABASE_URL=f"postgres://wire:zqsecret@127.0.0.1:{port}/wire")

    assert not isinstance(fault, Silence)
    start = 'DATABASE_URL: the server does not answer: connection to server at "127.0.0.1", port'
    assert fault.sentence == f"{start} {port} failed: Connection refused"


def test_database_that_refuses_the_password_is_a_fault_in_its_own_words_without_it():
    answer = b"E" + (len(NO_PASSWORD) + 4).to_bytes(4, "big") + NO_PASSWORD

    with server(answer) as port:
        (fault,) = faults(DATABASE_URL=f"postgres://wire:zqsecret@127.0.0.1:{port}/wire?{PLAIN}")

    assert 'password authentication failed for user "…"' in fault.sentence
    assert "zqsecret" not in fault.sentence


def test_file_that_is_no_database_is_a_fault(tmp_path):
    (tmp_path / "wire.sqlite3").write_bytes(b"no database" * 100)

    (fault,) = faults(DATABASE_URL=f"sqlite:///{tmp_path}/wire.sqlite3")

    assert fault.sentence == "DATABASE_URL: the server does not answer: file is not a database"


def test_cache_that_is_away_is_told_and_one_that_refuses_is_a_fault():
    (away,) = faults(CACHE_URL=f"redis://127.0.0.1:{free_port()}/0")
    with server(b"-WRONGPASS invalid username-password pair or user is disabled.\r\n") as port:
        (refusing,) = faults(CACHE_URL=f"redis://:zqsecret@127.0.0.1:{port}/0")

    assert isinstance(away, Silence)
    assert "Connection refused" in away.sentence
    assert not isinstance(refusing, Silence)
    assert "zqsecret" not in refusing.sentence
    assert "invalid username-password pair" in refusing.sentence


def test_servers_that_hang_are_waited_for_together_and_not_for_long(monkeypatch):
    monkeypatch.setattr(servers, "ANSWER_LIMIT", 1)

    with server(None) as database, server(None) as replica, server(None) as cache:
        found = faults(
            DATABASE_URL=f"postgres://127.0.0.1:{database}/wire",
            DATABASE_REPLICA_URL=f"postgres://127.0.0.1:{replica}/wire",
            CACHE_URL=f"redis://127.0.0.1:{cache}/0",
        )

    assert [fault.name for fault in found] == ["DATABASE_URL", "DATABASE_REPLICA_URL", "CACHE_URL"]
    assert [isinstance(fault, Silence) for fault in found] == [False, True, True]


@pytest.mark.parametrize("said", ["\x1b[31mred\nsecond", "connection failed: \x1b[31mred"])
def test_words_of_a_server_are_one_line_without_controls(said):
    assert servers.sentence_of(ValueError(said), "") == "?[31mred"
