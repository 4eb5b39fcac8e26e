"""The history of a story, the comparison of two filings, and the chain as data."""

import hashlib
import json
from dataclasses import fields
from datetime import timedelta

import pytest
from django.conf import settings

from stories import desk
from stories.digests import Head
from stories.models import Filing
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, filings, rewrite
from tests.page_reading import address, assert_in_order, links_of, words_of

pytestmark = pytest.mark.django_db


def test_history_lists_every_filing_the_newest_text_first(client):
    story = a_story(body="The dam held.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "The dam held.\n\nTwo towns are dry."), "1st LD", note="Adds para 2")

    answer = client.get(address(story, "history/"))

    assert_in_order(
        words_of(answer),
        "You are here:",
        "Home",
        "World",
        "Story",
        "History",
        "1st LD: Dam at Karse Head holds",
        "Version 2, Feb 10, 2026, 12:00 GMT, Vesper, 7 words (+4), the newest",
        "Editor’s note: Adds para 2",
        "What changed from version 1",
        "Urgent: Dam at Karse Head holds",
        "Version 1, Feb 10, 2026, 12:00 GMT, Vesper, 3 words",
    )
    assert {address(story, rest) for rest in ("history/1/", "history/2/", "history/1..2/")} <= set(links_of(answer))


def test_history_of_one_filing_says_that_nothing_changed(client):
    story = a_chain("")

    page = client.get(address(story, "history/"))

    assert "This story has not changed since it was published." in words_of(page)
    assert "<button>Compare" not in page.content.decode()


@pytest.mark.parametrize("query", ["a=1&b=3", "a=3&b=1"])
def test_history_leads_from_two_chosen_filings_to_what_changed(client, query):
    story = a_chain("Urgent", "1st LD", "2nd LD")

    answer = client.get(address(story, "history/") + f"?{query}")

    assert (answer.status_code, answer["Location"]) == (302, address(story, "history/1..3/"))


@pytest.mark.parametrize("query", ["a=1", "a=x&b=2", "a=-1&b=2", "a=99999999999&b=1"])
def test_history_is_shown_where_the_choice_cannot_be_read(client, query):
    story = a_chain("Urgent", "1st LD")

    assert client.get(address(story, "history/") + f"?{query}").status_code == 200


def test_changes_are_counted_listed_and_marked(client):
    story = a_story(headline="Dam holds", body="One.\n\nTwo towns are dry.\n\nThree.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "One.\n\nThree towns are dry.\n\nThree.", headline="Dam fails"), "1st LD")

    answer = client.get(address(story, "history/1..2/"))

    page = answer.content.decode()
    assert_in_order(
        words_of(answer),
        "What changed",
        "From version 1 (Urgent), Feb 10, 2026, 12:00 GMT, to version 2 (1st LD), Feb 10, 2026, 12:00 GMT.",
        "2 changes: headline, paragraph 2.",
        "Headline",
        "Paragraph 2",
    )
    assert {"#c1", "#c2"} <= set(links_of(answer))
    assert page.count('id="c1"') == page.count('id="c2"') == 1
    assert '<span class="vh">[removed: </span>' in page
    assert '<span class="vh">[added: </span>' in page
    assert page.index('id="c1"') < page.index('href="#c2">Next change') < page.index('id="c2"')
    assert answer["X-Robots-Tag"] == "noindex"


def test_changes_fold_three_unchanged_paragraphs_and_more(client):
    story = a_story(body="A.\n\nB.\n\nC.\n\nD.")
    a_filing(story)
    a_filing(rewrite(story, "A.\n\nB.\n\nC.\n\nEnd."), "1st LD")

    page = client.get(address(story, "history/1..2/")).content.decode()

    assert "<summary>3 unchanged paragraphs</summary>" in page


def test_changes_stand_side_by_side_when_asked(client):
    story = a_story(body="Two towns are dry.")
    a_filing(story)
    a_filing(rewrite(story, "Three towns are dry."), "1st LD")

    answer = client.get(address(story, "history/1..2/") + "?view=split")

    page = answer.content.decode()
    assert page.index('<p class="old">') < page.index('<p class="new">')
    assert "Show in one text" in words_of(answer)
    assert client.get(address(story, "history/1..2/") + "?view=nonsense").status_code == 200


def test_changes_of_one_version_say_so(client):
    story = a_chain("Urgent", "1st LD")

    assert "These are the same version." in words_of(client.get(address(story, "history/2..2/")))


def test_changes_run_from_the_lower_number(client):
    story = a_chain("Urgent", "1st LD")

    answer = client.get(address(story, "history/2..1/"))

    assert (answer.status_code, answer["Location"]) == (301, address(story, "history/1..2/"))


@pytest.mark.parametrize("rest", ["history/1..3/", "history/3/", "history/0/", "history/1..x/", "history/1...2/"])
def test_versions_that_are_not_there_are_not_found(client, rest):
    story = a_chain("Urgent", "1st LD")

    assert client.get(address(story, rest)).status_code == 404


def test_stranger_verifies_the_chain_from_the_public_json_alone(client):
    story = a_correction(
        a_chain("Urgent", "1st LD", "1st LD Writethru", language="zh", headline="大坝"), now=NOON
    ).story
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")
    desk.file_late(story, desk.StoryText(headline="旧", blocks=story.blocks), now=NOON, designator="", follows=1)

    record = json.loads(client.get(f"/stories/{story.pk}/history.json").content)

    assert [row["number"] for row in record["filings"]] == [1, 5, 2, 3, 4]
    previous = ""
    head_fields = [field.name for field in fields(Head)]
    for row in sorted(record["filings"], key=lambda row: row["number"]):
        sealed = {
            "head": {name: row[name] for name in head_fields},
            "content": row["content_digest"],
            "previous": previous,
        }
        plain = json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert row["previous_digest"] == previous
        assert row["digest"] == hashlib.sha256(plain).hexdigest()
        previous = row["digest"]
    help_page = client.get(record["how_to_verify"].removeprefix(settings.SITE_URL).partition("#")[0])
    assert 'id="verify"' in help_page.content.decode()
    assert all(f"<code>{name}</code>" in help_page.content.decode() for name in head_fields)


def test_history_json_says_what_each_filing_is(client):
    story = a_chain("Urgent")

    record = client.get(f"/stories/{story.pk}/history.json").json()

    filing = Filing.objects.get()
    assert record == {
        "story": story.pk,
        "url": f"{settings.SITE_URL}{address(story)}",
        "state": "live",
        "how_to_verify": f"{settings.SITE_URL}/help/#verify",
        "filings": [
            {
                "story": story.pk,
                "number": 1,
                "follows": 0,
                "designator": "Urgent",
                "amends": "",
                "credit": "Vesper",
                "language": "en",
                "urgency": 5,
                "dated_on": "2026-02-10",
                "moved_at": "2026-02-10T12:00:00.000000Z",
                "filed_at": "2026-02-10T12:00:00.000000Z",
                "digest_format": 4,
                "came_from": None,
                "moved": "2026-02-10T12:00:00.000000Z",
                "filed": "2026-02-10T12:00:00.000000Z",
                "headline": "Dam at Karse Head holds",
                "note": "",
                "wrong": "",
                "right": "",
                "words": 8,
                "changes": None,
                "head_changes": [],
                "taken_down": False,
                "content_digest": filing.content_digest,
                "previous_digest": "",
                "digest": filing.digest,
                "went_to": None,
                "url": f"{settings.SITE_URL}{address(story, 'history/1/')}",
            }
        ],
        "next": None,
    }


def test_head_json_moves_with_the_newest_filing(client):
    story = a_chain("Urgent")
    tag = client.get(f"/stories/{story.pk}/head.json")["ETag"]
    a_filing(rewrite(story, "New words."), "1st LD", now=NOON + timedelta(hours=1))

    answer = client.get(f"/stories/{story.pk}/head.json", headers={"If-None-Match": tag})

    assert answer.json() == {
        "number": 2,
        "designator": "1st LD",
        "url": f"{settings.SITE_URL}{address(story)}",
        "moved_at": "2026-02-10T13:00:00.000000Z",
        "filed_at": "2026-02-10T13:00:00.000000Z",
    }
    again = client.get(f"/stories/{story.pk}/head.json", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_changes_name_the_paragraph_that_a_moved_one_came_from(client):
    subjects = (("one", "rivers"), ("two", "harbours"), ("three", "roads"), ("four", "orchards"))
    paragraphs = [f"Paragraph {name} says something quite different from {other}." for name, other in subjects]
    story = a_story(body="\n\n".join(paragraphs))
    a_filing(story)
    a_filing(rewrite(story, "\n\n".join([paragraphs[3], *paragraphs[:3]])), "1st LD")

    page = client.get(address(story, "history/1..2/"))

    assert 'data-moved-from="4"' in page.content.decode()
    assert "moved up, was paragraph 4" in words_of(page)


def test_a_changed_address_is_printed_behind_its_link(client):
    story = a_story(body='<p>The <a href="https://a.example/">report</a> was late.</p>')
    a_filing(story)
    a_filing(rewrite(story, '<p>The <a href="https://b.example/">report</a> was late.</p>'), "1st LD")

    words = words_of(client.get(address(story, "history/1..2/")))

    assert "Paragraph 1, only the address of a link changed" in words
    assert "[removed: report https://a.example/] [added: report https://b.example/] was late." in words


def test_filing_that_corrects_says_what_was_wrong_on_its_own_page(client):
    story = a_correction(a_chain("Urgent")).story

    assert "Wrong: two towns Right: three towns" in words_of(client.get(address(story, "history/2/")))
