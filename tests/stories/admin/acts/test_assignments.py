"""Assignment on the desk's pages: taking, giving and letting go, from the story's page and from its row."""

import pytest

from stories import desk
from stories.models import Story
from tests.builders import NOON, a_chain, a_story, an_editor
from tests.stories.admin.browser import a_browser, form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

DESK = "/admin/stories/story/"


def assign(story, person):
    """Assign the story to somebody, by themselves."""
    return desk.assign(story, person, by=person, now=NOON, instead_of=None)


def whose(story):
    """Return the name of a story's assignee."""
    person = Story.objects.get(pk=story.pk).assigned_to
    return person and person.username


def test_story_is_taken_and_let_go_from_its_page():
    story, browser = a_story(slugline="Karse-Dam"), sign_in(an_editor("ilse"))
    assert "assigned to nobody Take it Give it to …" in words_of(browser.get(story_page("change", story)))

    taken = browser.post(story_page("take", story), {"instead_of": ""}, follow=True)
    assert whose(story) == "ilse"
    gone = browser.post(story_page("let_go", story), follow=True)

    assert "Karse-Dam is assigned to you." in words_of(taken)
    assert "assigned to you Let it go Give it to …" in words_of(taken)
    assert "Karse-Dam is assigned to nobody." in words_of(gone)
    assert whose(story) is None


def test_story_is_taken_over_only_from_whom_the_page_named():
    story, ilse = a_story(), an_editor("ilse")
    browser = sign_in(an_editor("vera"))
    assign(story, ilse)

    late = browser.post(story_page("take", story), {"instead_of": ""}, follow=True)
    assert (whose(story), "It was given to ilse first; nothing changed." in words_of(late)) == ("ilse", True)
    browser.post(story_page("take", story), {"instead_of": ilse.pk})

    assert whose(story) == "vera"


def test_story_is_given_to_somebody_of_the_list():
    story, vera = a_story(), an_editor("vera")
    browser = sign_in(an_editor("ilse"))
    page = browser.get(story_page("give", story))
    names = [str(person) for person in page.context_data["form"].fields["to"].queryset]

    answer = browser.post(story_page("give", story), {"to": vera.pk, "instead_of": ""}, follow=True)

    assert names == ["ilse", "vera"]
    assert "It is assigned to vera." in words_of(answer)
    assert whose(story) == "vera"


def test_who_may_not_write_is_given_nothing():
    story, tomas = a_story(), an_editor("tomas", group="ticker producer")

    page = a_browser().post(story_page("give", story), {"to": tomas.pk, "instead_of": ""})

    assert "That person can't be assigned stories. Choose somebody from the list." in words_of(page)
    assert whose(story) is None


def test_giving_says_what_is_wrong():
    story, ilse = a_story(), an_editor("ilse")
    assign(story, ilse)
    browser = a_browser()

    nobody = browser.post(story_page("give", story), {"instead_of": ilse.pk})
    again = browser.post(story_page("give", story), {"to": ilse.pk, "instead_of": ilse.pk})
    late = browser.post(story_page("give", story), {"to": an_editor("vera").pk, "instead_of": ""})

    assert "Choose whom to give it to." in words_of(nobody)
    assert "It is assigned to ilse already." in words_of(again)
    assert "It was given to ilse first" in words_of(late)
    assert whose(story) == "ilse"


def test_closed_story_is_assigned_to_nobody():
    story, ilse = desk.spike(a_story(), by=None, now=NOON), an_editor("ilse")
    browser = sign_in(ilse)

    assert "Take it" not in words_of(browser.get(story_page("change", story)))
    assert "It was spiked: write a new story." in words_of(browser.get(story_page("give", story)))
    refused = browser.post(story_page("take", story), {"instead_of": ""}, follow=True)
    assert "cannot be assigned. It was spiked" in words_of(refused)


def test_reader_sees_whose_it_is_and_no_button():
    story = assign(a_story(), an_editor("ilse"))

    words = words_of(a_browser("ticker producer").get(story_page("change", story)))

    assert "assigned to ilse" in words
    assert "Take it" not in words


def test_assigning_makes_no_open_form_stale():
    story, browser = a_story(), a_browser()
    browser.get(story_page("change", story))

    sign_in(an_editor("ilse")).post(story_page("take", story), {"instead_of": ""})
    saved = browser.post(story_page("change", story), form_values(story, headline="Dam fails"), follow=True)

    assert "Saved. Readers see it when it is filed." in words_of(saved)
    assert whose(story) == "ilse"


def test_row_names_whose_it_is_and_takes_it_back_to_the_same_list():
    story = assign(a_chain("Urgent", slugline="Karse-Dam"), an_editor("ilse"))
    browser = sign_in(an_editor("vera"))
    page = browser.get(f"{DESK}?state__exact=live&q=dam")
    assert "for ilse" in words_of(page)
    assert 'name="list" value="state__exact=live&amp;q=dam"' in page.content.decode()

    sent = {"instead_of": story.assigned_to_id, "back": "desk", "list": "state__exact=live&q=dam"}
    answer = browser.post(story_page("take", story), sent)

    assert answer.url == f"{DESK}?state__exact=live&q=dam"
    assert whose(story) == "vera"


@pytest.mark.parametrize("shown", ["//evil.example", "\r\nLocation: //evil.example", "?", "x" * 3000])
def test_row_leads_nowhere_but_to_the_desk(shown):
    answer = a_browser().post(story_page("take", a_story()), {"instead_of": "", "back": "desk", "list": shown})

    assert answer.url.startswith(DESK)
    assert "\n" not in answer.url


@pytest.mark.parametrize(("group", "offered"), [("reporter", 1), ("editor", 1), ("ticker producer", 0)])
def test_row_offers_to_take_what_is_not_ones_own(group, offered):
    browser = a_browser(group)
    a_story()
    desk.spike(a_story(), by=None, now=NOON)
    if offered:
        assign(a_story(), an_editor(f"a-{group}"))

    page = browser.get(DESK).content.decode()

    assert page.count('data-key="m"') == offered


def test_mine_is_the_view_of_what_is_assigned_to_me():
    mine, other = a_story(headline="Ilse took this"), a_story(headline="Ilse wrote, Vera took", by=an_editor("ilse"))
    assign(mine, an_editor("ilse"))
    assign(other, an_editor("vera"))

    rows = sign_in(an_editor("ilse")).get(f"{DESK}?view=mine").context_data["rows"]

    assert [story.headline for story, *_ in rows] == ["Ilse took this"]


def test_list_costs_the_same_whoever_has_the_rows(django_assert_num_queries, django_assert_max_num_queries):
    browser = a_browser("chief")
    a_story()
    with django_assert_max_num_queries(30) as asked:
        browser.get(DESK)
    for name in ("ilse", "vera", "olaf"):
        assign(a_story(), an_editor(name))

    with django_assert_num_queries(len(asked)):
        browser.get(DESK)
