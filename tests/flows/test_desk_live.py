"""The desk says that a filing is live, or a killed story gone, when the public address has said so."""

import pytest
from playwright.sync_api import expect

from stories import desk
from tests.builders import NOON, a_chain, rewrite
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_next_lead_is_live_in_six_acts_by_keyboard_alone(browse_desk):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk("/admin/stories/story/")

    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(page.locator(".prose-text")).to_be_focused()
    assert page.input_value("#id_designator") == "1st LD"
    page.keyboard.insert_text("The dam failed. ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="File 1st LD now")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_selector("text=Live since")
    assert "version 2." in page.inner_text("[data-publication]")
    assert page.request.get(f"/stories/{story.pk}/head.json").json()["number"] == 2


def test_what_is_not_out_is_not_called_live(browse_desk):
    story = a_chain("Urgent")
    page = browse_desk("/help/")
    page.route("**/head.json", lambda route: route.fulfill(status=503))

    page.goto(story_page("change", story) + "?filed=1")
    page.wait_for_timeout(1500)

    assert "Live since" not in page.inner_text("main")
    assert "as version 1." in page.inner_text("[data-publication]")


def test_every_address_of_a_killed_story_is_seen_to_be_gone(browse_desk):
    story = rewrite(a_chain("Urgent", "1st LD"), "Other words.")
    desk.kill(story, by=None, now=NOON, reason="Not so.")

    page = browse_desk(story_page("change", story))

    expect(page.locator("[data-withdrawal] span")).to_contain_text(["410"] * 4)
    assert page.locator("[data-withdrawal]").count() == 10
