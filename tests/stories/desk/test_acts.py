"""The one door: what it does, and what it refuses."""

import json
import unicodedata
from datetime import date, timedelta

import pytest
import reversion
from reversion.models import Version

from stories import copy, desk, search
from stories.models import Amends, Filing, Notice, Notification, NotificationKind, State, Story
from stories.models.packed_json import version_text
from tests.builders import (
    NOON,
    a_chain,
    a_correction,
    a_filing,
    a_story,
    an_editor,
    filings,
    public_chain,
    rewrite,
)

pytestmark = pytest.mark.django_db


def again(story):
    return Story.objects.get(pk=story.pk)


def test_filing_keeps_the_words_and_numbers_them():
    story = a_story(headline="Dam holds", body="It held.\n\nNobody was hurt.")

    filing = a_filing(story, "Urgent", note="First word")

    assert (filing.number, filing.follows, filing.designator) == (1, 0, "Urgent")
    assert copy.plain_text(filing.blocks) == "It held.\n\nNobody was hurt."
    assert filing.body_html == "<p>It held.</p>\n<p>Nobody was hurt.</p>" or "<p>It held.</p>" in filing.body_html
    assert filing.note == "First word"
    assert again(story).state == State.LIVE
    assert again(story).slug == "dam-holds"


def test_filing_is_tied_to_the_revision_that_it_was_made_from():
    editor = an_editor()
    story = a_story()

    filing = a_filing(story, "Urgent", by=editor)

    version = Version.objects.get_for_object(again(story)).first()
    assert filing.revision == version.revision
    assert version.revision.user == editor
    assert version.revision.comment == "Filed as 1: Urgent"
    assert version.field_dict["headline"] == story.headline


def test_every_save_is_a_revision_with_who_when_and_why():
    editor = an_editor()
    story = a_story(by=editor)

    rewrite(story, "Other words.", now=NOON + timedelta(minutes=5), by=editor)

    comments = [v.revision.comment for v in Version.objects.get_for_object(again(story))]
    assert comments == ["Saved", "Opened"]
    assert Version.objects.get_for_object(again(story)).first().revision.date_created == NOON + timedelta(minutes=5)


def test_next_designator_steps_on():
    story = a_chain("Urgent", "1st LD")

    assert story.next_designator() == "2nd LD"


def test_the_same_text_is_refused():
    story = a_chain("Urgent")

    with pytest.raises(desk.NothingChangedError, match="the same as Urgent"):
        a_filing(story, "1st LD")

    assert len(filings(story)) == 1


@pytest.mark.parametrize(
    "head",
    [
        {"urgency": 1},
        {"language": "fr"},
        {"located": "Karn Bay"},
        {"subjects": [{"scheme": "medtop", "code": "20000344", "name": "fishing"}]},
    ],
)
def test_the_same_text_is_filed_where_it_says_something_else_of_itself(head):
    story = again(a_chain("Urgent"))
    for name, value in head.items():
        setattr(story, name, value)
    desk.save(story, by=None, now=NOON, based_on=story.save_number)

    assert a_filing(story, "1st LD").number == 2
    with pytest.raises(desk.NothingChangedError, match="the same as 1st LD"):
        a_filing(story, "2nd LD")


def test_a_stale_save_is_refused_and_both_texts_kept():
    story = a_story(body="Ours and theirs.")
    theirs = again(story)
    mine = again(story)
    theirs.body = copy.to_json(copy.from_typed("Theirs."))
    desk.save(theirs, by=None, now=NOON, based_on=theirs.save_number)
    mine.body = copy.to_json(copy.from_typed("Mine."))

    with pytest.raises(desk.StaleError) as refusal:
        desk.save(mine, by=None, now=NOON, based_on=mine.save_number)

    assert copy.plain_text(refusal.value.current.blocks) == "Theirs."
    assert copy.plain_text(refusal.value.mine.blocks) == "Mine."
    assert copy.plain_text(again(story).blocks) == "Theirs."


