"""manage.py ingest --watch: whole files, in order of arrival, to done/ or failed/ with the reason beside."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from stories import intake
from stories.intake import IntakeOptions, OnArrival, batches, drop_folder
from stories.intake.deliveries import keep_delivery
from stories.intake.drop_folder import DropFolder, is_open_for_writing
from stories.management import drop_watch
from stories.models import Delivery, Item, Photo, Story
from tests.builders import NOON, a_source
from tests.photo_files import draw_jpeg

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = IntakeOptions(on_arrival=OnArrival.FILE)


def a_text(place):
    """Return the bytes of a piece of copy about a place."""
    return f"Ferry off {place} turns back\n\nVesper, February 10, 2026\n\nThe ferry off {place} turned back.\n".encode()


def drop(folder, name, data, *, age=60.0):
    """Put a file into a folder as it would be when it was written some seconds ago."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return path


def watch_until(folder, count, *, options=OPTIONS, seconds=20):
    """Watch the folder until so many items were reported, or the time is over; return them with their paths."""
    stop, reports = Event(), []
    ends_at = time.monotonic() + seconds

    class Stop(Event):
        def is_set(self):
            return (len(reports) >= count and not any(folder.rglob(".taking/2*/*"))) or time.monotonic() > ends_at

    stop = Stop()
    drop_watch.watch([str(folder)], options, report=lambda path, item: reports.append((path, item)), stop=stop)
    return reports


