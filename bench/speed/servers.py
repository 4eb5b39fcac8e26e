"""The servers that are compared, each started here and stopped at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
UP_WITHIN = 60.0  # seconds
PROGRAMS = Path(sys.executable).parent
NGINX = """
worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; default_type text/html; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""


def free_port() -> int:
    """Return a port of this host that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Return whether somebody listens on a port of this host."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(port: int) -> bool:
    """Return whether a server on a port of this host answers a request, whatever it says."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=UP_WITHIN)) as connection:
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, HTTPException):
            return False
    return True


@contextmanager
def running(
    command: list[str],
    port: int,
    environment: Mapping[str, str],
    *,
    is_up: Callable[[int], bool] = answers,
    **options: Any,
) -> Iterator[str]:
    """Run a server for as long as the block lasts; give the host and port that it answers on, by HTTP or `is_up`."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    options = {"cwd": ROOT, **quiet, **options}
    with subprocess.Popen(command, env={**os.environ, **environment}, **options) as server:  # noqa: S603 our own
        try:
            await_answer(port, server, is_up)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=UP_WITHIN)


def await_answer(port: int, server: subprocess.Popen[bytes], is_up: Callable[[int], bool]) -> None:
    """Return when a server is up. Raises RuntimeError where it ended or takes too long."""
    deadline = time.monotonic() + UP_WITHIN
    while True:
        if is_up(port):
            return
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{server.args!r} did not start.")
        time.sleep(0.1)


@contextmanager
def gunicorn(application: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Run an application under the newsroom's own settings of gunicorn."""
    port = free_port()
    is_ours = application.startswith("newsroom.")
    config = "deploy/gunicorn.py" if is_ours else "bench/speed/gunicorn_of_others.py"
    command = [str(PROGRAMS / "gunicorn"), "--config", config, application]
    with running(command, port, {**environment, "HOST": "127.0.0.1", "PORT": str(port)}) as address:
        yield address


@contextmanager
def granian(application: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Run an application under granian, with as many workers and threads as gunicorn has."""
    port = free_port()
    command = [str(PROGRAMS / "granian"), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
    with running([*command, "--port", str(port), application], port, environment) as address:
        yield address


@contextmanager
def nginx(folder: Path, page: bytes) -> Iterator[str]:
    """Run nginx with one page as a file."""
    port = free_port()
    (folder / "www").mkdir(parents=True)
    (folder / "www" / "page.html").write_bytes(page)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    with running([str(shutil.which("nginx")), "-c", str(folder / "nginx.conf")], port, {}) as address:
        yield address


def has(program: str) -> bool:
    """Return whether a program is installed."""
    return shutil.which(program) is not None or (PROGRAMS / program).exists()
