"""Two people save one story: the second is refused, sees both texts, and loses nothing."""

import pytest
from reversion.models import Version

from stories import copy, desk
from stories.models import Story
from tests.builders import NOON, a_chain, a_story, an_editor, filings, rewrite
from tests.stories.admin.browser import a_browser, form_values, page_form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db


DAM = "The dam at Karse Head held through the night, the warden said on"
HURT = "In the towns below it, the hospital at Northport said,"


def again(story):
    return Story.objects.get(pk=story.pk)


def a_late_save():
    """Return a story that vera saved while a second editor had the form open, and that editor's fields."""
    story = a_story(body=f"{DAM} Tuesday.\n\n{HURT} three people were hurt.")
    mine = form_values(story, body=f"{DAM} Tuesday.\n\n{HURT} seven people were hurt.", desk_note="Called the mayor")
    theirs = rewrite(story, f"{DAM} Monday.\n\n{HURT} three people were hurt.", by=an_editor("vera"))
    return theirs, mine


def a_clash():
    """Return the same, where both changed the same word, and the desk note."""
    story = a_story(body=f"{DAM} Tuesday.\n\n{HURT} three people were hurt.", desk_note="Call the mayor")
    mine = form_values(story, body=f"{DAM} Tuesday.\n\n{HURT} seven people were hurt.", desk_note="Called her")
    changed = again(story)
    changed.desk_note, changed.headline = "Vera calls", "Dam fails"
    changed.body = copy.to_json(copy.from_typed(f"{DAM} Monday.\n\n{HURT} nine people were hurt."))
    theirs = desk.save(changed, by=an_editor("vera"), now=NOON, based_on=story.save_number)
    return theirs, mine, story.save_number


def hidden_fields(page):
    """Return the hidden fields of the page's form of choices: the typed text, and the saves that it was made from."""
    form, context = page.context_data["form"], page.context_data
    values = {name: form[name].value() for name in form.fields}
    return {**{name: "" if value is None else value for name, value in values.items()}, "found": context["found"]}


def test_stale_save_overwrites_nothing_and_puts_both_texts_together():
    theirs, mine = a_late_save()

    page = a_browser().post(story_page("change", theirs), mine)

    assert page.status_code == 409
    assert copy.plain_text(again(theirs).blocks) == f"{DAM} Monday.\n\n{HURT} three people were hurt."
    words = words_of(page)
    assert "The story was saved by vera" in words
    assert f"{DAM} Monday. {HURT} three people were hurt." in words
    assert f"{DAM} Monday.\n\n{HURT} seven people were hurt.</textarea>" in page.content.decode()
    assert page_form_values(page)["desk_note"] == "Called the mayor"


def test_subjects_and_place_of_one_go_with_the_words_of_the_other():
    story = a_story()
    mine = form_values(story, subjects="eels\nplace: Oren", located="Karn Bay")
    theirs = rewrite(story, "The dam failed.", by=an_editor("vera"))

    page = a_browser().post(story_page("change", theirs), mine)

    assert page.status_code == 409
    assert page_form_values(page)["subjects"] == "eels\nplace: Oren"
    assert page_form_values(page)["located"] == "Karn Bay"
    assert "The dam failed.</textarea>" in page.text


def test_the_text_of_both_is_saved_by_one_press_more():
    theirs, mine = a_late_save()
    browser = a_browser()
    page = browser.post(story_page("change", theirs), mine)

    answer = browser.post(
        story_page("change", theirs), {**mine, **page_form_values(page), "dated_on": "", "embargo_until": ""}
    )

    assert answer.status_code == 302
    assert copy.plain_text(again(theirs).blocks) == f"{DAM} Monday.\n\n{HURT} seven people were hurt."
    assert again(theirs).desk_note == "Called the mayor"


def test_places_that_both_changed_are_asked_for_and_the_rest_is_kept():
    theirs, mine, _ = a_clash()

    page = a_browser().post(story_page("change", theirs), mine)

    assert page.status_code == 409
    assert [question.what for question in page.context_data["choices"].questions()] == ["Desk note", "Text"]
    words = words_of(page)
    assert "[removed: three ] [added: nine ]" in words
    assert "[removed: three ] [added: seven ]" in words


