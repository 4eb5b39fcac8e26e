"""The ticker board in a real browser: by keyboard, by buttons without script, by hand, and two people at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from stories import desk
from tests.builders import NOON, a_chain
from tests.flows.access import faults
from ticker import board_actions
from ticker.models import Pin

pytestmark = pytest.mark.django_db(transaction=True)

BOARD = "/admin/ticker/pin/"
SMALLEST = """[...document.querySelectorAll(".board :is(a, button, summary, input:not([type=hidden]), select, .grip)")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 24).map(([html]) => html)"""


@pytest.fixture
def open_board(browse_desk):
    """Open the board as a producer, with A, B and C pinned in this order and one headline behind them."""
    a_chain("", headline="Newest")
    for name in "CBA":
        board_actions.pin_story(a_chain("", headline=name), by=None, now=NOON)
    return lambda **options: browse_desk(BOARD, group="ticker producer", **options)


def order():
    """Return the pinned headlines in order."""
    return "".join(pin.story.headline for pin in Pin.objects.select_related("story").in_order())


def focus_name(page):
    """Return the accessible name of the element that has the focus."""
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")


def test_rows_are_moved_by_keyboard_alone_and_the_focus_stays(open_board):
    page = open_board()

    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("status").filter(has_text="“C” is now 2 of 3.")).to_be_visible()
    assert focus_name(page) == "Move up: C"

    page.keyboard.press("Alt+Home")
    expect(page.get_by_role("status").filter(has_text="“C” is now 1 of 3.")).to_be_visible()
    assert focus_name(page) == "To top: C"

    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("status").filter(has_text="“C” is now 2 of 3.")).to_be_visible()
    assert focus_name(page) == "Move down: C"
    assert order() == "ACB"


def test_ended_pin_stands_apart_and_rows_are_numbered_as_readers_get_them(open_board):
    ended = Pin.objects.in_order().first()
    Pin.objects.filter(pk=ended.pk).update(ends_at=timezone.now() - timedelta(minutes=1))

    page = open_board()
    readers = [line["text"] for line in page.request.get("/ticker.json").json()["headlines"]]

    rows = page.locator("tr:has(> .place)")
    assert rows.locator("th a").all_inner_texts() == readers
    assert rows.locator(".place").all_inner_texts() == [str(place) for place, _ in enumerate(readers, start=1)]
    expect(page.locator("section", has=page.locator("#ended"))).to_contain_text("A")
    expect(rows.filter(has=page.get_by_role("link", name="A", exact=True)).locator(".pinned")).to_have_text("by time")


def test_who_presses_faster_than_the_newsroom_answers_is_not_late_for_themselves(open_board):
    page = open_board()

    for _ in range(3):
        page.keyboard.press("j")
    page.evaluate("""() => {
      const up = document.querySelector("[aria-label='Move up: C']");
      up.click();
      up.click();
    }""")

    expect(page.get_by_role("status").filter(has_text="“C” is now 1 of 3.")).to_be_visible()
    assert page.get_by_role("alert").count() == 0
    assert order() == "CAB"


def test_every_button_works_without_script(open_board):
    page = open_board(java_script_enabled=False)

    page.get_by_role("button", name="Move down: A").click()
    assert "“A” is now 2 of 3." in page.inner_text("[role=status]")
    page.keyboard.press("Enter")
    page.get_by_text("“A” is now 3 of 3.").wait_for()
    page.get_by_role("button", name="Take off: B").click()
    page.get_by_role("button", name="Pin: Newest", exact=True).click()
    page.locator("summary", has_text="Times: C").click()
    page.locator("tr:has([aria-label='Move up: C']) select").select_option("3")
    page.get_by_role("button", name="Set these times: C").click()

    assert page.get_by_text("“C” has its new times.").is_visible()
    assert [(pin.story.headline, bool(pin.ends_at)) for pin in Pin.objects.in_order()] == [
        ("Newest", False),
        ("C", True),
        ("A", False),
    ]
    assert page.locator("[data-handle]").first.is_hidden()


def drag(page, name, onto):
    """Drag a row by its grip and drop it over another."""
    grip = page.locator(f"tr:has([aria-label='Move up: {name}'])").locator("[data-handle]").bounding_box()
    target = page.locator(f"tr:has([aria-label='Move up: {onto}'])").bounding_box()
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] / 2, steps=5)
    page.mouse.up()


def test_row_is_dragged_to_another_place(open_board):
    page = open_board()

    drag(page, "A", onto="C")

    expect(page.get_by_role("status").filter(has_text="“A” is now 3 of 3.")).to_be_visible()
    assert order() == "BCA"
    drag(page, "C", onto="B")
    expect(page.get_by_role("status").filter(has_text="“C” is now 1 of 3.")).to_be_visible()
    assert order() == "CBA"


def test_row_is_dragged_with_a_finger(open_board):
    page = open_board(has_touch=True, viewport={"width": 400, "height": 900})
    grip = page.locator("tr:has([aria-label='Move up: B']) [data-handle]").bounding_box()
    target = page.locator("tr:has([aria-label='Move up: A'])").bounding_box()
    finger = page.context.new_cdp_session(page)

    def touch(kind, *places):
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (grip["x"] + 10, grip["y"] + 10))
    touch("touchMove", (grip["x"] + 10, grip["y"] - 30))
    touch("touchMove", (grip["x"] + 10, target["y"] + target["height"] / 2))
    touch("touchEnd")

    expect(page.get_by_role("status").filter(has_text="“B” is now 1 of 3.")).to_be_visible()
    assert order() == "BAC"


def test_who_comes_too_late_sees_what_happened_and_presses_once_more(open_board):
    first, second = open_board(), open_board()

    first.get_by_role("button", name="To top: C").click()
    first.get_by_text("“C” is now 1 of 3.").wait_for()
    second.get_by_role("button", name="Move down: A").click()

    second.get_by_role("alert").wait_for()
    assert "“C” moved, now 1" in second.inner_text("[role=alert]")
    assert order() == "CAB"
    assert focus_name(second) == "Move “A” down all the same"
    second.keyboard.press("Enter")
    second.get_by_text("“A” is now 3 of 3.").wait_for()
    assert order() == "CBA"


def test_preview_is_the_ticker_that_readers_get(open_board):
    page = open_board()
    shown = page.frame_locator("iframe").locator(".ticker li a")
    expect(shown.first).to_have_text("A")

    page.get_by_role("button", name="To top: B").click()

    expect(shown.first).to_have_text("B")
    expect(shown).to_have_count(4)


def test_who_is_signed_out_meanwhile_is_asked_to_sign_in_and_nothing_is_done(open_board):
    page = open_board()
    page.context.clear_cookies()

    page.get_by_role("button", name="To top: C").click()

    page.wait_for_url("**/login/?next=**")
    assert order() == "ABC"


def test_killed_story_drops_out_of_an_open_board_at_the_next_press(open_board):
    page = open_board()
    desk.kill(Pin.objects.get(position=1).story, by=None, now=NOON, reason="Not so.")

    page.get_by_role("button", name="Move up: C").click()

    page.get_by_text("Taken off: “A”, killed").wait_for()
    page.get_by_role("button", name="Noted: A").click()
    page.get_by_text("Taken off: “A”").wait_for(state="detached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_small(open_board, scheme):
    page = open_board(color_scheme=scheme)
    desk.hold(Pin.objects.get(position=1).story, by=None, now=NOON)
    page.get_by_role("button", name="Move up: C").click()
    page.get_by_text("Taken off: “A”").wait_for()
    page.locator("summary", has_text="Times: B").click()
    page.locator("#pin summary").click()

    assert faults(page, "main") == {}
    assert page.evaluate(SMALLEST) == []


def test_nothing_is_cut_off_at_320_pixels_and_nothing_said_against_the_policy(open_board):
    page = open_board(viewport={"width": 320, "height": 640})
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    page.locator("summary", has_text="Times: B").click()
    page.frame_locator("iframe").locator(".ticker[data-on]").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [each for each in said if "Content Security" in each or "Refused" in each] == []
