"""Data that any site may read: every public address of data says so, and no page does."""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from newsroom.headers import cross_origin
from stories import desk
from tests.builders import NOON, a_chain, a_source
from tests.page_reading import address

pytestmark = pytest.mark.django_db

DATA = {
    *("history_json", "filing_content", "head_json", "ninjs", "newsml", "timemap", "version_feed", "oembed", "json"),
    "openapi",
    *("feed", "full_feed", "section_feed", "full_section_feed", "edition_feed", "full_edition_feed"),
    *("corrections_feed", "changes_feed", "topic_feed", "latest_ninjs", "section_ninjs", "edition_ninjs"),
}
ENDINGS = ("json", "rss", "atom", "xml", "oembed", "timemap/", "<form:form>")  # of routes that may be data
OF_THE_SITE = {
    "sitemap",
    "news_sitemap",
    "opensearch",
    "speculation-rules",
}  # for crawlers and for browsers on the site itself


def data_routes(resolver=None, prefix=""):
    """Yield the whole route of every public address whose ending is that of data, with its name."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver) and not route.startswith("admin/"):
            yield from data_routes(entry, route)
        elif isinstance(entry, URLPattern) and route.endswith(ENDINGS) and entry.name not in OF_THE_SITE:
            yield route, entry.name


def addresses():
    """Return the address of every route of data, for a story that is live, by its route."""
    a_source("Vesper", gives_full_text=True)
    story = a_chain("Urgent", "1st LD")
    values = {"<key:story_id>": str(story.pk), "<str:slug>": story.slug, "<slug:slug>": "world"}
    values |= {"<edition:language>": "en", "<form:form>": "atom", "<number:number>": "1"}
    found = {}
    for route, _name in data_routes():
        path = f"/{route}".replace("topics/<str:slug>", "topics/dam-flood")
        for place, value in values.items():
            path = path.replace(place, value)
        found[route] = path + (f"?url={settings.SITE_URL}{address(story)}" if path == "/oembed" else "")
    return found


def test_the_walk_finds_every_kind_of_data():
    assert {name for _, name in data_routes()} == DATA


def test_every_address_of_data_may_be_read_by_scripts_of_other_sites(client):
    for path in addresses().values():
        answer, asked_before = client.get(path), client.options(path)
        again = client.get(path, headers={"If-None-Match": answer.get("ETag", "")})

        assert (answer.status_code, asked_before.status_code) == (200, 204), path
        assert asked_before["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS", path
        assert "If-None-Match" in asked_before["Access-Control-Allow-Headers"], path
        for each in (answer, asked_before, again):
            assert each["Access-Control-Allow-Origin"] == "*", path
            assert each["Cross-Origin-Resource-Policy"] == "cross-origin", path
            assert "ETag" in each["Access-Control-Expose-Headers"], path
            assert "Access-Control-Allow-Credentials" not in each, path


@pytest.mark.parametrize(
    "path", ["/", "/help/", "/sitemap.xml", "/speculation-rules.json", "/admin/login/", "/robots.txt"]
)
def test_pages_are_not_read_by_scripts_of_other_sites(client, path):
    answer = client.get(path, follow=False)

    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not cross_origin.is_public_data(path)


def test_withdrawn_story_says_so_to_scripts_of_other_sites(client):
    story = a_chain("Urgent")
    desk.kill(story, by=None, now=NOON, reason="It was false.")

    answer = client.get(address(story, "history/feed.atom"))

    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (410, "*")
    assert "Access-Control-Allow-Origin" not in client.get("/stories/999999999/x/history/feed.atom")
