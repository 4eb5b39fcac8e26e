"""Preview and meters: the typed text is shown and measured, and nothing of it is saved."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories.admin.fields import BODY_LIMIT
from stories.models import Filing, Story
from tests.builders import a_chain, a_correction, a_section, a_source, a_story
from tests.page_reading import read
from tests.stories.admin.browser import a_browser, form_values, story_page, words_of

pytestmark = pytest.mark.django_db

NEW = "/admin/stories/story/preview/"
METERS = "/admin/stories/story/meters/"


def main_of(response):
    """Return the main part of a page with its line ends folded, and its time of day and own address made equal."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    main = re.sub(r"\d\d:\d\d(:[\d.]+)?", "00:00", main)
    main = re.sub(r'name="next" value="[^"]*"', 'name="next"', main)
    return re.sub(r"\s*\n\s*", "\n", main)


def test_preview_is_the_public_page_of_what_is_typed(client):
    story = a_chain("Urgent", headline="Dam holds", byline="By Ilse Varn", endmark="Endit")
    dated = Filing.objects.get(story=story).dated_on.isoformat()
    as_typed = form_values(
        story,
        headline="Dam fails",
        body="It <strong>failed</strong>.\n\n<ul>\n<li>Two towns are dry.</li>\n</ul>",
        byline="By Ilse Varn",
        endmark="Endit",
        designator="1st Ld-Writethr",
        dated_on=dated,
        save="1",
    )
    browser = a_browser()

    shown = browser.post(story_page("preview", story), as_typed)

    browser.post(story_page("change", story), as_typed)
    story = Story.objects.get(pk=story.pk)
    browser.post(story_page("file", story), {"based_on": story.save_number, "designator": story.designator, "note": ""})
    public = client.get(story.get_public_url())
    banner = '<p class="banner"><strong>Preview, not filed.</strong></p>\n'
    assert "<strong>failed</strong>" in main_of(public)
    article, _aside, _rest = main_of(public).partition('<aside class="beside"')
    assert main_of(shown).replace(banner, "").startswith(article)


def test_preview_saves_nothing():
    story = a_chain("Urgent", headline="Dam holds")
    before = Story.objects.values().get(pk=story.pk)

    shown = a_browser().post(story_page("preview", story), form_values(story, headline="Dam fails"))

    assert "Dam fails" in words_of(shown)
    assert Story.objects.values().get(pk=story.pk) == before
    assert Filing.objects.get().headline == "Dam holds"


def test_preview_stays_in_the_newsroom():
    story = a_story()

    shown = a_browser().post(story_page("preview", story), form_values(story))

    policy = shown.headers["Content-Security-Policy"]
    assert shown.headers["Cache-Control"] == "no-store, private"
    assert shown.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert shown.headers["X-Frame-Options"] == "DENY"
    assert "script-src 'none'" in policy
    assert "form-action 'none'" in policy
    page = shown.content.decode()
    assert '<base target="_blank">' in page
    assert "canonical" not in page
    assert "application/ld+json" not in page


def test_preview_of_a_new_story():
    values = {
        "headline": "水位下降",
        "body": "道路重新开放。",
        "language": "zh",
        "source": a_source().pk,
        "based_on": 0,
    }

    shown = a_browser("reporter").post(NEW, values)

    assert "道路重新开放。" in read(shown).said
    assert '<html lang="zh" dir="ltr">' in shown.content.decode()
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "Preview, not filed. Headline: This field is required."),
        ({"headline": "Dam holds"}, "No source, "),
        ({"headline": "Dam", "body": "x" * (BODY_LIMIT + 1)}, "Text: The text has 2,000,001 characters, over"),
        ({"headline": "Dam", "language": "en us"}, "Language: Write a language as its tag"),
        ({"headline": "Dam", "designator": "Second take"}, "Second take: Dam"),
        ({"headline": "Dam", "section": "999", "source": "x", "dated_on": "soon"}, "Dated on: Enter a valid date."),
    ],
)
def test_preview_of_half_a_story(values, says):
    shown = a_browser().post(NEW, values)

    assert shown.status_code == 200
    assert says in words_of(shown)


