"""Settings of gunicorn for the newsroom."""

import importlib
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from newsroom import counts, site_address
from newsroom.operator_settings import start

start.check_web_server()
values = start.current().values
bind = f"{values['HOST']}:{values['PORT']}"
workers = values["WEB_CONCURRENCY"]
worker_class = "gthread"
threads = 4
keepalive = 5
max_requests = 200_000  # a minute of stored pages, or hours of printed ones
max_requests_jitter = 20_000
graceful_timeout = 20
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 a heartbeat file, made by gunicorn
control_socket_disable = True  # a door that nobody here uses
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
forwarded_allow_ips = values["FORWARDED_ALLOW_IPS"]
accesslog = None

# Where the processes of this server count what they did, for /metrics; the same one after a reload.
if counts.COUNTS_FOLDER not in os.environ:
    os.environ[counts.COUNTS_FOLDER] = tempfile.mkdtemp(prefix="newsroom-counts-", dir=worker_tmp_dir)


wsgi = importlib.import_module("gunicorn.http.wsgi")  # this file is a module of the name gunicorn, too
gunicorns_own = wsgi.Response


@lru_cache(maxsize=2_000)  # answers; stored pages are sent again and again
def check_headers(headers: tuple[tuple[str, str], ...]) -> tuple[list[tuple[str, str]], int | None]:
    """Return headers as gunicorn lets them pass, and the length that they give. Raises what gunicorn raises."""
    response = gunicorns_own(None, None, None)
    response.process_headers(headers)
    return response.headers, response.response_length


class ShortResponse(gunicorns_own):  # type: ignore[valid-type,misc]  # gunicorn has no types
    """An answer without the headers that say nothing: which server this is, and that HTTP/1.1 keeps connections."""

    def process_headers(self, headers: list[tuple[str, str]]) -> None:
        """Take the headers of the application, checked."""
        passed, self.response_length = check_headers(tuple(headers))
        self.headers = list(passed)

    def default_headers(self) -> list[str]:
        """Return the status line and the headers of gunicorn's own."""
        said: list[str] = super().default_headers()
        is_usual = self.req.version == (1, 1)
        return [
            line
            for line in said
            if not line.startswith("Server:") and not (is_usual and line == "Connection: keep-alive\r\n")
        ]


# gunicorn has no setting for it, and an answer of 304 is a third of it otherwise.
wsgi.Response = ShortResponse  # type: ignore[attr-defined]


class Server(Protocol):
    """The part of gunicorn's arbiter that the hooks read."""

    pid: int


class Process(Protocol):
    """The part of a process of gunicorn's that the hooks read."""

    pid: int


def child_exit(_server: Server, process: Process) -> None:
    """Keep the counts of a process that ended."""
    counts.keep_ended(process.pid)


def when_ready(server: Server) -> None:
    """Announce the address of the site to the commands of this checkout, before any worker reads the settings."""
    is_given = os.environ.get("SITE_URL", "").strip()
    site_address.announce(values["SITE_URL"] if is_given else f"http://{bind}", server.pid)


def on_exit(server: Server) -> None:
    """Withdraw the address, and drop the counts."""
    site_address.withdraw(server.pid)
    shutil.rmtree(os.environ[counts.COUNTS_FOLDER], ignore_errors=True)
