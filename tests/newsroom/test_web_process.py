"""A web process while all its threads are held: what is at hand it answers, and readers who would wait it refuses."""

import os
import socket
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from select import select

import pytest

from newsroom.slow_clients import MANY
from tests.machines import get, until
from tests.on_postgresql import Server, free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def process(tmp_path):
    """Start a web server of one process; return it, with the file that lets its answers go."""
    port, released = free_port(), tmp_path / "released"
    command = [sys.executable, "-m", "gunicorn", "--config", "bench/speed/gunicorn_of_others.py"]
    environment = {"RELEASED": str(released), "VAR_DIR": str(tmp_path), "WEB_CONCURRENCY": "1", "PORT": str(port)}
    options = {"cwd": ROOT, "env": {**os.environ, "HOST": "127.0.0.1", "SITE_URL": "http://127.0.0.1", **environment}}
    with Server([*command, "tests.newsroom.held_application"], port, **options) as server:
        server.released = released
        yield server
        released.touch()  # or its threads hold the end up


def exchange(port, sent):
    """Send bytes on a connection of their own; return all that comes until it is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(sent)
        return b"".join(iter(lambda: client.recv(65_536), b""))


def is_refused(port):
    """Return whether a reader is refused, and does not wait."""
    with socket.create_connection(("127.0.0.1", port), timeout=0.5) as client, suppress(TimeoutError):
        client.sendall(b"GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
        return client.recv(99).startswith(b"HTTP/1.1 503 ")
    return False


def ask(port, path):
    """Send a request on a connection of its own; return the connection."""
    client = socket.create_connection(("127.0.0.1", port), timeout=60)
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    return client


def test_what_is_at_hand_is_answered_while_all_threads_are_held(process):
    with ExitStack() as stack:
        held = [stack.enter_context(ask(process.port, "/held")) for _ in range(MANY)]

        until("Nobody is refused while others wait.", lambda: is_refused(process.port))
        status, headers, body = get(process.port, "/page")
        at_hand = [get(process.port, "/at-hand")[0] for _ in range(3)]
        held.append(stack.enter_context(ask(process.port, "/desk")))
        assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "3", "no-store")
        assert "This page asks again in three seconds." in body
        assert at_hand == [200] * 3
        assert select(held, [], [], 0)[0] == []

        process.released.touch()

        assert {client.recv(15) for client in held} == {b"HTTP/1.1 200 OK"}
        until("Readers are refused though nobody waits.", lambda: get(process.port, "/page")[0] == 200)


def test_requests_in_a_row_are_answered_in_a_row(process):
    at_hand, last = b"GET /at-hand HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /at-hand HTTP/1.1\r\nConnection: close\r\n\r\n"

    answers = exchange(process.port, at_hand * 2 + last)

    assert answers.count(b"HTTP/1.1 200 OK\r\n") == answers.count(b"\r\n\r\n/at-hand") == 3


@pytest.mark.parametrize("line", ["GET /at-hand HTTP/9.9", "GET /at-hand", "GET / at-hand HTTP/1.1"])
def test_broken_request_is_refused(process, line):
    assert exchange(process.port, f"{line}\r\nHost: a\r\n\r\n".encode()).startswith(b"HTTP/1.1 400")


def read_answer(client):
    """Return the bytes of the next answer on a connection."""
    got = b""
    while not got.endswith((b"/at-hand", b"/page")):
        got += client.recv(65_536)
    return got


def test_connection_is_kept_through_answers_of_the_loop_and_of_threads(process):
    process.released.touch()
    with socket.create_connection(("127.0.0.1", process.port), timeout=60) as client:
        for path in (b"/at-hand", b"/page", b"/at-hand", b"/at-hand", b"/page"):
            head = b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path
            client.sendall(head[:20])
            client.sendall(head[20:])

            assert read_answer(client).endswith(b"\r\n\r\n" + path)


def test_head_is_answered_without_a_body_and_bodies_are_read_by_threads(process):
    process.released.touch()
    head = b"HEAD /at-hand HTTP/1.1\r\nHost: a\r\n\r\n"
    form = b"GET /at-hand HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /"
    last = b"GET /at-hand HTTP/1.0\r\n\r\n"

    answers = exchange(process.port, head + form + last)

    assert (answers.count(b" 200 OK\r\n"), answers.count(b"\r\n\r\n/at-hand")) == (3, 2)
