"""Many stories at once on the wire desk, by keyboard alone in a real browser."""

import pytest
from playwright.sync_api import expect

from stories.models import Person, State, Story
from tests.builders import a_chain, a_section, an_editor
from tests.flows.access import faults
from ticker.models import Pin

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/admin/stories/story/"


@pytest.fixture
def open_desk(browse_desk):
    """Open the desk with three live stories, C on top."""
    for name in "ABC":
        a_chain("", headline=name)
    return lambda group="editor", **options: browse_desk(DESK, group=group, **options)


def press(page, *keys):
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_stories_are_marked_and_held(open_desk):
    page = open_desk()

    press(page, "j", "x", "j", "j", "x")
    assert page.inner_text("[data-selection-count]") == "2 marked"
    press(page, "j", "k", "k", "x", "x", "Shift+H")
    page.wait_for_selector("text=Hold 2 stories")
    expect(page.locator("[name=reason]")).to_be_focused()
    page.keyboard.insert_text("Checks")
    press(page, "Tab", "Enter")

    page.wait_for_selector("text=2 stories held.")
    assert {story.headline: story.state for story in Story.objects.all()} == {
        "A": State.HELD,
        "B": State.LIVE,
        "C": State.HELD,
    }


def test_number_of_marked_stories_is_told_in_the_language_of_the_newsroom(open_desk):
    Person.objects.create(user=an_editor("an-editor"), language="zh-hans")
    page = open_desk()

    press(page, "j", "x", "j", "x")

    assert page.inner_text("[data-selection-count]") == "已勾选 2 篇"


def test_stories_are_marked_and_moved(open_desk):
    sport = a_section("Sport")
    page = open_desk("reporter")

    press(page, "j", "x", "j", "x", "Shift+M")
    page.wait_for_selector("text=Move 2 stories")
    expect(page.locator("[name=section]")).to_be_focused()
    page.keyboard.type("Sport")
    press(page, "Tab", "Enter")

    page.wait_for_selector("text=2 stories moved.")
    assert sorted(story.headline for story in Story.objects.filter(section=sport)) == ["B", "C"]


def test_stories_are_marked_and_pinned(open_desk):
    page = open_desk("ticker producer")

    press(page, "j", "x", "j", "x", "Shift+T")

    page.wait_for_selector("text=2 stories pinned to the ticker.")
    assert [pin.story.headline for pin in Pin.objects.in_order()] == ["C", "B"]


def test_stories_are_marked_and_held_without_script(open_desk):
    page = open_desk(java_script_enabled=False)

    page.get_by_role("checkbox", name="Mark: B").check()
    page.get_by_role("button", name="Hold …").click()
    page.get_by_role("button", name="Hold 1 story").click()

    assert page.get_by_text("1 story held.").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_desk, scheme):
    page = open_desk(color_scheme=scheme)
    press(page, "j", "x")
    assert faults(page, "main") == {}

    press(page, "Shift+H")
    page.wait_for_selector("text=Hold 1 story")
    assert faults(page, "main") == {}


def test_nothing_is_cut_off_or_small_at_320_pixels(open_desk):
    page = open_desk(viewport={"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for box in [each.bounding_box() for each in page.locator("tbody summary, .tools summary:visible").all()]:
        assert min(box["width"], box["height"]) >= 24

    press(page, "j", "x", "Shift+M")
    page.wait_for_selector("text=Move 1 story")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
