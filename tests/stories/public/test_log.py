"""The log of all filings as readers and their programs get it."""

import base64
import json
import re

import pytest
from django.urls import reverse

from stories import desk
from stories.models import Checkpoint, CheckpointKey
from stories.transparency import merkle, tiles
from stories.transparency.checkpoint import read_checkpoint
from stories.worker import transparency
from tests.builders import NOON, a_chain, a_story, an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    """Keep the key of each test's log in a folder of its own."""
    settings.VAR, settings.LOG_KEY = tmp_path / "var", ""


@pytest.fixture
def story():
    """Give a story with two filings that the log has."""
    story = a_chain("Urgent", "1st LD")
    transparency.extend_log(NOON)
    return story


def signed_head(client):
    """Return the head that the site serves, opened with the key that it serves."""
    note = client.get("/log/checkpoint").content.decode()
    assert client.get("/log/keys").content.decode() == f"{CheckpointKey.objects.get()}\n"
    return read_checkpoint(note, [CheckpointKey.objects.get().key])


def test_tiles_have_the_root_that_is_signed(client, story):
    head = signed_head(client)
    answer = client.get("/log/tile/entries/000.p/2")
    leaves = [merkle.leaf_hash(entry) for entry in tiles.read_entries(answer.content)]
    assert client.get("/log/tile/0/000.p/2").content == b"".join(leaves)
    assert merkle.subtree_hash(leaves) == head.root
    assert "immutable" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "name", ["0/000", "0/000.p/3", "0/001.p/1", "1/000.p/1", "entries/000", "0/0", "0/../000", "data/000"]
)
def test_log_has_no_other_tile(client, story, name):
    assert client.get(f"/log/tile/{name}").status_code == 404


@pytest.mark.parametrize("path", ["checkpoint", "keys", "tile/0/000.p/1", "proofs/1/1.tlog-proof"])
def test_log_that_is_empty_has_nothing(client, path):
    assert client.get(f"/log/{path}").status_code == 404


def test_proof_file_leads_to_the_signed_root(client, story):
    head = signed_head(client)
    answer = client.get(reverse("stories:log_proof", args=[story.pk, 2]))
    first, _, note = answer.content.decode().partition("\n\n")
    form, extra, index, *hashes = first.splitlines()
    leaf = merkle.leaf_hash(base64.b64decode(extra.removeprefix("extra ")))
    proof = [base64.b64decode(one) for one in hashes]
    assert form == "c2sp.org/tlog-proof@v1"
    assert note == Checkpoint.objects.newest().note
    assert merkle.is_included(leaf, int(index.removeprefix("index ")), head.size, proof, head.root)
    assert client.get(reverse("stories:log_proof", args=[story.pk, 3])).status_code == 404


def test_chain_as_data_has_its_proofs_once_the_log_has_it(client, story):
    later = a_chain("Urgent")
    address = reverse("stories:history_json", args=[later.pk])
    waiting = client.get(address)
    assert waiting.json()["log"]["entries"] == []
    transparency.extend_log(NOON)
    answer = client.get(address)
    log, head = answer.json()["log"], signed_head(client)
    (entry,) = log["entries"]
    proof = [base64.b64decode(one) for one in entry["proof"]]
    assert answer["ETag"] != waiting["ETag"]
    assert json.loads(entry["entry"])["digest"] == answer.json()["filings"][0]["digest"]
    assert merkle.is_included(merkle.leaf_hash(entry["entry"].encode()), entry["index"], 3, proof, head.root)


def test_page_says_which_entry_a_version_is(client, story):
    page = client.get("/log/", {"story": story.pk}).content.decode()
    assert "2 of a log of 2" in page
    assert reverse("stories:log_proof", args=[story.pk, 2]) in page
    desk.hold(story, by=an_editor(), now=NOON, reason="Being checked.")
    page = client.get("/log/", {"story": story.pk}).content.decode()
    assert "within a minute" in page
    assert "held" in page
    desk.release(story, by=an_editor("olaf"), now=NOON)
    history = client.get(reverse("stories:history", args=[story.pk, story.slug])).content.decode()
    assert f'href="/log/?story={story.pk}"' in history


def test_page_tells_nothing_of_what_was_never_filed(client, story):
    unfiled = a_story()
    shown, unknown = (
        client.get("/log/", {"story": number}).content.decode().partition('class="log"')[2].partition('id="how"')[0]
        for number in (unfiled.pk, unfiled.pk + 1)
    )
    assert "The log has no version of this story." in shown
    assert re.sub(r"\d+", "", shown) == re.sub(r"\d+", "", unknown)
    assert "Write the number" in client.get("/log/", {"story": "dam"}).content.decode()
    assert client.get("/log/").status_code == 200
