"""What goes along when stories are made one or filings move: words, copy, notes, drafts, and what a take-down finds."""

import json

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, transaction
from reversion.models import Version

from stories import desk, digests, search
from stories.models import (
    DeskNote,
    Draft,
    Filing,
    Item,
    MatchVerdict,
    Notification,
    Source,
    State,
    Story,
    StoryRelation,
)
from stories.models.packed_json import version_text
from tests.builders import NOON, a_chain, a_filing, a_source, a_story, a_wire_chain, an_editor, rewrite
from tests.filing_guard import lift_guard
from tests.stories.desk.chain_builders import (
    LATER,
    MINUTE,
    an_item,
    chain_of,
    fresh,
    join,
    part,
    public_words,
    undo,
    verify,
)
from tests.stories.intake.test_taking import ninjs, take_pieces
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db

OURS = "Words of the desk."


def rows_of(story):
    """Return how many rows of each kind a story has."""
    kinds = (Item, DeskNote, Draft, Notification)
    return [kind.objects.filter(story=story).count() for kind in kinds]


def words_of(story):
    """Return the text of a working copy, and whether an editor's words are in it."""
    return [block.text for block in fresh(story).blocks], fresh(story).edited_at is not None


def find(words):
    """Return the live filings that a search finds."""
    places = search.find_places(search.Index.LIVE, words, search.Span(), limit=9)
    return list(Filing.public.newest().filter(live__place__in=places))


def beside(story):
    """Return the copy that stands beside the text of a story."""
    return list(Item.objects.beside_edits(story))


def test_all_of_a_joined_story_goes_along_and_comes_back():
    into, story, other = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE), a_story()
    ilse = an_editor()
    items = [an_item(story, story.filings.get()), an_item(story, likely_story=into), an_item(other, likely_story=story)]
    desk.add_note(story, "Call the mayor", by=ilse, now=NOON)
    draft = desk.keep_draft(story, {"headline": "Mine"}, by=ilse, now=NOON, page="p1", based_on=story.save_number)
    desk.assign(story, an_editor("rasa"), by=ilse, now=NOON, instead_of=None)
    StoryRelation.objects.create(story=story, other=other, kind="sidebar", at=NOON)
    StoryRelation.objects.create(story=story, other=into, kind="related", at=NOON)
    before = [rows_of(one) for one in (into, story)], list(Item.objects.order_by("pk").values())
    based_on = into.save_number

    move = join(story, into)

    came = into.filings.get(number=2)
    assert [rows_of(into), rows_of(story)] == [[2, 1, 1, 2], [0, 0, 0, 0]]
    assert [(item.story, item.filing, item.likely_story) for item in map(fresh, items)] == [
        (into, came, None), (into, None, None), (other, None, into)]  # fmt: skip
    assert (fresh(draft).based_on, fresh(into).assigned_to.username) == (based_on, "rasa")
    assert sorted(StoryRelation.objects.values_list("story", "other")) == sorted(
        [(into.pk, other.pk), (story.pk, into.pk)])  # fmt: skip
    assert list(MatchVerdict.objects.values_list("item", "story", "kind")) == [(items[1].pk, into.pk, "joins")]

    Notification.objects.filter(what__in=["joined", "undone"]).delete()
    undo(move)

    Notification.objects.filter(what="undone").delete()
    assert ([rows_of(one) for one in (into, story)], list(Item.objects.order_by("pk").values())) == before
    assert (fresh(into).assigned_to, MatchVerdict.objects.count()) == (None, 0)
    assert StoryRelation.objects.filter(story=story).count() == 2


def test_copy_of_filings_that_move_goes_along():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON, NOON + MINUTE)
    first, second = (an_item(story, filing, text_digest=f"{filing.number}") for filing in story.filings.order_by("pk"))
    again = an_item(story, outcome="duplicate", text_digest="2")

    part(story, 2, to=into)

    moved = into.filings.get(number=2)
    assert [(item.story, item.filing) for item in map(fresh, (first, second, again))] == [
        (story, story.filings.get(number=1)), (into, moved), (into, None)]  # fmt: skip


