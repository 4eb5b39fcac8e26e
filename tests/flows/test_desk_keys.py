"""The desk by keyboard, in a real browser: walk, open, file, compare, and switch it all off."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import a_chain, a_filing, a_story, rewrite
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/admin/stories/story/"


def focus_row(page):
    return page.evaluate("document.activeElement.closest('tr')?.innerText ?? ''")


def test_rows_are_walked_and_the_next_filing_is_one_key_away(browse_desk):
    older, newer = a_chain("Urgent", headline="Harvest late"), a_chain("Urgent", headline="Dam holds")
    rewrite(newer, "Other words.")
    page = browse_desk(DESK)

    page.keyboard.press("j")
    first = focus_row(page)
    page.keyboard.press("j")
    second = focus_row(page)
    page.keyboard.press("w")

    assert ("Dam holds" in first, "Harvest late" in second) == (True, True)
    page.wait_for_url(lambda url: f"/{older.pk}/" in url)


def test_new_rows_wait_until_they_are_asked_for(browse_desk):
    a_story(headline="Harvest late")
    page = browse_desk(DESK)
    now = timezone.now()
    for number in (1, 2):
        a_filing(a_story(headline=f"Dam {number}", now=now), now=now)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as if looked at again
    link = page.get_by_role("link", name="2 new, show (2 filings)")
    expect(link).to_be_visible()
    before = page.locator("#result_list tbody tr").count()
    link.click()

    expect(page.locator("#result_list tbody tr")).to_have_count(3)
    assert before == 1


def test_keys_do_nothing_while_somebody_types(browse_desk):
    story = a_chain("Urgent")
    page = browse_desk(story_page("change", story))

    page.fill("#id_headline", "")
    page.type("#id_headline", "why? go home")

    assert page.input_value("#id_headline") == "why? go home"
    assert not page.is_visible("#keys")


def test_keys_are_listed_and_can_be_switched_off(browse_desk):
    a_chain("Urgent")
    page = browse_desk(DESK)

    page.keyboard.press("?")
    assert "to the wire desk" in page.inner_text("#keys")
    page.get_by_role("link", name="Switch single keys off").click()
    page.get_by_label("Switch single keys off").check()
    page.get_by_role("button", name="Save").click()
    page.goto(DESK)
    page.keyboard.press("j")

    assert focus_row(page) == ""
    page.click(".me > summary")
    page.click("[data-show-keys]")
    page.get_by_role("link", name="Switch them on").click()
    page.get_by_label("Switch single keys off").uncheck()
    page.get_by_role("button", name="Save").click()
    page.goto(DESK)
    page.keyboard.press("j")
    assert "Urgent" in focus_row(page)


def test_changes_are_walked_and_the_desk_is_two_keys_away(browse_desk):
    story = rewrite(a_chain("Urgent", body="One town is dry.\n\nSame.\n\nTwo are not."), "No town is dry.\n\nSame.")
    page = browse_desk(story_page("file", story))

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "c2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "c1"

    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/admin/stories/story/")


def test_writing_begins_at_the_headline(browse_desk):
    story = a_story()
    page = browse_desk("/admin/stories/story/add/")
    expect(page.locator("#id_headline")).to_be_focused()

    page.goto(story_page("change", story))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".prose-text")).to_be_focused()
    page.get_by_role("link", name="Skip to headline").focus()
    page.keyboard.press("Enter")

    page.keyboard.type("x")
    assert "x" in page.input_value("#id_headline")


def test_errors_are_met_first_and_lead_to_their_fields(browse_desk):
    page = browse_desk("/admin/stories/story/add/")

    page.fill("#id_headline", "")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".errornote")
    expect(page.locator(".errornote")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#id_headline")).to_be_focused()
