"""Whom a story is assigned to: one person at a time, on record, and no colleague's open form grows stale by it."""

import pytest
from django.contrib.admin.models import LogEntry
from reversion.models import Version

from stories import desk, permissions
from stories.models import Story
from tests.builders import NOON, a_chain, a_story, an_editor, rewrite

pytestmark = pytest.mark.django_db


def assign(story, to, *, by=None, instead_of=None):
    """Assign the story to a person."""
    return desk.assign(story, to, by=by or to, now=NOON, instead_of=instead_of and instead_of.pk)


def test_story_is_assigned_to_one_person_and_let_go_on_record():
    story, ilse, vera = a_story(), an_editor("ilse"), an_editor("vera")

    assign(story, ilse)
    assign(story, vera, by=ilse, instead_of=ilse)
    assert Story.objects.get(pk=story.pk).assigned_to == vera
    desk.let_go(story, by=vera, now=NOON)

    assert Story.objects.get(pk=story.pk).assigned_to is None
    on_record = LogEntry.objects.order_by("pk").values_list("user__username", "object_id", "change_message")
    assert list(on_record) == [
        ("ilse", str(story.pk), "Assigned to ilse."),
        ("ilse", str(story.pk), "Assigned to vera."),
        ("vera", str(story.pk), "Let go: assigned to nobody."),
    ]


def test_assigning_makes_no_open_form_stale_and_no_revision():
    story = a_story(by=an_editor("vera"))
    opened = story.save_number

    assign(story, an_editor("ilse"))
    current = Story.objects.get(pk=story.pk)
    saved = rewrite(story, "Other words.", by=an_editor("vera"))

    assert (current.save_number, current.updated_at, current.updated_by) == (opened, NOON, an_editor("vera"))
    assert Version.objects.get_for_object(story).count() == saved.save_number == opened + 1


def test_saving_and_filing_keep_whom_it_is_assigned_to():
    story, ilse = a_chain("Urgent"), an_editor("ilse")
    stale = Story.objects.get(pk=story.pk)
    assign(story, ilse)

    desk.save(stale, by=None, now=NOON, based_on=stale.save_number)
    desk.hold(stale, by=None, now=NOON)

    assert Story.objects.get(pk=story.pk).assigned_to == ilse
    assert all("assigned_to" not in version.field_dict for version in Version.objects.get_for_object(story))


def test_of_two_who_take_it_at_once_the_second_is_told():
    story, ilse, vera = a_story(), an_editor("ilse"), an_editor("vera")
    assign(story, ilse)

    with pytest.raises(desk.NotPossibleError, match="It was given to ilse first"):
        assign(story, vera)
    with pytest.raises(desk.NotPossibleError, match="assigned to ilse already"):
        assign(story, ilse)

    assert Story.objects.get(pk=story.pk).assigned_to == ilse


def test_only_ones_own_story_is_let_go():
    story = a_story()
    assign(story, an_editor("ilse"))

    with pytest.raises(desk.NotPossibleError, match="not assigned to you"):
        desk.let_go(story, by=an_editor("vera"), now=NOON)


def test_closed_story_is_not_assigned():
    story = desk.spike(a_story(), by=None, now=NOON)

    with pytest.raises(desk.NotPossibleError, match="It was spiked"):
        assign(story, an_editor("ilse"))


def test_mine_is_what_is_assigned_to_me_and_what_i_left_and_nobody_took():
    ilse, vera = an_editor("ilse"), an_editor("vera")
    left = a_story(headline="Ilse left this", by=ilse)
    gone = assign(a_story(headline="Vera took this from Ilse", by=ilse), vera)
    mine = assign(a_story(headline="Ilse took this from the wire"), ilse)
    a_story(headline="Nobody touched this")
    desk.spike(assign(a_story(headline="Spiked"), ilse), by=ilse, now=NOON)

    assert set(Story.objects.of(ilse)) == {left, mine}
    assert set(Story.objects.of(vera)) == {gone}


def test_writers_are_those_on_the_desk_who_may_change_stories():
    for group in ("reporter", "editor", "chief", "ticker producer"):
        an_editor(f"a-{group}", group=group)
    an_editor("gone", is_active=False)
    an_editor("reader", group="")
    an_editor("stringer", is_staff=False)
    an_editor("admin", group="", is_superuser=True)

    assert [each.username for each in permissions.writers()] == ["a-chief", "a-editor", "a-reporter", "admin"]
