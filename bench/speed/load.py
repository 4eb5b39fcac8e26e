"""Load on a server: wrk where it is installed, else a client in Python, which is the slower side itself."""

from __future__ import annotations

import http.client
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.speed.servers import has

UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0}
SCRIPT = """
local paths = {%s}
local turn = 0
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn], {%s})
end
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one round gave: requests a second, and the time of half and of 99 in a hundred requests in milliseconds."""

    rate: float
    p50: float
    p99: float
    errors: int


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: addresses in turn, with headers."""

    paths: Sequence[str]
    headers: Mapping[str, str] = field(default_factory=dict)


def tool() -> str:
    """Return the name of what makes the load."""
    return "wrk" if has("wrk") else "a client in Python"


def measure(address: str, target: Target, *, connections: int, seconds: float) -> Figures:
    """Ask for a target from so many connections, for so long."""
    ask = ask_with_wrk if has("wrk") else ask_with_python
    return ask(address, target, connections, seconds)


def ask_with_wrk(address: str, target: Target, connections: int, seconds: float) -> Figures:
    """Run wrk on one thread."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        paths = ", ".join(f'"{path}"' for path in target.paths)
        headers = ", ".join(f'["{name}"] = {value!r}' for name, value in target.headers.items())
        script.write(SCRIPT % (paths, headers))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{round(seconds)}s", "--latency", "-s", script.name]
        told = subprocess.run([*command, f"http://{address}/"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    return read_wrk(told)


def read_wrk(told: str) -> Figures:
    """Read what wrk prints."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    share = {name: re.search(rf"\s{name}%\s+([\d.]+)(us|ms|s)", told) for name in ("50", "99")}
    p50, p99 = (float(found[1]) * UNITS[found[2]] if found else 0.0 for found in share.values())
    return Figures(float(rate[1]) if rate else 0.0, p50, p99, int(errors[1]) if errors else 0)


def ask_with_python(address: str, target: Target, connections: int, seconds: float) -> Figures:
    """Ask from as many threads as there are connections."""
    times: list[float] = []
    errors: list[int] = []
    end = time.monotonic() + seconds

    def ask(first: int) -> None:
        connection, turn = http.client.HTTPConnection(address), first
        while time.monotonic() < end:
            begun = time.perf_counter()
            connection.request("GET", target.paths[turn % len(target.paths)], headers=dict(target.headers))
            answer = connection.getresponse()
            answer.read()
            times.append((time.perf_counter() - begun) * 1_000)
            if answer.status >= 400:
                errors.append(answer.status)
            turn += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    share = [times[min(int(len(times) * part), len(times) - 1)] if times else 0.0 for part in (0.5, 0.99)]
    return Figures(len(times) / seconds, share[0], share[1], len(errors))


def warm(address: str, target: Target, *, times: int) -> None:
    """Ask for each address of a target some times, on connections of their own: every process has it in hand then."""
    for path in (path for path in target.paths for _ in range(times)):
        connection = http.client.HTTPConnection(address)
        connection.request("GET", path, headers=dict(target.headers))
        connection.getresponse().read()
        connection.close()


def bytes_on_the_wire(address: str, target: Target) -> tuple[int, int]:
    """Return how many bytes the headers and the body of one answer take."""
    connection = http.client.HTTPConnection(address)
    connection.request("GET", target.paths[0], headers=dict(target.headers))
    answer = connection.getresponse()
    body = len(answer.read())
    head = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n")
    return head + sum(len(f"{name}: {value}\r\n".encode()) for name, value in answer.getheaders()), body


def page_of(address: str, target: Target) -> tuple[bytes, str]:
    """Return the body and the tag of one answer."""
    connection = http.client.HTTPConnection(address)
    connection.request("GET", target.paths[0], headers=dict(target.headers))
    answer = connection.getresponse()
    return answer.read(), answer.getheader("ETag") or ""
