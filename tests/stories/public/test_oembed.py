"""oEmbed: the answer to sites on which somebody pasted the address of a story."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings
from lxml import etree

from stories import desk
from stories.display.http_caching import PUBLIC_CACHE_CONTROL
from tests.builders import NOON, a_chain, a_filing, a_story, filings, rewrite
from tests.page_reading import address

pytestmark = pytest.mark.django_db


def ask(client, url, **words):
    """Return the answer for an address."""
    return client.get("/oembed", {"url": url, **words})


def whole(story, rest=""):
    """Return the whole address of a story."""
    return f"{settings.SITE_URL}{address(story, rest)}"


def a_link(headline="Dam at Karse Head holds"):
    """Return the data of a story."""
    return {
        "version": "1.0",
        "type": "link",
        "title": headline,
        "author_name": "Vesper",
        "provider_name": "Off the Wire",
        "provider_url": settings.SITE_URL,
        "cache_age": 60,
    }


def test_story_is_a_link(client):
    answer = ask(client, whole(a_chain("Urgent")), maxwidth="300", maxheight="200")

    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/json",
        PUBLIC_CACHE_CONTROL,
    )
    assert answer.json() == a_link()


def test_each_filing_is_told_of_in_its_own_words(client):
    story = a_chain("Urgent")
    a_filing(rewrite(story, "It failed.", headline="Dam fails"), "1st LD")

    assert ask(client, whole(story)).json() == a_link("Dam fails")
    assert ask(client, whole(story, "history/1/")).json() == a_link()
    assert ask(client, whole(story, "history/2/"), format="json").json() == a_link("Dam fails")
    for change in ("history/1..2/", "history/1..2/embed/"):
        assert ask(client, whole(story, change)).json() == a_link("Dam fails")
    assert ask(client, whole(story, "history/7..2/")).status_code == 404


def test_xml_tells_the_same(client):
    headline = '<b>Dam</b> & "town" держится'
    story = a_chain("Urgent", headline=headline)

    answer = ask(client, whole(story), format="xml")

    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    told = etree.fromstring(answer.content)
    assert told.tag == "oembed"
    assert {each.tag: each.text for each in told} == {**a_link(headline), "cache_age": "60"}


def test_nothing_of_the_text_is_told(client):
    story = a_chain("Urgent", headline="Dam holds", body="The dam at Karse Head held.")

    for form in ("json", "xml"):
        assert "Karse" not in ask(client, whole(story), format=form).text


@pytest.mark.parametrize("form", ["html", "JSON", "jsonp", "csv"])
def test_other_formats_are_not_implemented_which_is_no_fault_of_ours(client, caplog, form):
    answer = ask(client, whole(a_chain("Urgent")), format=form)

    assert (answer.status_code, answer.text) == (501, "There is json and xml.")
    assert caplog.records == []


def test_address_without_slug_with_a_wrong_one_or_with_a_query_is_of_the_story(client):
    story = a_chain("Urgent")
    at = f"{settings.SITE_URL}/stories/{story.pk}/"

    for url in (at, f"{at}wrong/", f"{whole(story)}?utm_source=x#c1", whole(story).replace("http:", "https:")):
        assert ask(client, url).json() == a_link(), url


@pytest.mark.parametrize(
    "url",
    [
        "{site}/", "{site}/stories/{id}/x/history/", "{site}/stories/{id}/x/history/9/", "{site}/stories/999999999/x/",
        "{site}/stories/{id}.ninjs.json", "{site}/archive/2026/99/99/", "{site}/admin/", "{site}/no-such-page/",
        "https://news.example/stories/{id}/x/", "{site}.example/stories/{id}/x/", "//127.0.0.1:8000/stories/{id}/x/",
        "javascript:alert(1)", "/stories/{id}/x/", "http://[/stories/{id}/x/", "", "stories", "http://\x00/",
    ],
)  # fmt: skip
def test_foreign_and_unknown_addresses_are_not_found(client, url):
    story = a_chain("Urgent")
    assert ask(client, f"{settings.SITE_URL}/stories/{story.pk}/x/").status_code == 200

    answer = ask(client, url.format(site=settings.SITE_URL, id=story.pk))

    assert (answer.status_code, answer.content) == (404, client.get("/no-such-page/").content)


def test_no_address_at_all_is_not_found(client):
    assert client.get("/oembed").status_code == 404


def test_story_that_may_not_be_read_is_not_told_of(client):
    killed, held, gone, waiting = a_chain("Urgent"), a_chain("Urgent"), a_chain("Urgent", "1st LD"), a_story()
    desk.kill(killed, by=None, now=NOON, reason="It was false.", headline_at_fault=True)
    desk.hold(held, by=None, now=NOON)
    desk.take_down(filings(gone)[0], by=None, now=NOON, reason="A court said so.")
    unknown = ask(client, f"{settings.SITE_URL}/stories/999999999/x/")

    for rest in ("", "history/1/"):
        withdrawn = ask(client, whole(killed, rest))
        assert (withdrawn.status_code, withdrawn.json()["state"]) == (410, "killed")
        assert "Karse" not in withdrawn.text
        answer = ask(client, whole(held, rest))
        assert (answer.status_code, answer.content, answer["Cache-Control"]) == (404, unknown.content, "no-store")
        answer = ask(client, f"{settings.SITE_URL}/stories/{waiting.pk}/x/{rest}")
        assert (answer.status_code, answer.content, answer.headers) == (404, unknown.content, unknown.headers)
    assert ask(client, whole(gone, "history/1/")).status_code == 410
    assert ask(client, whole(gone, "history/2/")).json() == a_link()


@pytest.mark.parametrize("rest", ["", "history/1/"])
@pytest.mark.parametrize("headline", ["Dam holds", "大坝安全 & more"])
def test_pages_lead_to_what_is_told_of_them(client, rest, headline):
    story = a_chain("Urgent", "1st LD", headline=headline)

    page = client.get(address(story, rest)).text

    found = dict(re.findall(r'<link rel="alternate" type="([a-z/]+\+oembed)" href="([^"]*)">', page))
    assert set(found) == {"application/json+oembed", "text/xml+oembed"}
    assert all(each.startswith(f"{settings.SITE_URL}/oembed?") for each in found.values())
    path = found["application/json+oembed"].removeprefix(settings.SITE_URL)
    asked_at = client.get(address(story, rest)).wsgi_request.get_full_path()  # as a browser writes it
    assert path == f"/oembed?url={quote(settings.SITE_URL + asked_at, safe='')}"
    assert client.get(path).json() == a_link(headline)
    xml = client.get(found["text/xml+oembed"].removeprefix(settings.SITE_URL).replace("&amp;", "&"))
    assert etree.fromstring(xml.content).findtext("title") == headline


def test_answer_that_a_site_has_is_not_written_again(client):
    story = a_chain("Urgent")
    tag = ask(client, whole(story))["ETag"]

    again = client.get("/oembed", {"url": whole(story)}, headers={"If-None-Match": tag})
    other = client.get("/oembed", {"url": whole(story), "format": "xml"}, headers={"If-None-Match": tag})

    assert (again.status_code, other.status_code) == (304, 200)
