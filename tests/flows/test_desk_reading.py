"""The wire desk as a list to work down: its height, its reading pane, and the rows that a person wishes."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import NOON, a_chain, a_story, rewrite
from tests.flows.access import faults

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/admin/stories/story/"
LAPTOP = {"width": 1366, "height": 768}
WHOLE_ROWS = """() => [...document.querySelectorAll("#result_list tbody tr")].map((row) => row.getBoundingClientRect())
  .filter(({ top, bottom }) => top >= 0 && bottom <= innerHeight).length"""
WIDTH = "document.documentElement.scrollWidth"


def test_a_laptop_shows_eighteen_rows_and_a_story_beside_them(browse_desk):
    now = timezone.now()
    for number in range(18):
        a_story(headline=f"Headline {number}", now=NOON)
    older = a_story(headline="Harvest late", body="Barley stands wet.", now=now)
    newer = rewrite(a_chain("Urgent", headline="Dam holds", now=now), "It held.\n\nOther words.", now=now)
    page = browse_desk(DESK, viewport=LAPTOP)
    pane = page.get_by_label("Reading pane").and_(page.locator("aside"))
    assert page.evaluate(WHOLE_ROWS) == 18

    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(pane).to_contain_text("It held.")
    pane.locator("label", has_text="Changes").click()
    expect(pane.locator(".comparison")).to_contain_text("Other words.")
    assert page.evaluate(WHOLE_ROWS) == 18
    assert faults(page) == {}

    page.locator(f"#row-{newer.pk} th a").focus()
    page.keyboard.press("j")
    expect(pane).to_contain_text("Barley stands wet.")
    page.reload()
    expect(pane).to_contain_text("Barley stands wet.")
    expect(page.locator(f"#row-{older.pk}")).to_have_attribute("aria-current", "true")
    page.locator(f"#row-{older.pk} th a").focus()
    page.keyboard.press("Enter")
    expect(pane).to_be_hidden()
    assert "read=" not in page.url
    page.keyboard.press("v")
    expect(pane).to_contain_text("Barley stands wet.")
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    page.keyboard.press("e")
    page.wait_for_url(f"**/{older.pk}/change/")


def test_the_pane_and_the_height_of_rows_need_no_script(browse_desk):
    story = a_story(headline="Dam holds", body="It held.\n\nNobody was hurt.")
    page = browse_desk(f"{DESK}?read={story.pk}", viewport=LAPTOP, color_scheme="dark", java_script_enabled=False)

    assert "Nobody was hurt." in page.inner_text("#reader")
    page.get_by_label("Rows", exact=True).click()
    page.get_by_role("button", name="one line").click()

    assert page.get_attribute(".list", "data-rows") == "one"
    assert "Nobody was hurt." in page.inner_text("#reader")
    page.get_by_role("link", name="Close the reading pane").click()
    assert not page.is_visible("#reader")


def test_a_phone_shows_ten_rows_and_opens_a_story(browse_desk):
    for number in range(12):
        a_story(headline=f"Port workers to vote on the offer before midnight, says union {number}")
    page = browse_desk(DESK, viewport={"width": 390, "height": 844}, color_scheme="dark")

    assert page.evaluate(WHOLE_ROWS) == 10
    assert page.evaluate(WIDTH) == 390
    assert faults(page) == {}
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/")
