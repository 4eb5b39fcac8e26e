"""Locks of rows that others only refer to: an act that holds one keeps no other act from its commit, nor the reverse.

The counts of what readers see are written at commit, before the last references are checked. An act that waited for a
row there would hold the count that whoever has the row needs for its own commit.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from stories import desk
from stories.desk.writing import AT_ONCE, Together
from stories.intake.sources import lock_sources
from stories.models import Notice, Story
from tests.builders import NOON, a_chain, a_filing, a_story, an_editor, rewrite

ROOT = Path(__file__).resolve().parents[3]
LOCK = re.compile(r"select_for_update\((?!(?:of=\(\"self\",\), )?no_key=True\))")
LOCKS = {
    "the source": lambda other: lock_sources([other.source]),
    "the other story": lambda other: AT_ONCE.lock(other.pk),
    "the other story, among many": lambda other: Together(acts=1, stories=1).load([other.pk]),
}


def test_every_lock_lets_others_refer_to_the_row():
    modules = [path for house in ("newsroom", "stories", "ticker") for path in (ROOT / house).rglob("*.py")]

    assert [str(path) for path in modules if LOCK.search(path.read_text())] == []
    assert LOCK.search('rows.select_for_update(of=("self",)).get()')


def commit_beside(act):
    """Do an act on a connection of its own, which gives up where it waits for a row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        act()
    finally:
        connection.close()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one lock for all rows")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_act_commits_while_another_holds_what_it_refers_to(lock):
    editor, story, other, filed = an_editor(), a_chain("Urgent"), a_chain("Urgent"), a_story()
    rewrite(other, "The dam at Karse Head broke.")

    def act():
        a_filing(filed, by=editor)
        desk.kill(story, by=editor, now=NOON, reason="Not so", substitute=other)

    with ThreadPoolExecutor(1) as beside, transaction.atomic():
        lock(other)
        a_filing(other, "1st LD")
        beside.submit(commit_beside, act).result()

    assert Notice.objects.get(story=story).substitute == other
    assert [Story.objects.get(pk=one.pk).filed_number for one in (filed, other)] == [1, 2]
