"""The feed of one story's versions."""

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings

from stories import desk
from stories.models import Story
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, a_wire_chain, filings, rewrite
from tests.page_reading import address

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_of(answer):
    return ElementTree.fromstring(answer.content)  # noqa: S314 our own answer


def ask(client, story):
    return client.get(address(story, "history/feed.atom"))


def test_entries_are_the_filings_the_newest_first(client):
    story = a_story(headline="Dam & town", body="The dam held.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "The dam held.\n\nTwo towns are dry."), "1st LD", note="Adds para 2",
             now=NOON + timedelta(minutes=10))  # fmt: skip

    answer = ask(client, story := Story.objects.get(pk=story.pk))

    feed = feed_of(answer)
    entries = feed.findall("a:entry", ATOM)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext("a:title", None, ATOM) == "History of 1st LD: Dam & town"
    assert feed.findtext("a:id", None, ATOM) == f"{SITE}/stories/{story.pk}/#versions"
    assert [
        [entry.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "published", "updated")]
        for entry in entries
    ] == [
        [f"{SITE}/stories/{story.pk}/#version-2", "1st LD: Dam & town", *["2026-02-10T12:10:00+00:00"] * 2],
        [f"{SITE}/stories/{story.pk}/#version-1", "Urgent: Dam & town", *["2026-02-10T12:00:00+00:00"] * 2],
    ]
    assert [[(link.get("rel"), link.get("href")) for link in entry.findall("a:link", ATOM)] for entry in entries] == [
        [
            ("alternate", f"{SITE}{address(story, 'history/2/')}"),
            ("related", f"{SITE}{address(story, 'history/1..2/')}"),
        ],
        [("alternate", f"{SITE}{address(story, 'history/1/')}")],
    ]
    assert entries[0].get(LANG) == "en"
    summary = entries[0].find("a:summary", ATOM)
    assert summary.get("type") == "html"
    for words in (
        "Version 2, ",
        "7 words (+4)",
        "<p>Changed: one paragraph new</p>",
        "Editor’s note: <q>Adds para 2</q>",
        f'<a href="{SITE}{address(story, "history/1..2/")}">What changed from version 1</a>',
    ):
        assert words in summary.text
    assert "What changed" not in entries[1].findtext("a:summary", None, ATOM)


def test_correction_says_what_was_wrong_and_right(client):
    story = a_correction(a_chain(""), wrong="two <b>towns", right="three & more").story

    entry = feed_of(ask(client, story)).find("a:entry", ATOM)

    assert "Wrong: <q>two <b>towns</q> Right: <q>three & more</q>" in unescape(entry.findtext("a:summary", None, ATOM))
    assert "<b>" not in entry.findtext("a:summary", None, ATOM)


def test_late_copy_has_the_time_of_its_source(client):
    story = a_wire_chain(NOON - timedelta(hours=3), NOON - timedelta(hours=1))

    feed = feed_of(ask(client, story))

    times = [entry.findtext("a:updated", None, ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert times == ["2026-02-10T11:00:00+00:00", "2026-02-10T09:00:00+00:00"]
    assert feed.findtext("a:updated", None, ATOM) == "2026-02-10T12:00:00+00:00"
    assert "here since" in feed.find("a:entry", ATOM).findtext("a:summary", None, ATOM)


def test_feed_speaks_the_language_of_its_story(client):
    feed = feed_of(ask(client, a_chain("Urgent", headline="Presa", language="es")))

    assert feed.get(LANG) == "es"
    assert feed.findtext("a:title", None, ATOM) == "Historial: «Urgent: Presa»"


def test_wrong_slug_leads_to_the_right_one(client):
    story = a_chain("")

    answer = client.get(f"/stories/{story.pk}/x/history/feed.atom")

    assert (answer.status_code, answer["Location"]) == (301, address(story, "history/feed.atom"))
    assert client.get("/stories/999999999/x/history/feed.atom").status_code == 404


@pytest.mark.parametrize(("act", "status", "caching"), [("hold", 200, "no-store"), ("kill", 410, "no-cache")])
def test_story_that_may_not_be_read_has_its_entries_deleted(client, act, status, caching):
    story = a_chain("Urgent", "1st LD", headline="Dam fails")
    path = address(story, "history/feed.atom")
    entries = [entry.findtext("a:id", None, ATOM) for entry in feed_of(client.get(path)).findall("a:entry", ATOM)]
    getattr(desk, act)(story, by=None, now=NOON + timedelta(hours=1), reason="It was false.")

    for slug in (story.slug, "x"):
        answer = client.get(f"/stories/{story.pk}/{slug}/history/feed.atom")

        feed = feed_of(answer)
        assert (answer.status_code, answer["Cache-Control"]) == (status, caching)
        assert feed.findall("a:entry", ATOM) == []
        assert [gone.attrib for gone in feed.findall("at:deleted-entry", ATOM)] == [
            {"ref": identity, "when": "2026-02-10T13:00:00.000000Z"} for identity in entries
        ]
        assert "dam" not in answer.content.decode().lower()


def test_words_taken_down_leave_an_entry_without_words(client):
    story = a_chain("Urgent", "1st LD", headline="Dam fails")
    a_filing(rewrite(story, "Quite other words.", headline="Calm"), "2nd LD")
    desk.take_down(filings(story)[1], by=None, now=NOON + timedelta(hours=2), reason="A court said so.")
    story = Story.objects.get(pk=story.pk)

    newest, removed, first = feed_of(ask(client, story)).findall("a:entry", ATOM)

    assert removed.findtext("a:title", None, ATOM) == "Version 2"
    assert "The words of this version were removed." in removed.findtext("a:summary", None, ATOM)
    assert removed.findtext("a:updated", None, ATOM) == "2026-02-10T14:00:00+00:00"
    assert "Dam" not in ElementTree.tostring(removed, "unicode")
    assert "What changed" not in newest.findtext("a:summary", None, ATOM)
    assert first.findtext("a:title", None, ATOM) == "Urgent: Dam fails"


def test_pages_of_the_story_name_its_feed(client):
    story = a_chain("Urgent", "1st LD")
    path = address(story, "history/feed.atom")

    for rest in ("", "history/", "history/1/"):
        head = client.get(address(story, rest)).content.decode().partition("</head>")[0]
        assert (
            f'<link rel="alternate" type="application/atom+xml" title="Versions of this story" href="{path}">' in head
        )
    assert f'<a href="{path}">Feed of these versions</a>' in client.get(address(story, "history/")).content.decode()


def test_feed_that_a_reader_has_is_not_sent_again(client):
    story = a_chain("Urgent", "1st LD")
    first = ask(client, story)

    again = client.get(address(story, "history/feed.atom"), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