@pytest.mark.parametrize(
    ("choices", "body", "note"),
    [
        ({"text-0": "theirs", "head-desk note": "ours"}, ["nine"], "Called her"),
        ({"text-0": "ours", "head-desk note": "theirs"}, ["seven"], "Vera calls"),
        ({"text-0": "both", "head-desk note": "both"}, ["seven", "nine"], "Called her / Vera calls"),
        ({}, ["seven", "nine"], "Called her / Vera calls"),
        ({"everywhere": "theirs", "text-0": "both"}, ["nine"], "Vera calls"),
        ({"everywhere": "ours"}, ["seven"], "Called her"),
        (
            {
                **{
                    "text-0": "written",
                    "text-0-written": f"{HURT} seven people were hurt.\n\n{HURT} no people were hurt.",
                },
                **{"head-desk note": "written", "head-desk note-written": "Nobody called."},
            },
            ["seven", "no"],
            "Nobody called.",
        ),
        ({"everywhere": "ours", "text-0-written": "Not chosen."}, ["seven"], "Called her"),
    ],
)
def test_what_was_chosen_is_in_the_form_and_nothing_is_saved(choices, body, note):
    theirs, mine, _ = a_clash()
    browser = a_browser()
    asked = browser.post(story_page("change", theirs), mine)

    page = browser.post(story_page("settle", theirs), {**hidden_fields(asked), **choices})

    assert page.status_code == 200
    paragraphs = [f"{DAM} Monday.", *(f"{HURT} {number} people were hurt." for number in body)]
    assert page_form_values(page)["body"] == "\n\n".join(paragraphs)
    assert (page_form_values(page)["desk_note"], page_form_values(page)["headline"]) == (note, "Dam fails")
    assert again(theirs).save_number == theirs.save_number


def test_a_choice_that_is_no_longer_needed_is_no_fault():
    theirs, mine = a_late_save()
    browser = a_browser()
    asked = browser.post(story_page("change", theirs), mine)

    page = browser.post(story_page("settle", theirs), {**hidden_fields(asked), "dated_on": "", "embargo_until": ""})

    assert page.status_code == 200
    assert "seven people were hurt" in str(page_form_values(page)["body"])


def test_a_form_from_before_a_take_down_is_not_put_together():
    story = a_chain("Urgent", "1st LD", body="Nobody may read this.")
    mine = form_values(story, body="Nobody may read this. The dam held.")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    page = a_browser().post(story_page("change", story), mine)

    assert page.status_code == 409
    assert "Words of this story were taken down" in words_of(page)
    assert "The text of both" not in words_of(page)
    assert not again(story).desk_note


def test_a_headline_that_both_changed_has_to_be_chosen():
    story = a_story()
    mine = form_values(story, headline="Dam holds")
    theirs = rewrite(story, "Other words.", headline="Dam fails", by=an_editor("vera"))
    browser = a_browser()
    asked = browser.post(story_page("change", theirs), mine)

    page = browser.post(story_page("settle", theirs), hidden_fields(asked))

    assert page.status_code == 409
    assert "Both changed it. Choose one." in words_of(page)
    assert "Dam holds / Dam fails" not in words_of(page)
    settled = browser.post(story_page("settle", theirs), {**hidden_fields(asked), "head-headline": "ours"})
    assert page_form_values(settled)["headline"] == "Dam holds"
    assert "Somebody else saved this story" not in words_of(settled)


def test_questions_say_which_paragraph_and_stand_in_the_direction_of_the_story():
    story = a_story(body="قال المدير إن السد صمد.", language="ar")
    mine = form_values(story, body="قال المدير إن السد انهار.")
    theirs = rewrite(story, "قال المدير إن السد تصدع.", by=an_editor("vera"))

    page = a_browser().post(story_page("change", theirs), mine).content.decode()

    assert "<legend>Text: <bdi>“قال المدير إن السد صمد.”</bdi></legend>" in page
    assert '<p class="change" lang="ar" dir="rtl">' in page
    assert '<div class="comparison" lang="ar" dir="rtl">' in page


def test_a_choice_that_is_none_is_asked_for_again_and_nothing_typed_is_lost():
    theirs, mine, _ = a_clash()
    browser = a_browser()
    asked = browser.post(story_page("change", theirs), mine)

    page = browser.post(story_page("settle", theirs), {**hidden_fields(asked), "text-0": "hers"})

    assert page.status_code == 409
    assert "Select a valid choice" in words_of(page)
    assert "seven people were hurt." in str(page_form_values(page)["body"])


