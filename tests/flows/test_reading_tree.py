"""What a screen reader gets of the pages, and that the keyboard reaches everything in the order it is read."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from stories import desk
from tests.builders import NOON, a_chain, a_correction
from tests.page_reading import address

pytestmark = pytest.mark.django_db(transaction=True)

# What can be reached by Tab, in the order of the page; hidden parts and all but one radio of a group are not.
REACHABLE = """() => {
  const seen = new Set();
  const closed = (element) => {
    const details = element.closest("details:not([open])");
    return details && element !== details.querySelector("summary");
  };
  const every = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(every)].filter((element) => {
    const style = getComputedStyle(element);
    if (element.type === "hidden" || element.disabled || style.visibility === "hidden" || closed(element)) return false;
    if (!element.getClientRects().length) return false;
    if (element.type !== "radio") return true;
    const group = [...element.form.elements[element.name]].flat();
    return element === (group.find((each) => each.checked) ?? group[0]);
  }).map((element) => element.outerHTML.slice(0, 160));
}"""
DATE = 'type="date"'
FOCUSED = "document.activeElement.outerHTML.slice(0, 160)"
OUTLINED = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture
def story():
    """Make a corrected story of three versions."""
    story = a_chain(
        "Urgent", "1st LD", headline="Dam holds", body="The dam held.\n\nTwo towns were dry.", endmark="Endit"
    )
    return a_correction(story).story


def paths(story):
    """Return an address of every kind of page."""
    rest = ["", "history/", "history/1/", "history/1..2/"]
    return ["/", *(address(story, each) for each in rest), "/sections/world/", "/editions/en/", "/archive/",
            "/archive/2026/02/10/", "/corrections/", "/help/", "/ticker/"]  # fmt: skip


def test_keyboard_reaches_everything_in_reading_order_and_shows_where_it_is(browse, story):
    page = browse("about:blank", viewport={"width": 1000, "height": 900})
    for path in paths(story):
        page.goto(path)
        expected = page.evaluate(REACHABLE)
        found = []
        while len(found) < len(expected):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if found and focused == found[-1] and DATE in focused:  # day, month and year are reached by themselves
                continue
            found.append(focused)
            assert DATE in focused or page.evaluate(OUTLINED), (path, focused)
            assert found == expected[: len(found)], path


def test_skip_link_leads_to_the_text(browse, story):
    page = browse(address(story))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_ticker_is_a_named_region_with_a_list_and_named_buttons(browse, story):
    a_chain("Urgent", headline="Harvest late", now=NOON + timedelta(hours=1))
    page = browse(address(story))

    expect(page.get_by_role("region", name="Off the wire")).to_match_aria_snapshot("""
      - region "Off the wire":
        - heading "Off the wire" [level=2]
        - list:
          - listitem:
            - button "Pause"
          - listitem:
            - button "Previous headline"
          - listitem:
            - button "Next headline"
          - listitem:
            - button "Show all"
        - list:
          - listitem:
            - link "Harvest late"
        - paragraph:
          - link "All headlines"
    """)


def test_size_control_is_a_named_group_of_pressed_and_unpressed_buttons(browse, story):
    page = browse(address(story))
    page.get_by_role("button", name="Larger").click()

    expect(page.get_by_role("group", name="Adjust font size:")).to_match_aria_snapshot("""
      - group "Adjust font size:":
        - text: "Adjust font size:"
        - button /Small$/
        - button /Medium$/
        - button /Large$/
        - button /Larger$/ [pressed]
        - button /Largest$/
    """)


def test_story_is_an_article_under_its_headline(browse, story):
    page = browse(address(story))

    expect(page.get_by_role("navigation", name="Breadcrumb")).to_match_aria_snapshot("""
      - navigation "Breadcrumb":
        - text: "You are here:"
        - list:
          - listitem:
            - link "Home"
          - listitem:
            - link "World"
    """)
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
      - main:
        - article:
          - heading /Correction ?. Dam holds/ [level=1]
    """)
    expect(page.get_by_role("complementary", name="Correction")).to_contain_text("Was two towns")


def test_history_form_has_a_named_choice_of_two_versions(browse, story):
    page = browse(address(story, "history/"))

    for name in ("Older version", "Newer version"):
        expect(page.get_by_role("combobox", name=name, exact=True)).to_have_count(1)
    page.get_by_role("combobox", name="Older version").select_option("1")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("heading", name="What changed", level=1)).to_be_visible()


def test_changed_words_are_deletions_and_insertions_that_are_said(browse, story):
    page = browse(address(story, "history/2..3/"))

    expect(page.get_by_role("deletion").first).to_contain_text("[removed:")
    expect(page.get_by_role("insertion").first).to_contain_text("[added:")
    links = page.locator(".said a, .hop a").all()
    assert links
    for link in links:
        assert page.locator(link.get_attribute("href")).count() == 1


def test_closed_stories_say_so_in_their_heading(browse):
    held, killed = a_chain("Urgent"), a_chain("Urgent")
    desk.hold(held, by=None, now=NOON, reason="A figure is checked.")
    desk.kill(killed, by=None, now=NOON, reason="It was false.")
    page = browse(address(held))
    expect(page.get_by_role("heading", level=1)).to_have_text("We are checking this story")

    page.goto(page.url.replace(address(held), address(killed)))

    expect(page.get_by_role("heading", level=1)).to_have_text("Story withdrawn")
