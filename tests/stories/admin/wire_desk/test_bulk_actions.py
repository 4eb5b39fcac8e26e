"""Actions on many stories: each story is checked and changed as if it were the only one, and none is left out."""

import pytest
from reversion.models import Version

from stories import desk
from stories.display.bulk_selection import MOST_STORIES
from stories.models import Person, Section, State, Story
from tests.builders import NOON, a_chain, a_section, a_story, an_editor, rewrite
from tests.stories.admin.browser import a_browser, form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

DESK = "/admin/stories/story/"
HOLD, MOVE = f"{DESK}many/hold/", f"{DESK}many/move/"


def list_values(*stories, **said):
    """Return what the list sends with stories marked, or the page that asks about them."""
    return {"story": [story.pk for story in stories], **said}


def sign_in_to_section(name, group="editor"):
    """Open a browser of somebody who files to one section."""
    person = an_editor("vera", group)
    Person.objects.create(user=person).sections.set([a_section(name)])
    return sign_in(person)


def states(*stories):
    """Return the present states of stories."""
    found = Story.objects.in_bulk([story.pk for story in stories])
    return [found[story.pk].state for story in stories]


def sections(*stories):
    """Return the present sections of stories."""
    found = Story.objects.select_related("section").in_bulk([story.pk for story in stories])
    return [str(found[story.pk].section) for story in stories]


def comment_on(story):
    """Return the user and the comment of a story's last revision."""
    revision = Version.objects.get_for_object(story).first().revision
    return revision.user.get_username(), revision.comment


def test_page_lists_the_stories_and_those_with_which_it_cannot_be_done():
    live, waiting, held = a_chain(headline="Dam holds"), a_story("Harvest late"), a_chain(headline="Bank audit")
    desk.hold(held, by=None, now=NOON)

    page = words_of(a_browser().post(HOLD, list_values(live, waiting, held)))

    assert f"Not with 1 of them: Bank audit #{held.pk}: It is held already: release it when it may go on." in page
    assert f"Dam holds #{live.pk}, World, live Harvest late #{waiting.pk}, World, waiting" in page
    assert "Hold 2 stories" in page
    assert states(live, waiting, held) == [State.LIVE, State.WAITING, State.HELD]


def test_hold_is_done_with_each_and_told_of_the_rest():
    live, waiting, held = a_chain(headline="Dam holds"), a_story("Harvest late"), a_chain(headline="Bank audit")
    desk.hold(held, by=None, now=NOON)
    browser = a_browser()

    page = browser.post(HOLD, list_values(live, waiting, held, sure=1, reason="Checks"), follow=True)

    assert states(live, waiting, held) == [State.HELD] * 3
    assert comment_on(live) == comment_on(waiting) == ("a-editor", "Held. Checks")
    assert "2 stories held." in words_of(page)
    assert "Not done with 1: “ Bank audit ”: It is held already" in words_of(page)
    assert [notice.kind for notice in live.notices.all()] == ["hold"]


def test_move_puts_each_in_the_section_and_keeps_words_schedule_and_who_wrote():
    live, scheduled = a_chain("Urgent"), a_story()
    later = NOON.replace(year=2100)
    desk.schedule(scheduled, by=None, now=NOON, at=later, designator="", note="", based_on=scheduled.save_number)
    sport = a_section("Sport")

    page = a_browser().post(MOVE, list_values(live, scheduled, sure=1, section=sport.pk), follow=True)

    assert "2 stories moved." in words_of(page)
    assert sections(live, scheduled) == ["Sport", "Sport"]
    assert comment_on(live) == ("a-editor", "Moved to the section Sport")
    after = Story.objects.get(pk=scheduled.pk)
    assert (after.release_at, after.edited_at, after.body) == (later, scheduled.edited_at, scheduled.body)


def test_story_that_stands_there_already_is_told_of():
    story = a_story("Dam holds")

    page = a_browser().post(MOVE, list_values(story, sure=1, section=story.section_id), follow=True)

    assert "“ Dam holds ”: It is already in World. Choose another section." in words_of(page)
    assert Story.objects.get(pk=story.pk).save_number == story.save_number


def test_form_that_a_colleague_has_open_loses_no_word_to_a_move():
    story = a_story(body="The dam held.", headline="Dam holds")
    colleague = sign_in(an_editor("vera"))
    sport = a_section("Sport")
    desk.change_section(story, sport, by=an_editor("ilse"), now=NOON)

    late = colleague.post(story_page("change", story), form_values(story, body="The dam failed.", headline="Dam fails"))

    assert late.status_code == 409
    form = late.context_data["form"]
    assert late.context_data["is_merged"]
    assert form["headline"].value() == "Dam fails"
    assert form["body"].value() == "The dam failed."
    assert form["section"].value() == sport.pk


