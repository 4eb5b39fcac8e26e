"""Settings of gunicorn for the newsroom."""

import importlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from functools import lru_cache
from logging import Logger
from logging.config import dictConfig
from pathlib import Path
from typing import IO, Protocol

from newsroom import counts, site_address, slow_clients
from newsroom.operations import log_lines
from newsroom.operator_settings import start

start.check_web_server()
values = start.current().values
site = f"{values['HOST']}:{values['PORT']}"
bind = [site]
if values["OPS_PORT"]:  # probes and figures
    bind.append(f"{values['OPS_HOST'] or values['HOST']}:{values['OPS_PORT']}")
workers = values["WEB_CONCURRENCY"]
worker_class = "newsroom.slow_clients.PatientWorker"
threads = 4
worker_connections = 800  # of each process, within the 1,024 files that systems let it have
sendfile = False  # what is sent has its time, which the system's own sending does not
keepalive = 5
max_requests = 200_000  # a minute of stored pages, or hours of printed ones
max_requests_jitter = 20_000
graceful_timeout = 20
backlog = 2048
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 a heartbeat file, made by gunicorn
control_socket_disable = True  # a door that nobody here uses
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
forwarded_allow_ips = values["FORWARDED_ALLOW_IPS"]
accesslog = None  # the application tells of requests itself, with ACCESS_LOG

# Where the processes of this server count what they did, for /metrics; the same one after a reload.
if counts.COUNTS_FOLDER not in os.environ:
    os.environ[counts.COUNTS_FOLDER] = tempfile.mkdtemp(prefix="newsroom-counts-", dir=worker_tmp_dir)


log_settings = log_lines.logging_settings(values["LOG_LEVEL"], values["LOG_FORMAT"])

glogging = importlib.import_module("gunicorn.glogging")  # this file is a module of the name gunicorn, too


class Log(glogging.Logger):  # type: ignore[name-defined,misc]  # gunicorn has no types
    """The log of gunicorn, in the lines of the newsroom."""

    def setup(self, cfg: object) -> None:
        """Set up the log at the start, and again after a reload."""
        super().setup(cfg)
        dictConfig(log_settings)


logger_class: type = Log
wsgi = importlib.import_module("gunicorn.http.wsgi")
gunicorns_own = vars(wsgi).setdefault("UsualResponse", wsgi.Response)  # this file is read again at each reload


@lru_cache(maxsize=2_000)  # answers; stored pages are sent again and again
def check_headers(headers: tuple[tuple[str, str], ...]) -> tuple[list[tuple[str, str]], int | None]:
    """Return headers as gunicorn lets them pass, and the length that they give. Raises what gunicorn raises."""
    response = gunicorns_own(None, None, None)
    response.process_headers(headers)
    return response.headers, response.response_length


@lru_cache(maxsize=2)
def print_date(second: int) -> str:
    """Return a second since 1970 as the header Date says it."""
    return formatdate(second, usegmt=True)


class ShortResponse(gunicorns_own):  # type: ignore[valid-type,misc]  # gunicorn has no types
    """An answer in one packet, without the headers that say nothing.

    Those are which server this is, and that HTTP/1.1 keeps connections. The others wait for the first bytes of the
    body, to be sent with them: each sending costs as much as all that is left to do for a page in memory.
    """

    headers_sent: bool
    held = b""

    def process_headers(self, headers: list[tuple[str, str]]) -> None:
        """Take the headers of the application, checked."""
        passed, self.response_length = check_headers(tuple(headers))
        self.headers = list(passed)

    def default_headers(self) -> list[str]:
        """Return the status line and the headers of gunicorn's own."""
        said = [f"HTTP/{self.req.version[0]}.{self.req.version[1]} {self.status}\r\n"]
        said.append(f"Date: {print_date(int(time.time()))}\r\n")
        if self.upgrade or self.should_close():
            said.append(f"Connection: {'upgrade' if self.upgrade else 'close'}\r\n")
        elif self.req.version != (1, 1):
            said.append("Connection: keep-alive\r\n")
        if self.chunked:
            said.append("Transfer-Encoding: chunked\r\n")
        return said

    def send_headers(self) -> None:
        """Hold the headers until there is a body to go with them, or none."""
        if not self.headers_sent:
            lines = [*self.default_headers(), *(f"{name}: {value}\r\n" for name, value in self.headers), "\r\n"]
            self.held, self.headers_sent = "".join(lines).encode("latin-1"), True

    def _emit_body(self, data: bytes) -> None:
        if self.chunked:
            self.send_held()
        else:
            data, self.held = self.held + data, b""
        super()._emit_body(data)

    def close(self) -> None:
        """End the answer: what is held goes, and the mark of the end."""
        self.send_headers()
        self.send_held()
        super().close()

    def send_held(self) -> None:
        """Send the headers alone, where they were not sent."""
        if self.held:
            self.sock.sendall(self.held)
            self.held = b""


