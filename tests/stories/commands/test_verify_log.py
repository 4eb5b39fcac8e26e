"""A newsroom held against a copy of its log: by its own command, and by a stranger's program from outside."""

import importlib
import io
import runpy
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.exceptions import InvalidSignature
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from stories import desk
from stories.copy.gaps import read_phrases
from stories.models import Checkpoint, CheckpointKey, Cosignature, Notice, read_tile
from stories.transparency import tiles
from stories.worker import transparency
from stories.worker.witnesses import WitnessAsker
from tests.builders import NOON, a_chain, a_correction, a_filing, an_editor, rewrite
from tests.witness import running_witness
from tests.write_guard import tampering

guard = importlib.import_module("stories.migrations._filing_guard")
log_guard = importlib.import_module("stories.migrations._transparency_0038")

VERIFIER = Path(__file__).parents[3] / "docs" / "verify" / "verify.py"

# The ways in which the keeper of a newsroom may rewrite its past by hand, with what is said of each.
LONG_AGO = "'2020-01-01 00:00:00+00:00'"
OF_STORY = "WHERE story_id = {story}"
REWRITINGS = {
    "a word, with its digest": (
        f"UPDATE stories_filing SET headline = 'Dam fails', digest = 'aa' {OF_STORY} AND number = 2",
        "it is not what was filed",
    ),
    "a time, with its digest": (
        f"UPDATE stories_filing SET filed_at = {LONG_AGO}, digest = 'aa' {OF_STORY} AND number = 1",
        "it is not what was filed",
    ),
    "a time alone": (
        f"UPDATE stories_filing SET filed_at = {LONG_AGO} {OF_STORY} AND number = 3",
        "it was filed at 2026-02-10T12:20",
    ),
    "the last filing dropped": (f"DELETE FROM stories_filing {OF_STORY} AND number = 3", "it is gone"),
    "two filings in another order": (f"UPDATE stories_filing SET number = 9 {OF_STORY} AND number = 2", "it is gone"),
    "a filing of another story": (
        f"UPDATE stories_filing SET story_id = {{other}} {OF_STORY} AND number = 3",
        "it is gone",
    ),
    "a hold dropped": ("DELETE FROM stories_notice", "readers were told of a hold"),
    "a hold dated back": (f"UPDATE stories_notice SET at = {LONG_AGO}", "readers were told of a hold"),
    "words put back": (
        f"UPDATE stories_filing SET taken_down_at = NULL {OF_STORY} AND number = 1",
        "its words were taken down",
    ),
}


@pytest.fixture
def story(db, settings, tmp_path):
    """Give a story with three filings, a hold and a take-down, all of them in the log."""
    settings.VAR, settings.LOG_KEY, settings.SITE_URL = tmp_path / "var", "", "https://news.example.org"
    story, chief = a_chain("Urgent", "1st LD", "2nd LD"), an_editor("cleo")
    desk.hold(story, by=chief, now=NOON + timedelta(hours=1), reason="Being checked.")
    desk.release(story, by=chief, now=NOON + timedelta(hours=2))
    desk.take_down(story.filings.get(number=1), by=chief, now=NOON + timedelta(hours=3), reason="A court asked.")
    transparency.extend_log(NOON)
    return story


@pytest.fixture
def copy_of_log(story, tmp_path):
    """Give a folder with a copy of the log, as a stranger keeps it."""
    folder, head = tmp_path / "copy", Checkpoint.objects.newest()
    for tile in tiles.tiles_of(head.size):
        (folder / tile.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / tile.name).write_bytes(read_tile(tile, head.size))
    (folder / "checkpoint").write_text(head.note)
    (folder / "keys").write_text(f"{CheckpointKey.objects.latest('pk')}\n")
    return folder


def verify(*options):
    """Return what the command prints."""
    out = io.StringIO()
    call_command("verify", *options, stdout=out)
    return out.getvalue().splitlines()