def test_preview_keeps_the_corrections_of_the_story():
    story = a_chain("Urgent")
    a_correction(story, wrong="two towns", right="three towns")

    shown = a_browser().post(story_page("preview", story), form_values(Story.objects.get(pk=story.pk)))

    assert "Was two towns Now three towns" in words_of(shown)
    assert "Version 3 of 3" in words_of(shown)


def test_preview_escapes_what_is_typed():
    shown = a_browser().post(
        NEW, {"headline": "<script>alert(1)</script>", "body": "<script>alert(2)</script><a href='javascript:x'>x</a>"}
    )

    page = shown.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "javascript:" not in page


@pytest.mark.parametrize("group", ["ticker producer", ""])
def test_who_may_not_write_sees_no_preview(group):
    story = a_story()
    browser = a_browser(group)

    answers = [browser.post(address, form_values(story)) for address in (story_page("preview", story), NEW, METERS)]

    assert [answer.status_code for answer in answers] == [403] * 3


def test_addresses_only_take_what_is_typed():
    story = a_story()
    browser = a_browser()

    answers = [browser.get(address) for address in (story_page("preview", story), NEW, METERS)]

    assert [answer.status_code for answer in answers] == [405] * 3
    assert browser.post("/admin/stories/story/999999999/preview/").status_code == 404


def test_preview_asks_for_the_filings_once_and_writes_nothing():
    story = a_chain("Urgent", "1st LD Writethru")
    browser = a_browser()
    as_typed = form_values(story, headline="Dam fails")

    with CaptureQueriesContext(connection) as asked:
        browser.post(story_page("preview", story), as_typed)

    statements = [query["sql"] for query in asked.captured_queries]
    assert sum('FROM "stories_filing"' in each for each in statements) == 1
    assert [each for each in statements if each.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_readings_of_what_is_typed():
    shown = a_browser().post(METERS, {"headline": "X" * 97, "body": "The the dam held.", "language": "en"})

    assert "Ready to file? Source is missing Go there" in words_of(shown)
    assert words_of(shown).endswith(
        "Headline 97 of 90 characters, long Text 4 words, 1 min to read "
        "Paragraph 1: a word stands twice in “The the”. Go there"
    )
    assert 'class="is-amber"' in shown.content.decode()
    assert 'data-warning="Headline 97 of 90 characters, long. 1 style note."' in shown.content.decode()


def test_readings_tell_a_dateline_that_stands_in_its_field_and_in_the_text():
    typed = {
        "headline": "Dam holds",
        "dateline": "Karse Head:",
        "body": "Karse Head: It held.\n\nEndit",
        "language": "en",
    }

    said = words_of(a_browser().post(METERS, typed))

    assert "Paragraph 1: the text begins with a dateline, “Karse Head:”: move it to its field." in said
    assert "Paragraph 2: the text ends with an end mark, “Endit”: move it to its field." in said


@pytest.mark.parametrize(
    ("length", "says"),
    [
        (0, "0 characters"),
        (1, "1 character"),
        (90, "90 characters"),
        (91, "91 of 90 characters, long"),
        (110, "110 of 90 characters, long"),
        (111, "111 of 110 characters, too long"),
    ],
)
def test_headline_is_long_over_90_characters_and_too_long_over_110(length, says):
    assert f"Headline {says} Text" in words_of(a_browser().post(METERS, {"headline": "x" * length}))


def test_readings_stand_on_the_form():
    story = a_story(headline="Dam holds", body="The dam held.\n\nNobody was hurt.")

    page = words_of(a_browser().get(story_page("change", story)))

    assert "Headline 9 characters Text 6 words, 1 min to read" in page
    assert "Headline 0 characters Text 0 words, 0 min" in words_of(a_browser().get("/admin/stories/story/add/"))


def test_many_notes_are_counted():
    body = "\n\n".join(["The the dam held."] * 30)

    shown = words_of(a_browser().post(METERS, {"headline": "Dam", "body": body, "language": "en"}))

    assert shown.count("a word stands twice") == 12
    assert "And 18 more." in shown


def test_button_for_the_preview_works_without_script():
    story = a_story(section=a_section())

    page = a_browser().get(story_page("change", story)).content.decode()

    assert f'form="story-form" formnovalidate formtarget="_blank" formaction="{story_page("preview", story)}"' in page
    assert page.index('name="save"') < page.index("data-preview")  # Enter in a field presses the first: Save
