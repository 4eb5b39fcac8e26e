"""The address of the site that runs from this checkout, for commands that are given no SITE_URL.

The web server writes the address, with its process number, into a file of VAR_DIR as it starts, and removes the file
as it ends. The file of a server that was killed counts for nothing, as no process has its number.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

USUAL_FOLDER = Path(__file__).resolve().parents[1] / "var"
FILE = Path(os.environ.get("VAR_DIR", "").strip() or USUAL_FOLDER) / "site-url"


def announce(address: str, process: int) -> None:
    """Write the address that a server has begun to answer at, where there is a folder that can be written.

    Where there is none, as on a disk that is read alone, commands are given SITE_URL.
    """
    fresh = FILE.with_name(f"{FILE.name}.{process}")
    with suppress(OSError):
        fresh.write_text(f"{process} {address}\n", encoding="utf-8")
        fresh.replace(FILE)


def withdraw(process: int) -> None:
    """Remove the address of a server that ends, unless another has announced itself since."""
    if read_announcement()[0] == process:
        with suppress(OSError):
            FILE.unlink(missing_ok=True)


def complete(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment with the address of the server that runs as its SITE_URL, where it has none."""
    running = {"SITE_URL": current()} if not environment.get("SITE_URL", "").strip() else {}
    return {**environment, **running}


def current() -> str:
    """Return the address of the server that runs; empty where none does."""
    process, address = read_announcement()
    return address if process > 0 and is_running(process) else ""


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