def change_by_hand(statement):
    """Change the database behind the backs of its guards, as whoever keeps it can."""
    editor = SimpleNamespace(connection=connection)  # that of Django wants no transaction
    with connection.cursor() as cursor, tampering():
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no trigger can be taken down in this transaction
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        guard.lift_guard(None, editor)
        log_guard.lift(None, editor)
        cursor.execute(statement)


def test_all_is_as_in_the_copy(story, copy_of_log):
    as_kept = "All is as in the copy of 6 entries, signed by news.example.org/log."
    assert verify("--log", str(copy_of_log)) == [as_kept, "1 chains verified.", "The log of 6 entries verified."]
    assert verify() == ["1 chains verified.", "The log of 6 entries verified."]
    desk.kill(story, by=an_editor("dora"), now=NOON + timedelta(hours=4), reason="It is false.")
    transparency.extend_log(NOON)
    assert verify("--log", str(copy_of_log))[0] == as_kept


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("headline = 'Dam fails'", "its words are not those that were filed"),
        ("note = 'Adds nothing.'", "its words are not those that were filed"),
        ("salt = '00'", "its words are not those that were filed"),
        ("moved_at = '2020-01-01 00:00:00+00:00'", "its head fields are not those that were filed"),
    ],
)
def test_words_that_were_rewritten_behind_a_digest_that_stands_are_found(story, copy_of_log, change, words):
    with transaction.atomic():
        change_by_hand(f"UPDATE stories_filing SET {change} WHERE story_id = {story.pk} AND number = 2")
        with pytest.raises(CommandError, match=rf"^Story {story.pk}, filing 2: {words}"):
            verify("--log", str(copy_of_log))
        transaction.set_rollback(True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no value of another kind.")
@pytest.mark.parametrize("change", ["salt = x'00'", "filed_at = 'yesterday'"])
def test_value_of_another_kind_is_found(story, change):
    with transaction.atomic():
        change_by_hand(f"UPDATE stories_filing SET {change} WHERE story_id = {story.pk} AND number = 2")
        with pytest.raises(CommandError, match=f"^Story {story.pk}, filing 2: it holds a value of a kind that nobody"):
            verify()
        transaction.set_rollback(True)


@pytest.mark.parametrize("way", REWRITINGS)
def test_past_that_was_rewritten_by_hand_is_found_and_named(story, copy_of_log, way):
    statement, words = REWRITINGS[way]
    with transaction.atomic():
        change_by_hand(statement.format(other=a_chain("Urgent").pk, story=story.pk))
        with pytest.raises(CommandError, match=rf"^Entry \d of the copy: story {story.pk}, filing \d: .*{words}"):
            verify("--log", str(copy_of_log))
        transaction.set_rollback(True)


def spoil_entry(folder):
    """Change a letter of an entry."""
    path = folder / "tile/entries/000.p/6"
    path.write_bytes(path.read_bytes().replace(b'"number":2', b'"number":3'))


def spoil_head(folder):
    """Say another size in the signed head."""
    path = folder / "checkpoint"
    path.write_text(path.read_text().replace("\n6\n", "\n5\n"))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_entry, "it is gone|the copy itself was changed|it is not what was filed"),
        (spoil_head, "none of the keys"),
        (lambda folder: (folder / "tile/entries/000.p/6").unlink(), "No such file"),
        (lambda folder: (folder / "keys").write_text("name"), "key"),
    ],
)
def test_copy_that_is_spoilt_is_told_apart(copy_of_log, spoil, words):
    spoil(copy_of_log)
    with pytest.raises(CommandError, match=words):
        verify("--log", str(copy_of_log))


def test_log_that_was_begun_anew_is_found(story, copy_of_log):
    with transaction.atomic():
        for table in ("transparencyentry", "checkpoint"):
            change_by_hand(f"DELETE FROM stories_{table}")
        with pytest.raises(CommandError, match="does not begin with these 6 entries"):
            verify("--log", str(copy_of_log))
        with pytest.raises(CommandError, match="filing 1: the log has no entry of it"):
            verify()
        transaction.set_rollback(True)


