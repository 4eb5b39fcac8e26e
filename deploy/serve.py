"""Supervisor of the Procfile's commands, for one machine: python deploy/serve.py

Stops every process on SIGTERM, SIGINT or SIGHUP, when the web server ends, and when the parent process is gone.
A worker that ended is started again, as it finds what is due from the state of the stories.
"""

import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VITAL = "web"
USUAL_PYTHON = ".venv/bin/python"
PAUSE = 0.3  # seconds between two looks
START_SECONDS = 30  # seconds that the web server has to itself
STOP_SECONDS = 25  # seconds to end in, a little more than gunicorn gives its requests


def commands() -> dict[str, list[str]]:
    """Return the Procfile's commands by name."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    named = (line.partition(":") for line in lines if line.strip())
    return {name.strip(): choose_python(shlex.split(command)) for name, _, command in named}


def choose_python(command: list[str]) -> list[str]:
    """Return a command for the Python that runs this, as the environment may stand elsewhere than the Procfile says."""
    return [sys.executable, *command[1:]] if command[0] == USUAL_PYTHON else command


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a command."""
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603 a line of our own Procfile


def await_answer(server: subprocess.Popen[bytes], stop: threading.Event) -> None:
    """Wait until the web server answers, for a while: readers first, as all processes begin with the same work."""
    address = (os.environ.get("HOST") or "127.0.0.1").strip("[]"), int(os.environ.get("PORT") or 8000)
    ends_at = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < ends_at and not stop.wait(PAUSE):
        with suppress(OSError), socket.create_connection(address, timeout=1):
            return


def stop_all(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """End all processes, by force after a while."""
    for process in processes.values():
        process.terminate()
    for process in processes.values():
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> int:
    """Run the commands until stopped; return 1 where the web server ended by itself."""
    stop, parent = threading.Event(), os.getppid()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    processes = {VITAL: start(commands()[VITAL])}
    await_answer(processes[VITAL], stop)
    processes |= {name: start(command) for name, command in commands().items() if name != VITAL}
    status = 0
    while not stop.wait(PAUSE) and os.getppid() == parent:
        for name, command in commands().items():
            if processes[name].poll() is None:
                continue
            if name == VITAL:
                status = 1
                stop.set()
            else:
                processes[name] = start(command)
    stop_all(processes)
    return status


if __name__ == "__main__":
    sys.exit(main())
