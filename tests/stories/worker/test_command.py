"""The worker beside a mail server that hangs: what is to be filed is filed all the same."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WITHIN = 3.0  # seconds: the two in which a due story is out, and what a busy machine takes

SET_UP = "import os, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'newsroom.settings'); django.setup();"
A_MAIL = """
from stories import desk
from tests.builders import NOON, a_chain, an_editor
ilse = an_editor("ilse", email="ilse@news.example")
desk.hold(desk.assign(a_chain("Urgent"), ilse, by=ilse, now=NOON, instead_of=None), by=None, now=NOON)
"""
A_STORY_THAT_IS_DUE = """
from datetime import timedelta
from stories import desk
from tests.builders import NOON, a_story
story, at = a_story(), NOON + timedelta(minutes=1)
desk.schedule(story, by=None, now=NOON, at=at, designator="", note="", based_on=story.save_number)
"""


def rows(database, query):
    """Return the state of the database."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def seconds_until(database, query, wanted):
    """Return the seconds until the database has a state; twenty at most."""
    began = time.monotonic()
    while rows(database, query) != wanted and time.monotonic() < began + 20:
        time.sleep(0.05)
    return time.monotonic() - began


def test_mail_server_that_hangs_keeps_no_filing_back(tmp_path, empty_newsroom):
    database = shutil.copy(empty_newsroom, tmp_path / "worker.sqlite3")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        mail = f"smtp://127.0.0.1:{server.getsockname()[1]}"
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "EMAIL_URL": mail}

        def run(*arguments):
            subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)

        run("-c", SET_UP + A_MAIL)
        worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            caller, _ = server.accept()
            run("-c", SET_UP + A_STORY_THAT_IS_DUE)
            waited = seconds_until(database, "SELECT COUNT(*) FROM stories_filing", [(2,)])
            in_hand = rows(database, "SELECT mail_tries, mailed_at FROM stories_notification")
        finally:
            worker.terminate()
        caller.close()

        assert worker.wait(timeout=30) == 0
    assert waited < WITHIN
    assert in_hand == [(1, None)]
    ((fault,),) = rows(database, "SELECT mail_fault FROM stories_notification")
    assert fault
