"""A story's page for other sites and search engines: OpenGraph, and JSON-LD by schema.org's rules."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image

from stories import desk
from stories.display import languages
from tests.builders import NOON, a_chain, a_correction, filings
from tests.page_reading import address

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL

# What schema.org lets stand at a type, and what may stand there; of "correction", many.
RULES = {
    "NewsArticle": {
        "url": "address", "mainEntityOfPage": "address", "headline": "words", "alternativeHeadline": "words",
        "description": "words", "inLanguage": "language", "datePublished": "moment", "dateModified": "moment",
        "dateline": "words", "version": "number", "articleSection": "words", "author": "Organization",
        "publisher": "NewsMediaOrganization", "correction": "CorrectionComment", "keywords": "words",
        "about": "Thing", "mentions": ("Person", "Organization", "Place"), "locationCreated": "Place",
        "contentLocation": "Place",
    },
    "Thing": {"name": "words", "sameAs": "address"},
    "Person": {"name": "words"},
    "Place": {"name": "words"},
    "Organization": {"name": "words"},
    "NewsMediaOrganization": {
        "name": "words", "url": "address", "logo": "ImageObject", "correctionsPolicy": "address",
        "ethicsPolicy": "address", "publishingPrinciples": "address", "actionableFeedbackPolicy": "address",
    },
    "ImageObject": {"url": "address", "width": "number", "height": "number"},
    "CorrectionComment": {"text": "words", "datePublished": "moment"},
}  # fmt: skip
# What search engines want or recommend of an article; wire copy lacks a picture and the address of its author.
WANTED = {
    "NewsArticle": {"headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"},
    "Organization": {"name"},
    "Person": {"name"},
    "Place": {"name"},
    "Thing": set(),
    "NewsMediaOrganization": {"name", "logo", "url"},
    "ImageObject": {"url"},
    "CorrectionComment": {"text", "datePublished"},
}


def is_words(value):
    return isinstance(value, str) and value.strip() == value != ""


def is_moment(value):
    return datetime.fromisoformat(value).utcoffset() is not None


def is_address(value):
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and value.isascii()


def is_number(value):
    return type(value) is int and value > 0


def is_language(value):
    return re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) is not None


PLAIN = {"words": is_words, "moment": is_moment, "address": is_address, "number": is_number, "language": is_language}


def faults(thing, expected, at=""):
    """Return the faults of an object that should be of a type, or of one of some."""
    kind = thing.get("@type")
    if kind != expected and kind not in (expected if isinstance(expected, tuple) else ()):
        return [f"{at} is {kind}, not {expected}"]
    rules = RULES[kind]
    found = [f"{at}.{name} is missing" for name in WANTED[kind] - thing.keys()]
    for name, values in thing.items():
        if name.startswith("@"):
            continue
        if name not in rules:
            found.append(f"{at}.{name} is no property of {kind}")
            continue
        for value in values if isinstance(values, list) else [values]:
            if isinstance(rules[name], tuple) or rules[name] in RULES:
                found += faults(value, rules[name], f"{at}.{name}")
            elif not PLAIN[rules[name]](value):
                found.append(f"{at}.{name} is {value!r}")
    return found


def article(client, story):
    """Return the JSON-LD of a story's page."""
    page = client.get(address(story)).text
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def open_graph(client, story):
    """Return the OpenGraph of a story's page: property, value."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'<meta property="([\w:]+)" content="([^"]*)">', client.get(address(story)).text)
    }


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"section": None},
        {"dateline": "KARSE HEAD, Feb. 10 --"},
        {"language": "ar-EG"},
        {"headline": "大坝", "language": "zh"},
    ],
)
def test_article_keeps_to_the_rules_of_its_vocabulary(client, fields):
    story = a_correction(a_chain("Urgent", "1st LD", **fields)).story

    data = article(client, story)

    assert data["@context"] == "https://schema.org"
    assert faults(data, "NewsArticle") == []
    assert len(data["correction"]) == 1


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"slugline": "x"}, ".slugline is no property of NewsArticle"),
        ({"datePublished": "2026-02-10"}, ".datePublished is '2026-02-10'"),
        ({"author": {"@type": "Person", "name": "x"}}, ".author is Person, not Organization"),
        ({"author": {"@type": "Organization", "name": ""}}, ".author.name is ''"),
        ({"url": "/stories/1/"}, ".url is '/stories/1/'"),
        ({"version": "2"}, ".version is '2'"),
    ],
)
def test_rules_find_what_is_wrong(client, change, fault):
    data = {**article(client, a_chain("Urgent")), **change}

    assert faults(data, "NewsArticle") == [fault]


def test_article_says_when_it_was_first_and_last_filed_and_by_whom(client):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    data = article(client, story)

    assert (data["datePublished"], data["dateModified"]) == (
        "2026-02-10T12:00:00.000000Z",
        "2026-02-10T12:20:00.000000Z",
    )
    assert data["author"] == {"@type": "Organization", "name": "Vesper"}
    assert data["publisher"]["@type"] == "NewsMediaOrganization"
    logo = data["publisher"]["logo"]
    with Image.open(finders.find(logo["url"].removeprefix(f"{SITE}{settings.STATIC_URL}"))) as image:
        assert image.size == (logo["width"], logo["height"])


def test_opengraph_is_whole(client):
    story = a_chain("Urgent", "1st LD Writethru", headline='Dam "holds" & stands', now=NOON, every=timedelta(hours=1))

    assert open_graph(client, story) == {
        "og:type": "article",
        "og:title": 'Dam "holds" & stands',
        "og:description": "The dam at Karse Head held on Tuesday.",
        "og:url": f"{SITE}{address(story)}",
        "og:site_name": "Off the Wire",
        "og:locale": "en_US",
        "og:image": f"{SITE}{settings.STATIC_URL}icon-512.png",
        "og:image:alt": "Off the Wire",
        "article:published_time": "2026-02-10T12:00:00.000000Z",
        "article:modified_time": "2026-02-10T13:00:00.000000Z",
        "article:section": "World",
    }


def test_opengraph_leaves_out_what_it_has_no_word_for(client):
    names = open_graph(client, a_chain("Urgent", section=None, language="xx"))

    assert {"og:locale", "article:section"} & names.keys() == set()
    assert "og:title" in names


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "en_US"), ("en-GB", "en_GB"), ("EN_gb", "en_GB"), ("zh", "zh_CN"), ("zh-Hant", "zh_TW"),
        ("zh-Hans-SG", "zh_SG"), ("ar", "ar_AR"), ("ar-EG", "ar_EG"), ("xx", ""), ("", ""), ("tlh", ""),
    ],
)  # fmt: skip
def test_languages_have_a_territory_where_one_is_known(language, expected):
    assert languages.opengraph_locale(language) == expected


def test_a_version_is_shared_as_what_it_is(client):
    story = a_chain("Urgent", "1st LD", headline="Dam holds")

    page = client.get(address(story, "history/1/")).content.decode()

    assert f'<meta property="og:url" content="http://127.0.0.1:8000{address(story, "history/1/")}">' in page
    assert '<meta property="og:title" content="Dam holds">' in page
    assert '<meta name="twitter:card" content="summary">' in page


@pytest.mark.parametrize("path", ["/sections/world/", "/archive/2026/02/10/", "/corrections/", "/help/"])
def test_a_list_has_one_address_however_it_was_come_by(client, path):
    a_chain("Urgent")

    come_by, further = (client.get(f"{path}?{query}").content.decode() for query in ("utm=x", "older=2026-02-01.1"))

    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in come_by
    assert 'rel="canonical"' not in further
