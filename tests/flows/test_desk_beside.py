"""What stands beside a text that is written: its readings, and the public page as it would be."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from stories.models import Story
from tests.builders import a_story
from tests.flows.access import faults
from tests.flows.editing import TEXT, put_caret
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)

FRAME = ".preview iframe"


def open_preview(page):
    """Look at the preview beside the text, and wait for it."""
    page.locator("#tab-preview").check(force=True)
    page.frame_locator(FRAME).locator("h1").wait_for()


def test_readings_follow_the_typing(editing):
    page = editing("The dam held.")
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => said.push([Date.now(), "
        "document.querySelector('.meters [role=status]').textContent]))"
        ".observe(document.querySelector('.meters [role=status]'), { childList: true }) }"
    )

    page.fill("#id_headline", "x" * 97)
    page.wait_for_selector(".is-amber")
    amber = page.inner_text(".meters .readings")
    page.fill("#id_headline", "x" * 111)
    page.wait_for_selector(".is-red")
    page.fill("#id_headline", "Dam holds")
    put_caret(page, "end")
    page.keyboard.type(" Nobody nobody was hurt.")
    page.wait_for_selector(".meters li [data-paragraph]")

    assert "97 of 90 characters, long" in amber
    assert "Paragraph 1: a word stands twice in “Nobody nobody”." in page.inner_text(".meters")
    assert "7 words, 1 min to read" in page.inner_text(".meters")
    expect(page.locator(".meters [role=status]")).to_have_text("1 style note.")
    moments = [at for at, _ in page.evaluate("said")]
    assert all(later - earlier >= 1_950 for earlier, later in pairwise(moments))


def test_preview_stands_beside_the_text_and_keeps_its_place(editing):
    page = editing("\n\n".join(["The dam held on Tuesday, the ministry said."] * 60))
    open_preview(page)
    frame = page.frame_locator(FRAME)
    frame.locator("h1", has_text="Dam holds").wait_for()
    page.evaluate("document.querySelector('.preview iframe').contentWindow.scrollTo(0, 700)")

    page.fill("#id_headline", "Dam fails")
    frame.locator("h1", has_text="Dam fails").wait_for()

    assert "Preview, not filed." in frame.locator("main").inner_text()
    assert page.evaluate("document.querySelector('.preview iframe').contentWindow.scrollY") == 700
    boxes = [page.locator(each).bounding_box() for each in (TEXT, FRAME)]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert Story.objects.get().headline == "Dam holds"


def test_preview_is_looked_at_by_key(editing):
    page = editing()
    page.keyboard.press("Alt+Shift+P")

    expect(page.locator(FRAME)).to_be_focused()


def test_preview_leads_nowhere(editing):
    page = editing()
    open_preview(page)
    frame = page.frame_locator(FRAME)

    frame.get_by_role("link", name="Home").click()
    page.wait_for_timeout(200)

    assert frame.locator("h1").inner_text() == "Dam holds"
    assert len(page.context.pages) == 1
    assert page.evaluate("history.length") <= 3


def test_preview_says_when_the_newsroom_does_not_answer(editing):
    page = editing()
    open_preview(page)
    page.route("**/preview/", lambda route: route.abort())

    page.fill("#id_headline", "Dam fails")

    expect(page.locator(".preview [role=status]")).to_have_text(
        "The preview stands still: the newsroom did not answer."
    )
    assert page.frame_locator(FRAME).locator("h1").inner_text() == "Dam holds"


def test_preview_opens_without_script(editing, browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story), java_script_enabled=False)

    page.fill("#id_headline", "Dam fails")
    page.locator("#tab-preview").check(force=True)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a new tab").click()

    shown = opened.value
    shown.wait_for_load_state()
    assert shown.inner_text("h1") == "Dam fails"
    assert page.input_value("#id_headline") == "Dam fails"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(editing, scheme):
    page = editing("The the dam held.", color_scheme=scheme)
    page.fill("#id_headline", "x" * 111)
    page.wait_for_selector(".is-red")

    assert faults(page, "main") == {}
    page.locator("#tab-preview").check(force=True)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a new tab").click()
    opened.value.wait_for_load_state()
    assert faults(opened.value, "html") == {}


def test_nothing_is_cut_off_at_320_pixels(editing):
    page = editing("The the dam held.", viewport={"width": 320, "height": 640})
    open_preview(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.frame_locator(FRAME).locator("html").evaluate("(html) => html.scrollWidth <= html.clientWidth")


def test_nothing_is_said_against_the_policy(editing):
    said = []
    page = editing()
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    page.wait_for_selector(".editor-tools")
    open_preview(page)

    assert [each for each in said if re.search("Content Security|Refused", each)] == []


def test_keys_go_on_working_in_the_preview_and_escape_leads_back(editing):
    page = editing()
    page.keyboard.press("Alt+Shift+P")
    page.frame_locator(FRAME).locator("h1").click()

    page.keyboard.press("Escape")

    expect(page.get_by_label("Headline")).to_be_focused()
