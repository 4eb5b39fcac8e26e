"""The feed of filings as ninjs: paged by cursor, since a moment, with what was withdrawn."""

import re
from datetime import timedelta

import pytest

from stories import desk
from stories.copy.gaps import read_phrases
from stories.models import Filing, Story
from stories.public import ninjs_feed
from tests.builders import NOON, a_chain, a_filing, a_section, a_story, a_wire_chain, an_editor, filings, rewrite

pytestmark = pytest.mark.django_db

FEED = "/feeds/latest.ninjs.json"
HOUR = timedelta(hours=1)


def named(answer):
    """Return each item's story, version and status."""
    return [
        (int(re.search(r"/stories/(\d+)/", item["uri"])[1]), item["version"], item["pubStatus"])
        for item in answer.json()
    ]


def pages(client, address):
    """Yield the pages from an address on, by their links."""
    while address:
        answer = client.get(address)
        yield answer
        link = re.search(r'<[a-z]+://[^/]+(/[^>]*)>; rel="next"', answer.get("Link", ""))
        address = link and link[1]


def test_every_filing_stands_in_it_the_latest_first(client):
    first, second = a_chain("Urgent", "1st LD"), a_chain("", now=NOON + timedelta(hours=1))

    assert named(client.get(FEED)) == [
        (second.pk, "1", "usable"), (first.pk, "2", "usable"), (first.pk, "1", "usable"),
    ]  # fmt: skip


def test_a_killed_story_is_canceled_and_a_held_one_withheld(client):
    gone, stopped = a_chain("Urgent"), a_chain("Urgent")
    desk.kill(gone, by=None, now=NOON + timedelta(hours=1), reason="The names were wrong.")
    desk.hold(stopped, by=None, now=NOON + timedelta(hours=2))

    answer = client.get(FEED)

    assert named(answer) == [(stopped.pk, "2", "withheld"), (gone.pk, "2", "canceled")]
    assert "Karse" not in answer.content.decode()


def test_a_story_that_goes_on_stands_where_it_was_released(client):
    story = desk.hold(a_chain("Urgent"), by=None, now=NOON + timedelta(hours=1))
    desk.release(story, by=None, now=NOON + timedelta(hours=2))

    since = {"since": (NOON + timedelta(hours=1, minutes=30)).isoformat()}
    assert named(client.get(FEED, since)) == [(story.pk, "3", "usable")]


def test_no_version_looks_older_than_the_one_before(client):
    story = a_chain("Urgent")
    address, seen = f"/stories/{story.pk}.ninjs.json", []

    def look():
        item = client.get(address).json()
        seen.append((item["version"], item["pubStatus"], item["versionCreated"][11:16]))

    look()
    desk.hold(story, by=None, now=NOON + timedelta(hours=1))
    look()
    desk.release(story, by=None, now=NOON + timedelta(hours=2))
    look()
    a_filing(rewrite(story, "The dam gave way."), "1st LD", now=NOON + timedelta(hours=3))
    look()
    since = {"since": (NOON + timedelta(hours=3)).isoformat()}
    before = client.get(FEED, since)
    desk.take_down_phrases(
        [Story.objects.get()], read_phrases("gave way"), by=None, now=NOON + timedelta(hours=4), reason="An order."
    )
    look()
    listed = [(item["version"], item["versionCreated"][11:16]) for item in client.get(FEED).json()]
    desk.kill(Story.objects.get(), by=None, now=NOON + timedelta(hours=5), reason="The names were wrong.")
    look()

    assert seen == [
        ("1", "usable", "12:00"), ("2", "withheld", "13:00"), ("3", "usable", "14:00"), ("4", "usable", "15:00"),
        ("5", "usable", "16:00"), ("6", "canceled", "17:00"),
    ]  # fmt: skip
    assert (before.json(), listed[0]) == ([], ("5", "16:00"))
    assert listed[-1] == ("1", "12:00")


def test_since_leaves_out_what_was_public_before(client):
    a_chain("Urgent")
    later = a_chain("", now=NOON + timedelta(hours=1))

    assert named(client.get(FEED, {"since": NOON.isoformat()})) == [(later.pk, "1", "usable")]


