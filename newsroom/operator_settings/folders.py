"""The folders of this machine that the newsroom keeps things in, for its own user alone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from newsroom.operator_settings.configuration import Configuration
from newsroom.operator_settings.setting import Fault
from newsroom.storages import FOLDER, lacks_library
from stories.private_file import read_or_make

SECRET_FILE = "secret-key"  # noqa: S105 the name of a file
OTHERS_BITS = 0o077  # what others than the owner may do with a file
PUBLIC = ("static",)  # of VAR_DIR: what readers are sent


def make_private_folder(folder: Path) -> None:
    """Make a folder for this user alone; shut one that is open to others, with the files right in it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (folder, *folder.iterdir()):
        mode = path.stat(follow_symlinks=False).st_mode
        if mode & OTHERS_BITS and not path.is_symlink() and path.name not in PUBLIC:
            with suppress(PermissionError):  # of another user, who knows why
                path.chmod(mode & ~OTHERS_BITS)


def read_secret(folder: Path) -> str:
    """Return the secret of a folder, made at the first start. Of two processes that start at once, one makes it."""
    path = folder / SECRET_FILE
    if not path.exists():
        make_private_folder(folder)
    return read_or_make(path, lambda: secrets.token_urlsafe(50))


def uses_var(configuration: Configuration) -> bool:
    """Return whether the secret or the database stands in VAR_DIR."""
    var, database = configuration.values["VAR_DIR"], configuration.values["DATABASE_URL"]
    return not configuration.values["SECRET_KEY"] or is_file_in(database["NAME"], var)


def is_file_in(name: str, folder: Path) -> bool:
    """Return whether the file of a database stands right in a folder."""
    return Path(name).parent == folder


def folder_faults(configuration: Configuration) -> Iterator[Fault]:
    """Make VAR_DIR where it is used; give a fault for each folder that is not there or cannot be used."""
    if uses_var(configuration):
        yield from var_faults(configuration)
    yield from database_folder_faults(configuration)
    media = configuration.values["MEDIA_STORAGE_URL"]
    if lacks_library(media):
        way_out = "pip install --require-hashes -r requirements-s3.txt"
        yield Fault("MEDIA_STORAGE_URL", f"MEDIA_STORAGE_URL names an S3 store, whose library is missing: {way_out}")
    if media["BACKEND"] == FOLDER and "MEDIA_STORAGE_URL" in configuration.given:
        folder = Path(media["OPTIONS"]["location"])
        if not is_writable_folder(folder):
            way_out = "Make it, mount it, or give it to this user."
            yield Fault("MEDIA_STORAGE_URL", f"MEDIA_STORAGE_URL: {folder} is no folder to write in. {way_out}")


def var_faults(configuration: Configuration) -> Iterator[Fault]:
    """Make VAR_DIR, and its secret; give a fault where that fails."""
    folder = configuration.values["VAR_DIR"]
    try:
        make_private_folder(folder)
        if not configuration.values["SECRET_KEY"]:
            read_secret(folder)
    except OSError as error:
        needed = [name for name in ("SECRET_KEY", "DATABASE_URL") if name not in configuration.given]
        way_out = f"Set it to a folder that this user may write, or set {' and '.join(needed or ['DATABASE_URL'])}."
        yield Fault("VAR_DIR", f"VAR_DIR is {str(folder)!r}, which cannot be used: {error.strerror}. {way_out}")


def database_folder_faults(configuration: Configuration) -> Iterator[Fault]:
    """Give a fault where SQLite can have no file, or cannot write it."""
    database, var = configuration.values["DATABASE_URL"], configuration.values["VAR_DIR"]
    if (
        not database["ENGINE"].endswith("sqlite3")
        or database["NAME"] == ":memory:"
        or is_file_in(database["NAME"], var)
    ):
        return
    path = Path(database["NAME"]).absolute()
    if path.is_dir():
        yield Fault("DATABASE_URL", f"DATABASE_URL: {path} is a folder. Name a file in it.")
    elif not path.parent.is_dir():
        yield Fault("DATABASE_URL", f"DATABASE_URL: there is no folder {path.parent}. Make it, or name another.")


def static_faults(configuration: Configuration) -> Iterator[Fault]:
    """Give a fault where collected files cannot be put."""
    folder = configuration.values["STATIC_ROOT"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        reason = "" if os.access(folder, os.W_OK | os.X_OK) else "it is read alone"
    except OSError as error:
        reason = error.strerror or type(error).__name__
    if reason:
        way_out = "Set it to a folder that this user may write, or collect the files before."
        yield Fault("STATIC_ROOT", f"STATIC_ROOT is {str(folder)!r}, which cannot be written: {reason}. {way_out}")


def is_writable_folder(path: Path) -> bool:
    """Return whether a folder is there and this user may write in it."""
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)
