"""The hub of the site: told of the feeds that changed, by a real request to a real host."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories import desk
from stories.intake.safe_fetch import NotFetchedError
from stories.models import Story
from stories.worker import websub
from stories.worker.websub import HubPublisher, RowWatch
from tests.builders import (
    NOON,
    a_chain,
    a_correction,
    a_filing,
    a_section,
    a_source,
    a_story,
    an_editor,
    filings,
    rewrite,
)
from tests.page_reading import address

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
FORMS = ("rss", "atom", "json")


class Hub(BaseHTTPRequestHandler):
    """A hub that answers as it is set to, and keeps the forms that it got."""

    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.path, dict(self.headers), parse_qsl(form, strict_parsing=True)))
        if self.server.hangs.is_set():
            self.server.is_over.wait(20)
            return
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        """Nothing is printed."""


@pytest.fixture
def hub(settings):
    with run_hub() as server:
        settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/hub?of=us"
        yield server


@contextmanager
def run_hub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.asked, server.status = [], 204
    server.hangs, server.is_over = threading.Event(), threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        server.server_close()


def topics_of(asked):
    """Return the addresses that a form names."""
    _, _, form = asked
    assert form[0] == ("hub.mode", "publish")
    assert {name for name, _ in form[1:]} == {"hub.url"}
    return [value for _, value in form[1:]]


def places(*folders):
    return {
        f"{SITE}{folder}feeds/latest.{full}{form}" for folder in folders for full in ("", "full.") for form in FORMS
    }


def expected_topics(*stories, folders=("/", "/sections/world/", "/editions/en/")):
    corrections = {f"{SITE}/corrections/feeds/latest.{form}" for form in FORMS}
    return places(*folders) | corrections | {f"{SITE}{address(story, 'history/feed.atom')}" for story in stories}


def test_filing_is_told_in_one_request(hub):
    publisher = HubPublisher()
    publisher.publish_due(NOON)
    story = a_chain("Urgent")

    count = publisher.publish_due(NOON)

    [asked] = hub.asked
    assert asked[0] == "/hub?of=us"
    assert asked[1]["Content-Type"] == "application/x-www-form-urlencoded"
    assert set(topics_of(asked)) == expected_topics(story)
    assert count == len(topics_of(asked)) == len(set(topics_of(asked)))
    assert publisher.publish_due(NOON) == 0
    assert len(hub.asked) == 1


def hold(story):
    desk.hold(story, by=None, now=NOON)


def kill(story):
    desk.kill(story, by=None, now=NOON, reason="It was false.")


def correct(story):
    a_correction(story)


def take_down(story):
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")


@pytest.mark.parametrize("act", [hold, kill, correct, take_down])
def test_act_on_a_story_is_told(hub, act):
    story = a_chain("Urgent", "1st LD")
    a_chain("", section=a_section("Business"), language="fr")
    publisher = HubPublisher()
    publisher.publish_due(NOON)

    act(story)
    publisher.publish_due(NOON)

    assert set(topics_of(hub.asked[1])) == expected_topics(Story.objects.get(pk=story.pk))


def test_join_and_its_undoing_are_told_of_both_stories(hub):
    into, story = a_chain("Urgent"), a_chain("Urgent", section=a_section("Business"))
    publisher = HubPublisher()
    publisher.publish_due(NOON)

    move = desk.join_stories(story, into, by=an_editor(), now=NOON, reason="One story")
    publisher.publish_due(NOON)
    desk.undo_move(move, by=an_editor(), now=NOON)
    publisher.publish_due(NOON)

    expected = expected_topics(into, story, folders=("/", "/sections/world/", "/sections/business/", "/editions/en/"))
    assert [set(topics_of(asked)) for asked in hub.asked[1:]] == [expected, expected]


def test_release_is_told(hub):
    story = a_chain("Urgent")
    hold(story)
    publisher = HubPublisher()
    publisher.publish_due(NOON)

    desk.release(Story.objects.get(pk=story.pk), by=None, now=NOON)
    publisher.publish_due(NOON)

    assert set(topics_of(hub.asked[1])) == expected_topics(story)


def test_section_and_language_that_a_story_left_are_told(hub):
    story = a_chain("", language="zh-Hant")
    publisher = HubPublisher()
    publisher.publish_due(NOON)
    story = Story.objects.get(pk=story.pk)
    story.section, story.language = a_section("Business"), "sw"  # of which there is no edition
    desk.save(story, by=None, now=NOON, based_on=story.save_number)
    a_filing(rewrite(story, "Other words."), "1st LD")

    publisher.publish_due(NOON)

    folders = ("/", "/sections/world/", "/sections/business/", "/editions/zh/")
    assert set(topics_of(hub.asked[1])) == expected_topics(story, folders=folders)


def test_what_is_not_public_is_not_told(hub):
    publisher = HubPublisher()
    story = a_story(headline="Zqsecret")
    hold(story)
    ahead = a_chain("Urgent")
    publisher.publish_due(NOON)
    hub.asked.clear()

    rewrite(ahead, "Words ahead of the filing.")
    rewrite(Story.objects.get(pk=story.pk), "Words on the desk.")

    assert publisher.publish_due(NOON) == 0
    assert hub.asked == []


def test_worker_that_starts_tells_of_the_latest_once_more(hub):
    story = a_chain("Urgent")
    HubPublisher().publish_due(NOON)

    HubPublisher().publish_due(NOON)

    assert [set(topics_of(asked)) for asked in hub.asked] == [expected_topics(story)] * 2


@pytest.mark.parametrize("status", [302, 404, 429, 500])
def test_hub_that_does_not_take_it_is_told_again_ever_later(hub, status, caplog):
    first, publisher = a_chain("Urgent"), HubPublisher()
    hub.status = status

    told = [publisher.publish_due(NOON + timedelta(seconds=second)) for second in range(20)]
    second = a_chain("Urgent")
    hub.status = 202
    publisher.publish_due(NOON + timedelta(seconds=60))

    assert told == [0] * 20
    assert len(hub.asked) == 3 + 1  # at 0, 5 and 15 seconds
    assert {path for path, _, _ in hub.asked} == {"/hub?of=us"}
    assert set(topics_of(hub.asked[-1])) == expected_topics(first, second)
    assert f"It answered {status}." in caplog.text
    a_chain("Urgent")
    assert publisher.publish_due(NOON + timedelta(seconds=61)) > 0  # no pause is left


def test_hub_that_hangs_is_left_in_time(hub, monkeypatch, caplog):
    a_chain("Urgent")
    monkeypatch.setattr(websub, "HUB_SECONDS", 0.3)
    hub.hangs.set()
    began = monotonic()

    assert HubPublisher().publish_due(NOON) == 0

    assert monotonic() - began < 5
    assert "took too long" in caplog.text


def test_pause_grows_to_an_hour_and_no_further():
    def fail(_address, _form):
        raise NotFetchedError("No.")

    publisher = HubPublisher(fail)
    for _ in range(40):
        publisher.postpone(NOON, "No.")

    assert publisher.retries.next_at == NOON + timedelta(hours=1)


def test_site_without_a_hub_asks_nothing(settings):
    settings.WEBSUB_HUB = ""
    a_chain("Urgent")

    with CaptureQueriesContext(connection) as counted:
        assert HubPublisher(lambda *_: pytest.fail("it was told")).publish_due(NOON) == 0

    assert len(counted) == 0


@pytest.mark.parametrize("stories", [1, 3])
def test_sweep_costs_the_same_however_many_rows(hub, stories):
    publisher = HubPublisher()
    publisher.publish_due(NOON)
    for _ in range(stories):
        a_chain("Urgent", "1st LD")

    with CaptureQueriesContext(connection) as changed:
        publisher.publish_due(NOON)
    with CaptureQueriesContext(connection) as quiet:
        publisher.publish_due(NOON)

    assert (len(changed), len(quiet)) == (7, 3)


class Rows(list):
    """Pairs of keys that are asked for as a queryset is."""

    def order_by(self, name):
        return Rows(sorted(self, reverse=name.startswith("-")))

    def filter(self, *, pk__gt):
        return Rows(row for row in self if row[0] > pk__gt)


def test_row_that_is_committed_late_is_found_once():
    watch = RowWatch()

    found = [watch.new_stories(Rows(rows)) for rows in (
        [], [(5, 50)], [(5, 50), (4, 40)], [(5, 50), (4, 40)], [(9, "90"), (5, 50), (4, 40)],
    )]  # fmt: skip

    assert found == [set(), {50}, {40}, set(), {90}]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        *((f"/feeds/latest.{full}{form}", form) for full in ("", "full.") for form in FORMS),
        ("/sections/world/feeds/latest.atom", "atom"),
        ("/editions/en/feeds/latest.rss", "rss"),
        ("/corrections/feeds/latest.json", "json"),
        ("{story}history/feed.atom", "atom"),
    ],
)
def test_feed_names_its_hub_and_itself(client, settings, path, form):
    story = a_chain("Urgent", source=a_source("Vesper", gives_full_text=True))
    path = path.format(story=address(story))
    without = client.get(path)
    settings.WEBSUB_HUB = "https://hub.example/?a=1&b=2"

    answer = client.get(path, headers={"If-None-Match": without["ETag"]})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Link"] == f'<https://hub.example/?a=1&b=2>; rel="hub", <{SITE}{path}>; rel="self"'
    if form == "json":
        assert answer.json()["hubs"] == [{"type": "WebSub", "url": "https://hub.example/?a=1&b=2"}]
    else:
        links = ElementTree.fromstring(text).iterfind(".//{http://www.w3.org/2005/Atom}link")  # noqa: S314 our own
        named = {link.get("rel"): link.get("href") for link in links if link.get("rel") in ("hub", "self")}
        assert named == {"hub": "https://hub.example/?a=1&b=2", "self": f"{SITE}{path}"}
    again = client.get(path, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Link"]) == (304, answer["Link"])
    assert "hub" not in without.content.decode()
    assert "Link" not in without


def test_feed_is_told_under_the_address_that_it_gives_itself(client, hub):
    story = a_chain("Urgent", headline="大坝 & Größe", language="zh")
    HubPublisher().publish_due(NOON)

    told = topics_of(hub.asked[0])[-1]
    answer = client.get(address(story, "history/feed.atom"))

    assert told == SITE + address(story, "history/feed.atom").replace(
        "大坝-größe", "%E5%A4%A7%E5%9D%9D-gr%C3%B6%C3%9Fe"
    )
    assert answer["Link"].endswith(f'<{told}>; rel="self"')
    assert f'<link href="{told}" rel="self"/>' in answer.content.decode()
