"""The story form in a real browser: acts take up what is typed, a schedule is kept, a new story asks for little."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from stories import desk
from stories.models import Filing, Story
from tests.builders import a_chain, a_section, a_source, a_story, an_editor
from tests.flows.access import faults
from tests.flows.editing import TEXT, put_caret
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/stories/story/add/"
LAPTOP = {"width": 1366, "height": 768}
HEADLINE, SHEET, KEPT = "#id_headline", "#act-sheet", "[data-draft-status]"


def open_sheet(page, act="File"):
    """Press the button of an act, and return the sheet that opens."""
    page.locator(f".foot-bar button[name={act.lower()}]").dispatch_event("click")
    sheet = page.locator(SHEET)
    expect(sheet).to_be_visible()
    return sheet


def test_acts_take_up_what_is_typed_and_say_what_they_do(browse_desk):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk(story_page("change", story), viewport=LAPTOP)
    expect(page.locator(".foot-bar button[name=file]")).to_contain_text("File 1st LD")

    page.fill(HEADLINE, "Dam fails")
    sheet = open_sheet(page)

    expect(sheet).to_contain_text("Dam fails")
    assert Story.objects.get().headline == "Dam fails"
    button = sheet.locator("[data-act-button]")
    expect(button).to_have_text("File 1st LD now")
    expect(button).to_be_focused()
    for typed, says in (
        ("2026-12-24 17:26", "at 17:26"),
        ("7:05", "at 07:05"),
        ("+30", "in 30 minutes"),
        ("", "now"),
    ):
        sheet.get_by_label("File at").fill(typed)
        expect(button).to_have_text(f"File 1st LD {says}")

    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator(TEXT)).to_be_focused()
    assert page.input_value(HEADLINE) == "Dam fails"
    page.fill(HEADLINE, "Dam bursts")
    sheet = open_sheet(page, "Correct")
    expect(sheet).to_contain_text("Dam bursts")
    readers = sheet.locator("[data-readers-note]")
    sheet.get_by_label("What was wrong").fill("two towns")
    sheet.get_by_label("What is right").fill("three towns")
    sheet.get_by_role("radio", name="Clarification").check()
    expect(readers.locator("blockquote")).to_have_text(
        re.compile(r"Clarification\s+Was\s+two towns\s+Now\s+three towns")
    )
    page.get_by_role("link", name="Lead", exact=True).click()
    button.click()
    page.wait_for_url("**?filed=2")
    assert list(Filing.objects.order_by("number").values_list("headline", flat=True)) == ["Dam holds", "Dam bursts"]


def test_new_story_is_on_the_desk_once_where_its_act_is_opened_and_left(browse_desk):
    a_source("The house's own")
    page = browse_desk(ADD, viewport=LAPTOP)
    page.wait_for_selector(".editor-tools")
    page.fill(HEADLINE, "Dam holds")
    put_caret(page, "end")
    page.keyboard.type("It held.")

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/change/")
    sheet = page.locator(SHEET)
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.fill(HEADLINE, "Dam fails")
    open_sheet(page)

    assert list(Story.objects.values_list("headline", flat=True)) == ["Dam fails"]


def test_new_story_is_on_the_desk_once_where_another_person_files_it(browse_desk):
    section = a_section("Courts")
    section.needs_second_eyes = True
    section.save()
    a_source("The house's own")
    page = browse_desk(ADD, viewport=LAPTOP)
    page.wait_for_selector(".editor-tools")
    page.fill(HEADLINE, "Court rises")
    page.select_option("#id_section", label="Courts")

    page.locator(".foot-bar button[name=file]").click()

    expect(page.locator(".read-page .band")).to_contain_text("in Courts somebody else files it. Hand it in.")
    page.get_by_role("link", name="Back to the story").last.click()
    expect(page.locator(".bands")).to_contain_text("in Courts somebody else files it. Hand it in.")
    assert list(Story.objects.values_list("headline", flat=True)) == ["Court rises"]


def test_designator_is_chosen_from_the_list_of_the_form_and_a_lead_is_called_next_lead(browse_desk):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk("/admin/stories/story/", viewport=LAPTOP)
    page.locator(f"#row-{story.pk}").hover()
    expect(page.locator(f"#row-{story.pk} .acts .fill")).to_have_text(re.compile("^Next lead"))

    page.locator(f"#row-{story.pk} .acts .fill").click()
    page.wait_for_load_state()  # by when the scripts are there
    offered = page.locator("#id_designator option").all_inner_texts()
    page.select_option("#id_designator", "NewsAlert")
    expect(page.locator(".foot-bar button[name=file]")).to_contain_text("File NewsAlert")
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert "1st LD" in offered
    assert Story.objects.get().designator == "NewsAlert"


def test_words_in_another_tab_are_told_on_the_page_of_an_act_and_taken_up(browse_desk):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk(story_page("change", story))
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")

    other = page.context.new_page()
    other.goto(story_page("file", story))
    expect(other.locator(".unsaved")).to_contain_text("that are not in this. Dam fails")
    other.get_by_role("button", name="Take them up").click()

    other.wait_for_url(f"**{story_page('file', story)}")
    expect(other.locator(".unsaved")).to_have_count(0)
    expect(other.locator(".act-shows > .headline")).to_have_text("Dam fails")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_stands_in_panes_below_what_is_told(browse_desk, scheme):
    story = a_chain("Urgent", headline="Dam holds")
    page = browse_desk(story_page("change", story), viewport=LAPTOP, color_scheme=scheme)
    page.fill(HEADLINE, "Dam fails")
    expect(page.locator(KEPT)).to_contain_text("Draft kept")
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()
    expect(page.locator(".offers")).to_contain_text("Dam fails")
    offers, work, panel, text = (page.locator(part).bounding_box() for part in (".offers", ".work", ".panel", TEXT))
    foot = page.locator(".foot-bar").bounding_box()

    assert offers["width"] == work["width"] == LAPTOP["width"]
    assert offers["y"] + offers["height"] <= work["y"]
    assert panel["x"] + panel["width"] == LAPTOP["width"]
    assert foot["y"] + foot["height"] == LAPTOP["height"]
    assert foot["y"] - text["y"] >= 0.55 * LAPTOP["height"]
    assert faults(page) == {}
    open_sheet(page)
    assert faults(page, SHEET) == {}


def test_scheduled_story_is_saved_and_keeps_its_time(browse_desk):
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    story = a_story(headline="Dam holds")
    desk.schedule(
        story, by=an_editor("olaf"), now=timezone.now(), at=at, designator="", note="", based_on=story.save_number
    )
    page = browse_desk(story_page("change", story))
    expect(page.locator(".bands")).to_contain_text("A plain save takes it off that time")

    page.fill(HEADLINE, "Dam fails")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("Saved. These words are filed at")
    assert (Story.objects.get().headline, Story.objects.get().release_at) == ("Dam fails", at)
    page.fill(HEADLINE, "Dam bursts")
    page.get_by_role("button", name="Save, take off").click()
    expect(page.locator(".messagelist")).to_contain_text("It is no longer scheduled")
    assert Story.objects.get().release_at is None


def test_new_story_wants_a_headline_alone(browse_desk):
    house = a_source("The house's own")
    page = browse_desk(ADD)
    expect(page.locator("#id_source")).to_have_value(str(house.pk))

    expect(page.get_by_role("textbox", name="Slugline needed", exact=True)).to_be_visible()
    page.keyboard.type("Two towns below the dam told to leave")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("is on the desk")
    story = Story.objects.get()
    assert (story.slugline, story.source) == ("Towns-Below-Told", house)
    expect(page.locator(".ready")).to_contain_text("There is no text")
    page.locator(".ready a[href='#id_section']").click()
    expect(page.locator("#id_section")).to_be_focused()