def test_filing_a_text_that_was_saved_since_is_refused():
    story = a_story()
    rewrite(story, "Newer words.")

    with pytest.raises(desk.StaleError):
        desk.file(story, by=None, now=NOON, designator="", note="", based_on=story.save_number)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"headline": " "}, "no headline"),
        ({"headline": "x" * 1001}, "over the limit of 1,000"),
        ({"slugline": ""}, "no slugline"),
    ],
)
def test_a_head_that_cannot_stand_is_refused(fields, why):
    with pytest.raises(desk.NotCompleteError, match=why):
        a_story(**fields)


def test_a_text_without_words_moves_only_as_an_alert():
    story = a_story(body="")

    with pytest.raises(desk.NotCompleteError, match="no text"):
        a_filing(story, "1st LD")

    assert a_filing(story, "Urgent").number == 1


def test_correction_says_what_was_wrong():
    story = rewrite(a_chain("Urgent"), "Three towns are dry.")

    with pytest.raises(desk.NotCompleteError, match="what was wrong and what is right"):
        desk.correct(story, by=None, now=NOON, wrong="two", right=" ", based_on=story.save_number)

    filing = desk.correct(story, by=None, now=NOON, wrong="two towns", right="three towns", based_on=story.save_number)
    assert (filing.designator, filing.amends, filing.wrong, filing.right) == (
        "Correction",
        Amends.CORRECTION,
        "two towns",
        "three towns",
    )
    assert again(story).is_corrected


def test_refile_mends_form_only():
    story = rewrite(a_chain("Urgent"), "The dam at Karse Haed, held.")

    filing = desk.correct(
        story, by=None, now=NOON, wrong="", right="", amends=Amends.REFILE, based_on=story.save_number
    )

    assert filing.designator == "Refile"
    assert not again(story).is_corrected


def test_hold_and_release_make_no_filing():
    story = a_chain("Urgent", "1st LD")

    desk.hold(story, by=None, now=NOON, reason="A reader doubts the toll.")
    assert again(story).state == State.HELD
    with pytest.raises(desk.NotPossibleError, match="release it first"):
        a_filing(rewrite(story, "More."), "2nd LD")
    desk.release(story, by=None, now=NOON)

    assert again(story).state == State.LIVE
    assert len(filings(story)) == 2
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == ["hold", "release"]


def test_kill_is_for_good_and_says_why():
    story = a_chain("Urgent")

    with pytest.raises(desk.NotCompleteError, match="tells readers why"):
        desk.kill(story, by=None, now=NOON, reason=" ")
    desk.kill(story, by=None, now=NOON, reason="The dam does not exist.")

    assert again(story).state == State.KILLED
    for act in (
        lambda: a_filing(story, "1st LD"),
        lambda: desk.release(story, by=None, now=NOON),
        lambda: rewrite(story, "Back."),
        lambda: desk.hold(story, by=None, now=NOON),
    ):
        with pytest.raises(desk.NotPossibleError, match="a kill is for good"):
            act()


def test_a_story_that_never_moved_is_spiked_not_killed():
    story = a_story()

    with pytest.raises(desk.NotPossibleError, match="cannot be killed"):
        desk.kill(story, by=None, now=NOON, reason="No.")
    desk.spike(story, by=None, now=NOON, reason="Nothing in it")

    assert again(story).state == State.SPIKED
    moved = a_chain("Urgent")
    with pytest.raises(desk.NotPossibleError):
        desk.spike(moved, by=None, now=NOON)


def test_embargoed_story_is_not_filed_before_its_time():
    story = a_story(embargo_until=NOON + timedelta(hours=1))

    with pytest.raises(desk.EmbargoedError, match="until Feb 10, 2026, 13:00 UTC"):
        a_filing(story)
    with pytest.raises(desk.EmbargoedError):
        desk.schedule(
            story,
            by=None,
            now=NOON,
            at=NOON + timedelta(minutes=30),
            designator="",
            note="",
            based_on=story.save_number,
        )

    assert Filing.objects.count() == 0


def test_scheduled_story_is_filed_once_when_due():
    story = a_story(embargo_until=NOON + timedelta(hours=1))
    at = NOON + timedelta(hours=1)
    desk.schedule(story, by=None, now=NOON, at=at, designator="Urgent", note="", based_on=story.save_number)

    assert desk.release_due(story, now=at - timedelta(seconds=1)) is None
    assert desk.release_due(story, now=at).designator == "Urgent"
    assert desk.release_due(story, now=at) is None
    assert len(filings(story)) == 1


