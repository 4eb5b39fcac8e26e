"""The reason of a withdrawal: its digest in the log, its salt beside it for strangers, until words of it go."""

import hashlib
import json

import pytest

from stories import desk
from stories.copy.gaps import GAP, read_phrases
from stories.models import Notice, NoticeSeal, Story, TransparencyEntry
from stories.models.log_check import FilingsOf
from tests.builders import NOON, a_chain, an_editor

pytestmark = pytest.mark.django_db
REASON = "Edda Roan never said it."


def a_killed_story():
    story = a_chain("Urgent", "1st LD")
    return desk.kill(story, by=an_editor("cleo", "chief"), now=NOON, reason=REASON)


def entries(kind):
    """Return the log's entries of a kind."""
    return [row.entry() for row in TransparencyEntry.objects.filter(kind=kind)]


def test_reason_is_in_the_log_and_strangers_can_make_its_digest(client):
    story = a_killed_story()

    told = client.get(f"/stories/{story.pk}/history.json").json()
    (entry,) = entries("reason")

    sealed = {name: told[name] for name in ("story", "at", "credit", "reason", "salt")} | {"kind": "kill"}
    written = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(written.encode()).hexdigest() == told["digest"] == entry.digest
    assert (told["reason"], entry.story, entry.number, entry.at) == (REASON, story.pk, 2, told["at"])
    assert FilingsOf([entry]).fault(entry) == ""


def test_reason_that_was_rewritten_is_found():
    a_killed_story()
    (entry,) = entries("reason")

    Notice.objects.update(reason="A printer failed.")

    assert FilingsOf([entry]).fault(entry) == "the reason that readers were told is gone or was rewritten"


def test_reason_that_lost_words_has_no_salt_and_its_entry_stands(client):
    story = a_killed_story()

    desk.take_down_phrases([story], read_phrases("Edda Roan"), by=None, now=NOON, reason="An order.")

    told = client.get(f"/stories/{story.pk}/history.json").json()
    (entry,) = entries("reason")
    assert (told["reason"], told["salt"], told["digest"]) == (f"{GAP} never said it.", "", entry.digest)
    assert FilingsOf([entry]).fault(entry) == ""


def test_act_without_a_reason_for_readers_has_no_digest_of_it(client):
    story = desk.hold(a_chain("Urgent"), by=an_editor(), now=NOON, reason="Looks odd.")

    told = client.get(f"/stories/{story.pk}/history.json").json()

    assert {"salt", "digest"}.isdisjoint(told)
    assert not NoticeSeal.objects.exists()
    assert (entries("reason"), len(entries("hold"))) == ([], 1)
    assert Story.objects.get(pk=story.pk).state == "held"
