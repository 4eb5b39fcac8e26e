"""The plain lists and forms of the newsroom: what an empty list says, and how labels and choices read."""

import pytest
from lxml import html

from stories.models import Snippet
from tests.builders import a_section, a_source
from tests.crash.people import Forms
from tests.stories.admin.browser import a_browser, words_of

pytestmark = pytest.mark.django_db

EMPTY_LISTS = {
    "stories/webhook": "A webhook tells another system at once",
    "stories/topic": "Stories whose sluglines begin alike are one topic",
    "stories/sitepage": "The pages about the site say what the software brings",
    "stories/snippet": "A snippet is a paragraph that is typed by its name",
    "stories/storytemplate": "A template fills the fields of a new story",
    "stories/section": "A section is a part of the site",
    "stories/source": "A source is an agency that copy comes from",
}

MARKED = {
    "/admin/stories/source/add/": ["Name needed", "Intake needed", "Time zone needed"],
    "/admin/expected/add/": ["What needed", "Due needed"],
}


def test_empty_list_says_what_it_is_for_and_leads_on():
    browser = a_browser("chief")

    pages = {address: words_of(browser.get(f"/admin/{address}/")) for address in EMPTY_LISTS}

    assert [address for address, purpose in EMPTY_LISTS.items() if purpose not in pages[address]] == []
    assert [address for address in EMPTY_LISTS if "Add the first" not in pages[address]] == []


def test_list_that_is_narrowed_to_nothing_says_so():
    Snippet.objects.create(name="about-vesper")
    section = a_section("Sport")
    Snippet.objects.create(name="result", section=section)
    section = a_section("World")

    words = words_of(a_browser("chief").get("/admin/stories/snippet/", {"section__id__exact": section.pk}))

    assert "Nothing matches. Show all" in words
    assert "Add the first" not in words


def test_labels_have_no_colon_and_empty_choices_a_word():
    page = a_browser("chief").get("/admin/stories/storytemplate/add/")

    words = words_of(page)
    assert "Section every section" in words
    assert "Source as for any new story" in words
    assert "---------" not in page.text
    assert "Section:" not in words


def test_rows_within_a_form_are_as_plain_as_the_form():
    page = a_browser("chief").get(f"/admin/stories/source/{a_source().pk}/change/")

    words = words_of(page)
    assert "Section none" in words
    assert [sign for sign in ("Section:", "---------", "related-widget-wrapper-link") if sign in page.text] == []


def test_rows_say_for_which_section_they_are():
    Snippet.objects.create(name="about-vesper")
    Snippet.objects.create(name="result", section=a_section("Sport"))

    words = words_of(a_browser("chief").get("/admin/stories/snippet/"))

    assert "/about-vesper every section" in words
    assert "/result Sport" in words


def test_what_was_done_is_said_in_the_words_of_the_newsroom():
    browser = a_browser("chief")
    add = "/admin/stories/snippet/add/"
    values = Forms(browser.get(add).text).with_field("name")

    said = [words_of(browser.post(add, {**values, "name": "dam", "text": "It holds."}, follow=True))]
    one = f"/admin/stories/snippet/{Snippet.objects.get().pk}"
    values = {**Forms(browser.get(f"{one}/change/").text).with_field("name"), "name": "dams", "_continue": "1"}
    said += [words_of(browser.post(f"{one}/change/", values, follow=True))]
    said += [words_of(browser.post(f"{one}/delete/", {"post": "yes"}, follow=True))]

    done = ("Snippet dam added.", "Snippet dams saved.", "Snippet dams deleted.")
    assert [sentence in words for sentence, words in zip(done, said, strict=True)] == [True] * 3
    assert [words for words in said if "successfully" in words] == []


@pytest.mark.parametrize("page", ["/admin/stories/source/add/", "/admin/expected/add/"])
def test_what_must_be_typed_is_marked_by_a_word_in_one_way(page):
    shown = html.fromstring(a_browser("chief").get(page).text)

    marked = [label.text_content() for label in shown.iter("label") if "needed" in label.text_content()]
    assert [" ".join(label.split()) for label in marked] == MARKED[page]