def test_late_copy_takes_its_place_and_never_is_the_newest():
    story = a_chain("1st LD", "2nd LD")

    words = desk.StoryText(headline="Dam overtops", blocks=copy.from_typed("It runs over."))
    late = desk.file_late(story, words, now=NOON + timedelta(hours=1), designator="Urgent", follows=0)

    public_story = public_chain(story.pk)
    assert [filing.designator for filing in public_story.filings] == ["Urgent", "1st LD", "2nd LD"]
    assert late.number == 3
    assert Filing.public.story(story.pk).newest.designator == "2nd LD"


def test_the_wire_never_overwrites_what_an_editor_changed():
    story = rewrite(a_chain("Urgent"), "An editor's own words.", by=an_editor())

    words = desk.StoryText(headline="Newer", blocks=copy.from_typed("The wire's words."))
    with pytest.raises(desk.EditedError, match="The item is kept"):
        desk.replace_with_wire_copy(story, words, now=NOON, designator="1st LD")
    with pytest.raises(desk.EditedError):
        desk.file_from_wire(story, words, now=NOON, designator="1st LD")

    assert copy.plain_text(again(story).blocks) == "An editor's own words."


def test_take_down_leaves_no_word_and_a_whole_chain(django_assert_max_num_queries):
    story = a_chain("Urgent", "1st LD", headline="Canarybird falls")
    story = rewrite(story, "Canarybird in a draft.", by=an_editor())

    gone = desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert gone.is_taken_down
    assert (gone.headline, gone.body_html, copy.plain_text(gone.blocks)) == ("", "", "")
    kept = [version_text(version) for version in Version.objects.get_for_object(again(story))]
    assert not any("canarybird" in text.lower() for text in kept)
    assert again(story).slug == "story"
    with pytest.raises(desk.NotPossibleError, match="already gone"):
        desk.take_down(gone, by=None, now=NOON, reason="Again.")


def test_take_down_of_an_old_filing_leaves_the_newest_to_be_found():
    story = a_chain("Urgent", body="An old word, zephyr.")
    a_filing(rewrite(story, "A new word, mistral."), "1st LD")

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    found = search.find_places(search.Index.LIVE, "mistral", search.Span(), limit=9)
    assert [filing.number for filing in Filing.public.newest().filter(live__place__in=found)] == [2]


def test_take_down_empties_the_notice_of_a_kill():
    story = a_chain("Urgent", headline="Canarybird falls")
    desk.kill(story, by=None, now=NOON, reason="False.")

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert Notice.objects.get().headline == ""
    assert Notice.objects.get().reason == "False."


def test_correction_after_a_lead_is_counted_but_leads_go_on():
    story = a_chain("Urgent", "1st LD")
    a_correction(story)

    assert again(story).next_designator() == "2nd LD"


def test_a_version_is_what_django_reversion_would_have_kept():
    story = a_story(slugline="Ölm-Dam", dated_on=NOON.date(), subjects=[{"scheme": "", "code": "", "name": "Dämme"}])
    kept = Version.objects.get_for_object(story).first()

    with reversion.create_revision(manage_manually=True):
        reversion.add_to_revision(Story.objects.get(pk=story.pk))
    theirs = Version.objects.get_for_object(story).first()

    compared = ("object_id", "content_type", "db", "format", "object_repr")
    assert theirs.pk != kept.pk
    assert [getattr(kept, name) for name in compared] == [getattr(theirs, name) for name in compared]
    assert json.loads(version_text(kept)) == json.loads(version_text(theirs))
    assert (kept.revision.date_created, kept.revision.user) == (story.updated_at, story.updated_by)


def test_desk_refuses_to_run_inside_a_revision_of_somebody_else():
    with reversion.create_revision(), pytest.raises(RuntimeError, match="keeps its own revisions"):
        a_story()


