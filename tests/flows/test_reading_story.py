"""An open story: a word when a newer version is out, and what is printed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from stories import desk
from tests.builders import NOON, a_chain, a_filing, an_editor, rewrite
from tests.flows.shifts import WATCH, shifts
from tests.page_reading import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    """Make a live story with one version."""
    return a_chain("Urgent", headline="Dam overtops", body="The dam at Karse Head overtopped.", endmark="Endit")


@pytest.fixture
def page(browse, story):
    """Open the story with the clock in the test's hands."""
    page = browse(address(story))
    page.clock.install()
    page.reload(wait_until="networkidle")
    return page


def a_minute_later(page):
    """Let the page ask once."""
    with page.expect_response("**/head.json"):
        page.clock.run_for(60_000)


def test_newer_version_is_said_and_nothing_moves_under_the_reader(page, story):
    before = page.locator(".copy").inner_text()
    a_minute_later(page)
    expect(page.locator("[data-head]")).to_be_empty()

    a_filing(rewrite(story, "The dam held.", headline="Dam holds"), "1st LD")
    a_minute_later(page)

    expect(page.locator("[data-head]")).to_have_text("A newer version is out: 1st LD. Read it")
    assert page.locator(".copy").inner_text() == before
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dam holds")


def test_other_story_that_this_one_is_part_of_is_said_until_that_is_undone(page, story):
    into, editor = a_chain("Urgent", headline="Dam, the whole story", now=NOON - timedelta(minutes=1)), an_editor()
    move = desk.join_stories(story, into, by=editor, now=timezone.now(), reason="One dam")
    a_minute_later(page)
    expect(page.locator("[data-head]")).to_have_text("This story is part of another now. Read it")

    desk.undo_move(move, by=editor, now=timezone.now())
    a_minute_later(page)
    expect(page.locator("[data-head]")).to_be_empty()

    later = a_filing(rewrite(story, "The dam held."), "1st LD")
    page.reload(wait_until="networkidle")
    desk.move_filings([later], into, by=editor, now=timezone.now(), reason="Another dam")
    a_minute_later(page)
    expect(page.locator("[data-head]")).to_have_text("This story has another version now. Read it")


def test_withdrawal_is_said(page, story):
    desk.kill(story, by=None, now=NOON, reason="It was false.")
    a_minute_later(page)

    expect(page.locator("[data-head]")).to_have_text("This story has been withdrawn. Read why")


def test_hold_is_said(page, story):
    desk.hold(story, by=None, now=NOON)
    a_minute_later(page)

    expect(page.locator("[data-head]")).to_have_text("This story is being checked. Read more")


def test_server_that_does_not_answer_changes_nothing(page):
    page.route("**/head.json", lambda route: route.abort())
    page.clock.run_for(180_000)

    expect(page.locator("[data-head]")).to_be_empty()


def test_print_keeps_the_story_and_its_address_and_leaves_out_the_rest(page, story, settings):
    page.emulate_media(media="print")

    assert page.locator("body").inner_text().split("\n")[0] == settings.SITE_NAME
    for kept in ("h1", ".source", ".copy", ".endmark", ".record", ".printed"):
        assert page.locator(kept).first.is_visible(), kept
    for left_out in (".ticker", ".crumbs", ".size", "header nav", "footer nav", ".skip"):
        assert not page.locator(left_out).first.is_visible(), left_out
    assert page.locator(".printed").inner_text() == f"{settings.SITE_NAME}, {settings.SITE_URL}{address(story)}"


def test_forced_colours_keep_the_marks_of_a_change(browse, story):
    a_filing(rewrite(story, "The dam at Karse Head held.", headline="Dam holds"), "1st LD")

    page = browse(address(story, "history/1..2/"), forced_colors="active")

    def line(name):
        return page.locator(f"main {name}").first.evaluate("(each) => getComputedStyle(each).textDecorationLine")

    assert (line("del"), line("ins")) == ("line-through", "underline")


def test_keyboard_reaches_the_story_first(page):
    page.keyboard.press("Tab")
    skip = page.locator(":focus")

    assert skip.inner_text() == "Skip to content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def read_again(page, story, text, designator):
    """Open the story as somebody who read it before it was filed again."""
    a_filing(rewrite(story, text), designator)
    page.reload(wait_until="networkidle")
    return page.locator("[data-since]")


def test_reader_who_comes_back_is_told_what_changed_and_finds_it_marked(page, story):
    said = read_again(page, story, "The dam at Karse Head overtopped.\n\n<ul><li>One town is dry.</li></ul>", "1st LD")

    expect(said).to_have_text("Changed since you read it: one paragraph new Hide the marks Close")
    assert page.locator(".copy .since").all_inner_texts() == ["One town is dry."]
    said.get_by_role("button", name="Hide").click()
    assert page.locator(".copy .since").count() == 0
    expect(said.get_by_role("button").first).to_have_text("Show the marks")
    said.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed, 1 to 2")


def test_marks_that_were_switched_off_stay_off(page, story):
    read_again(page, story, "The dam held.", "1st LD").get_by_role("button", name="Hide").click()

    said = read_again(page, story, "The dam held again.", "2nd LD")

    expect(said.get_by_role("button").first).to_have_text("Show the marks")
    assert page.locator(".copy .since").count() == 0
    said.get_by_role("button", name="Close").click()
    expect(said).to_be_empty()


def test_it_is_said_again_where_the_page_is_loaded_again(page, story):
    said = read_again(page, story, "The dam held.", "1st LD")
    expect(said).not_to_be_empty()

    page.reload(wait_until="networkidle")

    expect(said).to_contain_text("Changed since you read it")
    assert page.locator(".copy .since").count() == 1


def test_it_is_said_in_sight_wherever_one_reads(page, story):
    page.set_viewport_size({"width": 320, "height": 480})

    said = read_again(page, story, "\n\n".join(["The dam at Karse Head held for another day."] * 40), "1st LD")

    expect(said).to_be_in_viewport()


def test_who_has_read_the_newest_version_is_told_nothing(page, story):
    page.reload(wait_until="networkidle")

    expect(page.locator("[data-since]")).to_be_empty()


def test_nothing_moves_when_it_is_said(page, story):
    page.add_init_script(WATCH)

    said = read_again(page, story, "The dam held.", "1st LD")

    expect(said).not_to_be_empty()
    assert shifts(page) == []