def test_copy_that_nobody_held_for_likely_was_missed_and_a_link_is_no_verdict():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE)
    item, _ = an_item(story, story.filings.get()), an_item(story)
    move = join(story, into)
    verdict = MatchVerdict.objects.get()
    undo(move)

    desk.join_stories(story, into, by=None, now=LATER, reason="A link says so")

    assert (verdict.item, verdict.kind) == (item, "missed")
    assert MatchVerdict.objects.count() == 0


def test_unedited_working_copy_becomes_the_newest_text():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE, headline="Dam at Karse Head fails")
    before = words_of(into)

    move = join(story, into)

    assert (fresh(into).headline, beside(into)) == ("Dam at Karse Head fails", [])
    assert find("fails") == [into.filings.get(number=2)]
    undo(move)
    assert (words_of(into), fresh(into).headline) == (before, "Dam at Karse Head holds")
    assert find("fails") == [story.filings.get()]


def test_words_of_an_editor_stay_and_what_came_stands_beside_them():
    into, story = rewrite(a_wire_chain(NOON), OURS), a_wire_chain(NOON + MINUTE)
    item = an_item(story, story.filings.get())

    move = join(story, into)

    assert (words_of(into), beside(into)) == (([OURS], True), [item])
    desk.dismiss_wire_copy(fresh(into), item, by=an_editor(), now=LATER)
    assert (beside(into), fresh(item).outcome) == ([], "filed")
    undo(move)
    assert (words_of(into), fresh(item).story) == (([OURS], True), story)


def test_words_of_an_editor_that_were_never_filed_follow():
    into, story = a_wire_chain(NOON), rewrite(a_wire_chain(NOON + MINUTE), OURS)
    waiting = an_item(into)

    move = join(story, into)

    assert (words_of(into), beside(into)) == (([OURS], True), [waiting])
    assert (fresh(into).newest_number, fresh(into).filed_number) == (2, 2)
    undo(move)
    assert (words_of(into)[1], words_of(story), beside(into)) == (False, ([OURS], True), [])


def test_schedule_and_embargo_of_words_follow_them_and_come_back():
    ilse, at = an_editor(), LATER + 30 * MINUTE
    into, story = a_wire_chain(NOON), rewrite(a_wire_chain(NOON + MINUTE), OURS, by=ilse)
    story.embargo_until = at
    story = desk.save(story, by=ilse, now=NOON, based_on=story.save_number)
    desk.schedule(story, by=ilse, now=NOON, at=at, designator="", note="", based_on=story.save_number)

    move = join(story, into, by="vera")

    assert [(one.release_at, one.embargo_until) for one in map(fresh, (story, into))] == [(None, at), (at, at)]
    assert fresh(into).updated_by == ilse
    undo(move)
    assert [(one.release_at, one.embargo_until) for one in map(fresh, (story, into))] == [(at, at), (None, None)]
    assert fresh(story).updated_by == ilse


def test_schedule_of_words_that_others_replace_is_told():
    ilse = an_editor()
    into, story = a_wire_chain(NOON), rewrite(a_wire_chain(NOON + MINUTE), OURS)
    desk.schedule(into, by=ilse, now=NOON, at=LATER + MINUTE, designator="", note="", based_on=into.save_number)

    join(story, into, by="vera")

    assert fresh(into).release_at is None
    assert Notification.objects.filter(person=ilse, what="unscheduled").count() == 1


def test_words_of_two_editors_stand_as_text_and_as_draft():
    into, story = rewrite(a_wire_chain(NOON), OURS), a_wire_chain(NOON + MINUTE)
    story = rewrite(story, "Others' words.", by=an_editor("rasa"))

    move = join(story, into)

    draft = Draft.objects.get()
    assert words_of(into) == ([OURS], True)
    assert (draft.story, draft.editor.username, draft.fields["body"]) == (into, "rasa", "Others' words.")
    assert draft.based_on < fresh(into).save_number
    undo(move)
    assert (Draft.objects.count(), words_of(story)) == (0, (["Others' words."], True))


