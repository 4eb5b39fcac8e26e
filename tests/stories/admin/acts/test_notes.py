"""Notes on the desk's pages: everybody there reads them, writers add them, the rules on the page remove them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stories import desk
from stories.admin.sidebar import NOTES_SHOWN
from stories.models import DeskNote
from tests.builders import NOON, a_chain, a_story, an_editor
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

WORDS = "Legal rings back at four."


def a_note(story, words=WORDS, *, by="vera", now=None):
    """Add a note to a story just now."""
    return desk.add_note(story, words, by=an_editor(by), now=now or timezone.now())


def add_note(browser, story, words, **more):
    """Send a note; return the next page."""
    return browser.post(story_page("notes", story), {"words": words, **more}, follow=True)


def let_go(browser, note):
    """Press the button on a note; return the next page."""
    return browser.post(story_page("note_remove", note.story, note.pk), follow=True)


@pytest.mark.parametrize("page", ["change", "history", "file", "notes"])
def test_notes_stand_on_every_page_of_the_story_newest_first(page):
    story = a_chain("Urgent")
    a_note(story, "First.", now=NOON)
    a_note(story, "Second.", by="olaf", now=NOON)

    words = words_of(a_browser().get(story_page(page, story)))

    assert "2 notes" in words or "Notes 2" in words
    assert "olaf, Feb 10, 2026, 12:00 UTC Second. vera, Feb 10, 2026, 12:00 UTC First." in words


def test_reader_sees_notes_and_no_form():
    story = a_story()
    a_note(story)

    page = a_browser("ticker producer").get(story_page("change", story))

    assert WORDS in words_of(page)
    assert story_page("notes", story) not in page.content.decode()


def test_killed_story_shows_and_takes_notes():
    story = desk.kill(a_chain("Urgent"), by=None, now=NOON, reason="Not so.")

    page = add_note(a_browser(), story, WORDS)

    assert "The note is added." in words_of(page)
    assert f"{WORDS} Take back" in words_of(page)


@pytest.mark.parametrize(
    ("back", "to"),
    [("stories_story_history", "history"), ("stories_story_file", "change"), ("//evil.example", "change")],
)
def test_adding_leads_back_to_the_page_that_it_was_written_on(back, to):
    story = a_chain("Urgent")

    page = add_note(a_browser("reporter"), story, WORDS, back=back)

    assert page.redirect_chain == [(f"{story_page(to, story)}#notes", 302)]
    assert DeskNote.objects.get().by.username == "a-reporter"


@pytest.mark.parametrize(
    ("words", "why"),
    [(" \r\n ", "The note has no words. Write it, then add it."), ("x" * 2001, "The note has 2,001 characters")],
)
def test_note_that_cannot_be_is_refused_in_words_and_stays_in_its_box(words, why):
    story = a_story()

    page = add_note(a_browser(), story, words)

    assert why in words_of(page)
    assert words.strip() in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()
    assert page.content.decode().count("<title>Error:") == 1
    assert not DeskNote.objects.exists()


def test_note_is_escaped_and_finds_its_own_direction():
    story = a_story()
    a_note(story, "<script>alert(1)</script> & <b>x</b>")

    page = a_browser().get(story_page("change", story)).content.decode()

    assert '<p class="said" dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;</p>' in page


def test_own_new_note_can_be_taken_back_and_an_old_one_is_struck_out():
    story, browser = a_story(), sign_in(an_editor("vera"))
    new, old = a_note(story), a_note(story, "Old.", now=timezone.now() - timedelta(minutes=16))

    assert words_of(browser.get(story_page("change", story))).count("Take back") == 1
    assert "The note is gone." in words_of(let_go(browser, new))
    assert "The note is struck out." in words_of(let_go(browser, old))
    assert "A note can be struck out once" in words_of(let_go(browser, old))
    page = browser.get(story_page("change", story))
    assert "<s>Old.</s>" in page.content.decode()
    assert "Struck out" in words_of(page)
    assert "Strike out" not in words_of(page)
    assert list(DeskNote.objects.values_list("pk", "words")) == [(old.pk, "Old.")]


def test_anothers_note_is_removed_by_a_chief_alone():
    story = a_story()
    note = a_note(story, now=NOON)

    assert "Remove" not in words_of(a_browser().get(story_page("change", story)))
    assert let_go(a_browser(), note).status_code == 403
    assert "Remove the note by vera" in words_of(a_browser("chief").get(story_page("change", story)))
    assert "The note is gone." in words_of(let_go(a_browser("chief"), note))
    assert not DeskNote.objects.exists()


def test_note_of_another_story_is_not_found():
    note = a_note(a_story())

    assert a_browser("chief").post(story_page("note_remove", a_story(), note.pk)).status_code == 404


def test_chief_removes_an_own_old_note():
    story, cleo = a_story(), an_editor("cleo", group="chief")
    old = a_note(story, by="cleo", now=NOON)

    page = let_go(sign_in(cleo), old)

    assert "The note is gone." in words_of(page)


def test_take_down_says_that_notes_stay_and_leads_to_them():
    story, browser = a_chain("Urgent"), a_browser("chief")

    assert "Notes to the desk stay. There is none on this story." in words_of(
        browser.get(story_page("take_down", story, 1))
    )
    a_note(story)
    page = browser.get(story_page("take_down", story, 1))

    assert "Notes to the desk stay, and may quote them: read the notes below" in words_of(page)
    assert WORDS in words_of(page)


def test_many_notes_have_a_page_of_their_own():
    story = a_story()
    for number in range(NOTES_SHOWN + 1):
        a_note(story, f"Note {number}.")
    browser = a_browser()

    some, every = words_of(browser.get(story_page("change", story))), words_of(browser.get(story_page("notes", story)))

    assert (f"Notes {NOTES_SHOWN}+" in some, "Note 0." in some, "All notes" in some) == (True, False, True)
    assert (f"{NOTES_SHOWN + 1} notes" in every, "Note 0." in every, "All notes" in every) == (True, True, False)


@pytest.mark.parametrize("page", ["change", "notes"])
def test_notes_cost_the_same_however_many(django_assert_num_queries, django_assert_max_num_queries, page):
    story, browser = a_story(), a_browser("chief")
    a_note(story)
    browser.get(story_page(page, story))
    with django_assert_max_num_queries(30) as asked:
        browser.get(story_page(page, story))
    for number in range(5):
        a_note(story, f"Note {number}.", by=f"editor-{number}")

    with django_assert_num_queries(len(asked)):
        browser.get(story_page(page, story))
