"""The address of the site that runs from this checkout, for commands that are given no SITE_URL.

The web server writes the address, with its process number, into a file under var/ as it starts, and removes the file
as it ends. The file of a server that was killed counts for nothing, as no process has its number.
"""

import os
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "var" / "site-url"
UNSERVED = "http://127.0.0.1:8000"


def announce(address: str, process: int) -> None:
    """Write the address that a server has begun to answer at."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    fresh = FILE.with_name(f"{FILE.name}.{process}")
    fresh.write_text(f"{process} {address}\n", encoding="utf-8")
    fresh.replace(FILE)


def withdraw(process: int) -> None:
    """Remove the address of a server that ends, unless another has announced itself since."""
    if read_announcement()[0] == process:
        FILE.unlink(missing_ok=True)


def current() -> str:
    """Return the address of the server that runs, or the one that `make run` has where nothing else is said."""
    process, address = read_announcement()
    return address if process > 0 and is_running(process) else UNSERVED


def read_announcement() -> tuple[int, str]:
    """Return the process number and the address in the file; 0 and nothing where there is none to be read."""
    try:
        process, address = FILE.read_text(encoding="utf-8").split()
        return int(process), address
    except (OSError, ValueError):
        return 0, ""


def is_running(process: int) -> bool:
    """Return whether a process has this number, whoever owns it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
