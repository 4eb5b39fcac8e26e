"""Related stories on a story's page: named by what they are, in both directions, only while readers may see them."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import translation

from stories import desk
from stories.models import Story, StoryRelation
from stories.public.related import LABELS
from tests.builders import NOON, a_chain, a_filing, a_story, rewrite
from tests.page_reading import address, assert_in_order, words_of

pytestmark = pytest.mark.django_db

Kind = StoryRelation.Kind


def relate(story, other, kind):
    StoryRelation.objects.create(story=story, other=other, kind=kind, at=NOON)


def related_words(client, story):
    """Return the words of the part of a story's page that lists related ones; empty where there is none."""
    part = re.search(r'<nav class="related".*?</nav>', client.get(address(story)).content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", part[0]).split()) if part else ""


def article(client, story):
    page = client.get(address(story)).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def others():
    """Make a story and one of each kind of relation to it, ten minutes apart; return it and them by kind."""
    main = a_chain("", headline="Main")
    stories = {
        kind: a_chain("", headline=kind.title(), now=NOON + timedelta(minutes=10 * place))
        for place, kind in enumerate(Kind.values, start=1)
    }
    return main, stories


def test_each_is_named_by_what_it_is_the_latest_first(client):
    main, stories = others()
    for kind, story in stories.items():
        relate(story, main, kind)

    assert related_words(client, main) == (
        "Related Related story Related Its place is taken by Substitute Wrap-up Wrapup Background Background "
        "Sidebar Sidebar "
        "English Translation"
    )
    assert [related_words(client, story) for story in stories.values()] == [
        "Related English Main",
        "Related Main story Main",
        "Related Main story Main",
        "Related In this wrap-up Main",
        "Related Takes the place of Main",
        "Related Related story Main",
    ]
    assert_in_order(words_of(client.get(address(main))), "Link to this version", "Related story", "More from World")


def test_labels_are_said_in_the_language_of_the_page(client):
    spanish = a_chain("", headline="La presa resiste", language="es")
    relate(a_chain("", headline="Dry towns"), spanish, Kind.SIDEBAR)
    relate(spanish, a_chain("", headline="Old"), Kind.SUBSTITUTE)

    words = related_words(client, spanish)

    assert [str(label) in words for label in LABELS.values()] == [False] * len(LABELS)
    with translation.override("es"):
        assert [key for key, label in LABELS.items() if str(label) in words] == [
            (Kind.SIDEBAR, False), (Kind.SUBSTITUTE, True)
        ]  # fmt: skip


def test_page_moves_with_the_headline_of_a_related_story_and_the_kind(client):
    main, stories = others()
    relate(main, stories[Kind.SIDEBAR], Kind.SIDEBAR)
    first = client.get(address(main))["ETag"]
    a_filing(rewrite(stories[Kind.SIDEBAR], "New words.", headline="Anew"), "1st LD")
    second = client.get(address(main))["ETag"]
    StoryRelation.objects.update(kind=Kind.RELATED)

    assert len({first, second, client.get(address(main))["ETag"]}) == 3
    assert related_words(client, main) == "Related Related story Anew"


def test_stories_that_readers_may_not_see_are_not_listed(client):
    main = a_chain("")
    acts = {
        "held": lambda story: desk.hold(story, by=None, now=NOON),
        "killed": lambda story: desk.kill(story, by=None, now=NOON, reason="Not so."),
        "taken down": lambda story: desk.take_down(story.filings.get(), by=None, now=NOON, reason="A court said so."),
        "live": lambda story: None,
    }
    for name, act in acts.items():
        story = a_chain("", headline=f"Other {name}")
        relate(story, main, Kind.SIDEBAR)
        act(story)
    relate(main, a_story("Other waiting"), Kind.SIDEBAR)
    relate(main, a_story("Other embargoed", embargo_until=NOON + timedelta(days=900)), Kind.SIDEBAR)

    assert related_words(client, main) == "Related Sidebar Other live"


def test_translation_is_named_in_its_own_language_for_readers_and_machines(client):
    english, spanish = a_chain("", headline="Dam holds"), a_chain("", headline="La presa resiste", language="es")
    relate(spanish, english, Kind.TRANSLATION)
    site = settings.SITE_URL

    page = client.get(address(english)).content.decode()

    assert '<small><bdi lang="es" dir="ltr">Español</bdi></small>' in page
    assert f'<a href="{address(spanish)}" hreflang="es"><bdi lang="es" dir="ltr">La presa resiste</bdi></a>' in page
    for language, story in (("en", english), ("es", spanish)):
        link = f'<link rel="alternate" hreflang="{language}" href="{site}{address(story)}">'
        assert link in page
        assert link in client.get(address(spanish)).content.decode()
    assert article(client, english)["workTranslation"] == [
        {"@type": "NewsArticle", "@id": f"{site}{address(spanish)}", "inLanguage": "es"}
    ]
    assert article(client, spanish)["translationOfWork"][0]["@id"] == f"{site}{address(english)}"
    assert article(client, english)["mainEntityOfPage"] == f"{site}{address(english)}"


def test_machines_are_told_what_a_wrap_up_is_made_of(client):
    wrapup, part = a_chain("", headline="Wrap-up"), a_chain("", headline="Part")
    relate(wrapup, part, Kind.WRAPUP)
    site = settings.SITE_URL

    told = article(client, wrapup)

    assert told["isBasedOn"] == told["mainEntityOfPage"]["relatedLink"] == [f"{site}{address(part)}"]
    assert "isBasedOn" not in article(client, part)
    assert Story.objects.count() == 2
