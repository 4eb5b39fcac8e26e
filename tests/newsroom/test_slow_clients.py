"""When a request is there: what a web process waits for before it gives a thread to a connection."""

import pytest

from newsroom.slow_clients import CROWD_SECONDS, FEW, LONG_HEAD, MANY, SHORT_BODY, Crowd, bytes_to_wait_for

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def form(length, body=b"", name=b"Content-Length"):
    """Return the start of a request with a body."""
    return b"POST / HTTP/1.1\r\nHost: localhost\r\n%s: %d\r\n\r\n%s" % (name, length, body)


@pytest.mark.parametrize(
    ("start", "missing"),
    [
        (b"", 1),
        (b"GET / HT", 9),
        (GET[:-1], len(GET)),
        (GET, 0),
        (GET + b"GET /two", 0),
        (b"x" * LONG_HEAD, 0),
        (form(10), len(form(10)) + 10),
        (form(10, b"nine here"), len(form(10)) + 10),
        (form(10, b"ten  bytes"), 0),
        (form(10, b"ten  bytes and more"), 0),
        (form(10, name=b"content-length"), len(form(10)) + 10),
        (form(SHORT_BODY), len(form(SHORT_BODY)) + SHORT_BODY),
        (form(SHORT_BODY + 1), 0),
        (form(0), 0),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: ten\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nX-Content-Length: 10\r\n\r\n", 0),
    ],
)
def test_request_is_waited_for_until_it_is_there(start, missing):
    assert bytes_to_wait_for(start) == missing


def taken_of(crowd, number, at, in_hand=0):
    """Return how many of those who come at a time are taken, each beside those before."""
    begun = in_hand
    for _ in range(number):
        in_hand += crowd.takes(in_hand, at)
    return in_hand - begun


def test_many_are_taken_once_and_few_while_a_crowd_lasts():
    crowd = Crowd()

    assert taken_of(crowd, 10 * MANY, at=1) == MANY
    assert [taken_of(crowd, 10 * FEW, at=1 + CROWD_SECONDS * seconds) for seconds in (0.5, 1, 2, 3.5)] == [FEW] * 4


def test_crowd_ends_when_half_are_taken_or_nobody_came_for_a_while():
    crowd = Crowd()
    assert taken_of(crowd, 10 * MANY, at=1) == MANY
    assert taken_of(crowd, 2 * FEW, at=1 + CROWD_SECONDS) == FEW  # few came, half of them were refused

    assert taken_of(crowd, 10 * MANY, at=1 + 2 * CROWD_SECONDS) == MANY
    assert taken_of(crowd, 10 * MANY, at=1 + 9 * CROWD_SECONDS) == MANY


def test_who_is_in_hand_already_counts():
    assert taken_of(Crowd(), 5, at=1, in_hand=MANY - 2) == 2
    assert taken_of(Crowd(), 5, at=1, in_hand=MANY + 1) == 0
