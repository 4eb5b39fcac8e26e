"""The ticker as a reader has it: a list, and with script one headline at a time that anybody can stop."""

import pytest
from playwright.sync_api import expect

from stories import desk
from tests.builders import NOON, a_chain
from tests.flows.shifts import WATCH, shifts

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "News Analysis: Why the rail strike will not end this week, whatever ministers and unions say on Tuesday evening"
NAMES = ["Ferry afloat off Ostrel", "Bank holds its rate", LONG]


@pytest.fixture
def page(browse):
    """Open the front page with three headlines, the clock in the test's hands."""
    for name in reversed(NAMES):
        a_chain("Urgent", headline=name)
    page = browse("/help/")
    page.clock.install()
    page.reload()
    page.locator(".ticker[data-on]").wait_for()
    return page


def visible_headlines(page):
    """Return the headlines that a reader sees."""
    return [link.text_content() for link in page.locator(".ticker ul a").all() if link.is_visible()]


def test_headlines_take_turns(page):
    turns = [visible_headlines(page)]
    for _ in range(3):
        page.clock.run_for(7_000)
        turns.append(visible_headlines(page))

    assert turns == [[NAMES[0]], [NAMES[1]], [NAMES[2]], [NAMES[0]]]


def test_pause_comes_first_and_stops(page):
    first = page.locator(".ticker button").first
    first.click()
    page.mouse.move(0, 0)
    page.clock.run_for(30_000)

    assert first.get_attribute("aria-label") == "Play"
    assert visible_headlines(page) == [NAMES[0]]
    expect(page.locator(".ticker ul")).to_have_attribute("aria-live", "polite")


def test_pause_is_kept_on_other_pages(page):
    page.get_by_role("button", name="Pause").click()
    page.goto("/archive/")
    page.clock.run_for(30_000)

    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert visible_headlines(page) == [NAMES[0]]


def test_next_and_previous_go_round_and_stop(page):
    page.get_by_role("button", name="Previous headline").click()
    after_previous = visible_headlines(page)
    page.get_by_role("button", name="Next headline").click()
    page.get_by_role("button", name="Next headline").click()
    page.mouse.move(0, 0)
    page.clock.run_for(30_000)

    assert (after_previous, visible_headlines(page)) == ([NAMES[2]], [NAMES[1]])


def test_show_all_is_a_list_and_goes_back(page):
    page.get_by_role("button", name="Show all").click()
    everything = visible_headlines(page)
    page.get_by_role("button", name="Show one").click()

    assert (everything, visible_headlines(page)) == (NAMES, [NAMES[0]])


def test_focus_inside_stops_for_good(page):
    page.locator(".ticker ul a").first.focus()
    page.locator(".name").focus()
    page.clock.run_for(30_000)

    assert visible_headlines(page) == [NAMES[0]]


def test_mouse_above_stops_until_it_leaves(page):
    page.locator(".ticker h2").hover()
    page.clock.run_for(30_000)
    during = visible_headlines(page)
    page.mouse.move(0, 0)
    page.clock.run_for(7_000)

    assert (during, visible_headlines(page)) == ([NAMES[0]], [NAMES[1]])


def test_reduced_motion_starts_paused(browse, page):
    calm = browse("/help/", reduced_motion="reduce")

    expect(calm.get_by_role("button", name="Play")).to_be_visible()


def test_new_headlines_come_and_withdrawn_ones_go_without_moving_the_page(page):
    withdrawn = a_chain("Urgent", headline="False report")
    page.reload()
    page.locator(".ticker[data-on]").wait_for()
    page.evaluate(WATCH)
    height = page.locator(".ticker").bounding_box()["height"]
    before = page.locator(".ticker ul a").all_text_contents()

    desk.kill(withdrawn, by=None, now=NOON, reason="It was false.")
    a_chain("Urgent", headline="Grain price agreed")
    a_chain("Urgent", headline=LONG * 4)
    with page.expect_response("**/ticker.json"):
        page.clock.run_for(61_000)
    expect(page.locator(".ticker ul a").first).to_have_text("Grain price agreed")

    assert before == ["False report", *NAMES]
    assert page.locator(".ticker ul a").all_text_contents() == ["Grain price agreed", *NAMES]
    assert page.locator(".ticker").bounding_box()["height"] == height
    assert shifts(page) == []


def test_failed_poll_keeps_what_is_shown(page):
    page.route("**/ticker.json", lambda route: route.abort())
    page.clock.run_for(121_000)

    assert page.locator(".ticker ul a").all_text_contents() == NAMES


def test_what_is_withdrawn_goes_from_a_ticker_that_stands_still_and_nothing_comes(page):
    withdrawn = a_chain("Urgent", headline="False report")
    page.reload()
    page.get_by_role("button", name="Pause").click()
    height = page.locator(".ticker").bounding_box()["height"]

    desk.kill(withdrawn, by=None, now=NOON, reason="It was false.")
    a_chain("Urgent", headline="Grain price agreed")
    with page.expect_response("**/ticker.json"):
        page.clock.run_for(61_000)
    expect(page.locator(".ticker ul a")).to_have_count(len(NAMES))

    assert page.locator(".ticker ul a").all_text_contents() == NAMES
    assert visible_headlines(page) == [NAMES[0]]
    assert page.locator(".ticker").bounding_box()["height"] == height


def test_a_tap_does_not_stop_it_for_ever(browse, page):
    phone = browse("/help/", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    phone.clock.install()
    phone.reload()
    phone.get_by_role("button", name="Next").tap()
    phone.get_by_role("button", name="Play").tap()
    before = visible_headlines(phone)

    phone.clock.run_for(8_000)

    assert visible_headlines(phone) != before


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_moves_while_it_turns(browse, width):
    for name in reversed(NAMES):
        a_chain("Urgent", headline=name)
    page = browse("/help/", viewport={"width": width, "height": 800})
    page.clock.install()
    page.reload()
    page.locator(".ticker[data-on]").wait_for()
    page.evaluate(WATCH)

    page.clock.run_for(30_000)

    assert visible_headlines(page) == [NAMES[4 % 3]]
    assert shifts(page) == []


def test_without_script_it_is_a_list(browse):
    for name in reversed(NAMES):
        a_chain("Urgent", headline=name)

    page = browse("/help/", java_script_enabled=False)

    assert visible_headlines(page) == NAMES
    assert page.locator(".ticker button").count() == 0


def test_script_that_never_comes_does_not_hide_them_for_good(browse, page):
    broken = browse("about:blank")
    broken.route("**/site.js", lambda route: route.abort())
    broken.goto(page.url)
    waiting = visible_headlines(broken)
    broken.evaluate("document.getAnimations().forEach((animation) => animation.finish())")

    assert (waiting, visible_headlines(broken)) == (NAMES[:1], NAMES)


def test_one_headline_has_no_buttons(browse):
    a_chain("Urgent", headline=NAMES[0])

    page = browse("/help/")

    assert visible_headlines(page) == NAMES[:1]
    assert page.locator(".ticker button").count() == 0


def test_frame_turns_and_leads_out(browse):
    for name in reversed(NAMES):
        a_chain("Urgent", headline=name)

    page = browse("/ticker/embed/")
    page.locator(".ticker[data-on]").wait_for()

    assert visible_headlines(page) == NAMES[:1]
