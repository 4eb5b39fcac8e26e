"""The newsroom under test: its databases, and its processes, which can be killed, stopped and started again."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock

from tests.crash.people import PEOPLE_OF_A_ROUND
from tests.machines import GUNICORN, ROOT, get, until
from tests.on_postgresql import (
    PostgresServer,
    answers,
    database_address,
    free_port,
    load_dump,
    new_postgresql,
    redis_server,
    server_folder,
)

ROOM = 640 * 1024 * 1024  # bytes of the disk that a newsroom gets, where one can be mounted
STARTS, WORKER_BEGUN = 3, 40.0  # tries, and seconds in which a worker has begun, on a machine that has much to do
PASSWORD = "ferry-sails-at-nine"  # noqa: S105 of invented people
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
SET_UP = f"""
from django.contrib.auth.models import Group, User
from stories.models import Section, Source
chief = Group.objects.get(name="chief")
for number in range({PEOPLE_OF_A_ROUND}):
    user = User.objects.create_user(f"person{{number}}", password={PASSWORD!r}, is_staff=True)
    user.groups.add(chief)
source = Source.objects.create(name="Vesper", intake="file")
Section.objects.create(name="World", slug="world")
"""


class Command:
    """A process of the newsroom that the zygote forked; it leads a group."""

    def __init__(self, newsroom, pid, out):
        self.newsroom, self.pid, self.out = newsroom, pid, out

    def is_alive(self):
        """Return whether any process of its group is there."""
        return bool(group(self.pid))

    def kill(self):
        """Kill the whole group, and return when it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        until(f"{self.pid} lives", lambda: not self.is_alive(), seconds=20)

    def kill_one(self, chance):
        """Kill one process of the group, which the others survive or not."""
        with suppress(ProcessLookupError, IndexError):
            os.kill(chance.choice(group(self.pid)), signal.SIGKILL)

    def lines(self):
        """Return the whole lines that it has printed."""
        return self.out.read_text().rpartition("\n")[0].splitlines() if self.out.exists() else []


def group(leader):
    """Return the processes of a group that live."""
    return [pid for pid, (state, _parent, number) in process_table().items() if number == leader and state not in "ZX"]


def family(pid):
    """Return a process and all below it."""
    table, found = process_table(), [pid]
    for one in found:
        found += [child for child, (_state, parent, _group) in table.items() if parent == one]
    return found


def process_table():
    """Return state, parent and group of each process."""
    table = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                state, parent, number, *_rest = (folder / "stat").read_text().rpartition(")")[2].split()
                table[int(folder.name)] = (state, int(parent), int(number))
    return table


