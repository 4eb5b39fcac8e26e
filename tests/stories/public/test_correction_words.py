"""A correction says the same to people and machines, whether an editor wrote it or the wire."""

import json
import re
from html import unescape

import pytest

from stories import intake
from stories.intake.options import IntakeOptions, OnArrival
from stories.models import Amends, Filing, Story
from stories.wire import newsml_g2, ninjs
from tests.builders import NOON, a_chain, a_correction
from tests.page_reading import words_of

pytestmark = pytest.mark.django_db

NOTE = "Corrects the number of towns to three & not two."
EDITORS_WORDS = "Wrong: two towns Right: three towns"


def wires_story():
    """Take a story and its correction from the wire; return the story."""
    for version, headline, note in ((1, "Dam fails", ""), (2, "Correction: Dam fails", NOTE)):
        piece = {"uri": "urn:x", "version": str(version), "versioncreated": f"2026-02-10T11:0{version}:00Z",
                 "type": "text", "source": "Vesper", "headline": headline, "edNote": note,
                 "body_text": f"Version {version} of the dam."}  # fmt: skip
        intake.take("x.json", json.dumps(piece).encode(), now=NOON, options=IntakeOptions(on_arrival=OnArrival.FILE))
    return Story.objects.get()


def editors_story():
    """Return a story that an editor corrected."""
    return Story.objects.get(pk=a_correction(a_chain("", headline="Dam fails")).story_id)


BOTH = pytest.mark.parametrize(("make", "words"), [(wires_story, NOTE), (editors_story, EDITORS_WORDS)])


@BOTH
@pytest.mark.parametrize(
    "place", ["/stories/{}/{}/", "/stories/{}/{}/history/", "/stories/{}/{}/history/2/", "/corrections/"]
)
def test_pages_print_the_words_once(client, make, words, place):
    story = make()
    assert Filing.objects.get(story=story, number=2).amends == Amends.CORRECTION

    page = words_of(client.get(place.format(story.pk, story.slug)))

    on_page = re.sub("Wrong: (.*) Right: ", r"Was \1 Now ", words)
    assert page.count(words) + page.count(on_page) == (1 if words != on_page else 2)


@BOTH
@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_corrections_feeds_carry_the_words(client, make, words, form):
    make()

    text = client.get(f"/corrections/feeds/latest.{form}").content.decode()

    assert words in (text if form == "json" else unescape(unescape(text)))


@BOTH
def test_search_engines_get_the_words(client, make, words):
    story = make()

    page = client.get(f"/stories/{story.pk}/{story.slug}/").content.decode()

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    (comment,) = json.loads(block)["correction"]
    assert (comment["@type"], comment["text"]) == ("CorrectionComment", words)


@BOTH
def test_exchange_formats_carry_the_words(client, make, words):
    story = make()

    data = client.get(f"/stories/{story.pk}.ninjs.json").content
    (document,) = newsml_g2.read(client.get(f"/stories/{story.pk}.newsml.xml").content)

    assert [item.note for item in ninjs.read(data)] == [words]
    assert document.note == words


@BOTH
def test_history_json_says_what_was_wrong(client, make, words):
    story = make()

    filing = client.get(f"/stories/{story.pk}/history.json").json()["filings"][1]

    said = f"Wrong: {filing['wrong']} Right: {filing['right']}" if filing["wrong"] else filing["note"]
    assert said == words
