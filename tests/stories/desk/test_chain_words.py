"""What stays with each story when filings move and come back: its newest text, its address, its people, its words."""

from datetime import timedelta

import pytest

from stories import desk, search
from stories.copy.subjects import store_subjects, type_subjects
from stories.models import Draft, MatchVerdict, State, Story
from tests.builders import NOON, a_filing, a_story, a_wire_chain, an_editor, rewrite
from tests.photo_files import a_photo
from tests.stories.desk.chain_builders import LATER, MINUTE, an_item, fresh, join, part, undo
from tests.stories.intake.test_taking import ninjs, take_pieces

pytestmark = pytest.mark.django_db


NOTE = "Recasts the lead"


def annotate(story, by="edda", **fields):
    """Save what an editor wrote beside the text of a story, and nothing of the text."""
    for name, value in fields.items():
        setattr(story, name, value)
    return desk.save(story, by=an_editor(by), now=NOON, based_on=story.save_number)


def schedule(story, by):
    """Schedule a story for an hour after the moves."""
    return desk.schedule(
        story, by=by, now=NOON, at=LATER + timedelta(hours=1), designator="", note="", based_on=story.save_number
    )


def test_take_down_leaves_the_newest_text_whatever_its_number():
    into = a_wire_chain(NOON, NOON + MINUTE, headline="Dam at Karse Head fails")
    join(a_wire_chain(NOON - MINUTE, headline="Osmel votes"), into)

    desk.take_down(into.filings.get(number=1), by=None, now=LATER, reason="A court said so.")

    assert (fresh(into).headline, fresh(into).newest_number) == ("Dam at Karse Head fails", 2)


def test_story_that_was_never_filed_gets_its_own_address_when_a_join_is_undone():
    into, story = a_story("Faint comet seen"), a_wire_chain(NOON, headline="Glacier keeps minutes")
    move = join(story, into)
    joined = fresh(into).slug

    undo(move)
    a_filing(into, now=LATER + 2 * MINUTE)

    assert (joined, fresh(into).slug) == ("glacier-keeps-minutes", "faint-comet-seen")


def test_schedule_stays_with_whoever_set_it_however_often_a_join_is_undone():
    ilse, story = an_editor(), a_wire_chain(NOON)
    into = schedule(a_story("Comet returns", by=ilse), ilse)

    for step in (0, 2):
        move = desk.join_stories(story, into, by=an_editor("edda"), now=LATER + step * MINUTE, reason="One story")
        desk.undo_move(move, by=an_editor("edda"), now=LATER + (step + 1) * MINUTE)

    assert (fresh(into).is_scheduled, fresh(into).updated_by) == (True, ilse)


@pytest.mark.parametrize(
    ("score", "is_by_editor", "kinds"), [(0.9, False, ["wrong"]), (None, False, []), (0.9, True, [])]
)
def test_copy_was_wrong_where_it_had_joined_by_itself_alone(score, is_by_editor, kinds):
    story = a_wire_chain(NOON, NOON + MINUTE)
    item = an_item(story, story.filings.get(number=2), score=score)
    if is_by_editor:
        MatchVerdict.objects.create(item=item, source=item.source, story=story, kind="joins", at=NOON)

    part(story, 2)

    assert list(MatchVerdict.objects.exclude(kind="joins").values_list("kind", flat=True)) == kinds


def test_join_settles_what_was_proposed_from_either_side():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE)
    an_item(story, story.filings.get())
    item = an_item(into, into.filings.get(), likely_story=story)

    move = join(story, into)

    assert list(MatchVerdict.objects.values_list("item", "story", "kind")) == [(item.pk, into.pk, "joins")]
    assert fresh(item).likely_story is None
    undo(move)
    assert (fresh(item).likely_story, MatchVerdict.objects.count()) == (Story.objects.get(pk=story.pk), 0)


