"""The log of all filings: written with each act, extended by the worker, and never changed."""

import base64
import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from stories import desk
from stories.models import (
    LOG_SUBTREES,
    Checkpoint,
    CheckpointKey,
    Filing,
    NoticeSeal,
    TransparencyEntry,
    TransparencyNode,
    check_own_log,
    read_tile,
)
from stories.transparency import merkle, tiles
from stories.transparency.checkpoint import read_checkpoint
from stories.transparency.entries import read_entry
from stories.transparency.signed_note import make_key
from stories.worker import transparency
from tests.builders import NOON, a_chain, an_editor, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    """Keep the key of each test's log in a folder of its own."""
    settings.VAR = tmp_path / "var"
    settings.LOG_KEY = ""


def kinds():
    """Return the kinds of all entries with the numbers of their filings, in the order of the log."""
    return list(TransparencyEntry.objects.order_by("position").values_list("kind", "number"))


def head():
    """Return the newest head, opened with the newest key."""
    return read_checkpoint(Checkpoint.objects.newest().note, [CheckpointKey.objects.latest("pk").key])


def entries_served(size):
    """Return the entries of a log of so many, as its tiles have them."""
    bundles = (tile for tile in tiles.tiles_of(size) if tile.level is None)
    return [entry for tile in bundles for entry in tiles.read_entries(read_tile(tile, size))]


def fill_log(story, count):
    """Write so many more entries, as a trigger would."""
    digest = story.filings.get(number=1).digest
    TransparencyEntry.objects.bulk_create(
        TransparencyEntry(kind="filing", story=story.pk, number=number, digest=digest, at=NOON)
        for number in range(count)
    )


def test_every_act_that_readers_are_told_of_is_an_entry():
    story, chief = a_chain("Urgent", "1st LD"), an_editor("cleo")
    desk.hold(story, by=chief, now=NOON + timedelta(hours=1), reason="Being checked.")
    desk.release(story, by=chief, now=NOON + timedelta(hours=2))
    desk.take_down(story.filings.get(number=1), by=chief, now=NOON + timedelta(hours=3), reason="A court asked.")
    desk.kill(story, by=chief, now=NOON + timedelta(hours=4), reason="It is false.")

    assert transparency.extend_log(NOON) == 7

    acts = [("hold", 2), ("release", 2), ("take-down", 1), ("kill", 2), ("reason", 2)]
    assert kinds() == [("filing", 1), ("filing", 2), *acts]
    first, *_, last, reason = [read_entry(entry) for entry in entries_served(7)]
    assert (first.digest, last.digest) == tuple(story.filings.order_by("number").values_list("digest", flat=True))
    assert reason.digest == NoticeSeal.objects.get().digest
    assert last.at == "2026-02-10T16:00:00.000000Z"
    assert transparency.extend_log(NOON) == 0


def test_correction_is_told_apart():
    story = a_chain("Urgent")
    story = rewrite(story, "Ten were hurt.")
    desk.correct(story, by=an_editor(), now=NOON, wrong="Nine.", right="Ten.", based_on=story.save_number)
    transparency.extend_log(NOON)
    assert kinds() == [("filing", 1), ("correction", 2)]


def test_log_grows_by_tiles_and_every_head_begins_with_the_one_before():
    story = a_chain("Urgent")
    sizes, heads = [], []
    for count in (1, 300, 5, 256):
        fill_log(story, count)
        transparency.extend_log(NOON)
        heads.append(head())
        sizes.append(heads[-1].size)
    assert sizes == [2, 302, 307, 563]
    leaves = [merkle.leaf_hash(entry) for entry in entries_served(563)]
    for old in heads:
        assert old.root == merkle.root_hash(old.size, LOG_SUBTREES)
        proof = merkle.prove_consistency(old.size, 563, LOG_SUBTREES)
        assert merkle.is_consistent(old.size, 563, proof, old.root, heads[-1].root)
    assert tiles.read_hashes(read_tile(tiles.Tile(0, 1), 563)) == leaves[256:512]
    assert tiles.read_hashes(read_tile(tiles.Tile(1, 0, 2), 563)) == [
        merkle.subtree_hash(leaves[:256]),
        merkle.subtree_hash(leaves[256:512]),
    ]
    assert read_tile(tiles.Tile(0, 2, 52), 563) is None
    assert TransparencyNode.objects.count() == 2