def test_edit_after_a_move_outlasts_its_undoing():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE)
    move = join(story, into)
    rewrite(into, OURS, now=LATER)

    undo(move)

    assert words_of(into) == ([OURS], True)


def a_waiting_story(source, *, moved_at=NOON + MINUTE, **fields):
    """Make a story of wire copy that waits on the desk; return it and its item."""
    story = a_story("Dam at Karse Head fails", "It failed.", source=source)
    return story, an_item(story, moved_at=moved_at, is_timed=True, **fields)


def test_waiting_copy_becomes_the_next_of_the_other_story():
    into = a_wire_chain(NOON)
    story, item = a_waiting_story(a_source())

    move = join(story, into)

    assert (words_of(into), fresh(into).filed_number, fresh(item).story) == ((["It failed."], False), 1, into)
    assert (list(Item.objects.waiting(into)), fresh(story).state) == ([item], State.JOINED)
    undo(move)
    assert (fresh(story).state, fresh(item).story, words_of(story)) == (State.WAITING, story, (["It failed."], False))


def test_waiting_copy_of_a_source_that_files_is_filed_and_stands_for_itself_when_undone():
    source = a_source("Lumen", intake=Source.Intake.FILE)
    into = a_wire_chain(NOON, source=source)
    story, item = a_waiting_story(source)

    move = join(story, into)

    filing = fresh(item).filing
    assert (filing.story, filing.number, filing.follows, filing.moved_at) == (into, 2, 1, item.moved_at)
    words = public_words()
    undo(move)
    assert (fresh(story).state, fresh(item).filing.story, fresh(into).newest_number) == (State.LIVE, story, 1)
    assert public_words() == words
    verify()


@pytest.mark.parametrize(
    ("fields", "is_beside"),
    [({"reason": "Its letters are not certain."}, False), ({"moved_at": NOON - MINUTE}, True)],
)
def test_waiting_copy_with_a_doubt_or_of_before_is_not_filed(fields, is_beside):
    source = a_source("Lumen", intake=Source.Intake.FILE)
    into = a_wire_chain(NOON, source=source)
    story, item = a_waiting_story(source, **fields)

    join(story, into)

    assert (fresh(into).filed_number, beside(into) == [item]) == (1, is_beside)


def test_filed_story_joins_one_that_waits():
    story, (into, item) = a_wire_chain(NOON), a_waiting_story(a_source())

    move = join(story, into)

    assert (fresh(into).state, fresh(into).slug, list(Item.objects.waiting(into))) == (State.LIVE, story.slug, [item])
    undo(move)
    assert (fresh(into).state, fresh(into).has_moved, fresh(story).state) == (State.WAITING, False, State.LIVE)
    a_filing(into, now=LATER)
    verify()


def test_next_copy_goes_where_the_last_of_its_id_went():
    quake = {"uri": "urn:example:quake", "headline": "Strong quake near Osmel"}
    first, other = take_pieces(ninjs(1), ninjs(2, **quake))
    assert first.story != other.story

    join(other.story, first.story)
    second, third = take_pieces(ninjs(3), ninjs(4, **quake))
    opened = part(first.story, *Filing.objects.filter(items__identity=quake["uri"]).values_list("number", flat=True))
    last = take_pieces(ninjs(5, **quake))[0]

    assert (second.story, third.story, last.story) == (first.story, first.story, opened.to_story)
    assert [chain_of(one.story) for one in (first, last)] == [
        [(1, "", 0), (3, "", 2)], [(1, "", 0), (2, "", 1), (3, "", 2)]]  # fmt: skip
    verify()