def test_join_keeps_what_an_editor_wrote_beside_the_text():
    photo = a_photo()
    into, story = a_wire_chain(NOON), annotate(
        a_wire_chain(NOON + MINUTE), note=NOTE, located="VESK", desk_note="Ask Edda",
        pictures=[{"photo": photo.pk, "caption": "The lead"}], subjects=store_subjects(type_subjects("place: Oren")),
    )  # fmt: skip
    annotate(into, "ilse", note="Adds a quote")

    move = join(story, into, by="vera")

    drafts = {draft.editor.username: draft.fields for draft in Draft.objects.filter(story=into)}
    assert {name: fields["note"] for name, fields in drafts.items()} == {"edda": NOTE, "ilse": "Adds a quote"}
    kept = [drafts["edda"][name] for name in ("located", "pictures", "subjects")]
    assert (kept, fresh(into).desk_note) == (["VESK", f"{photo.pk} The lead", "place: Oren"], "Ask Edda")
    undo(move)
    assert (fresh(story).note, fresh(into).note, Draft.objects.count()) == (NOTE, "Adds a quote", 0)


def test_part_keeps_what_an_editor_wrote_beside_the_text():
    story = annotate(a_wire_chain(NOON, NOON + MINUTE), note=NOTE)

    move = part(story, 2)

    draft = Draft.objects.get(story=story)
    assert (draft.editor.username, draft.fields["note"], fresh(story).note) == ("edda", NOTE, "")
    undo(move)
    assert (fresh(story).note, Draft.objects.count()) == (NOTE, 0)


def test_what_is_written_beside_the_text_after_a_move_outlasts_its_undoing():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE)
    move = join(story, into)
    annotate(fresh(into), located="VESK")

    undo(move)

    assert (fresh(into).located, Draft.objects.count()) == ("VESK", 0)


@pytest.mark.parametrize("is_carried", [True, False])
def test_embargo_goes_with_the_words_that_it_is_of(is_carried):
    into, until = a_wire_chain(NOON), LATER + timedelta(hours=3)
    into = into if is_carried else rewrite(into, "Words of the desk.")
    story = a_story("Dam at Karse Head fails", by=an_editor("edda"), embargo_until=until)
    foreseen = desk.preview_embargo(story, into)

    join(story, into)

    assert [foreseen, fresh(into).embargo_until] == [until if is_carried else None] * 2
    embargoes = [draft.fields["embargo_until"] for draft in Draft.objects.all()]
    assert embargoes == ([] if is_carried else [f"{until:%Y-%m-%dT%H:%M:%S}"])


def test_kill_by_the_wire_holds_a_story_that_was_put_together_within_the_hour():
    quake = {"uri": "urn:example:quake", "headline": "Strong quake near Osmel"}
    first, other = take_pieces(ninjs(1), ninjs(2, **quake))
    move = join(other.story, first.story)

    stop = take_pieces(ninjs(3, pubstatus="canceled", **quake), now=LATER + MINUTE)[0]

    assert (stop.story, stop.outcome, fresh(first.story).state) == (first.story, "held", State.HELD)
    assert stop.reason.startswith("Urgent: ")
    desk.release(first.story, by=an_editor(), now=LATER + 2 * MINUTE)
    undo(move, now=LATER + 3 * MINUTE)
    assert take_pieces(ninjs(4, pubstatus="canceled", **quake), now=LATER + 4 * MINUTE)[0].outcome == "killed"
    assert [fresh(item.story).state for item in (first, other)] == [State.LIVE, State.KILLED]


def found_at_the_desk(words):
    """Return the stories that the newsroom's search finds."""
    places = search.find_places(search.Index.DESK, words, search.Span(), limit=9)
    return set(Story.objects.filter(desk_place__in=places))


@pytest.mark.parametrize("kind", ["join", "part"])
def test_newsroom_finds_each_story_by_the_words_that_stand_in_it(kind):
    into, story = a_wire_chain(NOON), a_wire_chain(NOON, NOON + MINUTE)
    rewrite(into, "Walruses, yet unfiled.", by=an_editor())
    a_filing(rewrite(story, "Axolotls thrive."), now=NOON + 2 * MINUTE)

    move = join(story, fresh(into)) if kind == "join" else part(story, 3, to=fresh(into))

    assert into in found_at_the_desk("axolotls")
    assert into in found_at_the_desk("walruses")
    undo(move)
    assert (found_at_the_desk("axolotls"), found_at_the_desk("walruses")) == ({story}, {into})
