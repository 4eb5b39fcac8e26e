"""The frame of the newsroom in a real browser: log-in, bar, menu, refusals, and the plain pages of the admin."""

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from stories.models import Person
from tests.builders import a_chain, a_section, a_source, a_story, an_editor
from tests.flows.access import faults
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)

NAME, SECRET = "nell", "river-stone-41-lamp"
SMALL = {"width": 320, "height": 640}
PLAIN_PAGES = (
    *("/admin/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/user/{person}/change/"),
    *("/admin/auth/user/{person}/password/", "/admin/auth/user/{person}/history/", "/admin/stories/source/"),
    *("/admin/stories/section/", "/admin/stories/section/{section}/change/", "/admin/stories/sitepage/add/"),
    *("/admin/stories/topic/add/", "/admin/audit/", "/admin/for-you/", "/admin/settings/", "/admin/second-factor/"),
    *("/admin/stories/item/", "/admin/password_change/"),
)


def a_sport_editor():
    """Make an editor with a password, who files to Sport alone."""
    editor = an_editor(NAME)
    editor.set_password(SECRET)
    editor.save()
    Person.objects.create(user=editor).sections.set([a_section("Sport")])


def test_day_begins_on_the_desk_and_another_section_says_why_not(browse):
    a_sport_editor()
    story = a_chain("Urgent", section=a_section("World"))
    page = browse("/admin/login/")

    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(SECRET)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/stories/story/")
    page.goto(story_page("file", story))

    expect(page.locator("main")).to_contain_text("You file to Sport; this story is in World.")
    page.get_by_role("link", name="Back to the story").click()
    page.wait_for_url(f"**{story_page('change', story)}")


def test_menu_is_walked_by_keyboard_and_closed_by_escape(browse_desk):
    page = browse_desk("/admin/settings/")
    focused = "document.activeElement.textContent.trim()"

    page.locator(".me > summary").press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Your settings"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Second factor"
    page.keyboard.press("Escape")

    assert page.locator(".me").get_attribute("open") is None
    assert page.evaluate("document.activeElement.matches('.me > summary')")
    page.locator(".me > summary").click()
    page.locator("h1").click()
    expect(page.get_by_role("link", name="Second factor")).to_be_hidden()


def test_search_of_the_desk_is_in_the_bar_of_every_page_and_of_a_phone(browse_desk):
    a_story(slugline="Karse-Dam", headline="Dam holds")
    page = browse_desk("/admin/settings/")

    page.keyboard.press("/")
    page.keyboard.type("Karse-Dam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/stories/story/?q=Karse-Dam*")
    page.set_viewport_size(SMALL)
    page.goto("/admin/settings/")
    page.locator(".top-bar").get_by_role("link", name="Search").click()

    expect(page.locator("#desk-search")).to_be_focused()


def test_choices_of_a_new_person_are_pressed_by_a_thumb(browse_desk):
    a_section("World")
    page = browse_desk("/admin/auth/user/add/", group="chief", viewport=SMALL)
    boxes = page.locator("label:has([name=groups]), label:has([name=sections])")

    heights = [box.bounding_box()["height"] for box in boxes.all()]

    assert len(heights) == Group.objects.count() + 1
    assert min(heights) >= 44


def test_plain_pages_are_for_everybody_in_both_schemes(browse_desk):
    a_source("Vesper")
    page = browse_desk("/admin/", group="chief", viewport=SMALL, color_scheme="light", reduced_motion="reduce")
    numbers = {"person": User.objects.get().pk, "section": a_section("World").pk}

    wrong = []
    for address in PLAIN_PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(address.format(**numbers))
        wide = page.evaluate("document.documentElement.scrollWidth") - SMALL["width"]
        light = faults(page)
        page.emulate_media(color_scheme="dark")
        dark = faults(page, rules=["cat.color"])
        wrong += [(address, wide, light, dark)] if wide or light or dark else []

    assert wrong == []
