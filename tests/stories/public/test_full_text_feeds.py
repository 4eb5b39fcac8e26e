"""Feeds with the whole text of stories, where the source allows that; subjects in all feeds."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from stories import desk
from stories.copy.subjects import Subject, store_subjects
from stories.models import Story
from stories.wire import feed, json_feed
from tests.builders import NOON, a_chain, a_correction, a_filing, a_section, a_source, a_story, rewrite
from tests.page_reading import address
from tests.photo_files import a_photo, add_pictures

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
PLACES = ("/", "/sections/world/", "/editions/en/")
SUBJECTS = (
    Subject("medtop", "20000344", "fishing industry"),
    Subject("subj", "04000000"),
    Subject("keyword", "", "dam & flood"),
    Subject("place", "", "Oren"),
)


def xml(client, path):
    return ElementTree.fromstring(client.get(path).content)  # noqa: S314 our own answer


def whole_texts(client, place="/"):
    """Return the whole text of the first entry in each format; None where it carries none."""
    return [
        xml(client, f"{place}feeds/latest.full.rss").findtext(f"channel/item/{ENCODED}"),
        xml(client, f"{place}feeds/latest.full.atom").findtext("a:entry/a:content", None, ATOM),
        client.get(f"{place}feeds/latest.full.json").json()["items"][0].get("content_html"),
    ]


@pytest.mark.parametrize("place", PLACES)
def test_whole_text_is_that_of_the_page(client, place):
    source = a_source("Maran News Agency", gives_full_text=True)
    story = a_chain("", source=source, body='The dam <strong>held</strong> & <a href="https://oren.example/?a=1&b=2">so</a>.',
                    dateline="KARN BAY --", byline="By Ilse Tarn", endmark="(Maran)")  # fmt: skip

    rss, atom, json = whole_texts(client, place)

    assert rss == atom == json
    assert re.sub(r"\s*\n\s*", "\n", rss.strip()).splitlines() == [
        '<div lang="en" dir="ltr">',
        "<p>By Ilse Tarn</p>",
        '<p><span class="dateline">KARN BAY --</span> The dam <strong>held</strong> &amp; '
        '<a href="https://oren.example/?a=1&amp;b=2" rel="noopener">so</a>.</p>',
        "<p>(Maran)</p>",
        "</div>",
        f'<p><a href="{SITE}{address(story)}">Off the Wire</a></p>',
    ]
    assert xml(client, f"{place}feeds/latest.full.atom").find("a:entry/a:content", ATOM).get("type") == "html"
    assert client.get(f"{place}feeds/latest.full.json").json()["items"][0]["summary"] == "The dam held & so."


def test_source_without_the_right_carries_its_summary(client):
    a_chain("", body="First.\n\nSecond zqwords.", source=a_source("Vesper", gives_full_text=False))

    plain = [client.get(f"/feeds/latest.{form}").content for form in ("rss", "atom", "json")]
    whole = [client.get(f"/feeds/latest.full.{form}").content for form in ("rss", "atom", "json")]

    assert whole_texts(client) == [None] * 3
    assert [text.replace(b"latest.full.", b"latest.") for text in whole] == plain
    assert not any(b"zqwords" in text for text in whole)


def test_plain_feeds_carry_no_whole_text(client):
    a_chain("", body="First.\n\nSecond zqwords.", source=a_source("Vesper", gives_full_text=True))

    for form in ("rss", "atom", "json"):
        assert b"zqwords" not in client.get(f"/feeds/latest.{form}").content
        assert b"zqwords" in client.get(f"/feeds/latest.full.{form}").content


def test_right_of_a_source_counts_at_once(client):
    source = a_source("Vesper")
    a_chain("", source=source)
    before = client.get("/feeds/latest.full.rss")

    type(source).objects.filter(pk=source.pk).update(gives_full_text=True)

    again = client.get("/feeds/latest.full.rss", headers={"If-None-Match": before["ETag"]})
    assert (again.status_code, b"encoded" in again.content) == (200, True)


def test_whole_text_has_the_corrections_and_the_pictures_with_whole_addresses(client):
    source = a_source("Vesper", gives_full_text=True)
    photo = a_photo()
    story = add_pictures(a_story(source=source), (photo, "The dam <at> dusk."))
    a_filing(story)
    a_correction(story, wrong="two <b>towns", right="three towns")

    text = whole_texts(client)[0]

    assert "<strong>Correction</strong>" in text
    assert "<q>two &lt;b&gt;towns</q>" in text
    addresses = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert len(addresses) == 2
    assert all(each.startswith(f"{SITE}/") for each in addresses)
    assert addresses[0].removeprefix(SITE) in {each.get_absolute_url() for each in photo.renditions.all()}
    assert "The dam &lt;at&gt; dusk." in text
    assert not re.search(r"<script|<style|\son\w+=|srcset", text)


def test_withdrawn_story_is_in_no_whole_feed(client):
    story = a_chain("", headline="Dam fails", body="Zqwords.", source=a_source("Vesper", gives_full_text=True))
    assert b"Zqwords" in client.get("/feeds/latest.full.atom").content

    desk.kill(story, by=None, now=NOON, reason="It was false.", headline_at_fault=True)

    for form in ("rss", "atom", "json"):
        content = client.get(f"/feeds/latest.full.{form}").content.lower()
        assert b"zqwords" not in content
        assert b"dam" not in content
    assert b"deleted-entry" in client.get("/feeds/latest.full.atom").content


def test_arabic_text_says_its_direction(client):
    a_chain("", headline="السد", body="صمد السد.", language="ar", source=a_source("Vesper", gives_full_text=True))

    assert whole_texts(client)[0].lstrip().startswith('<div lang="ar" dir="rtl">')


def a_filing_with_subjects():
    story = a_story(subjects=store_subjects(SUBJECTS), section=a_section("World"))
    a_filing(rewrite(story, "The dam held."))
    return Story.objects.get(pk=story.pk)


def test_subjects_stand_beside_the_section(client):
    a_filing_with_subjects()
    topics, codes = "http://cv.iptc.org/newscodes/mediatopic/", "http://cv.iptc.org/newscodes/subjectcode/"

    in_rss = xml(client, "/feeds/latest.rss").findall("channel/item/category")
    in_atom = xml(client, "/feeds/latest.atom").findall("a:entry/a:category", ATOM)

    assert [(each.text, each.attrib) for each in in_rss] == [
        ("World", {}),
        ("fishing industry", {"domain": f"{topics}20000344"}),
        ("04000000", {"domain": f"{codes}04000000"}),
        ("dam & flood", {"domain": "keyword"}),
        ("Oren", {"domain": "place"}),
    ]
    assert [each.attrib for each in in_atom] == [
        {"term": "World"},
        {"term": "20000344", "scheme": topics, "label": "fishing industry"},
        {"term": "04000000", "scheme": codes},
        {"term": "dam & flood"},
        {"term": "Oren"},
    ]
    [item] = client.get("/feeds/latest.json").json()["items"]
    assert item["tags"] == ["World", "fishing industry", "04000000", "dam & flood", "Oren"]


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_own_readers_take_the_feeds(client, form):
    a_filing_with_subjects()
    reader = json_feed if form == "json" else feed

    [item] = reader.read(client.get(f"/feeds/latest.{form}").content)

    assert item.section == "World"
    found = {subject.key for subject in item.subjects}
    assert {subject.key for subject in SUBJECTS if form == "rss"} <= found
    assert form == "json" or {"medtop:20000344", "subj:04000000", "keyword:dam & flood"} <= found
