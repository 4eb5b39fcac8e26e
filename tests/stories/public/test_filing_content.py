"""What the content digest of a filing is made over, for strangers: its very bytes, while its words stand."""

import hashlib
import json
from datetime import timedelta

import pytest

from stories import desk, digests
from stories.copy.gaps import GAP, read_phrases
from stories.models import Filing, Story
from tests.builders import NOON, a_chain, a_correction, an_editor, filings
from tests.docs_chain import verify_words_by_the_docs

pytestmark = pytest.mark.django_db


def content_of(client, story, number):
    """Return the answer with the content of a filing."""
    return client.get(f"/stories/{story.pk}/history/{number}.json")


def history_of(client, story):
    """Return the chain of a story as data."""
    return client.get(f"/stories/{story.pk}/history.json").json()


def test_content_has_the_digest_that_the_chain_holds(client):
    story = a_correction(a_chain("Urgent", "1st LD", language="zh", headline="大坝")).story
    history = history_of(client, story)

    answers = [content_of(client, story, number) for number in (1, 2, 3)]

    assert [hashlib.sha256(answer.content).hexdigest() for answer in answers] == [
        filing["content_digest"] for filing in history["filings"]
    ]
    assert [json.loads(answer.content) for answer in answers] == [filing.content() for filing in filings(story)]
    assert {len(answer.json()["salt"]) for answer in answers} == {2 * digests.SALT_BYTES}
    assert answers[0]["Content-Type"] == "application/json"
    assert answers[0]["Access-Control-Allow-Origin"] == "*"
    assert answers[0]["X-Robots-Tag"] == "noindex"
    verify_words_by_the_docs(history)


def test_content_of_no_such_version_is_not_there(client):
    story = a_chain("Urgent")

    assert content_of(client, story, 1).status_code == 200
    assert [content_of(client, story, number).status_code for number in (0, 2, "01")] == [404, 404, 404]


@pytest.mark.parametrize("field", ["headline", "salt", "body_html", "note"])
def test_content_that_was_changed_is_found(client, field):
    history = history_of(client, a_chain("Urgent"))
    filing = Filing.objects.get()
    changed = {**filing.content(), field: "0"}
    history["filings"][0]["content_digest"] = digests.content_digest(changed)

    with pytest.raises(AssertionError, match="1"):
        verify_words_by_the_docs(history)


def test_content_of_another_version_is_found(client):
    history = history_of(client, a_chain("Urgent", "1st LD"))
    first, second = history["filings"]
    first["content_url"], second["content_url"] = second["content_url"], first["content_url"]

    with pytest.raises(AssertionError, match="1"):
        verify_words_by_the_docs(history)


def test_content_goes_with_the_words_and_the_salt_for_good(client):
    story = a_chain("Urgent", "1st LD")
    salt, tag = filings(story)[0].salt, content_of(client, story, 1)["ETag"]
    assert salt in content_of(client, story, 1).text

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    gone = client.get(f"/stories/{story.pk}/history/1.json", headers={"If-None-Match": tag})
    assert (gone.status_code, gone.json()) == (410, {"story": story.pk, "state": "taken down"})
    assert [filing["content_url"] is None for filing in history_of(client, story)["filings"]] == [True, False]
    assert (filings(story)[0].salt, content_of(client, story, 2).status_code) == (None, 200)
    verify_words_by_the_docs(history_of(client, story))


def test_content_with_gaps_has_no_salt_and_the_digest_of_the_last_record(client):
    story = a_chain("Urgent")
    salt, tag = filings(story)[0].salt, content_of(client, story, 1)["ETag"]

    desk.take_down_phrases([story], read_phrases("Karse Head"), by=None, now=NOON, reason="An order.")

    answer = client.get(f"/stories/{story.pk}/history/1.json", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert GAP in answer.json()["headline"]
    assert "salt" not in answer.json()
    assert salt not in answer.text + str(answer.headers)
    assert filings(story)[0].salt is None
    verify_words_by_the_docs(history_of(client, story))


def test_content_of_a_story_that_may_not_be_read_is_its_notice(client):
    story = a_chain("Urgent")
    salt, tag = filings(story)[0].salt, content_of(client, story, 1)["ETag"]

    desk.hold(story, by=None, now=NOON, reason="We look again.")
    held = client.get(f"/stories/{story.pk}/history/1.json", headers={"If-None-Match": tag})
    desk.kill(Story.objects.get(pk=story.pk), by=None, now=NOON, reason="It was false.")
    killed = client.get(f"/stories/{story.pk}/history/1.json", headers={"If-None-Match": tag})

    assert (held.status_code, held["Cache-Control"], held.json()["state"]) == (200, "no-store", "held")
    assert (killed.status_code, killed["Cache-Control"], killed.json()["state"]) == (410, "no-cache", "killed")
    assert salt not in held.text + killed.text
    assert content_of(client, story, 2).status_code == 410


def test_content_of_what_moved_is_found_where_it_stands(client):
    story, into = a_chain("Urgent"), a_chain("Urgent", now=NOON - timedelta(hours=1))
    before = content_of(client, story, 1).content

    desk.join_stories(story, into, by=an_editor(), now=NOON, reason="One dam")

    answer = content_of(client, story, 1)
    assert (answer.status_code, answer["Location"]) == (301, f"/stories/{into.pk}/history/2.json")
    assert client.get(answer["Location"]).content == before
    verify_words_by_the_docs(history_of(client, into))
    verify_words_by_the_docs(history_of(client, story))
    desk.take_down(filings(into)[1], by=None, now=NOON, reason="A court said so.")
    assert client.get(answer["Location"]).status_code == 410
    assert {filing.salt for filing in Filing.objects.filter(content_digest=filings(into)[1].content_digest)} == {None}