BOOT_ERROR = 3  # by which a process tells gunicorn's master to stop, not to start another
# gunicorn has no setting for it, and an answer of 304 is a third of it otherwise.
wsgi.Response = ShortResponse  # type: ignore[attr-defined]


class Listener(Protocol):
    """A socket of gunicorn's own, around one of the system."""

    sock: socket.socket


class Process(Protocol):
    """The part of a process of gunicorn's that the hooks read; `age` counts them from the start of the server."""

    pid: int
    age: int
    tmp: IO[bytes]
    sockets: list[Listener]


class Server(Protocol):
    """The part of gunicorn's arbiter that the hooks read and change."""

    pid: int
    num_workers: int
    log: Logger
    LISTENERS: list[Listener]
    WORKERS: dict[int, Process]
    reload: Callable[[], None]
    stop: Callable[[bool], None]
    manage_workers: Callable[[], None]
    reap_workers: Callable[[], None]


START_LIMIT = 60  # seconds for new processes to get ready in, after which the old ones go all the same


def on_starting(server: Server) -> None:
    """Have SIGHUP start the new processes before the old ones go, and leave these alone where the new cannot start.

    A server that ends tells its processes so, which then take the connections that wait.
    """
    usual_reload, usual_manage, usual_stop = server.reload, server.manage_workers, server.stop

    def reload() -> None:
        if not can_start():
            server.log.error("Not reloaded, as the newsroom would not start: see above. The old processes go on.")
            return
        for name in [name for name in sys.modules if name.partition(".")[0] == "newsroom"]:
            del sys.modules[name]  # new processes are copies of this one, and would have the old code of these
        server.manage_workers = manage_when_ready
        try:
            usual_reload()
        finally:
            server.manage_workers = usual_manage

    def manage_when_ready() -> None:
        ends_at = time.monotonic() + START_LIMIT
        while not are_ready(server) and time.monotonic() < ends_at:
            server.reap_workers()
            time.sleep(0.1)
        usual_manage()

    def stop(graceful: bool = True) -> None:
        for process in server.WORKERS.values():
            os.write(process.tmp.fileno(), slow_clients.LAST_MARK)
        usual_stop(graceful)

    server.reload, server.stop = reload, stop


def can_start() -> bool:
    """Return whether a new server would start, with the settings and the code of now; it prints what is wrong."""
    command = [sys.executable, "-m", "gunicorn", *sys.argv[1:], "--check-config"]
    return subprocess.run(command).returncode == 0  # noqa: S603 our own command


def are_ready(server: Server) -> bool:
    """Return whether the youngest processes, as many as there shall be, have read the code and answer."""
    youngest = sorted(server.WORKERS.values(), key=lambda process: process.age)[-server.num_workers :]
    return all(os.fstat(process.tmp.fileno()).st_size for process in youngest)


def post_worker_init(process: Process) -> None:
    """Mark the process as ready, in the file that the server watches for its heartbeat, and open the doors.

    A server that starts over a database which lacks what the code needs stops instead, and says in a sentence what to
    do. Processes that a running server adds are not asked: new code may be in place before its migrations ran, and
    those that serve go on. Code is loaded in them alone, so that a reload takes new code.
    """
    if process.age <= 1:
        stop_over_fault()
    os.write(process.tmp.fileno(), slow_clients.READY_MARK)
    for listener in process.sockets:
        listener.sock.listen(backlog)


def stop_over_fault() -> None:
    """Stop where the database lacks what the code needs."""
    fault = importlib.import_module("newsroom.schema").fault_at_start()
    importlib.import_module("django.db").connections.close_all()  # that of this thread, which answers no request
    if fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(BOOT_ERROR)


def child_exit(_server: Server, process: Process) -> None:
    """Keep the counts of a process that ended."""
    counts.keep_ended(process.pid)


def when_ready(server: Server) -> None:
    """Announce the address of the site to the commands of this checkout, before any worker reads the settings.

    Until a process can answer, connections are refused: whoever balances asks another node instead of waiting.
    """
    is_given = os.environ.get("SITE_URL", "").strip()
    site_address.announce(values["SITE_URL"] if is_given else f"http://{site}", server.pid)
    for listener in server.LISTENERS:
        with suppress(OSError):  # of systems where a socket that listens cannot be paused: clients wait there
            listener.sock.shutdown(socket.SHUT_RDWR)


def on_exit(server: Server) -> None:
    """Withdraw the address, and drop the counts."""
    site_address.withdraw(server.pid)
    shutil.rmtree(os.environ[counts.COUNTS_FOLDER], ignore_errors=True)
