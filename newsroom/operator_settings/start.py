"""What every process of the newsroom does first: look whether its settings hold, and stop with all faults if not."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Sequence

from newsroom import site_address
from newsroom.operator_settings.configuration import Configuration, read_environment, report
from newsroom.operator_settings.folders import folder_faults, static_faults
from newsroom.operator_settings.servers import Silence, server_faults
from newsroom.operator_settings.setting import Fault

STATUS = 2  # of a process that stops for its settings
OWN_ALONE = 0o077  # the mask of files that nobody else reads
# They read the code alone: no database, no folder and no secret need be there, as where an image is built.
OF_THE_CODE = frozenset({"collectstatic", "compilemessages", "findstatic", "help", "makemessages", "version"})
LOOKED = "NEWSROOM_LOOKED"  # the variable of the environment with the number of the process that looked
HELP = frozenset({"--help", "-h", "--version"})
STRICT = frozenset({"check", "migrate"})  # they run as a newsroom is set up: a server that is away may be misnamed


def check_command(arguments: Sequence[str]) -> None:
    """Look before a command of manage.py; end the process with a sentence for each fault."""
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in OF_THE_CODE or HELP & set(arguments):
        stop_for(current().faults)
        if command == "collectstatic" and not HELP & set(arguments):
            stop_for(static_faults(current()))
        os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY", "").strip() or secrets.token_urlsafe(50)
    else:
        check_process(is_strict=command in STRICT)


def check_web_server() -> None:
    """Look before a web server, once in a process: a reload must not end one that serves."""
    if os.environ.get(LOOKED) != str(os.getpid()):
        check_process(is_strict=False)
        os.environ[LOOKED] = str(os.getpid())


def check_process(*, is_strict: bool) -> None:
    """Look at all settings, folders and servers; tell what is not read, and stop for what is wrong.

    Unless strict, go on without a server that pages do without.
    """
    os.umask(OWN_ALONE)
    configuration = current()
    sys.stderr.writelines(f"{remark}\n" for remark in configuration.remarks)
    stop_for(configuration.faults)
    faults = [*folder_faults(configuration)]
    faults += [fault for fault in server_faults(configuration) if fault.name not in {each.name for each in faults}]
    passed = [fault for fault in faults if not is_strict and isinstance(fault, Silence)]
    for fault in passed:
        sys.stderr.write(f"{fault.sentence} The start goes on without it.\n")
    stop_for(fault for fault in faults if fault not in passed)


def current() -> Configuration:
    """Return the settings of this process."""
    return read_environment(site_address.complete(os.environ))


def stop_for(faults: Iterable[Fault]) -> None:
    """End the process where there are faults, and print them."""
    if found := tuple(faults):
        sys.stderr.write(f"{report(found)}\n")
        sys.exit(STATUS)
