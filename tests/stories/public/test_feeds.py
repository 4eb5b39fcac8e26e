"""Feeds, maps, and the small files that machines ask for."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings

from stories import desk
from tests.builders import NOON, a_chain, a_correction, a_filing, a_section, a_wire_chain, an_editor, rewrite
from tests.page_reading import address

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def xml(client, path):
    return ElementTree.fromstring(client.get(path).content)  # noqa: S314 our own answer


def test_atom_entry_stays_one_entry_through_all_versions(client):
    story = a_chain("Urgent", headline="Dam & town", body="One <em>word</em>.", language="zh")
    before = xml(client, "/feeds/latest.atom")
    a_filing(rewrite(story, "More."), "1st LD", now=NOON + timedelta(hours=1))

    after = xml(client, "/feeds/latest.atom")

    def entry_words(feed):
        entry = feed.find("a:entry", ATOM)
        return [entry.find(f"a:{name}", ATOM).text for name in ("id", "updated", "title", "summary")]

    assert entry_words(before) == [
        f"{SITE}/stories/{story.pk}/",
        "2026-02-10T12:00:00+00:00",
        "Urgent: Dam & town",
        "One word.",
    ]
    assert entry_words(after) == [
        f"{SITE}/stories/{story.pk}/",
        "2026-02-10T13:00:00+00:00",
        "1st LD: Dam & town",
        "More.",
    ]
    assert after.find("a:entry/a:link", ATOM).get("href") == f"{SITE}{address(story)}"
    assert after.find("a:entry", ATOM).get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"
    assert after.find("a:updated", ATOM).text == "2026-02-10T13:00:00+00:00"
    assert after.find("a:entry/a:published", ATOM).text == "2026-02-10T12:00:00+00:00"
    assert after.find("a:link[@rel='self']", ATOM).get("href") == f"{SITE}/feeds/latest.atom"


def test_withdrawn_story_is_a_deleted_entry_without_its_words(client):
    story = a_chain("Urgent", headline="Dam fails")
    desk.kill(story, by=None, now=NOON + timedelta(hours=1), reason="It was false.", headline_at_fault=True)

    feed = xml(client, "/feeds/latest.atom")

    gone = feed.find("at:deleted-entry", ATOM)
    assert gone.attrib == {"ref": f"{SITE}/stories/{story.pk}/", "when": "2026-02-10T13:00:00.000000Z"}
    assert gone.find("at:comment", ATOM).text == "It was false."
    assert feed.find("a:updated", ATOM).text == "2026-02-10T13:00:00+00:00"
    assert feed.find("a:entry", ATOM) is None
    assert "dam" not in client.get("/feeds/latest.atom").content.decode().lower()


def test_rss_is_whole(client):
    story = a_chain("Urgent", headline="Dam & town")

    channel = xml(client, "/feeds/latest.rss").find("channel")

    item = channel.find("item")
    assert [item.find(name).text for name in ("title", "link", "guid", "pubDate")] == [
        "Urgent: Dam & town",
        f"{SITE}{address(story)}",
        f"{SITE}/stories/{story.pk}/",
        "Tue, 10 Feb 2026 12:00:00 +0000",
    ]
    assert channel.find("link").text == f"{SITE}/"


def test_json_feed_is_whole(client):
    story = a_chain("Urgent", headline="Dam & town", section=a_section("World"))

    answer = client.get("/feeds/latest.json")

    feed = answer.json()
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{SITE}/feeds/latest.json"
    assert feed["items"] == [
        {
            "id": f"{SITE}/stories/{story.pk}/",
            "url": f"{SITE}{address(story)}",
            "title": "Urgent: Dam & town",
            "content_text": "The dam at Karse Head held on Tuesday.",
            "date_published": "2026-02-10T12:00:00.000000Z",
            "date_modified": "2026-02-10T12:00:00.000000Z",
            "authors": [{"name": "Vesper"}],
            "tags": ["World"],
            "language": "en",
        }
    ]


def test_feeds_hand_over_hostile_words_as_words(client):
    a_correction(a_chain("", body="First."), wrong="<b>two</b>", right="a & b", body="&lt;script&gt; & 'more'.")

    as_html = "&lt;script&gt; &amp; 'more'."
    assert xml(client, "/feeds/latest.rss").find("channel/item/description").text == as_html
    summary = xml(client, "/feeds/latest.atom").find("a:entry/a:summary", ATOM)
    assert (summary.get("type"), summary.text) == ("html", as_html)
    assert client.get("/feeds/latest.json").json()["items"][0]["content_text"] == "<script> & 'more'."
    put_right = xml(client, "/corrections/feeds/latest.rss").find("channel/item/description").text
    assert put_right == "Wrong: &lt;b&gt;two&lt;/b&gt; Right: a &amp; b"


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
@pytest.mark.parametrize("folder", ["/", "/sections/world/", "/corrections/"])
def test_feed_without_entries_is_steady(client, folder, form):
    a_section("World")

    first = client.get(f"{folder}feeds/latest.{form}")
    second = client.get(f"{folder}feeds/latest.{form}")

    assert (first.status_code, first.content, first["ETag"]) == (200, second.content, second["ETag"])


def test_section_feed_holds_its_section_alone(client):
    a_chain("", headline="World story")
    a_chain("", headline="Business story", section=a_section("Business"))

    titles = [item["title"] for item in client.get("/sections/business/feeds/latest.json").json()["items"]]

    assert titles == ["Business story"]
    assert client.get("/sections/nowhere/feeds/latest.rss").status_code == 404
    assert client.get("/feeds/latest.xml").status_code == 404


def test_corrections_feed_says_what_was_wrong_and_what_was_withdrawn(client):
    story = a_correction(a_chain("", headline="Dam fails")).story
    gone = a_chain("", headline="Gone")
    desk.kill(gone, by=an_editor(), now=NOON + timedelta(hours=1), reason="It was false.")

    items = client.get("/corrections/feeds/latest.json").json()["items"]

    assert [(item["id"], item["title"], item["content_text"]) for item in items] == [
        (f"{SITE}/stories/{gone.pk}/#withdrawn", "Withdrawn: Gone", "It was false."),
        (f"{SITE}{address(story, 'history/2/')}", "Correction: Dam fails", "Wrong: two towns Right: three towns"),
    ]
    assert xml(client, "/corrections/feeds/latest.rss").find("channel/item/title").text == "Withdrawn: Gone"


def test_sitemap_names_live_stories(client):
    story = a_chain("", headline="大坝")
    desk.kill(a_chain(""), by=None, now=NOON, reason="Wrong.")

    places = [place.text for place in xml(client, "/sitemap.xml").iterfind("m:url/m:loc", MAP)]

    assert places[-1] == f"{SITE}{address(story).replace('大坝', '%E5%A4%A7%E5%9D%9D')}"
    assert places[:5] == [f"{SITE}{path}" for path in ("/", "/changes/", "/corrections/", "/topics/", "/help/")]
    assert [path for path in places if "/stories/" in path] == places[-1:]
    assert f"{SITE}/ethics/" in places


def test_large_sitemap_comes_in_parts(client, monkeypatch):
    monkeypatch.setattr("stories.public.sitemaps.IN_A_MAP", 2)
    stories = [a_chain("") for _ in range(3)]

    parts = [place.text for place in xml(client, "/sitemap.xml").iterfind("m:sitemap/m:loc", MAP)]
    found = [
        place.text
        for part in parts
        for answer in [client.get(part.removeprefix(SITE))]
        if answer.status_code == 200
        for place in ElementTree.fromstring(answer.content).iterfind("m:url/m:loc", MAP)  # noqa: S314 our own answer
    ]

    assert parts[0] == f"{SITE}/sitemap.xml?part=1"
    assert [path for path in found if "/stories/" in path] == [f"{SITE}{address(story)}" for story in stories]
    assert len(found) == len(set(found))


def test_news_sitemap_names_the_last_two_days(client):
    now = datetime.now(UTC)
    story = a_chain("", headline="Fresh & new", now=now)
    a_chain("", headline="Old", now=now - timedelta(days=3))

    news = xml(client, "/sitemap-news.xml").findall("m:url", MAP)

    assert [item.find("m:loc", MAP).text for item in news] == [f"{SITE}{address(story)}"]
    assert news[0].find("n:news/n:title", MAP).text == "Fresh & new"
    assert news[0].find("n:news/n:publication/n:language", MAP).text == "en"


def test_news_sitemap_goes_by_the_first_time_at_which_a_story_moved(client):
    now = datetime.now(UTC)
    moved_again = a_wire_chain(now - timedelta(hours=49), now - timedelta(hours=1), now=now)
    news = a_wire_chain(now - timedelta(hours=47), now - timedelta(hours=1), now=now)

    entries = xml(client, "/sitemap-news.xml").findall("m:url", MAP)

    assert address(moved_again) in client.get("/").content.decode()
    assert [item.findtext("m:loc", None, MAP) for item in entries] == [f"{SITE}{address(news)}"]
    published = entries[0].findtext("n:news/n:publication_date", None, MAP)
    assert datetime.fromisoformat(published) == now - timedelta(hours=47)


def test_news_sitemap_without_news_lists_the_front_page(client):
    a_chain("")  # of long ago

    entries = xml(client, "/sitemap-news.xml").findall("m:url", MAP)

    assert [item.findtext("m:loc", None, MAP) for item in entries] == [f"{SITE}/"]
    assert entries[0].find("n:news", MAP) is None


def test_news_sitemap_names_chinese_as_search_engines_do(client):
    a_chain("", language="zh-Hant", now=datetime.now(UTC))

    entry = xml(client, "/sitemap-news.xml").find("m:url", MAP)

    assert entry.findtext("n:news/n:publication/n:language", None, MAP) == "zh-tw"


def test_robots_leave_the_newsroom_alone(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {SITE}/sitemap.xml",
        f"Sitemap: {SITE}/sitemap-news.xml",
    ]


def test_security_txt_expires_within_the_year(client):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())

    expires = datetime.fromisoformat(lines["Expires"])
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}
    assert timedelta(days=60) < expires - datetime.now(UTC) < timedelta(days=365)
    assert lines["Canonical"] == f"{SITE}/.well-known/security.txt"


def test_newsml_holds_the_newest_filing(client):
    story = a_correction(a_chain("Urgent", headline="Dam & town", dateline="KARSE HEAD --"), body="A<br>b & c.").story

    answer = client.get(f"/stories/{story.pk}.newsml.xml")

    item = ElementTree.fromstring(answer.content)  # noqa: S314 our own answer
    names = {"g": "http://iptc.org/std/nar/2006-10-01/", "x": "http://www.w3.org/1999/xhtml"}
    assert answer["Content-Type"] == "application/vnd.iptc.g2.newsitem+xml; charset=utf-8"
    assert (item.get("guid"), item.get("version")) == (f"{SITE}/stories/{story.pk}/", "2")
    assert item.find("g:contentMeta/g:headline", names).text == "Correction: Dam & town"
    assert item.find("g:contentMeta/g:dateline", names).text == "KARSE HEAD --"
    assert item.find("g:itemMeta/g:signal", names).get("qcode") == "sig:correction"
    assert "".join(item.find(".//x:body", names).itertext()) == "Ab & c."


def test_ninjs_holds_the_newest_filing(client):
    story = a_chain("Urgent", headline="Dam & town")

    item = client.get(f"/stories/{story.pk}.ninjs.json").json()

    assert item["uri"] == f"{SITE}/stories/{story.pk}/"
    assert "Dam & town" in str(item["headlines"])