def test_take_down_empties_the_words_wherever_they_went(django_assert_max_num_queries):
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE, headline="Mayor Telvan flees")
    item = an_item(story, story.filings.get())
    undo(join(story, into))
    there = join(story, into)

    desk.take_down(there.to_story.filings.get(number=3), by=None, now=LATER, reason="A court said so.")

    emptied = Filing.objects.exclude(taken_down_at=None).order_by("story", "number")
    assert sorted((filing.story_id, filing.number) for filing in emptied) == sorted(
        [(into.pk, 2), (into.pk, 3), (story.pk, 1)])  # fmt: skip
    kept = [Version.objects.get_for_object(one) for one in (into, story)]
    texts = [version_text(version) for versions in kept for version in versions]
    texts += [json.dumps(row, default=str) for row in (*Story.objects.values(), *Filing.objects.values())]
    assert not [text for text in texts if "Telvan" in text]
    assert (fresh(item).headline, bytes(fresh(item).delivery.content)) == ("", b"")
    assert (fresh(into).headline, fresh(story).headline) == ("Dam at Karse Head holds", "")
    verify()


def test_filing_without_words_moves_and_empties_no_working_copy():
    into, story = a_wire_chain(NOON), a_chain("Urgent", "1st LD", now=NOON + MINUTE)
    gone = desk.take_down(story.filings.get(number=2), by=None, now=NOON + 2 * MINUTE, reason="A court said so.")
    before = words_of(into)

    join(story, into)

    came = into.filings.get(number=3)
    assert (came.content_digest, came.is_taken_down, words_of(into)) == (gone.content_digest, True, before)
    verify()


def test_take_down_empties_what_followed_a_joined_story_unfiled():
    into, story = a_wire_chain(NOON), rewrite(a_wire_chain(NOON + MINUTE), "Telvan fled by night.")
    join(story, into)
    filing = a_filing(into, now=LATER)

    desk.take_down(filing, by=None, now=LATER, reason="A court said so.")

    versions = Version.objects.get_for_object(story)
    assert not [version for version in versions if "Telvan" in version_text(version)]
    assert versions[0].revision.comment == f"Took down filing 3 of story {into.pk}. A court said so."
    assert words_of(story)[0] == []


def test_kill_takes_away_what_was_joined():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE, headline="Mayor Telvan flees")
    join(story, into)
    assert len(public_words()) == 2

    desk.kill(fresh(into), by=an_editor(), now=LATER, reason="Not so")

    assert (public_words(), fresh(story).standing().state) == ([], State.KILLED)
    assert find("Telvan") == []


def refile(filing, **fields):
    """Change a filing as if it had been filed so: its digests fit."""
    for name, value in fields.items():
        setattr(filing, name, value)
    filing.content_digest = digests.content_digest(filing.content())
    filing.digest = digests.chain_digest(filing.head(), filing.content_digest, filing.previous_digest)
    with tampering():
        filing.save()


@pytest.mark.django_db(transaction=True)
def test_words_of_an_old_format_keep_their_digest_and_others_are_found():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE)
    lift_guard()
    old = story.filings.get()
    refile(old, digest_format=2, metadata={})

    join(story, into)

    came = into.filings.get(number=2)
    assert (came.content(), came.digest_format) == (old.content(), 5)
    verify()
    refile(came, headline="Dam at Karse Head was never there")
    with pytest.raises(CommandError, match=f"filing 2: its words are not those of Filing 1 of story {story.pk}"):
        verify()


def test_verify_finds_a_false_move():
    into, story = a_wire_chain(NOON), a_wire_chain(NOON + MINUTE)
    join(story, into)
    gone = Filing.objects.filter(story=story)

    with tampering():
        gone.update(went_to=into.filings.get(number=1))
    with pytest.raises(CommandError, match=r"it went to another story, and Filing 1 of story \d+ does not say so"):
        verify()
    with tampering():
        gone.update(went_to=None)
    with pytest.raises(CommandError, match=f"it stands in a story that was joined to {into.pk}"):
        verify()


def test_database_lets_where_a_filing_went_change_alone():
    one, other = a_chain("Urgent").filings.get(), a_chain("Urgent").filings.get()
    with tampering():
        Filing.objects.filter(pk=one.pk).update(went_to=other)
        Filing.objects.filter(pk=one.pk).update(went_to=None)
        for also in ({"headline": "Others"}, {"came_from": other}, {"metadata": {"slugline": "x"}}, {"follows": 3}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Filing.objects.filter(pk=one.pk).update(went_to=other, **also)

    assert fresh(one).went_to is None