def test_a_save_while_somebody_chooses_asks_anew():
    theirs, mine, _ = a_clash()
    browser = a_browser()
    asked = browser.post(story_page("change", theirs), mine)
    rewrite(theirs, f"{DAM} Monday.\n\n{HURT} ten people were hurt.", by=an_editor("olaf"))

    page = browser.post(story_page("settle", theirs), {**hidden_fields(asked), "everywhere": "ours"})

    assert page.status_code == 409
    assert "saved by olaf" in words_of(page)
    assert "[added: ten ]" in words_of(page)


def test_choosing_is_for_those_who_may_write():
    theirs, mine, saves = a_clash()
    sent = {**mine, "based_on": theirs.save_number, "found": saves, "everywhere": "ours"}

    assert a_browser("ticker producer").post(story_page("settle", theirs), sent).status_code == 403
    assert a_browser("reporter").post(story_page("settle", theirs), sent).status_code == 200
    assert a_browser("ticker producer").get(story_page("settle", theirs)).status_code == 403
    assert a_browser("reporter").get(story_page("settle", theirs)).url == story_page("change", theirs)


@pytest.mark.parametrize("found", ["", "-1", "x"])
def test_choosing_without_saying_what_was_found_leads_back_to_the_form(found):
    theirs, mine, _ = a_clash()

    page = a_browser().post(story_page("settle", theirs), {**mine, "based_on": theirs.save_number, "found": found})

    assert page.status_code == 200
    assert "seven people were hurt.</textarea>" in page.content.decode()


def test_conflict_page_says_what_each_changed():
    theirs, mine = a_late_save()

    words = words_of(a_browser().post(story_page("change", theirs), mine))

    their_part, my_part = words.split("What they changed")[1].split("What you changed")
    my_part = my_part.split("Their text, to copy from")[0]
    assert "[removed: Tuesday" in their_part
    assert "[added: Monday" in their_part
    assert "seven" not in their_part
    assert "[removed: three ] [added: seven ]" in my_part
    assert "Monday" not in my_part
    assert "[added: Called the mayor ]" in my_part


def test_one_press_more_saves_mine_knowing_of_theirs():
    theirs, mine = a_late_save()
    browser = a_browser()
    page = browser.post(story_page("change", theirs), mine)

    based_on = page.context_data["form"]["based_on"].value()
    answer = browser.post(story_page("change", theirs), {**mine, "based_on": based_on})

    assert answer.status_code == 302
    assert copy.plain_text(again(theirs).blocks) == f"{DAM} Tuesday.\n\n{HURT} seven people were hurt."
    assert Version.objects.get_for_object(theirs).count() == 3


def test_third_save_between_is_a_conflict_again():
    theirs, mine = a_late_save()
    browser = a_browser()
    based_on = browser.post(story_page("change", theirs), mine).context_data["form"]["based_on"].value()
    rewrite(theirs, "A third text.", by=an_editor("olaf"))

    page = browser.post(story_page("change", theirs), {**mine, "based_on": based_on})

    assert page.status_code == 409
    assert "saved by olaf" in words_of(page)
    assert copy.plain_text(again(theirs).blocks) == "A third text."


def test_the_same_button_pressed_twice_is_no_conflict():
    story = a_story()
    browser = a_browser()
    sent = form_values(story, headline="Dam fails")
    browser.post(story_page("change", story), sent)

    answer = browser.post(story_page("change", story), sent)

    assert answer.status_code == 302
    assert again(story).save_number == story.save_number + 1


def test_page_from_long_ago_is_compared_with_the_text_as_it_is():
    story = a_story(body="First text.")
    mine = form_values(story, body="My text.")
    latest = story
    for number in range(52):
        latest = rewrite(latest, f"Text {number}.")

    words = words_of(a_browser().post(story_page("change", story), mine))

    assert "What your text changes of theirs" in words
    assert "Text 51." in words


def test_one_person_in_two_tabs_loses_nothing():
    editor = an_editor("vera")
    story = a_story(by=editor)
    first, second = sign_in(editor), sign_in(editor)
    first.post(story_page("change", story), form_values(story, body="From the first tab."))

    page = second.post(story_page("change", story), form_values(story, body="From the second tab."))

    assert page.status_code == 409
    assert copy.plain_text(again(story).blocks) == "From the first tab."
    assert page_form_values(page)["body"] == "From the second tab."
    assert 'value="From the second tab."' in page.content.decode()