def test_pages_hold_everything_once(client):
    stories = [a_chain("Urgent", "1st LD", "2nd LD", now=NOON) for _ in range(35)]
    desk.kill(stories[7], by=None, now=NOON, reason="The names were wrong.")

    found = [item for page in pages(client, FEED) for item in named(page)]

    assert len(found) == len(set(found)) == 34 * 3 + 1
    assert len(list(pages(client, f"{FEED}?since=2026-02-10T12:05:00Z"))) == 2


@pytest.mark.parametrize("items", [1, 2, 3])
def test_pages_hold_everything_once_where_all_came_at_one_moment(client, monkeypatch, items):
    monkeypatch.setattr(ninjs_feed, "ITEMS", items)
    filed, killed, held = ([a_chain("", now=NOON) for _ in range(3)] for _ in range(3))
    for story in killed:
        desk.kill(story, by=None, now=NOON, reason="The names were wrong.")
    for story in held:
        desk.hold(story, by=None, now=NOON)

    found = [item for page in pages(client, FEED) for item in named(page)]

    assert sorted(found) == sorted(
        [(story.pk, "1", "usable") for story in filed]
        + [(story.pk, "2", "canceled") for story in killed]
        + [(story.pk, "2", "withheld") for story in held]
    )


def test_a_section_and_a_language_have_their_own(client):
    a_chain("Urgent")
    chinese = a_chain("Urgent", section=a_section("Business"), language="zh-Hans")

    for address in ("/sections/business/feeds/latest.ninjs.json", "/editions/zh/feeds/latest.ninjs.json"):
        assert named(client.get(address)) == [(chinese.pk, "1", "usable")]


def test_words_that_were_taken_down_and_working_copies_are_not_in_it(client):
    a_story(headline="Not filed")
    story = a_chain("", "1st LD")
    desk.take_down(Filing.objects.get(number=1), by=None, now=NOON, reason="Names a child.")

    assert named(client.get(FEED)) == [(story.pk, "2", "usable")]


def test_copy_that_was_old_when_it_was_filed_is_in_that_of_its_section_alone(client):
    old = a_wire_chain(NOON - timedelta(days=3), language="en")
    news = a_wire_chain(NOON - timedelta(hours=1), language="en")

    for address in (FEED, "/editions/en/feeds/latest.ninjs.json"):
        assert named(client.get(address)) == [(news.pk, "1", "usable")]
    assert {story for story, _, _ in named(client.get("/sections/world/feeds/latest.ninjs.json"))} == {old.pk, news.pk}


@pytest.mark.parametrize(
    "query",
    ["cursor=1", "since=yesterday", "since=2026-02-10T12:00:00", "cursor=2026-02-10T12:00:00Z.x1",
     "since=0001-01-01T00:00:00%2B14:00", "since=9999-12-31T23:59:59-14:00",
     "cursor=0001-01-01T00:00:00%2B14:00.f1"],
)  # fmt: skip
def test_a_query_that_cannot_be_read_is_told(client, query):
    answer = client.get(f"{FEED}?{query}")

    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_any_site_may_read_it_and_ask_before(client):
    preflight, answer = client.options(FEED), client.get(FEED)

    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    for each in (preflight, answer):
        assert each["Access-Control-Allow-Origin"] == "*"
        assert each["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get(FEED, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_no_version_looks_older_than_the_one_before_a_move_and_its_undoing(client):
    into, story = a_chain("Urgent"), a_chain("Urgent", "1st LD", now=NOON - timedelta(hours=1), headline="Dam leaks")
    seen = {into.pk: [], story.pk: []}

    def look(now):
        for number, version, status in named(client.get(FEED, {"since": (now - timedelta(seconds=1)).isoformat()})):
            seen[number].append((int(version), status))

    move = desk.join_stories(story, into, by=an_editor(), now=NOON + HOUR, reason="One story")
    look(NOON + HOUR)
    desk.undo_move(move, by=an_editor(), now=NOON + 1.5 * HOUR)
    look(NOON + 1.5 * HOUR)
    desk.move_filings([filings(story)[1]], into, by=an_editor(), now=NOON + 3 * HOUR, reason="Another story")
    look(NOON + 3 * HOUR)
    a_filing(rewrite(story, "The dam leaks no more."), "2nd LD", now=NOON + 4 * HOUR)
    look(NOON + 4 * HOUR)

    assert seen == {story.pk: [(3, "canceled"), (4, "usable"), (5, "usable"), (6, "usable")], into.pk: [(4, "usable")]}
    assert client.get(f"/stories/{story.pk}.ninjs.json").json()["version"] == "6"
