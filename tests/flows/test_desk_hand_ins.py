"""Handing in and sending back, wire copy that is settled, and a list kept as a view: in a real browser."""

import pytest
from playwright.sync_api import expect

from stories.intake.options import OnArrival
from stories.models import DeskNote, Item, Notification, Outcome, SavedView, Story
from tests.builders import a_story, an_editor
from tests.flows.access import faults
from tests.stories.admin.browser import story_page
from tests.stories.admin.editor.test_wire_updates import LEAD, RAIN, SIREN, edit_copy, take_next_version

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "/admin/stories/story/"


def test_reporter_hands_in_and_the_desk_sends_back(browse_desk):
    rhea = an_editor("an-reporter", group="reporter")
    story = a_story("Quay burns", by=rhea)
    reporter = browse_desk(story_page("hand_in", story), group="reporter")
    expect(reporter.locator("[name=note]")).to_be_focused()
    reporter.keyboard.type("The fire brigade confirmed it.")
    reporter.keyboard.press("Control+Enter")
    expect(reporter.locator(".messagelist")).to_contain_text("Handed in.")

    editor = browse_desk(f"{DESK}?view=handed-in")
    row = editor.locator(f"#row-{story.pk}")
    expect(row).to_contain_text("handed in")
    assert faults(editor) == {}
    editor.keyboard.press("j")
    editor.keyboard.press("b")
    expect(editor.locator("[name=note]")).to_be_focused()
    editor.keyboard.type("Which quay?")
    assert faults(editor) == {}
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".messagelist")).to_contain_text("Sent back.")

    reporter.goto("/admin/for-you/")
    expect(reporter.locator("#content")).to_contain_text("Sent back")
    reporter.goto(story_page("notes", story))
    expect(reporter.locator("#content")).to_contain_text("Which quay?")
    assert not Story.objects.with_hand_in().exists()
    assert DeskNote.objects.count() == 2


def test_copy_put_together_and_filed_is_new_on_the_desk_no_more(browse_desk):
    story = take_next_version(1, "Dam overtops", LEAD, RAIN, on_arrival=OnArrival.DESK).story
    edit_copy(story, LEAD, RAIN, "Our own reporter saw boats.", by=an_editor("an-editor"))
    take_next_version(2, "Dam overtops", LEAD, SIREN, RAIN, on_arrival=OnArrival.DESK)
    page = browse_desk(DESK)
    expect(page.locator(f"#row-{story.pk}")).to_contain_text("new copy")
    page.goto("/admin/for-you/")
    expect(page.locator("#content")).to_contain_text("New copy beside yours")

    page.goto(story_page("rebase", story, Item.objects.latest("pk").pk))
    with page.expect_navigation():
        page.locator("button[name=save]:visible").first.click()
    page.goto(story_page("file", story))
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/change/**")

    page.goto(DESK)
    expect(page.locator(f"#row-{story.pk}")).to_contain_text("live")
    expect(page.locator(f"#row-{story.pk}")).not_to_contain_text("new copy")
    assert list(Item.objects.order_by("pk").values_list("outcome", flat=True)) == [Outcome.SKIPPED, Outcome.FILED]
    assert not Notification.objects.filter(seen_at=None).exists()


def test_list_is_kept_as_a_view(browse_desk):
    a_story("Quay burns", urgency=1)
    a_story("Barley is late", urgency=5)
    page = browse_desk(f"{DESK}?q=urgency:1", viewport={"width": 1366, "height": 768})

    page.locator("summary", has_text="Saved views").click()
    page.locator("a", has_text="Save this view").click()
    page.fill("[name=name]", "Urgent")
    assert faults(page) == {}
    page.keyboard.press("Control+Enter")

    shown = page.locator(".views a[aria-current=page]")
    expect(shown).to_have_text("Urgent 1")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.goto(f"{DESK}views/")
    assert faults(page) == {}
    assert SavedView.objects.get().query == "q=urgency%3A1"
