"""Two people save one story: the second is refused, sees both texts, and loses nothing."""

import pytest
from reversion.models import Version

from stories import copy
from stories.models import Story
from tests.newsroom import a_story, an_editor, rewritten
from tests.stories.admin.browser import a_browser, at, signed_in, typed, words_of

pytestmark = pytest.mark.django_db


DAM = "The dam at Karse Head held through the night, the warden said on"
HURT = "In the towns below it, the hospital at Northport said,"


def again(story):
    return Story.objects.get(pk=story.pk)


def saved_by_two():
    """A story that vera saved while a second editor had the form open, and what that one sends."""
    story = a_story(body=f"{DAM} Tuesday.\n\n{HURT} three people were hurt.")
    mine = typed(story, body=f"{DAM} Tuesday.\n\n{HURT} seven people were hurt.", desk_note="Called the mayor")
    theirs = rewritten(story, f"{DAM} Monday.\n\n{HURT} three people were hurt.", by=an_editor("vera"))
    return theirs, mine


def test_stale_save_overwrites_nothing_and_shows_both():
    theirs, mine = saved_by_two()

    page = a_browser().post(at("change", theirs), mine)

    assert page.status_code == 409
    assert copy.plain(again(theirs).blocks) == f"{DAM} Monday.\n\n{HURT} three people were hurt."
    words = words_of(page)
    assert "The story was saved by vera" in words
    assert f"{DAM} Monday. {HURT} three people were hurt." in words
    assert f"{DAM} Tuesday.\n\n{HURT} seven people were hurt.</textarea>" in page.content.decode()
    assert "Called the mayor" in words


def test_conflict_page_says_what_each_changed():
    theirs, mine = saved_by_two()

    words = words_of(a_browser().post(at("change", theirs), mine))

    their_part, my_part = words.split("What they changed")[1].split("What you changed")
    my_part = my_part.split("Their text, to copy from")[0]
    assert "[removed: Tuesday" in their_part
    assert "[added: Monday" in their_part
    assert "seven" not in their_part
    assert "[removed: three ] [added: seven ]" in my_part
    assert "Monday" not in my_part
    assert "[added: Called the mayor ]" in my_part


def test_one_press_more_saves_mine_knowing_of_theirs():
    theirs, mine = saved_by_two()
    browser = a_browser()
    page = browser.post(at("change", theirs), mine)

    based_on = page.context_data["form"]["based_on"].value()
    answer = browser.post(at("change", theirs), {**mine, "based_on": based_on})

    assert answer.status_code == 302
    assert copy.plain(again(theirs).blocks) == f"{DAM} Tuesday.\n\n{HURT} seven people were hurt."
    assert Version.objects.get_for_object(theirs).count() == 3


def test_third_save_between_is_a_conflict_again():
    theirs, mine = saved_by_two()
    browser = a_browser()
    based_on = browser.post(at("change", theirs), mine).context_data["form"]["based_on"].value()
    rewritten(theirs, "A third text.", by=an_editor("olaf"))

    page = browser.post(at("change", theirs), {**mine, "based_on": based_on})

    assert page.status_code == 409
    assert "saved by olaf" in words_of(page)
    assert copy.plain(again(theirs).blocks) == "A third text."


def test_the_same_button_pressed_twice_is_no_conflict():
    story = a_story()
    browser = a_browser()
    sent = typed(story, headline="Dam fails")
    browser.post(at("change", story), sent)

    answer = browser.post(at("change", story), sent)

    assert answer.status_code == 302
    assert again(story).saves == story.saves + 1


def test_page_from_long_ago_is_compared_with_the_text_as_it_is():
    story = a_story(body="First text.")
    mine = typed(story, body="My text.")
    latest = story
    for number in range(52):
        latest = rewritten(latest, f"Text {number}.")

    words = words_of(a_browser().post(at("change", story), mine))

    assert "What your text changes of theirs" in words
    assert "Text 51." in words


def test_one_person_in_two_tabs_loses_nothing():
    editor = an_editor("vera")
    story = a_story(by=editor)
    first, second = signed_in(editor), signed_in(editor)
    first.post(at("change", story), typed(story, body="From the first tab."))

    page = second.post(at("change", story), typed(story, body="From the second tab."))

    assert page.status_code == 409
    assert copy.plain(again(story).blocks) == "From the first tab."
    assert "From the second tab.</textarea>" in page.content.decode()
