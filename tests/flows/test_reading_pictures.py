"""Pictures of a story in a real browser: nothing moves, nothing is fetched too early, and everybody has the words."""

import pytest
from playwright.sync_api import expect

from stories import desk
from stories.models import Story
from tests.builders import NOON, a_filing, a_section, a_story
from tests.flows.access import faults
from tests.flows.shifts import WATCH, shifts
from tests.page_reading import address
from tests.photo_files import a_photo, add_pictures

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "\n\n".join(f"Paragraph {number} of a story that is long enough to be scrolled through." for number in range(60))


def a_pictured_story(*photos, **fields):
    a_filing(add_pictures(a_story(section=a_section(), **fields), *photos))
    return Story.objects.get()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("is_cut", [True, False], ids=["made", "not made yet"])
def test_nothing_moves_when_a_picture_comes(browse, live_server, width, is_cut):
    story = a_pictured_story(a_photo(size=(700, 500), renditions_current=is_cut))
    page = browse("about:blank", viewport={"width": width, "height": 700})
    page.add_init_script(WATCH)

    page.goto(live_server.url + address(story), wait_until="networkidle")

    assert shifts(page) == []
    box = page.locator("figure img").bounding_box()
    assert abs(box["width"] / box["height"] - 1.4) < 0.02
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_first_picture_is_fetched_at_once_and_those_below_when_they_are_near(browse, live_server):
    first, second = a_photo(), a_photo()
    story = a_pictured_story(first, second, body=LONG)
    page = browse("about:blank", viewport={"width": 400, "height": 600})
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))

    page.goto(live_server.url + address(story), wait_until="networkidle")
    of_second = set(second.renditions.values_list("name", flat=True))
    assert set(first.renditions.values_list("name", flat=True)) & set(asked)
    assert not of_second & set(asked)
    page.locator("figure").last.scroll_into_view_if_needed()
    expect(page.locator("figure img").last).to_have_js_property("complete", True)

    assert of_second & set(asked)


def test_browser_takes_the_smallest_format_and_a_fitting_width(browse):
    story = a_pictured_story(a_photo(size=(1300, 900)))
    page = browse(address(story), viewport={"width": 320, "height": 700})

    image = page.locator("figure img")

    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("(each) => each.currentSrc").endswith(".avif")
    assert image.evaluate("(each) => each.naturalWidth") in (288, 320)


@pytest.mark.parametrize("mode", [{}, {"color_scheme": "dark"}])
def test_axe_finds_nothing_on_pages_with_pictures(browse, mode):
    first, second = a_photo(), a_photo()
    story = a_pictured_story(first, second)
    a_filing(add_pictures(story, second), "1st LD")
    page = browse("/", **mode)

    for path in ("/", "/sections/world/", address(story), address(story, "history/1..2/")):
        page.goto(path)
        assert page.locator("main img").count() > 0, path
        assert faults(page) == {}, path


def test_picture_is_heard_with_its_alt_text_and_seen_with_its_caption(browse):
    story = a_pictured_story((a_photo(), "The dam on Tuesday."))
    page = browse(address(story), java_script_enabled=False)

    figure = page.get_by_role("figure", name="The dam on Tuesday.")

    expect(page.get_by_role("img", name="A dam between hills.")).to_be_visible()
    expect(figure.or_(page.get_by_role("figure")).first).to_contain_text("The dam on Tuesday. (Vesper)")


def test_killed_story_leaves_no_picture_on_a_page_that_is_loaded_again(browse):
    story = a_pictured_story(a_photo())
    page = browse(address(story))
    expect(page.locator("figure img")).to_have_count(1)

    desk.kill(story, by=None, now=NOON, reason="It was false.")
    page.reload()

    expect(page.locator("figure")).to_have_count(0)