@pytest.mark.parametrize("position", [0, 5])
def test_log_that_lost_an_entry_is_found(story, position):
    with transaction.atomic():
        change_by_hand(f"DELETE FROM stories_transparencyentry WHERE position = {position}")
        with pytest.raises(CommandError, match="its entries have not the root that was signed"):
            verify()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_stranger_finds_what_was_rewritten_since(story, live_server, settings, tmp_path, capsys):
    settings.SITE_URL = live_server.url
    verifier = runpy.run_path(str(VERIFIER))["main"]

    verifier(live_server.url, tmp_path / "kept")
    assert "All is as it was filed: 6 entries, 3 versions." in capsys.readouterr().out
    later = rewrite(a_chain("Urgent"), "The dam failed.")
    desk.file(later, by=None, now=NOON, designator="1st LD", note="", based_on=later.save_number)
    transparency.extend_log(NOON)
    verifier(live_server.url, tmp_path / "kept")
    assert "8 entries, 5 versions" in capsys.readouterr().out

    change_by_hand(f"UPDATE stories_filing SET filed_at = {LONG_AGO} WHERE number = 2 AND story_id = {later.pk}")
    with pytest.raises(SystemExit, match=f"Story {later.pk}, version 2 is not what was filed"):
        verifier(live_server.url, tmp_path / "kept")

    for table in ("checkpoint", "transparencynode"):
        change_by_hand(f"DELETE FROM stories_{table}")
    change_by_hand("UPDATE stories_transparencyentry SET position = NULL, number = number + 1")
    transparency.extend_log(NOON)
    with pytest.raises(SystemExit, match="The log was rewritten"):
        verifier(live_server.url, tmp_path / "kept")


# What a site may show otherwise than it filed it: where, what in place of what, and what is said of it.
REWORDED = "reads otherwise at"
OTHER_CONTENT = "has other words than those that were filed"
TAMPERED = (
    ("/history/2/", "Tuesday", "Friday", f"version 2 {REWORDED}"),
    ("/history/2/", "Dam at Karse", "Mill at Karse", f"version 2 {REWORDED}"),
    ("/history/2/", '<div class="copy">', '<div class="copy"><p>More.</p>', f"version 2 {REWORDED}"),
    ("/history/2/", '<div class="copy">', '<p class="byline">Ola</p><div class="copy">', f"version 2 {REWORDED}"),
    ("/history/4/", "two towns", "ten towns", f"version 4 {REWORDED}"),
    ("/story/", "Three towns are dry", "Ten towns are dry", f"version 4 {REWORDED}"),
    ("/history/2.json", '"salt":"', '"salt":"0', f"version 2 {OTHER_CONTENT}"),
    ("/history/2.json", "Tuesday", "Friday", f"version 2 {OTHER_CONTENT}"),
    ("/history.json", "/history/2.json", "/history/3.json", f"version 2 {OTHER_CONTENT}"),
    ("/history.json", '"taken_down": false', '"taken_down": true', r"version 2 lacks words, .* \(take-down\)"),
    (
        "/history.json",
        '"phrases_taken_down": []',
        '"phrases_taken_down": [{"digest": "00", "content_after": "00"}]',
        r"version 1 lacks words, .* \(phrases\)",
    ),
)


