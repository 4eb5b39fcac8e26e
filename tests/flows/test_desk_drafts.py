"""Nothing typed is lost: drafts, crashes, expired logins, the leave guard, and who else sits at the story."""

import re
import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from stories import desk
from stories.models import Draft, Presence, Story
from tests.builders import NOON, a_chain, a_source, a_story, an_editor, rewrite
from tests.flows.access import faults
from tests.stories.admin.browser import sign_in, story_page
from tests.stories.admin.editor.test_wire_updates import an_edited_story_with_new_lead, take_next_version

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/stories/story/add/"
HEADLINE, BODY, TEXT = "#id_headline", "#id_body", ".prose-text"
KEPT, OTHERS, MEANWHILE = "[data-draft-status]", "[data-other-editors]", "[data-meanwhile] [role=status]"
IN_BROWSER = re.compile(r"^This browser has words of .* that were not saved\.")
COPIES = (
    "Object.entries(localStorage).filter(([name]) => name.startsWith('sitting:'))"
    ".map(([, copy]) => JSON.parse(copy).typed.headline)"
)


def sign_in_page(page, name="an-editor", group="editor"):
    """Sign the page's browser in as somebody."""
    session = sign_in(an_editor(name, group=group)).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": page.evaluate("origin")}])
    return page


def a_draft(story, headline="Dam fails"):
    """Words that the editor of these tests left in the form."""
    words = {"headline": headline}
    return desk.keep_draft(
        story, words, by=an_editor("an-editor"), now=NOON, page="0123456789abcdef", based_on=story.save_number
    )


def drop(page):
    """Drop the words that are offered, and say that it is meant."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Drop them").click()


def wait_for_copies(page, *headlines):
    """Wait until the browser has copies with these headlines and no other. The page's policy lets no string be run."""
    until = time.monotonic() + 10
    while sorted(page.evaluate(COPIES)) != sorted(headlines):
        assert time.monotonic() < until, page.evaluate(COPIES)
        page.wait_for_timeout(50)


def asks_before_leaving(page, address="/help/"):
    """Whether the browser asks before it leaves the page."""
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(address)
    return asked == ["beforeunload"]


def offer(page, words=IN_BROWSER):
    """Return the notice that offers words."""
    return page.locator(".notice", has=page.get_by_text(words))


