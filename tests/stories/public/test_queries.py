"""The cost of public pages, and their cache headers: queries counted, tags strong, nothing for one reader alone."""

import pytest
from django.db import connection
from django.template import Template
from django.test.utils import CaptureQueriesContext

from stories import desk
from stories.display.http_caching import PUBLIC_CACHE_CONTROL
from stories.models import Filing
from tests.builders import NOON, a_chain, a_correction, a_filing, a_section, a_source, rewrite
from tests.page_reading import address

pytestmark = pytest.mark.django_db

SEARCH_COST = 2 if connection.vendor == "postgresql" else 1
COSTS = {
    "/": 6,
    "/sections/world/": 3,
    "/archive/": 5,
    "/archive/2026/": 5,
    "/archive/2026/02/": 5,
    "/archive/?language=en": 8,
    "/archive/?q=dam&section=world&source=Vesper&designator=Correction&language=en&after=2026-01-01": 8 + SEARCH_COST,
    "/archive/?q=dam&in=all": 13 + 2 * SEARCH_COST,
    "/archive/2026/02/10/": 5,
    "/corrections/": 6,
    "/corrections/?kind=correction": 5,
    "/corrections/?q=towns&section=world&month=2026-02": 6,
    "/help/": 2,
    "/feeds/latest.rss": 3,
    "/feeds/latest.atom": 3,
    "/feeds/latest.json": 3,
    "/sections/world/feeds/latest.atom": 4,
    "/feeds/latest.full.rss": 4,
    "/feeds/latest.full.atom": 4,
    "/feeds/latest.full.json": 4,
    "/sections/world/feeds/latest.full.atom": 5,
    "/corrections/feeds/latest.atom": 4,
    "/sitemap.xml": 3,
    "/sitemap-news.xml": 1,
    "/robots.txt": 0,
    "/.well-known/security.txt": 0,
}
STORY_COSTS = {
    "": 5,
    "timemap/": 2,
    "history/": 4,
    "history/feed.atom": 2,
    "history/1/": 4,
    "history/2/": 4,
    "history/1..2/": 4,
}
DATA_COSTS = {"/history.json": 4, "/history/2.json": 2, "/head.json": 2, ".ninjs.json": 3, ".newsml.xml": 3}


def queries(client, path, **headers):
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(path, headers=headers)
    return len(counted), answer


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", COSTS)
def test_list_costs_the_same_with_one_row_and_with_three(client, path, rows):
    a_source(gives_full_text=True)
    for _ in range(rows):
        a_correction(a_chain("Urgent"))
        desk.kill(a_chain("Urgent"), by=None, now=NOON, reason="Wrong.")

    cost, answer = queries(client, path)

    assert answer.status_code == 200
    assert cost == COSTS[path]


@pytest.mark.parametrize("later", [1, 3])
@pytest.mark.parametrize("rest", STORY_COSTS)
def test_page_of_a_story_costs_the_same_however_long_its_chain(client, rest, later):
    story = a_chain("Urgent", *(f"{n + 1}th LD" for n in range(later)))

    cost, answer = queries(client, address(story, rest))

    assert answer.status_code == 200
    assert cost == STORY_COSTS[rest]


@pytest.mark.parametrize("rest", DATA_COSTS)
def test_data_of_a_story_costs_few_queries(client, rest):
    story = a_chain("Urgent", "1st LD")

    assert queries(client, f"/stories/{story.pk}{rest}")[0] == DATA_COSTS[rest]


@pytest.mark.parametrize("act", ["hold", "kill"])
def test_notice_costs_three_queries(client, act):
    story = a_chain("Urgent")
    reason = {"reason": "Wrong."}
    getattr(desk, act)(story, by=None, now=NOON, **reason)

    assert queries(client, address(story))[0] == 3


def pages(story):
    """Return pages with a tag."""
    lists = [path for path in COSTS if path not in ("/robots.txt", "/.well-known/security.txt")]
    of_story = [address(story, rest) for rest in STORY_COSTS] + [f"/stories/{story.pk}{rest}" for rest in DATA_COSTS]
    return lists + of_story


def test_page_that_a_reader_has_is_not_rendered_again(client, monkeypatch):
    story = a_chain("Urgent", "1st LD")
    fresh = {path: client.get(path) for path in pages(story)}
    monkeypatch.setattr(Template, "render", lambda *_: pytest.fail("it was rendered"))

    for path, first in fresh.items():
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], PUBLIC_CACHE_CONTROL), path
        assert first["ETag"].startswith('"'), path


def test_tag_moves_with_each_filing_on_every_page_that_shows_it(client):
    story = a_chain("Urgent", "1st LD")
    other = a_chain("Urgent", headline="Other")
    of_one_version = f"/stories/{story.pk}/history/2.json"
    left_out = ("/sitemap-news.xml", of_one_version)
    shown = [path for path in pages(story) if "corrections" not in path and path not in left_out]
    shown.append(address(other))
    before = {path: client.get(path)["ETag"] for path in shown}

    a_filing(rewrite(story, "Wholly new words.", headline="Dam fails"), "2nd LD")

    for path in shown:
        assert client.get(path)["ETag"] != before[path], path


def test_tag_moves_with_the_name_of_the_section(client):
    story = a_chain("Urgent")
    paths = [address(story), "/", "/sections/world/", "/archive/"]
    before = [client.get(path)["ETag"] for path in paths]
    section = a_section()
    section.name = "The World"
    section.save()

    assert all(client.get(path)["ETag"] != tag for path, tag in zip(paths, before, strict=True))


def test_pages_are_the_same_for_everybody(client, admin_client):
    story = a_chain("Urgent", "1st LD")
    admin_client.cookies["fs"] = "xl"

    for path in [*pages(story), "/robots.txt", "/.well-known/security.txt"]:
        ours, theirs = client.get(path), admin_client.get(path)
        assert ours.content == theirs.content, path
        assert "Cookie" not in ours.get("Vary", ""), path
        assert not ours.cookies, path
        assert ours["Cache-Control"] == PUBLIC_CACHE_CONTROL, path


def test_pages_are_read_only(client):
    story = a_chain("Urgent", "1st LD")

    for path in [*pages(story), "/robots.txt", "/healthz", "/readyz", "/metrics"]:
        assert client.post(path).status_code == 405, path


def test_addresses_are_never_made_from_the_host_header(client):
    story = a_chain("Urgent", "1st LD")

    for path in [*pages(story), "/robots.txt", "/.well-known/security.txt"]:
        answer = client.get(path, headers={"Host": "localhost"})
        assert "localhost" not in answer.content.decode(), path


def test_bodies_are_not_read_for_lists(client):
    a_chain("Urgent")
    readers = []
    for path in COSTS:
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
        if any('"stories_filing"."body"' in query["sql"].partition(" FROM ")[0] for query in counted):
            readers.append(path)

    # A search shows the words around what it found; every other list goes without.
    assert [path for path in readers if "q=" not in path and ".full." not in path] == []
    assert Filing.objects.exists()