@pytest.mark.django_db(transaction=True)
def test_stranger_finds_words_that_are_not_those_that_were_filed(story, live_server, settings, tmp_path, capsys):
    settings.SITE_URL = live_server.url
    a_correction(story, now=NOON + timedelta(hours=4))
    gapped = a_chain("Urgent", headline="Mill at Sorn burns", byline="By Ola Vint", dateline="SORN, Feb. 10 (Vesper)")
    desk.take_down_phrases([gapped], read_phrases("Ola Vint"), by=None, now=NOON, reason="A court asked.")
    a_filing(
        rewrite(a_chain("Urgent", byline="By Edda Roan", endmark="Endit"), "One <b>&amp;</b> more < two."), "1st LD"
    )
    killed = desk.kill(a_chain("Urgent"), by=an_editor("dora"), now=NOON, reason="The mill stands.")
    transparency.extend_log(NOON)
    verify_site = runpy.run_path(str(VERIFIER))["main"]
    fetch = verify_site.__globals__["fetch"]
    verify_site(live_server.url, tmp_path / "kept")
    assert "All is as it was filed: 14 entries, 8 versions." in capsys.readouterr().out

    for end, old, new, fault in TAMPERED:
        changed = []

        def fetch_changed(address, end=end, old=old, new=new, changed=changed):
            content = fetch(address)
            if not address.endswith(end) or old.encode() not in content:
                return content
            changed.append(address)
            return content.replace(old.encode(), new.encode())

        verify_site.__globals__["fetch"] = fetch_changed
        with pytest.raises(SystemExit, match=f"^Story {story.pk}, {fault}"):
            verify_site(live_server.url, tmp_path / "kept")
        assert changed

    verify_site.__globals__["fetch"] = fetch
    Notice.objects.filter(story=killed).update(reason="A printer failed.")
    with pytest.raises(SystemExit, match=f"^Story {killed.pk} was withdrawn for another reason than its page gives"):
        verify_site(live_server.url, tmp_path / "kept")


def test_name_of_a_folder_recolours_no_terminal():
    with pytest.raises(CommandError) as refusal:
        call_command("verify", "--log", "/no/such\x1b[31m/folder")

    assert "/no/such\\x1b[31m/folder" in str(refusal.value)
    assert "\x1b" not in str(refusal.value)


@pytest.mark.django_db(transaction=True)
def test_stranger_holds_the_log_to_what_its_witnesses_saw(story, live_server, settings, tmp_path, capsys):
    settings.SITE_URL = live_server.url
    (tmp_path / "witness").mkdir()
    verifier = runpy.run_path(str(VERIFIER))["main"]
    with running_witness(tmp_path / "witness", str(CheckpointKey.objects.get())) as written:
        settings.LOG_WITNESSES = [written]
        WitnessAsker().ask_witnesses(NOON)

    verifier(live_server.url, tmp_path / "kept")
    assert "witness.example/w1 saw 6 entries at " in capsys.readouterr().out

    cosigned = Cosignature.objects.get()
    Cosignature.objects.update(line=cosigned.line.replace("w1", "w2"))
    with pytest.raises(SystemExit, match=r"The witness witness\.example/w1 has not cosigned the log of 6 entries"):
        verifier(live_server.url, tmp_path / "kept")
    name, _, encoded = cosigned.line.rpartition(" ")
    Cosignature.objects.update(line=f"{name} {encoded[:8]}AAAA{encoded[12:]}")
    with pytest.raises(InvalidSignature):
        verifier(live_server.url, tmp_path / "kept")


@pytest.mark.django_db(transaction=True)
def test_stranger_with_no_head_of_his_own_finds_a_log_that_its_witnesses_did_not_see(
    story, live_server, settings, tmp_path
):
    settings.SITE_URL = live_server.url
    (tmp_path / "witness").mkdir()
    verifier = runpy.run_path(str(VERIFIER))["main"]
    with running_witness(tmp_path / "witness", str(CheckpointKey.objects.get())) as written:
        settings.LOG_WITNESSES = [written]
        WitnessAsker().ask_witnesses(NOON)
    seen = Checkpoint.objects.newest()
    a_chain("Urgent")
    change_by_hand("DELETE FROM stories_checkpoint")
    change_by_hand("UPDATE stories_transparencyentry SET position = NULL, number = number + 1")
    transparency.extend_log(NOON)
    Checkpoint.objects.create(size=seen.size, note=seen.note, at=seen.at)

    with pytest.raises(SystemExit, match="does not begin with the 6 entries that witnesses cosigned"):
        verifier(live_server.url, tmp_path / "kept")
