"""Ten rounds of the crash target, five on each database, and the proof that it finds what was lost."""

import shutil
import signal
import subprocess

import pytest
from django.db import connection

from tests.crash.processes import new_newsroom
from tests.crash.rounds import SETTLED, Run, run_rounds, table_of
from tests.machines import until

pytestmark = [pytest.mark.database, pytest.mark.timeout(1_500)]

ROUNDS = 5
SEED = "ferry"


@pytest.fixture
def empty(request):
    """Return the file of an empty newsroom of SQLite; on PostgreSQL its dump, as each has a cluster of its own."""
    return request.getfixturevalue("empty_newsroom" if connection.vendor == "sqlite" else "empty_dump")


def test_nothing_acknowledged_is_lost_or_there_twice(empty):
    told = []

    run = run_rounds(connection.vendor, ROUNDS, SEED, tell=told.append, empty=empty)

    faults = [fault for this in run.rounds for fault in this.faults]
    assert faults == [], "\n".join([*told, table_of(run)])
    assert run.ledger.counts().total() > ROUNDS * 50


def test_auditor_finds_a_write_that_was_lost(tmp_path, empty):
    with new_newsroom(connection.vendor, empty=empty) as newsroom:
        run = Run(newsroom, SEED)
        newsroom.start_missing()
        [writer, *_others] = run.new_writers(1, None)
        writer.open()
        writer.file()
        keep_database(newsroom, tmp_path)
        writer.save()
        writer.file()
        until("log", lambda: newsroom.audit("waiting_log") == 0, seconds=SETTLED)
        run.stranger.keep()
        assert newsroom.audit("audit_acts", acts=run.ledger.since(0)) == []
        assert newsroom.audit("audit_whole", copy_of_log=run.stranger.copy()) == []

        put_back_database(newsroom, tmp_path)  # as if the disk had never had what was acknowledged since

        lost = newsroom.audit("audit_acts", acts=run.ledger.since(0))
        saves, [filing] = [act for act in run.ledger.acts if act.kind == "save"][1:], run.ledger.acts[-1:]
        assert any(f"save {saves[0].token}" in fault and "in no revision" in fault for fault in lost)
        assert any(f"file {filing.token}" in fault and "there is no filing 2" in fault for fault in lost)
        assert any("are not in the working copy" in fault for fault in lost)
        contradiction = newsroom.audit("audit_whole", copy_of_log=run.stranger.copy())[0]
        assert contradiction.startswith("verify: Entry 2 of the copy: ")
        assert contradiction.endswith("filing 2: it is gone.")


def keep_database(newsroom, folder):
    """Keep the files of the database as they are now."""
    stop(newsroom)
    subprocess.run(["cp", "-a", *database_files(newsroom), folder], check=True)  # noqa: S607 of the system
    newsroom.start_missing()


def put_back_database(newsroom, folder):
    """Put the files of the database back as they were kept."""
    stop(newsroom)
    for path in database_files(newsroom):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    subprocess.run(["cp", "-a", *folder.iterdir(), newsroom.folder], check=True)  # noqa: S607 of the system
    newsroom.start_missing()


def database_files(newsroom):
    """Return the folder of a cluster, or the files of SQLite."""
    return [newsroom.folder / "cluster"] if newsroom.postgresql else [*newsroom.folder.glob("newsroom.sqlite3*")]


def stop(newsroom):
    """Stop the newsroom and its database."""
    newsroom.kill_all()
    if newsroom.postgresql:
        newsroom.postgresql.stop(signal.SIGINT)
