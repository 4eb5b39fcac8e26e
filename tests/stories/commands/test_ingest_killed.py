"""The watch over a drop folder, killed before each thing that it does: nothing is lost, and nothing is there twice."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EVERY = int(os.environ.get("KILL_EVERY", "9"))  # effect; 1 is each, and takes minutes
MOST_ROUNDS = 2_000
KILLED = 9

# A child does what the command does, and ends without a word before its n-th effect: a statement of SQL, a file or a
# folder that is made, renamed or removed, a line that is printed.
CHILD = """
import os, sys, threading
import django
from django.conf import settings
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()
from django.db import connection
from stories.intake import IntakeOptions, OnArrival
from stories.management import drop_watch

EFFECTS = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.chmod", "shutil.move"}

def run(folder, last):
    done, is_on = [0], [False]

    def count():
        if is_on[0]:
            done[0] += 1
            if done[0] == last:
                os._exit(9)

    def count_audited(event, arguments):
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in EFFECTS or (writes and str(folder) in str(arguments[0])):
            count()

    def count_statement(execute, *arguments):
        count()
        return execute(*arguments)

    def report(path, item):
        count()

    class Stop(threading.Event):
        looks = 0

        def is_set(self):
            self.looks += 1
            return self.looks > 40

        def wait(self, timeout=None):
            self.looks += 20

    sys.addaudithook(count_audited)
    is_on[0] = True
    with connection.execute_wrapper(count_statement):
        drop_watch.watch([folder], IntakeOptions(on_arrival=OnArrival.FILE), report=report, stop=Stop())
    is_on[0] = False

for line in sys.stdin:
    database, folder, last = line.split()
    child = os.fork()
    if not child:
        connection.settings_dict["NAME"] = database
        try:
            run(folder, int(last))
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

CHAIN = [
    {"uri": "urn:maran:1", "type": "text", "version": str(n), "versioncreated": f"2026-02-10T1{n}:00:00Z",
     "headline": "Ferry off Oren turns back", "body_text": f"The ferry turned back. It has {n} decks.",
     "infosources": [{"name": "Maran News Agency"}]}
    for n in (1, 2)
]  # fmt: skip
FILES = {"a.json": json.dumps(CHAIN).encode(), "b/c.json": b"{"}
FILINGS = "SELECT story_id, number FROM stories_filing ORDER BY 1, 2"
ITEMS = "SELECT outcome, place, version FROM stories_item ORDER BY id"
PUT_AWAY = ["done/a.json", "failed/b/c.json", "failed/b/c.json.reason.txt"]


def rows(database, query):
    """Return the rows of a query on a database."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def lying(folder):
    """Return the files under the folder as relative paths, the lock left out."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != ".lock")


@pytest.fixture
def newsroom(tmp_path, empty_newsroom):
    """Make an empty newsroom; return a function that runs the watch over a folder up to its n-th effect."""
    empty = shutil.copy(empty_newsroom, tmp_path / "empty.sqlite3")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{empty}", "SECRET_KEY": "x", "LOG_LEVEL": "CRITICAL",
                   "MEDIA_STORAGE_URL": f"file://{tmp_path / 'media'}"}  # fmt: skip
    with subprocess.Popen([sys.executable, "-c", CHILD], cwd=ROOT, env=environment, text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # fmt: skip

        def run(database, folder, last):
            print(database, folder, last, file=process.stdin, flush=True)
            return int(process.stdout.readline())

        yield run, empty
        process.stdin.close()


def a_round(tmp_path, empty, number):
    """Return a fresh database, and a folder with files that were written a minute ago."""
    database, folder = tmp_path / f"{number}.sqlite3", tmp_path / f"drop-{number}"
    shutil.copy(empty, database)
    for place, (name, data) in enumerate(FILES.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (path.stat().st_mtime - 60 + place,) * 2)
    return database, folder


def test_watch_killed_at_each_step_loses_and_doubles_nothing(tmp_path, newsroom):
    run, empty = newsroom
    database, folder = a_round(tmp_path, empty, 0)
    assert run(database, folder, 0) == 0
    whole = rows(database, ITEMS)
    assert (whole, rows(database, FILINGS)) == (
        [("filed", 0, 1), ("filed", 1, 2), ("failed", 0, None)], [(1, 1), (1, 2)]
    )  # fmt: skip
    assert lying(folder) == PUT_AWAY

    for last in range(1, MOST_ROUNDS, EVERY):
        database, folder = a_round(tmp_path, empty, last)
        ended = run(database, folder, last)
        assert ended in (0, KILLED)
        if ended == 0:
            break
        assert run(database, folder, 0) == 0

        assert (last, rows(database, ITEMS)) == (last, whole)
        assert (last, rows(database, FILINGS)) == (last, [(1, 1), (1, 2)])
        assert (last, lying(folder)) == (last, PUT_AWAY)
        assert not any((folder / ".taking").glob("2*"))
        database.unlink()
        shutil.rmtree(folder)
    assert last > 50