@pytest.mark.parametrize("table", ["transparencyentry", "checkpoint", "checkpointkey"])
def test_database_refuses_to_change_the_log(table):
    a_chain("Urgent")
    transparency.extend_log(NOON)
    column = {"transparencyentry": "number", "checkpoint": "size", "checkpointkey": "id"}[table]
    for statement in (f"UPDATE stories_{table} SET {column} = 7", f"DELETE FROM stories_{table}"):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            connection.cursor().execute(statement)


def test_entry_is_there_once_the_act_is_and_not_before():
    with transaction.atomic():
        a_chain("Urgent")
        assert TransparencyEntry.objects.waiting().count() == 1
        transaction.set_rollback(True)
    assert not TransparencyEntry.objects.exists()
    assert not Filing.objects.exists()


def test_key_is_made_once_for_nobody_elses_eyes(settings):
    a_chain("Urgent")
    transparency.extend_log(NOON)
    path = settings.VAR / "log-key"
    assert path.stat().st_mode & 0o077 == 0
    settings.LOG_KEY = path.read_text()
    path.unlink()
    a_chain("Urgent")
    assert transparency.extend_log(NOON) == 1
    assert CheckpointKey.objects.count() == 1


@pytest.mark.parametrize("key", ["", str(make_key("news.example.org/log", bytes(32))), "PRIVATE+KEY+spoilt"])
def test_log_waits_for_its_own_key_and_says_so(settings, caplog, key):
    a_chain("Urgent")
    transparency.extend_log(NOON)
    (settings.VAR / "log-key").unlink()
    settings.LOG_KEY = key
    a_chain("Urgent")
    keeper = transparency.LogKeeper()
    assert [keeper.keep_log(NOON + timedelta(seconds=second)) for second in (0, 1, 61)] == [0, 0, 0]
    assert caplog.text.count("The log of filings is not signed") == 2
    assert head().size == 1
    assert "The log of filings is not signed" in caplog.text
    assert base64.b64encode(b"\x01" + bytes(32)).decode() not in caplog.text


def test_new_key_signs_from_now_on_and_older_heads_stay(settings):
    a_chain("Urgent")
    transparency.extend_log(NOON)
    first = head()
    out = io.StringIO()
    call_command("log_key", "--rotate", stdout=out)
    a_chain("Urgent")
    transparency.extend_log(NOON)
    assert (first.size, head().size) == (1, 2)
    assert out.getvalue().strip() == str(CheckpointKey.objects.latest("pk"))
    assert (settings.VAR / "log-key").stat().st_mode & 0o077 == 0
    assert check_own_log() == (2, None)


def test_change_of_keys_that_fails_leaves_the_key_that_counts(settings):
    a_chain("Urgent")
    transparency.extend_log(NOON)
    before = (settings.VAR / "log-key").read_text()
    with (
        connection.execute_wrapper(refuse_inserts),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        transparency.change_key(NOON)
    assert (settings.VAR / "log-key").read_text() == before
    a_chain("Urgent")
    assert transparency.extend_log(NOON) == 1
    assert head().size == 2


def refuse_inserts(execute, sql, params, many, context):
    """Fail as a database that is gone when a row is to be added."""
    if sql.startswith("INSERT"):
        raise DatabaseError("gone")
    return execute(sql, params, many, context)


def test_change_of_keys_that_was_cut_off_is_ended_by_the_worker(settings):
    a_chain("Urgent")
    transparency.extend_log(NOON)
    former = (settings.VAR / "log-key").read_text()
    transparency.change_key(NOON)
    path = settings.VAR / "log-key"
    path.rename(settings.VAR / "log-key.next")  # as a process leaves it that is killed before the last step
    path.write_text(former)
    a_chain("Urgent")
    assert transparency.extend_log(NOON) == 1
    assert head().size == 2
    assert [entry.name for entry in settings.VAR.iterdir()] == ["log-key"]
    assert path.stat().st_mode & 0o077 == 0