def test_a_save_takes_a_story_off_the_schedule():
    story = a_story(embargo_until=NOON + timedelta(hours=1))
    at = NOON + timedelta(hours=1)
    desk.schedule(story, by=an_editor(), now=NOON, at=at, designator="Urgent", note="", based_on=story.save_number)

    changed = rewrite(story, "Words that nobody approved.", by=an_editor("rhea", group="reporter"))

    assert not changed.is_scheduled
    assert desk.release_due(story, now=at) is None
    assert Version.objects.get_for_object(changed).first().revision.comment == "Saved, no longer scheduled"


@pytest.mark.parametrize("designator", ["Kill", "Correction", "Refile", "Hold", "totally <b>made up</b>"])
def test_no_road_to_a_filing_takes_the_designator_of_another_act(designator):
    story = a_story()

    with pytest.raises(desk.NotCompleteError):
        a_filing(story, designator)
    with pytest.raises(desk.NotCompleteError):
        desk.schedule(
            story,
            by=None,
            now=NOON,
            at=NOON + timedelta(hours=1),
            designator=designator,
            note="",
            based_on=story.save_number,
        )

    assert Filing.objects.count() == 0


@pytest.mark.parametrize(("wrong", "right"), [(".", "."), ("Recasts lead", "Recasts lead"), ("two", "…")])
def test_a_correction_without_content_is_refused(wrong, right):
    story = rewrite(a_chain("Urgent"), "Three towns are dry.")

    with pytest.raises(desk.NotCompleteError, match="in words, and differ"):
        desk.correct(story, by=None, now=NOON, wrong=wrong, right=right, based_on=story.save_number)


def test_the_reason_of_a_hold_stays_in_the_newsroom():
    story = a_chain("Urgent")

    desk.hold(story, by=None, now=NOON, reason="The source lied.")

    assert Notice.objects.get().reason == ""
    assert Version.objects.get_for_object(again(story)).first().revision.comment == "Held. The source lied."


def test_take_down_puts_all_words_of_the_newest_left_back():
    story = a_story(byline="By A. Writer", dateline="NORTHPORT (Vesper) --", endmark="Endit")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "More."), "1st LD")

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    left = again(story)
    assert (left.byline, left.dateline, left.endmark) == ("By A. Writer", "NORTHPORT (Vesper) --", "Endit")


@pytest.mark.parametrize("year", [1, 1800, 2200, 9999])
def test_a_year_that_cannot_be_is_refused(year):
    with pytest.raises(desk.NotCompleteError, match="cannot be right"):
        a_story(dated_on=date(year, 1, 1))


@pytest.mark.parametrize("headline", ["\ufffd", "…", "?!"])
def test_a_headline_without_a_letter_is_refused(headline):
    with pytest.raises(desk.NotCompleteError, match="no letter and no figure"):
        a_story(headline=headline)


def a_story_on_schedule(by):
    story = a_story(by=an_editor(by))
    later = NOON + timedelta(hours=1)
    return desk.schedule(
        story, by=an_editor(by), now=NOON, at=later, designator="", note="", based_on=story.save_number
    )


def test_who_scheduled_a_story_is_told_that_it_is_no_longer():
    story = a_story_on_schedule("edda")

    rewrite(story, "Other words.", by=an_editor("rhea"))

    assert again(story).release_at is None
    assert [(row.person.username, row.what) for row in Notification.objects.all()] == [
        ("edda", NotificationKind.UNSCHEDULED)
    ]


def test_a_note_to_the_desk_leaves_the_schedule_as_it_is():
    story = again(a_story_on_schedule("edda"))
    story.desk_note = "Ring the mayor."

    desk.save(story, by=an_editor("rhea"), now=NOON, based_on=story.save_number)

    assert again(story).release_at is not None
    assert again(story).updated_by == an_editor("edda")
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Dam at Karse Head holds, 3rd day", "dam-at-karse-head-holds-3rd-day"),
        ("हिन्दी में बाँध की ख़बर", "हिन्दी-में-बाँध-की-ख़बर"),
        ("奥伦大坝没有决口", "奥伦大坝没有决口"),
    ],
)
def test_the_address_keeps_every_sign_of_a_word(headline, slug):
    story = a_story(headline=headline)
    a_filing(story)

    assert unicodedata.normalize("NFC", Story.objects.get(pk=story.pk).slug) == unicodedata.normalize("NFC", slug)
