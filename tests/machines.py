"""A newsroom of several machines, with real processes: databases, Redis, web nodes, workers, nginx in front."""

import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from itertools import count, cycle
from pathlib import Path
from threading import Event, Thread

import psycopg

from tests.on_postgresql import (
    Server,
    answers,
    database_address,
    free_port,
    load_dump,
    new_postgresql,
    owner_of,
    postgresql_server,
    programs,
    redis_server,
    server_folder,
)

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180  # seconds: a machine that tests everything at once is slow
KEEP_STATEMENTS = ("logging_collector=on", "log_filename=statements", "log_statement=all")
GUNICORN = """
import runpy
settings = runpy.run_path({path!r})
settings.pop("when_ready"), settings.pop("on_exit")  # this checkout's address is that of its own server
globals().update({{name: value for name, value in settings.items() if not name.startswith("_")}})
"""
OPERATOR = """
import json, sys, django
django.setup()
from django.db import close_old_connections
from stories import desk
from stories.models import Filing, Story
from tests.builders import *
names = dict(globals())
for line in sys.stdin:
    close_old_connections()
    try:
        *statements, last = json.loads(line).split("\\n")
        exec("\\n".join(statements), names)
        answer = eval(last, names)
    except Exception as error:
        answer = f"{type(error).__name__}: {error}"
    print(json.dumps(answer, default=str), flush=True)
"""


def until(what, question, *, seconds=PATIENCE):
    """Return the answer of a question once it is one; fail when it takes too long."""
    ends_at = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < ends_at, what
        time.sleep(0.05)
    return answer