def lying(folder):
    """Return the files under the folder as relative paths, the lock left out."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != ".lock")


def test_files_are_taken_in_order_of_arrival_and_put_away(tmp_path):
    drop(tmp_path, "a.txt", a_text("Oren"), age=10)
    drop(tmp_path, "vesper/c.txt", a_text("Karse Head"), age=30)
    drop(tmp_path, "b.json", b"{", age=20)

    reports = watch_until(tmp_path, 3)

    assert [Path(path).name for path, _ in reports] == ["c.txt", "b.json", "a.txt"]
    assert [item.outcome for _, item in reports] == ["filed", "failed", "filed"]
    assert lying(tmp_path) == ["done/a.txt", "done/vesper/c.txt", "failed/b.json", "failed/b.json.reason.txt"]
    assert (tmp_path / "failed" / "b.json.reason.txt").read_text().strip() == reports[1][1].reason


def test_unfinished_and_hidden_files_and_links_are_left_alone(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(a_text("Oren"))
    folder = tmp_path / "drop"
    for name in ("a.part", "b.TMP", "c.filepart", "d.crdownload", ".e.txt", ".f/g.txt"):
        drop(folder, name, a_text(name))
    (folder / "link.txt").symlink_to(outside)
    drop(folder, "z.txt", a_text("Vesper Bay"))

    reports = watch_until(folder, 1)

    assert [Path(path).name for path, _ in reports] == ["z.txt"]
    assert Item.objects.count() == 1
    assert len(lying(folder)) == 8


def test_names_that_are_there_get_a_number(tmp_path):
    drop(tmp_path, "done/a.txt", b"Monday's")
    drop(tmp_path, "done/a-2.txt", b"Tuesday's")
    drop(tmp_path, "a.txt", a_text("Oren"))

    watch_until(tmp_path, 1)

    assert lying(tmp_path) == ["done/a-2.txt", "done/a-3.txt", "done/a.txt"]
    assert (tmp_path / "done" / "a-3.txt").read_bytes() == a_text("Oren")


def test_long_name_that_failed_has_its_reason_beside(tmp_path):
    name = "ö" * 125 + ".json"
    drop(tmp_path, name, b"{")

    watch_until(tmp_path, 1)

    assert len(lying(tmp_path)) == 2
    assert (tmp_path / "failed" / name).exists()


def test_same_file_again_is_a_duplicate(tmp_path):
    drop(tmp_path, "a.txt", a_text("Oren"))
    watch_until(tmp_path, 1)
    drop(tmp_path, "a.txt", a_text("Oren"))

    reports = watch_until(tmp_path, 1)

    assert [item.outcome for _, item in reports] == ["duplicate"]
    assert Story.objects.count() == 1


def test_file_that_failed_and_is_put_back_is_tried_again(tmp_path):
    drop(tmp_path, "a.json", b"{")
    watch_until(tmp_path, 1)
    shutil.move(tmp_path / "failed" / "a.json", tmp_path / "a.json")

    reports = watch_until(tmp_path, 1)

    assert len(reports) == 1
    assert Item.objects.filter(outcome="failed").count() == 2


def test_file_is_whole_when_it_is_left_alone(tmp_path):
    folder = DropFolder(tmp_path)
    path = tmp_path / "a.txt"
    path.write_bytes(a_text("Oren"))

    seen_at_once = folder.arrivals()
    time.sleep(1.1)

    assert seen_at_once == []
    assert folder.arrivals() == [path]


def test_file_renamed_into_place_is_whole_at_once(tmp_path):
    folder = DropFolder(tmp_path)
    part = tmp_path / "a.txt.part"
    part.write_bytes(a_text("Oren"))
    time.sleep(0.05)
    left_alone = folder.arrivals()
    part.rename(tmp_path / "a.txt")

    assert left_alone == []
    assert folder.arrivals() == [tmp_path / "a.txt"]


def test_file_from_a_clock_that_is_ahead_is_taken_after_a_while(tmp_path):
    folder = DropFolder(tmp_path)
    path = drop(tmp_path, "a.txt", b"", age=-3600)
    path.write_bytes(a_text("Oren"))
    os.utime(path, (time.time() + 3600,) * 2)
    folder.arrivals()
    time.sleep(1.1)

    assert folder.arrivals() == [path]


def test_file_that_is_open_for_writing_is_not_whole(tmp_path):
    folder = DropFolder(tmp_path)
    path = drop(tmp_path, "a.txt", a_text("Oren"))
    with path.open("ab"):
        if not is_open_for_writing(path):
            pytest.skip("This file system gives no leases.")
        while_open = folder.arrivals()

    assert while_open == []
    assert folder.arrivals() == [path]


def test_file_that_stays_open_for_very_long_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(drop_folder, "ABANDONED_SECONDS", 0.1)
    folder = DropFolder(tmp_path)
    path = drop(tmp_path, "a.txt", a_text("Oren"))
    with path.open("ab"):
        folder.arrivals()
        time.sleep(0.2)

        assert folder.arrivals() == [path]


def test_what_is_written_under_the_same_name_meanwhile_is_not_lost(tmp_path):
    drop(tmp_path, "a.txt", a_text("Oren"))
    reports = []

    def report(path, item):
        reports.append(item)
        if len(reports) == 1:
            drop(tmp_path, "a.txt", a_text("Karse Head"))

    class Stop(Event):
        def is_set(self):
            return len(reports) == 2 and not any(tmp_path.rglob(".taking/2*/*"))

    drop_watch.watch([str(tmp_path)], OPTIONS, report=report, stop=Stop())

    assert lying(tmp_path) == ["done/a-2.txt", "done/a.txt"]
    assert Story.objects.count() == 2


def test_picture_that_came_before_its_copy_joins_it(tmp_path):
    copy = {
        "uri": "urn:maran:1", "type": "text", "headline": "Ferry off Oren turns back", "version": "1",
        "body_html": "<p>The ferry off Oren turned back.</p>",
        "associations": {"main": {"uri": "urn:maran:2", "type": "picture", "description_text": "The ferry.",
                                  "renditions": {"full": {"href": "ferry.jpg"}}}},
    }  # fmt: skip
    drop(tmp_path, "maran/ferry.jpg", draw_jpeg((400, 300)), age=20)
    drop(tmp_path, "maran/ferry.json", json.dumps(copy).encode(), age=10)

    reports = watch_until(tmp_path, 2)

    assert [Path(path).name for path, _ in reports] == ["ferry.jpg", "ferry.json"]
    [placed] = Story.objects.get().pictures
    assert placed["photo"] == Photo.objects.get().pk
    assert lying(tmp_path) == ["done/maran/ferry.jpg", "done/maran/ferry.json"]


def test_file_in_hand_of_a_process_that_died_is_taken_once(tmp_path, monkeypatch):
    two = b"[" + b",".join(
        json.dumps({"uri": f"urn:maran:{n}", "type": "text", "headline": f"Ferry {n} turns back",
                    "body_text": f"Ferry {n} turned back."}).encode() for n in (1, 2)
    ) + b"]"  # fmt: skip
    at = datetime.now(UTC) - timedelta(hours=3)
    claim = DropFolder(tmp_path).claim(drop(tmp_path, "two.json", two), at=at)
    with monkeypatch.context() as one_by_one:
        one_by_one.setattr(batches, "MOST_PIECES", 1)
        first = next(intake.resume(str(claim.original), two, since=at, now=at + timedelta(seconds=1), options=OPTIONS))

    reports = watch_until(tmp_path, 2)

    assert [item.pk for _, item in reports] == [first.pk, first.pk + 1]
    assert [path for path, _ in reports] == [str(tmp_path / "two.json")] * 2
    assert (Item.objects.count(), Story.objects.count(), Delivery.objects.count()) == (2, 2, 1)
    assert lying(tmp_path) == ["done/two.json"]
    assert reports[1][1].filing.filed_at > at + timedelta(hours=2)


def test_delivery_that_was_kept_and_never_read_is_read_by_the_next_run(tmp_path):
    keep_delivery("of-a-dead-process.txt", a_text("Oren"), now=NOON)
    keep_delivery(f"/wire/{a_source('Tidewater Wire').pk}/x.txt", b"Dam holds\n\nIt holds.\n", now=NOON)
    keep_delivery("https://feeds.example/latest.xml", a_text("Karn Bay"), now=NOON)
    out = io.StringIO()

    call_command("ingest", str(tmp_path), "--json", stdout=out)

    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["path"] for line in told] == ["of-a-dead-process.txt", f"/wire/{a_source('Tidewater Wire').pk}/x.txt"]
    assert sorted(story.source.name for story in Story.objects.all()) == ["Tidewater Wire", "Vesper"]
    call_command("ingest", str(tmp_path), "--json", stdout=(again := io.StringIO()))
    assert again.getvalue() == ""


def test_two_processes_never_watch_one_folder(tmp_path):
    with DropFolder(tmp_path).lock(), pytest.raises(CommandError, match="Another process watches"):
        call_command("ingest", str(tmp_path), "--watch")


def test_only_folders_are_watched(tmp_path):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("ingest", str(tmp_path / "none"), "--watch")


def test_file_waits_in_hand_while_the_database_is_away(tmp_path, monkeypatch):
    drop(tmp_path, "a.txt", a_text("Oren"))
    monkeypatch.setattr(drop_watch, "NO_DATABASE_PAUSE", 0.01)
    faults = iter([OperationalError("gone"), OperationalError("still gone")])
    resume, take_arrivals = intake.resume, intake.take_arrivals

    def failing(take):
        def fail_twice(*arguments, **options):
            for fault in faults:
                raise fault
            return take(*arguments, **options)

        return fail_twice

    monkeypatch.setattr(intake, "resume", failing(resume))
    monkeypatch.setattr(intake, "take_arrivals", failing(take_arrivals))
    monkeypatch.setattr(drop_watch, "close_old_connections", lambda: None)

    reports = watch_until(tmp_path, 1)

    assert [item.outcome for _, item in reports] == ["filed"]
    assert lying(tmp_path) == ["done/a.txt"]


def test_fault_that_nobody_thought_of_stops_no_other_file(tmp_path, monkeypatch):
    drop(tmp_path, "a.txt", a_text("Oren"), age=20)
    drop(tmp_path, "b.txt", a_text("Karse Head"), age=10)
    resume = intake.resume

    def stumble(name, *arguments, **options):
        if name.endswith("a.txt"):
            raise RecursionError("too deep")
        return resume(name, *arguments, **options)

    def stumble_together(_arrivals):
        raise RecursionError("too deep")

    monkeypatch.setattr(intake, "resume", stumble)
    monkeypatch.setattr(intake, "take_arrivals", stumble_together)

    reports = watch_until(tmp_path, 2)

    assert [item.outcome for _, item in reports] == ["failed", "filed"]
    assert "RecursionError: too deep" in (tmp_path / "failed" / "a.txt.reason.txt").read_text()


def test_command_that_is_told_to_stop_ends_well(tmp_path, own_newsroom):
    environment = {**os.environ, "DATABASE_URL": own_newsroom, "SECRET_KEY": "x"}
    folder = tmp_path / "drop"
    folder.mkdir()
    command = [sys.executable, "manage.py", "ingest", "--watch", str(folder), "--file", "--json"]
    for number in (signal.SIGTERM, signal.SIGINT):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        drop(folder, "a.txt", a_text(f"Oren {number}"))

        line = json.loads(process.stdout.readline())  # while it runs: each line is out at once
        process.send_signal(number)

        assert process.wait(timeout=20) == 0
        assert line["outcome"] == "filed"
        process.stdout.close()
