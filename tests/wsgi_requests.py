"""Requests of a WSGI application, as a server makes them."""

import io
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """What an application answered."""

    status: int
    headers: tuple
    body: bytes

    def __getitem__(self, name):
        return dict(self.headers)[name]


def ask(application, address, method="GET", *, protocol="HTTP/1.1", **headers):
    """Ask an application for an address. Headers are named as in Python: if_none_match."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": protocol,
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    started = []
    body = application(environ, lambda status, headers: started.append((int(status[:3]), tuple(headers))))
    chunks = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return Reply(*started[0], chunks)
