"""Notes, assignments and what is for whom, in a real browser: by keyboard, beside unsaved words, without script."""

import pytest
from playwright.sync_api import expect

from stories import desk
from stories.models import DeskNote, Notification, Story
from tests.builders import NOON, a_chain, a_story, an_editor
from tests.flows.access import faults
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)

DESK, FOR_YOU = "/admin/stories/story/", "/admin/for-you/"
WORDS = "Legal rings back at four."


def me():
    """Return the person that these tests' browser is signed in as."""
    return an_editor("an-editor")


def mine(story):
    """Return the story, assigned to me."""
    return desk.assign(story, me(), by=me(), now=NOON, instead_of=None)


def test_note_is_added_and_taken_back_beside_words_that_are_not_saved(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill("#id_headline", "Dam fails")
    page.locator("#tab-notes").check(force=True)

    page.fill("#new-note-words", WORDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#notes li .said")).to_have_text(WORDS)
    expect(page.locator("#notes + [data-outcome]")).to_have_text("The note is added.")
    expect(page.locator("#new-note-words")).to_be_focused()
    assert page.input_value("#id_headline") == "Dam fails"

    page.click("#notes li button")
    expect(page.locator("#notes li")).to_have_count(0)
    assert page.input_value("#id_headline") == "Dam fails"
    assert not DeskNote.objects.exists()


def test_refused_note_says_why_where_it_is_written(browse_desk):
    page = browse_desk(story_page("change", a_story()))
    page.locator("#tab-notes").check(force=True)

    page.click("text=Add the note")

    expect(page.locator("#notes .errorlist")).to_have_text("The note has no words. Write it, then add it.")
    expect(page.locator("#new-note-words")).to_be_focused()


def test_who_is_signed_out_meanwhile_keeps_what_was_typed(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill("#id_headline", "Dam fails")
    page.locator("#tab-notes").check(force=True)
    page.fill("#new-note-words", WORDS)
    page.context.clear_cookies(name="session")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.click("text=Add the note")
    page.wait_for_timeout(1_000)

    assert asked == ["beforeunload"]
    assert (page.input_value("#id_headline"), page.input_value("#new-note-words")) == ("Dam fails", WORDS)


def test_story_is_taken_by_one_key_in_its_row_which_keeps_the_focus(browse_desk):
    a_story(headline="Harvest late")
    story = a_story(headline="Dam holds")
    page = browse_desk(DESK)

    page.keyboard.press("j")
    page.keyboard.press("m")
    expect(page.locator(f"#row-{story.pk} .assigned-to")).to_have_text("for an-editor")
    page.keyboard.press("j")

    assert "Harvest late" in page.evaluate("document.activeElement.closest('tr').innerText")
    assert Story.objects.get(pk=story.pk).assigned_to == me()


def test_story_is_taken_and_let_go_on_its_page_beside_words_that_are_not_saved(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill("#id_headline", "Dam fails")
    page.locator("#id_headline").blur()

    page.keyboard.press("m")
    expect(page.locator("#assigned")).to_contain_text("assigned to you")
    page.keyboard.press("Enter")
    expect(page.locator("#assigned")).to_contain_text("assigned to nobody")

    assert page.input_value("#id_headline") == "Dam fails"


def test_what_a_colleague_took_first_is_told_in_the_row(browse_desk):
    story = a_story()
    page = browse_desk(DESK)
    desk.assign(story, an_editor("vera"), by=an_editor("vera"), now=NOON, instead_of=None)

    page.keyboard.press("j")
    page.keyboard.press("m")

    expect(page.locator("[data-outcome]").first).to_contain_text("It was given to vera first")
    expect(page.locator(f"#row-{story.pk} .assigned-to")).to_have_text("for vera")


def test_without_script_all_of_it_works(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(DESK, java_script_enabled=False)

    page.get_by_label(f"More for {story.slugline}").click()
    page.click("text=Take it")
    assert "for an-editor" in page.inner_text(f"#row-{story.pk}")
    page.goto(story_page("change", story))
    page.locator("#tab-notes").check(force=True)
    page.fill("#new-note-words", WORDS)
    page.click("text=Add the note")
    assert WORDS in page.inner_text("#notes")
    desk.hold(story, by=an_editor("vera"), now=NOON)
    page.click("text=For you")
    page.click("text=All seen")

    assert "Seen: 1." in page.inner_text("main")
    assert Notification.objects.get().seen_at is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_small_screen(browse_desk, scheme):
    story = mine(a_chain("Urgent", slugline="Karse-Dam"))
    for words in (WORDS, "اتصل بنا المكتب الصحفي", "x" * 300):
        desk.add_note(story, words, by=me(), now=NOON)
    desk.hold(story, by=an_editor("vera"), now=NOON)
    page = browse_desk(FOR_YOU, viewport={"width": 320, "height": 800}, color_scheme=scheme, bypass_csp=True)
    found = []

    for address in (FOR_YOU, DESK, story_page("notes", story), story_page("change", story), story_page("give", story)):
        page.goto(address)
        found += [(address, fault) for fault in faults(page).items()]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address

    assert found == []