class Newsroom:
    """A newsroom of real processes: web servers, a worker, a watched folder, on one of the two databases."""

    def __init__(self, folder, kind, stack, empty):
        self.folder, self.kind, self.stack = folder, kind, stack
        self.has_own_disk = mount(folder, stack)
        self.log, self.var, self.media = folder / "log", folder / "var", folder / "media"
        for path in (self.var, self.media, folder / "drop", folder / "out"):
            path.mkdir()
        self.log_file = stack.enter_context(self.log.open("a"))
        self.redis = stack.enter_context(redis_server())
        self.postgresql = None
        if kind == "postgresql":
            folder.chmod(0o755)
            (folder / "cluster").mkdir()
            self.postgresql = stack.enter_context(new_postgresql(folder / "cluster"))
        self.port, self.counts = free_port(), folder / "counts"
        self.counts.mkdir()
        (folder / "gunicorn.py").write_text(GUNICORN.format(path=str(ROOT / "deploy" / "gunicorn.py")))
        database = f"sqlite:///{folder}/newsroom.sqlite3" if kind == "sqlite" else database_address(self.postgresql)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.machines_settings",
            "DATABASE_URL": database,
            "CACHE_URL": f"redis://127.0.0.1:{self.redis.port}/0",
            "MEDIA_FOLDER": str(self.media),
            "VAR_DIR": str(self.var),
            "SECRET_KEY": "crash-and-come-back-again-with-nothing-lost",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            "NEWSROOM_COUNTS": str(self.counts),
        }
        self.outs, self.running, self.forking = 0, {}, Lock()
        if empty and self.postgresql:
            load_dump(empty, self.postgresql)
        elif empty:
            shutil.copy(empty, folder / "newsroom.sqlite3")
        else:
            self.run_command("migrate", "-v", "0")
        self.run_command("shell", "-c", SET_UP)
        self.zygote = self.line_process("tests.crash.zygote")
        self.auditor = self.line_process("tests.crash.auditor")

    def run_command(self, *arguments):
        """Run a command of the newsroom to its end."""
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip

    def line_process(self, module):
        """Start a process of ours that reads lines and answers each with one."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "stderr": self.log_file}
        process = subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, env=self.environment, **pipes)
        self.stack.enter_context(process)
        self.stack.callback(process.kill)
        assert process.stdout.readline() == "ready\n"
        return process

    def audit(self, what, **arguments):
        """Have the auditor look; return what it found."""
        self.auditor.stdin.write(json.dumps([what, arguments]) + "\n")
        self.auditor.stdin.flush()
        return json.loads(self.auditor.stdout.readline())

    def fork(self, *arguments, **environment):
        """Start a process of the newsroom from the code that the zygote has read; return it."""
        with self.forking:
            self.outs += 1
            out = self.folder / "out" / str(self.outs)
            order = {"arguments": arguments, "environment": environment, "out": str(out), "log": str(self.log)}
            self.zygote.stdin.write(json.dumps(order) + "\n")
            self.zygote.stdin.flush()
            return Command(self, int(self.zygote.stdout.readline()), out)

    def start_web(self):
        """Start the web server."""
        self.running["web"] = self.fork("gunicorn", "--config", str(self.folder / "gunicorn.py"), "newsroom.wsgi")

    def start_worker(self):
        """Start the worker."""
        self.running["worker"] = self.fork("manage.py", "worker")

    def start_watch(self):
        """Start the watch over the drop folder."""
        arguments = ("--watch", str(self.folder / "drop"), "--file", "--json")
        self.running["watch"] = self.fork("manage.py", "ingest", *arguments)

    def start_with_clock(self, clock):
        """Start a worker whose wall clock a file moves; return it once it looks. Its other clocks go right."""
        clock.write_text("+0")
        for _start in range(STARTS):
            worker, said = self.start_worker_apart(clock)
            if wait_for(lambda said=said: "Looking" in said.read_text(), seconds=WORKER_BEGUN):
                return worker
            worker.kill()
        raise AssertionError("the worker does not start")

    def start_worker_apart(self, clock):
        """Start a worker by that clock, which gives up where the database is slow to answer; return what it prints."""
        self.outs += 1
        said = self.folder / "out" / str(self.outs)
        own = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
               "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1"}  # fmt: skip
        options = {"cwd": ROOT, "env": {**self.environment, **own}, "stderr": self.log_file}
        command = [sys.executable, "manage.py", "worker"]
        with said.open("w") as out:
            process = subprocess.Popen(command, stdout=out, start_new_session=True, **options)
        self.stack.enter_context(process)
        self.stack.callback(process.kill)
        return process, said

    def start_missing(self):
        """Start what does not run; return when the newsroom is ready."""
        self.resume()
        for name, start in (("web", self.start_web), ("worker", self.start_worker), ("watch", self.start_watch)):
            if name not in self.running or not self.running[name].is_alive():
                start()
        until(f"not ready: {self.log_end()}", self.is_ready, seconds=90)

    def is_ready(self):
        """Return whether the newsroom can serve; start its web server again where it gave up."""
        if not self.running["web"].is_alive():
            self.start_web()
        with suppress(OSError):
            return get(self.port, "/readyz")[0] == 200
        return False

    def log_end(self):
        """Return the end of what all processes said."""
        return self.log.read_text(errors="replace")[-2_000:] if self.log.exists() else ""

    def log_since(self, place):
        """Return what all processes have said since the log was so many bytes long."""
        with self.log.open("rb") as file:
            file.seek(place)
            return file.read().decode(errors="replace")

    def resume(self):
        """Let the servers go on and start those that were killed; give room back."""
        self.free_disk()
        for server in filter(None, (self.redis, self.postgresql)):
            for pid in family(server.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
            if server.process.poll() is not None or not answers(server.port):
                self.kill_server(server)
                server.start()

    def kill_server(self, server):
        """Kill a database or a cache, with all its processes."""
        pids = family(server.process.pid)
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            server.process.wait(20)
        until("a server lives", lambda: not ({*pids[1:]} & {*process_table()}), seconds=20)
        if isinstance(server, PostgresServer):
            (self.folder / "cluster" / "data" / "postmaster.pid").unlink(missing_ok=True)

    def stall_server(self, server):
        """Have a server hang."""
        for pid in family(server.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def kill_all(self):
        """Kill every process of the newsroom but the databases."""
        for command in self.running.values():
            command.kill()

    def fill_disk(self):
        """Leave no room on the newsroom's disk."""
        with (self.folder / "ballast").open("wb") as file, suppress(OSError):
            while True:
                os.write(file.fileno(), bytes(64 * 1024))

    def free_disk(self):
        """Give the room back."""
        (self.folder / "ballast").unlink(missing_ok=True)


def wait_for(question, *, seconds):
    """Return whether the answer of a question becomes one within some seconds."""
    ends_at = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < ends_at:
        time.sleep(0.2)
    return bool(answer)


def mount(folder, stack):
    """Give a folder a small disk of its own; return whether the system let us."""
    libc = ctypes.CDLL(None, use_errno=True)
    is_mounted = sys.platform == "linux" and not libc.mount(
        b"crash", os.fsencode(folder), b"tmpfs", 0, f"size={ROOM},mode=755".encode()
    )
    if is_mounted:
        stack.callback(libc.umount2, os.fsencode(folder), 2)  # as soon as nobody is in there
    return is_mounted


@contextmanager
def new_newsroom(kind, *, empty=None):
    """Make a newsroom on a kind of database for as long as the block lasts, from the file or dump of an empty one."""
    with server_folder() as folder, ExitStack() as stack:
        newsroom = Newsroom(folder, kind, stack, empty)
        try:
            yield newsroom
        except BaseException:
            keep = Path(os.environ.get("CRASH_KEEP", "")) if os.environ.get("CRASH_KEEP") else None
            if keep:
                shutil.copy(newsroom.log, keep / f"crash-{kind}-{int(time.time())}.log")
            raise
        finally:
            newsroom.kill_all()
            newsroom.resume()
