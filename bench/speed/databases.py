"""The databases that are measured: a file of SQLite, and a PostgreSQL of its own where it is installed."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.speed.servers import ROOT, free_port, listens, running

SITE = {"SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1,testserver", "LOG_LEVEL": "ERROR"}


@contextmanager
def databases(folder: Path, options: Namespace) -> Iterator[dict[str, str]]:
    """Give the addresses of databases by name, none with anything in it."""
    folder.mkdir(exist_ok=True)
    addresses = {"SQLite": f"sqlite:///{folder / 'newsroom.sqlite3'}"}
    if not options.postgresql:
        yield addresses
        return
    with postgresql() as address:
        yield {**addresses, "PostgreSQL": address}


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL of its own and give its address; as the user postgres where this one is root."""
    with tempfile.TemporaryDirectory() as folder:  # of that user, who may not enter a folder of root's
        yield from run_postgresql(Path(folder))


def run_postgresql(folder: Path) -> Iterator[str]:
    """Make a PostgreSQL in a folder, run it, and yield its address once."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    data, port = folder / "data", free_port()
    command = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "newsroom",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user)  # noqa: S603 our own
    settings = [
        "-c",
        f"unix_socket_directories={folder}",
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "shared_buffers=512MB",
    ]
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(port), *settings]
    with running(command, port, {}, is_up=listens, **as_user):
        yield f"postgres://newsroom@127.0.0.1:{port}/postgres"


def run_module(module: str, *arguments: object, environment: Mapping[str, str]) -> Any:
    """Run a module of the bench in a process of its own, and return the JSON that it prints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(  # noqa: S603 our own modules
        command, check=True, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, **SITE, **environment}, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])
