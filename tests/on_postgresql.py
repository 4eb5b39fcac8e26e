"""Run a command with a PostgreSQL and a Redis of its own: python -m tests.on_postgresql pytest …"""

import os
import pwd
import shutil
import signal
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


class Server:
    """A server of its own that listens on a port of this host; what may happen to it, happens by its methods."""

    def __init__(self, command: list[str], port: int, *, end: int = signal.SIGTERM, **options: object) -> None:
        self.command, self.port, self.end, self.options = command, port, end, options
        self.start()

    def start(self) -> None:
        """Start, and return when the server listens."""
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, **self.options)
        await_port(self.port, self.process)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Send a signal that ends the server, and return when it has ended."""
        self.process.send_signal(number)
        self.process.wait(timeout=SERVER_LIMIT)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.stop(self.end)


class PostgresServer(Server):
    """A PostgreSQL; it listens a little before it takes connections."""

    def start(self) -> None:
        """Start, and return when the server takes connections."""
        super().start()
        deadline = time.monotonic() + SERVER_LIMIT
        while subprocess.run([programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode:
            if time.monotonic() > deadline:
                raise SystemExit("PostgreSQL takes no connections.")
            time.sleep(0.05)


def programs() -> Path:
    """Return the folder of PostgreSQL's programs."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


@contextmanager
def server_folder() -> Iterator[Path]:
    """Make a folder for servers' data, which users other than this one reach; drop it afterwards."""
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def owner_of(folder: Path) -> dict[str, object]:
    """Return the options of a process that runs PostgreSQL there: as the user postgres where this one is root."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"cwd": folder, "user": "postgres", "group": "postgres", "extra_groups": []}


def postgresql_server(folder: Path, *settings: str, port: int = 0) -> PostgresServer:
    """Run a PostgreSQL over the data of a folder, with settings of its configuration."""
    port = port or free_port()
    given = ("fsync=off", f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1", *settings)
    options = [part for setting in given for part in ("-c", setting)]
    command = [str(programs() / "postgres"), "-D", str(folder / "data"), "-p", str(port), *options]
    return PostgresServer(command, port, end=signal.SIGQUIT, stderr=subprocess.DEVNULL, **owner_of(folder))


def new_postgresql(folder: Path, *settings: str) -> PostgresServer:
    """Make the data of a new PostgreSQL in a folder, and run it."""
    options = ["-U", "newsroom", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [programs() / "initdb", "-D", folder / "data", *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **owner_of(folder))
    return postgresql_server(folder, *settings)


def database_address(server: Server) -> str:
    """Return the address of a PostgreSQL of its own."""
    return f"postgres://newsroom@127.0.0.1:{server.port}/postgres"


def dump_database(address: str, path: Path) -> None:
    """Dump a database into a file."""
    subprocess.run([programs() / "pg_dump", "--no-owner", "--file", path, "--dbname", address], check=True)


def load_dump(path: Path, server: Server) -> None:
    """Load a dump into a PostgreSQL of its own that was made anew."""
    options = ["-q", "-X", "-v", "ON_ERROR_STOP=1", "--dbname", database_address(server), "--file", path]
    subprocess.run([programs() / "psql", *options], check=True, stdout=subprocess.DEVNULL)


def redis_server() -> Server:
    """Run a Redis of its own."""
    port = free_port()
    return Server(["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"], port)


def main() -> int:
    """Run the command that follows, with both servers in its environment."""
    with server_folder() as folder, new_postgresql(folder) as database, redis_server() as cache:
        addresses = {"DATABASE_URL": database_address(database), "CACHE_URL": f"redis://127.0.0.1:{cache.port}/0"}
        environment = {**os.environ, **addresses}
        return subprocess.run([sys.executable, "-m", *sys.argv[1:]], env=environment).returncode


if __name__ == "__main__":
    raise SystemExit(main())