@pytest.mark.parametrize("act", [HOLD, MOVE])
def test_story_of_a_section_that_is_not_ones_own_is_left_alone_and_told_of(act):
    theirs, other = a_story("Match drawn", section=a_section("Sport")), a_story("Dam holds")
    browser, culture = sign_in_to_section("Sport"), a_section("Culture")
    before = states(theirs, other)

    asked = words_of(browser.post(act, list_values(theirs, other)))
    done = words_of(browser.post(act, list_values(theirs, other, sure=1, section=culture.pk), follow=True))

    assert f"Dam holds #{other.pk}: Its section, World, is not among yours." in asked
    assert states(other) == before[1:]
    assert sections(other) == ["World"]
    if act == HOLD:
        assert "Not done with 1: “ Dam holds ”: Its section, World, is not among yours." in done
        assert states(theirs) == [State.HELD]


def test_nobody_moves_a_story_to_a_section_that_is_not_theirs():
    story = a_story(section=a_section("Sport"))
    browser, world = sign_in_to_section("Sport"), a_section("World")

    page = browser.post(MOVE, list_values(story, sure=1, section=world.pk))

    assert "Select a valid choice." in words_of(page)
    assert sections(story) == ["Sport"]


@pytest.mark.parametrize(("group", "allowed"), [("reporter", "move"), ("editor", "hold move"), ("ticker producer", "")])
def test_bar_offers_what_this_role_may_do_and_never_a_kill(group, allowed):
    a_chain("Urgent")

    page = a_browser(group).get(DESK).content.decode()

    found = [name for name in ("hold", "move", "kill") if f'formaction="{DESK}many/{name}/"' in page]
    assert found == allowed.split()
    assert ("ticker/pin/stories/" in page) == (group == "ticker producer")


@pytest.mark.parametrize("act", [HOLD, MOVE])
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "No story is marked. Mark the ones you mean."),
        ({"story": ["x"]}, "Select a valid choice."),
        ({"story": ["9" * 30]}, "Select a valid choice."),
        (
            {"story": [str(number) for number in range(MOST_STORIES + 1)]},
            "51 stories are marked, and 50 can be done at a time.",
        ),
    ],
    ids=["none", "no number", "too large", "too many"],
)
def test_mistake_is_told_on_the_list(act, sent, told):
    page = a_browser().post(act, sent, follow=True)

    assert page.redirect_chain == [(DESK, 302)]
    assert told in words_of(page)


def test_list_comes_back_as_it_was_filtered():
    story = a_story()
    browser = a_browser()
    filtered = f"state__exact=waiting&section__id__exact={story.section_id}"

    asked = browser.post(HOLD, list_values(story, list=filtered))
    done = browser.post(HOLD, list_values(story, list=filtered, sure=1))

    assert asked.context_data["list"] == filtered
    assert done["Location"] == f"{DESK}?{filtered}"
    assert browser.post(HOLD, list_values(story, list="//evil.example/?a=b", sure=1))["Location"].startswith(f"{DESK}?")


def test_headlines_are_escaped():
    live, held = a_story("<img src=x onerror=alert(1)>"), a_story("<script>alert(2)</script>")
    desk.hold(held, by=None, now=NOON)
    browser = a_browser()

    asked = browser.post(HOLD, list_values(live, held)).content.decode()
    done = browser.post(HOLD, list_values(live, held, sure=1), follow=True).content.decode()

    for page in (asked, done, browser.get(DESK).content.decode()):
        assert "<img src=x" not in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("act", [HOLD, MOVE])
def test_asking_costs_the_same_for_one_story_and_for_five(act, django_assert_num_queries):
    browser = a_browser("chief")
    stories = [a_story() for _ in range(5)]
    with django_assert_num_queries(ASKING[act]):
        browser.post(act, list_values(stories[0]))
    with django_assert_num_queries(ASKING[act]):
        browser.post(act, list_values(*stories))


ASKING = {HOLD: 7, MOVE: 9}  # who asks and what they may, and the stories; the sections, and whether there is one


def test_late_word_of_a_colleague_is_kept_when_a_story_is_held():
    story = a_story(body="The dam held.")
    newer = rewrite(story, "The dam failed.")

    a_browser().post(HOLD, list_values(story, sure=1))

    assert Story.objects.get(pk=story.pk).body == newer.body


def test_closed_story_is_told_of_and_stays_where_it_is():
    killed = desk.kill(a_chain("Urgent", headline="Dam holds"), by=None, now=NOON, reason="Not so.")
    sport = a_section("Sport")

    page = words_of(a_browser().post(MOVE, list_values(killed, sure=1, section=sport.pk), follow=True))

    assert "“ Dam holds ”: It was killed, and a kill is for good: write a new story." in page
    assert sections(killed) == ["World"]
    assert Section.objects.count() == 2
