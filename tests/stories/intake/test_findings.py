"""What is found for copy is kept: reasons, related stories, and stories that links prove to be one."""

import json

import pytest

from stories import desk, intake
from stories.intake import IntakeOptions, OnArrival
from stories.intake.outcome_lines import json_line
from stories.models import ChainMove, Filing, Outcome, State, Story, StoryRelation
from tests.builders import NOON, a_source, an_editor, public_chain
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
    headlines = [filing.headline for filing in public_chain(live.pk).filings]
    assert headlines == [HEADLINES["a"], HEADLINES["b"], HEADLINES["c"]]


def test_wire_takes_nothing_back_that_an_editor_parted():
    editor = an_editor()
    a_source("Vesper", is_trusted_to_join=True)
    take("a", version="1")
    second = take("a", version="2", headline="Another town is flooded", body_text="Another town, he said.")
    move = desk.move_filings([second.filing], None, by=editor, now=NOON, reason="Another event.")

    third = take("a", version="3", headline="The other town is dry", body_text="The other town is dry, he said.")

    assert (third.story, third.likely_story) == (move.to_story, None)
    assert {story.state for story in Story.objects.all()} == {State.LIVE}


def test_wire_joins_no_stories_again_that_an_editor_took_apart():
    editor = an_editor()
    a_source("Vesper", is_trusted_to_join=True)
    take("a")
    take("c")
    take("b", version="1")
    desk.undo_move(ChainMove.objects.get(), by=editor, now=NOON)

    again = take("b", version="2", body_text="Sirens were heard again, he said.")

    assert again.likely_story is None
    assert [story.state for story in Story.objects.all()] == [State.LIVE] * 2


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
    assert json_line("\x9b2J\u202e.txt", item).startswith('{"path": "\\u009b2J\\u202e.txt"')
    assert (told["likely"], told["score"]) == (item.likely_story_id, item.score and round(item.score, 3))
    assert item.score is not None


def test_correction_without_its_story_waits_and_is_not_public():
    item = text("c.txt", a_text("Correction", "Dam at Karse Head holds", "The dam at Karse Head held, not fell."))

    assert (item.outcome, item.filing) == (Outcome.WAITING, None)
    assert item.reason.startswith("Urgent: it corrects a story")
    assert not Filing.objects.exists()
