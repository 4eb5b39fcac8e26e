"""A process that has read the newsroom's code, and forks its servers and commands: python -m tests.crash.zygote

A line of JSON for each: its arguments, variables of its environment, the files of its output. It answers with the
number of the process, which leads a group of its own. It never opens the database itself.
"""

import json
import os
import signal
import sys
import traceback
from contextlib import suppress

import django
from django.core.management import execute_from_command_line
from gunicorn.app import wsgiapp

DIED = 70


def become(order):
    """Be the process that was asked for, to its end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.update(order["environment"])
    for number, path in ((0, os.devnull), (1, order["out"]), (2, order["log"])):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND
        os.dup2(os.open(path, flags), number)
    sys.argv = order["arguments"]
    if sys.argv[0] == "gunicorn":
        wsgiapp.run()
    else:
        execute_from_command_line(sys.argv)


def main():
    """Fork what the lines ask for; at their end, nothing of it lives on."""
    django.setup()
    children = []
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    print("ready", flush=True)
    while line := sys.stdin.readline():
        child = os.fork()
        if child:
            children.append(child)
            with suppress(ProcessLookupError, PermissionError):
                os.setpgid(child, child)
            print(child, flush=True)
            continue
        status = 0
        try:
            os.setpgid(0, 0)
            become(json.loads(line))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else bool(end.code)
        except BaseException:  # noqa: BLE001 the log has it, and the parent's loop is not the child's
            traceback.print_exc()
            status = DIED
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