def test_draft_is_kept_after_a_pause(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    sent = []
    page.on("request", lambda request: "draft" in (request.post_data or "") and sent.append(request.url))

    page.type(HEADLINE, " firm on Tuesday", delay=20)

    expect(page.locator(KEPT)).to_have_text(re.compile(r"^Draft kept \d\d:\d\d:\d\d$"))
    assert page.locator(KEPT).get_attribute("role") == "status"
    assert Draft.objects.get().fields["headline"] == page.input_value(HEADLINE)
    assert len(sent) == 1
    assert Story.objects.get().save_number == story.save_number


def test_closed_tab_offers_the_words_and_saves_them(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")

    again = page.context.new_page()
    page.close()
    again.goto(story_page("change", story))
    expect(again.locator(".notice")).to_have_count(1)
    again.get_by_role("link", name="Take them up").click()
    expect(again.locator(HEADLINE)).to_have_value("Dam fails")
    again.get_by_role("button", name="Save", exact=True).click()

    expect(again.locator(".messagelist")).to_contain_text("Saved.")
    assert Story.objects.get().headline == "Dam fails"
    assert again.locator(".notice").count() == 0
    assert again.evaluate(COPIES) == []
    assert not Draft.objects.exists()


def test_words_typed_just_before_a_crash_are_offered(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    page.select_option("#id_section", "")
    wait_for_copies(page, "Dam fails")

    again = page.context.new_page()
    page.close()  # as a crash does: without the questions that leaving asks
    again.goto(story_page("change", story))
    assert again.input_value(HEADLINE) == "Dam holds"
    offer(again).get_by_role("button", name="Take them up").click()

    assert (again.input_value(HEADLINE), again.input_value("#id_section")) == ("Dam fails", "")
    assert offer(again).count() == 0
    expect(again.locator(KEPT)).to_contain_text("Draft kept")
    assert Draft.objects.get().fields["headline"] == "Dam fails"


def test_words_of_this_browser_can_be_dropped_and_are_not_typed_over(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.route("**/sitting/", lambda route: route.abort())
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_have_text("Not kept: no connection. Your words are kept in this browser.")

    again = page.context.new_page()
    again.goto(story_page("change", story))
    again.fill(HEADLINE, "Dam bursts")
    wait_for_copies(again, "Dam bursts", "Dam fails")
    again.once("dialog", lambda dialog: dialog.dismiss())
    offer(again).get_by_role("button", name="Drop them").click()
    assert len(again.evaluate(COPIES)) == 2
    drop(again)

    assert again.evaluate(COPIES) == ["Dam bursts"]


def test_connection_that_comes_back_keeps_the_words(browse_desk):
    page = browse_desk(story_page("change", a_story(headline="Dam holds")))
    page.clock.install()
    page.route("**/sitting/", lambda route: route.abort())
    page.fill(HEADLINE, "Dam fails")
    page.clock.run_for(2_500)
    expect(page.locator(KEPT)).to_contain_text("Not kept: no connection.")

    page.unroute("**/sitting/")
    with page.expect_response("**/sitting/"):
        page.clock.run_for(10_000)
    page.wait_for_timeout(0)
    page.clock.run_for(3_000)

    expect(page.locator(KEPT)).to_contain_text("Draft kept")


def test_words_of_a_new_story_outlast_a_save_of_it_once(browse_desk):
    source = a_source()
    page = browse_desk(ADD)
    page.fill(HEADLINE, "Dam holds")
    wait_for_copies(page, "Dam holds")

    again = page.context.new_page()
    page.close()
    again.goto(ADD)
    offer(again).get_by_role("button", name="Take them up").click()
    again.fill("#id_slugline", "Karse-Dam")
    again.select_option("#id_source", str(source.pk))
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.locator(".messagelist")).to_contain_text("is on the desk")
    again.goto(ADD)

    assert Story.objects.get().headline == "Dam holds"
    assert again.input_value(HEADLINE) == ""
    assert again.locator(".notice").count() == 0


def test_login_that_expired_loses_nothing(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    Session.objects.all().delete()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_have_text("Log in again in another tab; your words stay here.")

    page.keyboard.press("Control+s")
    expect(page.locator(KEPT)).to_have_text("Log in again in another tab; your words stay here.")
    assert page.input_value(HEADLINE) == "Dam fails"
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in_page(page).goto(story_page("change", story))
    offer(page).get_by_role("button", name="Take them up").click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert Story.objects.get().headline == "Dam fails"
    assert page.evaluate(COPIES) == []


def test_login_in_another_tab_lets_the_page_go_on(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    person = an_editor("an-editor")
    person.set_password("Karse-Head-77")
    person.save()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Log in again")

    tab = page.context.new_page()
    tab.goto("/admin/login/")
    tab.fill("[name=username]", "an-editor")
    tab.fill("[name=password]", "Karse-Head-77")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/admin/stories/story/")
    page.fill(HEADLINE, "Dam bursts")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert Story.objects.get().headline == "Dam bursts"


def test_colleague_who_logs_in_in_another_tab_lends_no_name(browse_desk):
    story = a_story(headline="Dam holds")
    page = sign_in_page(browse_desk(story_page("change", story)), name="olaf")
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Not kept. an-editor opened this page, and olaf is logged in now.")

    page.keyboard.press("Control+s")

    expect(page.locator(".errornote, .errorlist").first).to_contain_text("an-editor opened this page")
    assert page.input_value(HEADLINE) == "Dam fails"
    assert (Story.objects.get().headline, Draft.objects.filter(editor=an_editor("an-editor")).count()) == (
        "Dam holds",
        0,
    )
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert Story.objects.get().updated_by == an_editor("olaf")


def test_what_is_sent_from_a_page_that_was_open_before_a_log_in_is_asked_for_once_more(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("hold", story))
    page.get_by_label("Reason").fill("The figures are doubted.")
    page.context.add_cookies([{"name": "csrf", "value": "a" * 32, "url": page.evaluate("origin")}])

    page.get_by_role("button", name="Hold").click()
    expect(page.get_by_role("alert")).to_contain_text("Sent now, it is done in the name of an-editor.")
    assert Story.objects.get().state == "waiting"
    page.get_by_role("button", name="Send it").click()

    expect(page.locator(".messagelist")).to_be_visible()
    assert Story.objects.get().state == "held"


def test_two_editors_see_each_other_and_a_save(browse_desk, browse):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    olaf = sign_in_page(browse("/"), "olaf")
    olaf.goto(story_page("change", story))
    expect(olaf.locator(OTHERS)).to_have_text("an-editor has it open")

    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    expect(page.locator(OTHERS)).to_have_text("olaf has it open")
    olaf.fill("#id_desk_note", "Call Selda.")
    expect(olaf.locator(OTHERS)).to_have_text("an-editor is editing, unsaved")
    olaf.get_by_role("button", name="Save", exact=True).click()
    expect(olaf.locator(".messagelist")).to_contain_text("Saved.")
    page.type(TEXT, "Now.")

    expect(page.locator(OTHERS)).to_have_text("olaf has it open")
    expect(page.locator(".people .initials")).to_have_text("OL")
    expect(page.locator(MEANWHILE)).to_have_text(
        re.compile(r"^olaf saved this story at \d\d:\d\d UTC: your save will show both texts$")
    )
    page.get_by_role("button", name="Put both together", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("saved by olaf")
    assert page.input_value(HEADLINE) == "Dam fails"
    assert Story.objects.get().desk_note == "Call Selda."


def test_page_tells_every_ten_seconds_that_it_is_open(browse_desk):
    page = browse_desk("/help/")
    page.clock.install()
    told = []
    page.on("request", lambda request: request.url.endswith("/sitting/") and told.append(request.url))
    page.goto(story_page("change", a_story()))
    expect(page.locator(OTHERS)).to_have_text("")

    for _ in range(3):
        with page.expect_response("**/sitting/"):
            page.clock.run_for(10_000)

    assert len(told) == 4
    assert Presence.objects.get().is_unsaved is False


def test_leaving_is_guarded_only_while_something_is_unsaved(browse_desk):
    address = story_page("change", a_story(headline="Dam holds"))
    page = browse_desk(address)
    page.click(HEADLINE)
    assert not asks_before_leaving(page)

    page.goto(address)
    page.select_option("#id_section", "")
    page.click(HEADLINE)
    assert asks_before_leaving(page)

    page.goto(address)
    page.fill(HEADLINE, "Dam fails")
    page.fill(HEADLINE, "Dam holds")
    page.click(TEXT)
    assert not asks_before_leaving(page)

    page.goto(address)
    page.fill(HEADLINE, "Dam fails")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    page.click(HEADLINE)
    assert not asks_before_leaving(page)


def test_leaving_is_guarded_where_an_error_kept_the_words_from_being_saved(browse_desk):
    page = browse_desk(story_page("change", a_story(headline="Dam holds")))

    page.fill("#id_slugline", "")
    page.fill(HEADLINE, "Dam fails")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(".errornote")
    page.click(HEADLINE)

    assert offer(page).count() == 0
    assert asks_before_leaving(page)


def test_keys_press_the_buttons(browse_desk):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk(story_page("change", story))

    page.fill(HEADLINE, "Dam fails")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    page.fill(HEADLINE, "Dam bursts")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#act-sheet [data-act-button]")).to_be_focused()

    assert Story.objects.get().headline == "Dam bursts"
    assert page.context.request.get(story_page("change", story)).text().count("Ctrl+") == 2


def test_words_left_are_not_typed_over(browse_desk):
    story = a_story(headline="Dam holds")
    a_draft(story)
    page = browse_desk(story_page("change", story))

    page.fill(HEADLINE, "Dam bursts")

    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    assert sorted(draft.fields["headline"] for draft in Draft.objects.all()) == ["Dam bursts", "Dam fails"]


def test_two_tabs_of_one_person_lose_no_word_of_either(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    other = page.context.new_page()
    other.goto(story_page("change", story))
    for tab, headline in ((page, "Dam fails"), (other, "Dam bursts"), (page, "Dam fails at noon")):
        tab.fill(HEADLINE, headline)
        expect(tab.locator(KEPT)).to_contain_text("Draft kept")
    wait_for_copies(page, "Dam bursts", "Dam fails at noon")

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")

    assert Story.objects.get().headline == "Dam fails at noon"
    assert [draft.fields["headline"] for draft in Draft.objects.all()] == ["Dam bursts"]
    expect(page.locator(".notice")).to_contain_text("You left unsaved words here")
    page.get_by_role("link", name="Take them up").click()
    expect(page.locator(HEADLINE)).to_have_value("Dam bursts")


def test_text_of_both_is_kept_guarded_and_saved_by_key(browse_desk):
    story = a_story(headline="Dam holds", body="The dam held.\n\nNobody was hurt.")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    rewrite(story, "The dam held.\n\nTwo were hurt.", by=an_editor("olaf"))
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("saved by olaf")

    page.type(TEXT, "Now. ")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    assert "Two were hurt." in Draft.objects.get().fields["body"]
    again = page.context.new_page()
    again.goto(story_page("change", story))
    again.get_by_role("link", name="Take them up").click()
    assert again.input_value(HEADLINE) == "Dam fails"
    again.close()
    assert asks_before_leaving(page)
    page.goto(story_page("change", story))
    page.get_by_role("link", name="Take them up").first.click()
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert (Story.objects.get().headline, Story.objects.get().blocks[1].text) == ("Dam fails", "Two were hurt.")


def test_who_is_writing_is_told_of_a_kill_and_finds_the_words_again(browse_desk):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk(story_page("change", story))
    desk.kill(story, by=an_editor("cleo", group="chief"), now=NOON, reason="It was false.")

    page.fill(HEADLINE, "Dam fails")

    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    expect(page.locator(MEANWHILE)).to_have_text(
        "It was killed, and a kill is for good: write a new story. Your words are kept here, to copy from."
    )
    again = page.context.new_page()
    page.close()
    again.goto(story_page("change", story))
    assert again.get_by_label("Headline").input_value() == "Dam fails"
    drop(again)
    expect(again.get_by_label("Headline")).to_have_count(0)


def test_who_is_writing_is_told_of_new_copy(browse_desk):
    story, _ = an_edited_story_with_new_lead()
    page = browse_desk(story_page("change", story))

    expect(page.locator(MEANWHILE)).to_have_text(
        re.compile(r"^New copy from Vesper came at \d\d:\d\d UTC: save yours, then put both together$")
    )


def test_who_puts_texts_together_is_told_only_of_what_came_since(browse_desk):
    story, item = an_edited_story_with_new_lead()
    page = browse_desk(story_page("rebase", story, item.pk))
    page.type(HEADLINE, " now")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    expect(page.locator(MEANWHILE)).to_have_text("")

    take_next_version(3, "2nd LD: Dam overtops, four towns dry", "Four towns are dry.")
    page.type(HEADLINE, " here")

    expect(page.locator(MEANWHILE)).to_contain_text("New copy from Vesper came at")


def test_key_in_the_box_for_a_note_adds_the_note_and_files_nothing(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("file", story))
    page.get_by_text("0 notes to the desk").click()
    page.get_by_label("New note").fill("Ring the desk first.")

    page.keyboard.press("Control+s")
    assert page.get_by_label("New note").input_value() == "Ring the desk first."
    page.keyboard.press("Control+Enter")

    expect(page.locator("#notes")).to_contain_text("Ring the desk first.")
    assert not Story.objects.get().has_moved


def test_words_on_the_page_of_an_act_are_not_left_unasked(browse_desk):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk(story_page("correct", story))
    assert not asks_before_leaving(page)

    page.goto(story_page("correct", story))
    page.get_by_label("What was wrong").fill("Two towns.")
    assert asks_before_leaving(page)


def test_a_note_that_was_not_added_is_not_lost_by_a_save(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.locator("#tab-notes").check(force=True)
    page.get_by_label("New note").fill("Ring the mayor.")
    page.fill(HEADLINE, "Dam fails")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.keyboard.press("Control+s")
    page.wait_for_timeout(1_000)

    assert asked == ["beforeunload"]
    assert page.get_by_label("New note").input_value() == "Ring the mayor."


def test_places_that_both_changed_are_put_together_by_key(browse_desk):
    story, item = an_edited_story_with_new_lead(
        lead="Nobody knows how much water ran over the dam at Karse Head on Tuesday."
    )
    page = browse_desk(story_page("rebase", story, item.pk))
    expect(page.get_by_role("button", name="Put the text together")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator(".question").first.get_by_label("The wire's")).to_be_checked()
    page.keyboard.press("2")
    expect(page.locator(".question").first.get_by_label("Both")).to_be_checked()
    result = page.locator(".question").first.get_by_label("Result")
    expect(result).not_to_have_value("")
    result.press("End")
    result.type(" Nobody else.")
    expect(page.locator(".question").first.get_by_label("As I write it")).to_be_checked()

    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="The text of both")).to_be_visible()
    assert all(words in page.input_value(BODY) for words in ("Nobody knows", "three towns", "Our own reporter"))


def test_text_of_both_is_saved_and_filed_by_keys(browse_desk):
    story, item = an_edited_story_with_new_lead()
    page = browse_desk(story_page("rebase", story, item.pk))
    page.press(HEADLINE, "End")
    page.type(HEADLINE, ", the warden said")

    page.keyboard.press("Control+Enter")

    page.wait_for_url(f"**{story_page('file', story)}")
    assert Story.objects.get().headline == "Dam overtops, three towns dry, the warden said"


def test_words_that_came_too_late_are_discarded_once_it_is_asked(browse_desk):
    story = a_story(headline="Dam holds", body="The dam held.\n\nNobody was hurt.")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    rewrite(story, "The dam held.\n\nTwo were hurt.", by=an_editor("olaf"))
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", name="The text of both")).to_be_visible()
    expect(page.locator(KEPT)).to_contain_text("Draft kept")

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Discard mine").click()

    page.wait_for_url(f"**{story_page('change', story)}")
    expect(page.locator(HEADLINE)).to_have_value("Dam holds")
    expect(page.get_by_role("link", name="Take them up")).to_have_count(0)
    assert (page.evaluate(COPIES), Draft.objects.count()) == ([], 0)


def test_words_of_a_save_that_came_too_late_are_offered_once(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    rewrite(story, "The dam held.", headline="Dam bursts", by=an_editor("olaf"))
    page.keyboard.press("Control+s")
    expect(page.get_by_role("button", name="Put the text together")).to_be_visible()

    page.goto(story_page("change", story))

    expect(page.get_by_role("link", name="Take them up")).to_have_count(1)
    expect(offer(page)).to_have_count(0)


def test_words_left_are_taken_up_and_met_by_a_save_without_script(browse_desk):
    story = a_story(headline="Dam holds")
    a_draft(story)
    rewrite(story, "Other words.")
    page = browse_desk(story_page("change", story), java_script_enabled=False)

    page.get_by_role("link", name="Take them up").click()
    assert page.input_value(HEADLINE) == "Dam fails"
    page.get_by_role("button", name="Save", exact=True).click()

    assert "Somebody else saved this story" in page.inner_text("h1")
    assert page.input_value(HEADLINE) == "Dam fails"
    page.goto(story_page("change", story))
    assert page.input_value(HEADLINE) == story.headline
    page.get_by_role("button", name="Drop them").click()
    assert page.locator(".notice").count() == 0
    assert not Draft.objects.exists()


def test_dropping_drops_the_copy_of_this_browser_too(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")

    again = page.context.new_page()
    page.close()
    again.goto(story_page("change", story))
    drop(again)
    expect(again.locator(".notice")).to_have_count(0)

    assert again.evaluate(COPIES) == []
    assert not Draft.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_notices_shown(browse_desk, scheme):
    story = a_story(headline="Dam holds")
    a_draft(story)
    tall = {"width": 1280, "height": 1400}  # where the bar at the foot lies over nothing
    page = browse_desk(story_page("change", story), color_scheme=scheme, viewport=tall)
    page.fill(HEADLINE, "Dam bursts")
    wait_for_copies(page, "Dam bursts")
    page.route("**/sitting/", lambda route: route.abort())
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(story_page("change", story))
    expect(page.locator(".notice")).to_have_count(2)

    assert faults(page, "main") == {}


def test_nothing_is_cut_off_at_320_pixels(browse_desk):
    story = a_story(headline="Dam holds")
    a_draft(story)
    page = browse_desk(story_page("change", story), viewport={"width": 320, "height": 640})

    page.fill(HEADLINE, "Dam bursts")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_save_that_cannot_arrive_leaves_the_page_as_it_is(browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    page.context.set_offline(True)

    page.keyboard.press("Control+s")
    expect(page.locator(KEPT)).to_have_text("Not saved: no connection. Your words are kept in this browser.")
    assert page.input_value(HEADLINE) == "Dam fails"
    page.context.set_offline(False)
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert Story.objects.get().headline == "Dam fails"
