"""manage.py ingest: one line an item, a summary, exit 1 when any failed."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from stories.intake import batches
from stories.models import Item, Section, Story
from tests.builders import a_section

pytestmark = pytest.mark.django_db

TEXT = "Urgent: Dam at Karse Head overtops\n\nVesper, February 10, 2026\n\nWater ran over the dam.\n\nEndit\n"
KEYS = ["path", "item", "version", "outcome", "story", "filing", "url", "designator", "headline", "reason",
        "likely", "score"]  # fmt: skip


def run_ingest(*arguments):
    """Return the output of the command, and its exit status."""
    out = io.StringIO()
    try:
        call_command("ingest", *arguments, stdout=out)
    except SystemExit as stop:
        return out.getvalue(), stop.code
    return out.getvalue(), 0


def test_one_object_a_line_with_every_key_of_the_contract(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)

    out, status = run_ingest(str(tmp_path), "--file", "--json")

    (told,) = [json.loads(line) for line in out.splitlines()]
    story = Story.objects.get()
    assert status == 0
    assert list(told) == KEYS
    assert told["outcome"] == "filed"
    assert (told["story"], told["filing"], told["designator"]) == (story.pk, 1, "Urgent")
    assert told["url"].endswith(f"/stories/{story.pk}/dam-at-karse-head-overtops/")
    assert told["path"] == str(tmp_path / "a.txt")


def test_a_bad_file_fails_and_the_others_are_taken(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.json").write_text("{")
    (tmp_path / "c.txt").write_bytes(b"")

    out, status = run_ingest(str(tmp_path), str(tmp_path / "missing.txt"), "--file")

    assert status == 1
    assert out.splitlines()[-1] == "4 items: 1 filed, 3 failed."
    assert Item.objects.filter(outcome="failed").count() == 3


def test_nothing_is_taken_for_an_unknown_section(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    a_section("World")

    with pytest.raises(CommandError, match=r"no section “sprot”\. Known: world"):
        call_command("ingest", str(tmp_path), section="sprot")

    assert Item.objects.count() == 0


def test_source_and_section_are_as_told(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    a_section("World")

    run_ingest(str(tmp_path), "--source", "Tidewater Wire", "--section", "world", "--desk")

    story = Story.objects.get()
    assert (story.source.name, story.section) == ("Tidewater Wire", Section.objects.get(slug="world"))
    assert not story.has_moved


def test_lines_come_as_batches_are_taken_within_one_file_too(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "MOST_PIECES", 2)
    three = [{"uri": f"urn:maran:{n}", "type": "text", "headline": f"Ferry {n}", "body_text": "A"} for n in range(3)]
    (tmp_path / "three.json").write_text(json.dumps(three))
    items_at_each_line = []

    class Out(io.StringIO):
        def flush(self):
            items_at_each_line.append(Item.objects.count())

    call_command("ingest", str(tmp_path), "--json", stdout=Out())

    assert items_at_each_line[:3] == [2, 2, 3]


def test_controls_in_the_name_of_a_file_reach_no_terminal(tmp_path):
    (tmp_path / "a\x1b[31m.json").write_text("{")

    out, _ = run_ingest(str(tmp_path))

    assert "\x1b" not in out
    assert "[31m.json" in out
