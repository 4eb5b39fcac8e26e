"""The drill: a backup while people file, restored into an empty newsroom, where every chain verifies."""

import os
import stat
import tarfile
from contextlib import contextmanager, nullcontext
from io import StringIO
from threading import Event, Thread

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from newsroom import schema
from stories import desk
from stories.models import Filing, Generation, Photo, Rendition, StoredPage, Story, Sweep
from stories.transparency.signed_note import make_key
from stories.worker import transparency
from tests.builders import a_chain, a_filing, a_story, an_editor, rewrite
from tests.machines import until
from tests.own_database import connected_to, new_database, new_newsroom
from tests.photo_files import a_photo, add_pictures

pytestmark = pytest.mark.database

WRITERS = 2


def run(*arguments):
    """Run a command; return what it prints."""
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def media_in(folder):
    """Have pictures kept in a folder for as long as the block lasts."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return override_settings(STORAGES={"default": storage, "staticfiles": static})


@contextmanager
def people_filing(stories):
    """Have threads save and file stories for as long as the block lasts, once each has filed."""
    stop, filed, faults = Event(), [0] * len(stories), []

    def write(number, story):
        try:
            while not stop.is_set():
                filed[number] += 1
                changed = rewrite(story, f"It went on.\n\nAnd on, {filed[number]} times.", now=timezone.now())
                a_filing(changed, now=timezone.now())
        except Exception as fault:  # noqa: BLE001 the test tells of it
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=write, args=pair) for pair in enumerate(stories)]
    for thread in threads:
        thread.start()
    until("nobody files", lambda: faults or min(filed) > 1)
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
        assert faults == []


def fill_newsroom():
    """Make stories, a photo with renditions that one shows, one that was removed, people, a log-in and a page."""
    an_editor("rhea")
    chain = a_chain("Urgent", "1st LD", now=timezone.now())
    add_pictures(chain, a_photo())
    a_filing(chain, now=timezone.now())
    desk.remove_photo(a_photo(), now=timezone.now())
    Session.objects.create(session_key="kept-by-rhea", session_data="x", expire_date=timezone.now())
    StoredPage.objects.create(address="/", scope=0, generation=1, epoch=1, headers="", tag="", head=b"", printed_at=1)
    with override_settings(LOG_KEY=str(make_key("news.example.org/log", bytes(32)))):
        transparency.extend_log(timezone.now())
    return [chain, *(a_story(now=timezone.now()) for _each in range(WRITERS))]


def numbers():
    """Return how many filings each story has."""
    return dict(Story.objects.values_list("pk", "filed_number"))


def rows():
    """Return the filings as they stand in the database, by story and number."""
    return {(row["story_id"], row["number"]): row for row in Filing.objects.values()}


def a_database(folder, name):
    """Make a database without tables; give its file or its name."""
    return nullcontext(folder / f"{name}.sqlite3") if connection.vendor == "sqlite" else new_database(name)


@pytest.fixture(scope="module")
def drill(empty_newsroom, tmp_path_factory, django_db_blocker):
    """Back a newsroom up while people file in it, and restore it on another machine: a new database, a new store."""
    folder = tmp_path_factory.mktemp("drill")
    backup = folder / "newsroom.tar"
    drill = {"folder": folder, "backup": backup}
    with django_db_blocker.unblock():
        with (
            media_in(folder / "media"),
            new_newsroom(empty_newsroom, folder, "source") as name,
            connected_to(name),
        ):
            others = fill_newsroom()
            with people_filing(others):
                drill["before"] = numbers()
                drill["said"] = run("backup", str(backup))
                drill["after"] = numbers()
            drill["source"] = rows()
        with media_in(folder / "restored"), a_database(folder, "restored") as name, connected_to(name):
            drill["restored"] = run("restore", str(backup))
            yield drill


def test_restored_newsroom_is_that_of_one_moment_of_the_backup(drill):
    restored = rows()

    counted = numbers()
    assert all(drill["before"][story] <= number <= drill["after"][story] for story, number in counted.items())
    assert sum(counted.values()) == len(restored) > 0
    assert restored == {key: row for key, row in drill["source"].items() if key in restored}
    assert f"{len(counted)} chains verified." in drill["restored"]
    assert "run manage.py log_key --rotate: strangers may have heads" in drill["restored"]


def test_pictures_are_there_and_removed_ones_are_not(drill):
    paths = {photo.original.name for photo in Photo.objects.filter(removed_at=None)}
    paths |= {rendition.path for rendition in Rendition.objects.filter(photo__removed_at=None)}

    assert len(paths) > 2
    assert f"{len(paths)} files of pictures." in drill["restored"]
    for path in paths:
        with default_storage.open(path) as file:
            assert file.read() == (drill["folder"] / "media" / path).read_bytes()


def test_people_come_along_and_log_ins_and_stored_pages_do_not(drill):
    assert User.objects.filter(username="rhea").exists()
    assert (Session.objects.count(), StoredPage.objects.count()) == (0, 0)


def test_guard_counts_and_numbers_go_on(drill):
    before = Generation.objects.get(story_id=0).number
    story = Story.objects.filter(filed_number__gt=0).last()

    a_filing(rewrite(story, "It went on after the restore.", now=timezone.now()), now=timezone.now())

    assert schema.missing_parts(connection) == []
    assert Generation.objects.get(story_id=0).number > before > Generation.objects.get(story_id=story.pk).number
    assert a_story(now=timezone.now()).pk > story.pk
    assert run("verify") == f"{len(numbers()) - 1} chains verified.\nThe log of 3 entries verified.\n"


def test_nobody_else_reads_the_backup_and_nothing_is_left_beside_it(drill):
    assert stat.S_IMODE(drill["backup"].stat().st_mode) == 0o600
    assert not [name for name in os.listdir(drill["folder"]) if "part" in name or "copy" in name]


def test_newsroom_in_use_takes_no_backup_in_and_no_backup_is_written_over(drill):
    before = rows()

    with pytest.raises(CommandError, match="in use: auth_user has rows"):
        run("restore", str(drill["backup"]))
    with pytest.raises(CommandError, match="written over"):
        run("backup", str(drill["backup"]))

    assert rows() == before


def test_lost_file_is_told_and_harms_nothing_else(drill):
    lost = Photo.objects.filter(removed_at=None).first().original.name
    (drill["folder"] / "restored" / lost).unlink()
    path = drill["folder"] / "again.tar"

    said = run("backup", str(path))

    assert f"has lost 1 files, so the backup lacks them: {lost}" in said
    assert "is whole" in run("restore", "--check", str(path))
    assert Sweep.objects.filter(name="backup").exists()  # which alerts tell the age of


def test_backup_without_pictures_has_none(drill):
    path = drill["folder"] / "database.tar"

    run("backup", str(path), "--without-media")

    with tarfile.open(path) as tar:
        assert {name.partition("/")[0] for name in tar.getnames()} == {"backup.json", "database", "SHA256SUMS"}


def test_backup_that_the_database_takes_no_note_of_is_there_and_whole(drill):
    backup = drill["folder"] / "unnoted.tar"
    with connection.cursor() as cursor:  # as a disk without room refuses it
        cursor.execute("ALTER TABLE stories_sweep RENAME TO stories_sweep_away")
    try:
        said = run("backup", str(backup))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE stories_sweep_away RENAME TO stories_sweep")

    assert "The database took no note of it, so /metrics tells of the one before: " in said
    assert "is whole" in run("restore", "--check", str(backup))