def get(port, path, **headers):
    """Ask a web server; return the status, the headers and the text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": "127.0.0.1", **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")
    finally:
        connection.close()


def get_by_tls(port, path, **headers):
    """Ask nginx; return the status, the headers and the text. Its certificate is made by nobody."""
    connection = http.client.HTTPSConnection("localhost", port, timeout=PATIENCE, context=anyone())
    try:
        connection.request("GET", path, headers={"Host": "localhost", **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")
    finally:
        connection.close()


def anyone():
    """Return a context of TLS that believes every certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def nginx_settings(folder, nodes, port, plain_port):
    """Return nginx' settings for operators, of the name localhost, with other nodes, ports and folders."""
    certificate = ["sh", ROOT / "deploy" / "own_certificate", "localhost", folder]
    subprocess.run(certificate, check=True)
    upstream = "".join(f"server 127.0.0.1:{node.port} max_fails=0;\n" for node in nodes)
    settings = (ROOT / "deploy" / "nginx.conf").read_text()
    settings = re.sub(r"(?:server 127\S+ [^;]+;\s+)+", upstream, settings)
    settings = re.sub(r" *listen \[::\].*\n", "", settings)
    for ours, tests in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("listen 80", f"listen 127.0.0.1:{plain_port}"),
        ("news.example.org", "localhost"),
        ("/etc/newsroom/tls", f"{folder}"),
        ("/var/cache/nginx/newsroom", f"{folder}/kept"),
        ("/var/lib/newsroom-acme", f"{folder}"),
    ):
        assert ours in settings
        settings = settings.replace(ours, tests)
    user = "user root;" if os.geteuid() == 0 else ""
    places = [f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    logs = f"access_log off; error_log {folder}/log;"
    return (
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;\n"
        f"events {{ }}\nhttp {{ {' '.join(places)} {logs}\n{settings}\n}}\n"
    )


def nginx_server(folder, nodes):
    """Run nginx, by its settings for operators, in front of some nodes; `plain_port` is that without TLS."""
    port, plain_port = free_port(), free_port()
    file = folder / "nginx.conf"
    file.write_text(nginx_settings(folder, nodes, port, plain_port))
    server = Server(["nginx", "-p", str(folder), "-c", str(file)], port, end=signal.SIGQUIT, stderr=subprocess.DEVNULL)
    server.plain_port = plain_port
    return server


class Readers:
    """Readers who ask for pages again and again, past the cache of nginx, until they are told to stop."""

    def __init__(self, port, paths, get=get):
        self.port, self.paths, self.stop, self.statuses = port, cycle(paths), Event(), Counter()
        self.get = get
        self.threads = [Thread(target=self.read) for _ in range(2)]
        self.numbers = count()

    def read(self):
        """Ask for one page after the other; each has an address of its own."""
        while not self.stop.is_set():
            try:
                status = self.get(self.port, f"{next(self.paths)}?reader={next(self.numbers)}")[0]
            except OSError as error:
                status = type(error).__name__
            self.statuses[status] += 1

    def have_read(self, pages=20):
        """Wait until they have read so many pages more."""
        goal = self.statuses.total() + pages
        until("The readers wait.", lambda: self.statuses.total() >= goal)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.stop.set()
        for thread in self.threads:
            thread.join()


class Operator:
    """A process of the newsroom that does what it is told: lines of Python, the last an expression."""

    def __init__(self, environment):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([sys.executable, "-c", OPERATOR], cwd=ROOT, env=environment, **pipes)

    def do(self, *lines):
        """Run the lines; return what the last one gives."""
        self.process.stdin.write(json.dumps("\n".join(lines)) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.communicate(timeout=PATIENCE)


class Machines:
    """The processes of a newsroom. `nodes` are its web servers, `workers` its workers."""

    def __init__(self, folder, stack, empty):
        self.folder, self.stack = folder, stack
        self.primary = stack.enter_context(new_postgresql(own(folder / "primary")))
        self.redis = stack.enter_context(redis_server())
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.machines_settings",
            "DATABASE_URL": database_address(self.primary),
            "CACHE_URL": f"redis://127.0.0.1:{self.redis.port}/0",
            "MEDIA_FOLDER": str(folder / "media"),
            "SITE_URL": "http://127.0.0.1",
            "WEB_CONCURRENCY": "1",
            "CDN_PURGE_URL": f"http://127.0.0.1:{free_port()}/",
            "CDN_PURGE_TOKEN": "sluice",
        }
        load_dump(empty, self.primary)
        self.operator = stack.enter_context(Operator(self.environment))

    def run(self, *arguments):
        """Run a command to its end."""
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True)

    def start_replica(self):
        """Start a copy of the primary that follows it, and name it to the nodes that are started from now on."""
        folder = own(self.folder / "replica")
        source = ["-h", "127.0.0.1", "-p", str(self.primary.port), "-U", "newsroom"]
        copy = [programs() / "pg_basebackup", *source, "-D", folder / "data", "-R", "-X", "stream", "-c", "fast", "-N"]
        subprocess.run(copy, check=True, **owner_of(folder))
        self.replica = self.stack.enter_context(postgresql_server(folder, *KEEP_STATEMENTS))
        self.environment["DATABASE_REPLICA_URL"] = database_address(self.replica)
        return self.replica

    def let_replica_take_over(self):
        """Lose the primary, and have the replica, which does not run, stand in its place at its address."""
        port = self.primary.port
        self.primary.stop(signal.SIGKILL)
        self.primary = self.stack.enter_context(postgresql_server(self.folder / "replica", port=port))
        assert self.ask(self.primary, "SELECT pg_promote()")

    def replica_statements(self):
        """Return what the replica was asked, as it logs it."""
        return (self.folder / "replica" / "data" / "log" / "statements").read_text(errors="replace")

    def start_node(self):
        """Start a web server; return it."""
        port, settings = free_port(), self.folder / "gunicorn.py"
        settings.write_text(GUNICORN.format(path=str(ROOT / "deploy" / "gunicorn.py")))
        command = [sys.executable, "-m", "gunicorn", "--config", str(settings), "newsroom.wsgi"]
        counts = own(self.folder / f"counts-{port}")
        return self.start(command, port, HOST="127.0.0.1", PORT=str(port), NEWSROOM_COUNTS=str(counts))

    def start_nginx(self, nodes):
        """Start nginx in front of some nodes, and what empties its cache, by the files that operators are given."""
        folder = own(self.folder / "nginx")
        purge_port = int(self.environment["CDN_PURGE_URL"].rstrip("/").rpartition(":")[2])
        purge = [sys.executable, str(ROOT / "deploy" / "nginx_purge.py"), f"{folder}/kept"]
        own_environment = {"PURGE_LISTEN": f"127.0.0.1:{purge_port}", "PURGE_TOKEN": "sluice"}
        self.start(purge, purge_port, end=signal.SIGTERM, **own_environment)
        return self.stack.enter_context(nginx_server(folder, nodes))

    def start(self, command, port, *, end=signal.SIGQUIT, **environment):
        """Start a server of these machines, which a signal ends."""
        options = {"cwd": ROOT, "env": {**self.environment, **environment}, "stderr": self.log()}
        return self.stack.enter_context(Server(command, port, end=end, **options))

    def start_worker(self, **environment):
        """Start a worker; return its process."""
        options = {"cwd": ROOT, "env": {**self.environment, **environment}, "stderr": self.log()}
        command = [sys.executable, "manage.py", "worker"]
        worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
        self.stack.callback(worker.wait, PATIENCE)
        self.stack.callback(worker.kill)
        return worker

    def log(self):
        """Return the file that all processes write to, for whoever wants to know why one failed."""
        return self.stack.enter_context((self.folder / "log").open("a"))

    def log_text(self):
        """Return what all processes have said."""
        return (self.folder / "log").read_text(errors="replace")

    def ask(self, server, sql):
        """Return the first column of the first row of a query."""
        with psycopg.connect(database_address(server), autocommit=True) as connection:
            row = connection.execute(sql).fetchone()
        return row and row[0]

    def has_caught_up(self):
        """Return whether the replica has every public change."""
        numbers = {self.ask(server, "SELECT number FROM stories_generation WHERE story_id = 0")
                   for server in (self.primary, self.replica)}  # fmt: skip
        return len(numbers) == 1


def figure(node, name):
    """Return a figure of a node's /metrics; 0 where it has none yet."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", get(node.port, "/metrics")[2], re.MULTILINE)
    return float(found[1]) if found else 0


def own(folder):
    """Make a folder."""
    folder.mkdir()
    return folder


@contextmanager
def new_machines(empty):
    """Make a newsroom of several machines, from an empty one's dump; start what it needs beside database and Redis."""
    with server_folder() as folder, ExitStack() as stack:
        folder.chmod(0o755)
        yield Machines(folder, stack, empty)


__all__ = [
    "Machines",
    "Readers",
    "answers",
    "anyone",
    "figure",
    "get",
    "get_by_tls",
    "new_machines",
    "nginx_server",
    "server_folder",
    "until",
]
