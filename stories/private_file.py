"""Files for nobody else's eyes: a secret that one process makes, and all others read."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path


def write_private(path: Path, content: str) -> None:
    """Put a file in place whole, for its owner alone; one of that name goes."""
    write_beside(path, content).replace(path)


def read_or_make(path: Path, make: Callable[[], str]) -> str:
    """Return the content of a private file, made where there is none. Of processes that start at once, one makes it."""
    if not path.exists():
        fresh = write_beside(path, make())
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8")


def write_beside(path: Path, content: str) -> Path:
    """Return a new private file in the folder of another, under a name of its own."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(content, encoding="utf-8")
    return fresh
