"""Run a command with a PostgreSQL and a Redis of its own: python -m tests.on_postgresql pytest …"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_LIMIT = 60  # seconds to come up in


def free_port() -> int:
    """Return a port of this host that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def await_port(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return when the server listens; fail when it ended or took too long."""
    deadline = time.monotonic() + SERVER_LIMIT
    while not answers(port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{server.args[0]} did not start.")
        time.sleep(0.1)


@contextmanager
def running(command: list[str], port: int, **options: object) -> Iterator[None]:
    """Run a server that listens on a port for as long as the block lasts."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    try:
        await_port(port, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=SERVER_LIMIT)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL of its own and give its address. Run as the user postgres where this one is root."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    data, port = folder / "data", free_port()
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "newsroom", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user,
    )  # fmt: skip
    options = ["-c", "fsync=off", "-c", f"unix_socket_directories={folder}", "-c", "listen_addresses=127.0.0.1"]
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(port), *options]
    with running(command, port, cwd=folder, stderr=subprocess.DEVNULL, **as_user):
        yield f"postgres://newsroom@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """Run a Redis of its own and give its address."""
    port = free_port()
    with running(["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"], port):
        yield f"redis://127.0.0.1:{port}/0"


def main() -> int:
    """Run the command that follows, with both servers in its environment."""
    folder = Path(tempfile.mkdtemp())
    try:
        with postgresql(folder) as database, redis() as cache:
            environment = {**os.environ, "DATABASE_URL": database, "CACHE_URL": cache}
            return subprocess.run([sys.executable, "-m", *sys.argv[1:]], env=environment).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
