"""What `make run` does before it serves: tables, files of pages, demo, each only where something has changed.

A file under VAR_DIR says for which code, tables and files that was done last, so that a second start asks one query
and looks at the ages of a thousand files, and starts no Django for it.
"""

from __future__ import annotations

import errno
import json
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any

from newsroom.operator_settings import start
from newsroom.operator_settings.configuration import Configuration
from newsroom.operator_settings.folders import static_faults
from newsroom.operator_settings.servers import ask_database
from newsroom.operator_settings.setting import Fault
from newsroom.operator_settings.table import CHECKOUT as ROOT

STAMP = "prepared.json"
LOGINS = "demo-logins.txt"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
APPS = ("newsroom", "stories", "ticker")


def prepare() -> None:
    """Prepare the newsroom; end the process with a sentence where it cannot be."""
    start.check_process(is_strict=True)
    configuration = start.current()
    start.stop_for(port_faults(configuration))
    stamp, state = read_stamp(configuration), state_of(configuration)
    has_tables, has_files = (stamp.get(part) == state[part] for part in ("tables", "files"))
    if not has_files:
        start.stop_for(static_faults(configuration))
    collecting = None if has_files else start_command("collectstatic", "--noinput", "--verbosity", "0")
    if has_tables:
        tell(configuration)
    else:
        finish(start_command("migrate", "--verbosity", "0"))
        finish(start_command("demo", "--if-empty"))
    if collecting:
        finish(collecting)
    if not (has_tables and has_files):
        write_stamp(configuration)


def start_command(*words: str) -> subprocess.Popen[bytes]:
    """Start a command of manage.py."""
    return subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT)  # noqa: S603 our own command


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a command; end this process as it ended where it failed."""
    if status := process.wait():
        sys.exit(status)


def tell(configuration: Configuration) -> None:
    """Print the addresses of the site and the newsroom, and where the logins of a demo are, as the demo does."""
    address, logins = configuration.values["SITE_URL"], configuration.values["VAR_DIR"] / LOGINS
    sys.stdout.write(f"The site:     {address}/\nThe newsroom: {address}/admin/\n")
    if logins.exists():
        sys.stdout.write(f"The logins:   {logins}\n")
    sys.stdout.flush()


def port_faults(configuration: Configuration) -> Iterable[Fault]:
    """Give a fault where the web server could not listen."""
    host, port = configuration.values["HOST"].strip("[]"), configuration.values["PORT"]
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            yield Fault("PORT", f"Port {port} at {host} is taken. Take another: make run PORT={port + 1}")
        elif isinstance(error, PermissionError):
            yield Fault("PORT", f"Port {port} is for other users. Take one above 1023: make run PORT=8000")
        else:
            yield Fault("HOST", f"HOST is {host!r}, where nothing can listen: {error.strerror}. Leave it out.")


def state_of(configuration: Configuration) -> dict[str, str]:
    """Return digests of what the tables and the collected files are made of."""
    return {"tables": digest(table_parts(configuration)), "files": digest(file_parts(configuration))}


def digest(parts: Iterable[object]) -> str:
    """Return a digest of parts, in their order."""
    total = sha256()
    for part in parts:
        total.update(f"{part}\n".encode())
    return total.hexdigest()


def table_parts(configuration: Configuration) -> Iterable[object]:
    """Give the migrations of the code and of the database, and the database itself."""
    database = configuration.values["DATABASE_URL"]
    yield tuple(database[name] for name in ("ENGINE", "HOST", "PORT", "NAME"))
    yield (ROOT / "requirements.txt").read_bytes()
    yield from sorted(str(path) for app in APPS for path in (ROOT / app).glob("migrations/*.py"))
    with suppress(Exception):  # of a database without tables, each server has its own
        yield from ask_database(database, MIGRATIONS)


def file_parts(configuration: Configuration) -> Iterable[object]:
    """Give the files that are collected, with their sizes and ages, and where to, and whether they are there."""
    target = configuration.values["STATIC_ROOT"]
    yield target, (target / "staticfiles.json").exists()
    yield (ROOT / "requirements.txt").read_bytes()  # libraries have files, too
    for path in sorted((ROOT / "static").rglob("*")):
        facts = path.stat()
        yield str(path), facts.st_size, facts.st_mtime_ns


def read_stamp(configuration: Configuration) -> dict[str, Any]:
    """Return what was prepared last; nothing where that is not known."""
    try:
        stamp = json.loads((configuration.values["VAR_DIR"] / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(configuration: Configuration) -> None:
    """Note what was prepared, where there is a folder for it; without one all is prepared at each start."""
    with suppress(OSError):
        (configuration.values["VAR_DIR"] / STAMP).write_text(json.dumps(state_of(configuration)), encoding="utf-8")


if __name__ == "__main__":
    prepare()
