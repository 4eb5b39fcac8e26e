"""When a request is there: what a web process waits for before it gives a thread to a connection."""

import pytest

from newsroom.slow_clients import LONG_HEAD, SHORT_BODY, bytes_to_wait_for

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
