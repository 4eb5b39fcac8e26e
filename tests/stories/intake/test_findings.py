"""What is found for copy is kept: reasons, related stories, and stories that links prove to be one."""

import json

import pytest

from stories import intake
from stories.intake import IntakeOptions, OnArrival
from stories.intake.outcome_lines import json_line
from stories.models import Filing, Outcome, State, Story, StoryRelation
from tests.builders import NOON, a_source
from tests.stories.intake.test_taking import a_text, text

pytestmark = pytest.mark.django_db

FILE = IntakeOptions(on_arrival=OnArrival.FILE)
AFTER = {"b": "a", "c": "b"}
HEADLINES = {"a": "Water rises", "b": "Sirens heard in two towns", "c": "Thousands leave their homes"}


def take(name, **fields):
    """Take a piece that goes on from the one before it in AFTER, by link alone."""
    piece = {"uri": f"urn:example:{name}", "type": "text", "headline": HEADLINES[name], "language": "en",
             "body_text": f"{HEADLINES[name]}, he said.", "source": "Vesper",
             **({"evolvedfrom": f"urn:example:{AFTER[name]}"} if name in AFTER else {}), **fields}  # fmt: skip
    return intake.take(f"{name}.json", json.dumps(piece).encode(), now=NOON, options=FILE)[0]


def test_missing_middle_proposes_that_two_stories_are_one():
    first, last = take("a"), take("c")

    middle = take("b")

    assert {middle.story, middle.likely_story} == {first.story, last.story}
    assert f"Its links say that story {middle.likely_story_id} is one with it." in middle.reason
    assert {story.state for story in Story.objects.all()} == {State.LIVE}


def test_missing_middle_of_a_trusted_source_joins_two_stories():
    a_source("Vesper", is_trusted_to_join=True)
    take("a")
    take("c")

    middle = take("b")

    assert sorted(story.state for story in Story.objects.all()) == [State.JOINED, State.LIVE]
    [live] = Story.objects.filter(state=State.LIVE)
    middle.refresh_from_db()
    assert (middle.story, middle.likely_story) == (live, None)
    headlines = [filing.headline for filing in Filing.public.history(live.pk).filings]
    assert headlines == [HEADLINES["a"], HEADLINES["b"], HEADLINES["c"]]


def test_copy_of_another_language_under_the_same_id_is_a_translation():
    first = take("a", slugline="Flood")

    other = take("a", version="2", language="es", headline="Sube el agua", body_text="Sube el agua en Karse Head.")

    assert other.story != first.story
    relation = StoryRelation.objects.get()
    assert (relation.story, relation.other, relation.kind) == (other.story, first.story, "translation")


def test_score_and_likely_story_are_told_to_programs():
    text("a.txt", a_text("", "Three killed in Olm bus crash", "Ada Vant saw the bus fall at Olm Bridge, she said."))

    item = text(
        "b.txt", a_text("", "Bus crash in Olm kills three", "Ada Vant saw the bus fall at Olm Bridge, she said.")
    )

    told = json.loads(json_line("b.txt", item))
    assert (told["likely"], told["score"]) == (item.likely_story_id, item.score and round(item.score, 3))
    assert item.score is not None


def test_correction_without_its_story_waits_and_is_not_public():
    item = text("c.txt", a_text("Correction", "Dam at Karse Head holds", "The dam at Karse Head held, not fell."))

    assert (item.outcome, item.filing) == (Outcome.WAITING, None)
    assert item.reason.startswith("Urgent: it corrects a story")
    assert not Filing.objects.exists()
