"""Actions that are possible on a story: the menu, the page of each action and the desk agree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stories import desk
from stories.admin import menu
from stories.display.datetimes import print_both_times
from stories.models import State, Story
from stories.story_actions import STORY_ACTIONS
from tests.builders import NOON, a_chain, a_section, a_story, an_editor, rewrite
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

IN_MENU = [action.name for action in STORY_ACTIONS.values() if action.is_in_menu]

TOMORROW = timezone.now() + timedelta(days=1)

# Where a story stands, and all that can be done with it.
TABLE = """
waiting              | change file hand_in hold spike translate join
waiting, handed in   | change file send_back hold spike translate join
waiting, scheduled   | change file unschedule hold spike translate join
live                 | change file hand_in correct hold kill translate join
live, scheduled      | change file unschedule correct hold kill translate join
held, never filed    | change release spike translate join
held, was filed      | change release kill translate join
held, scheduled      | change unschedule release kill translate join
killed               |
spiked               |
"""
ROWS = [tuple(map(str.strip, line.split("|"))) for line in TABLE.strip().splitlines()]


def schedule(story, at=TOMORROW):
    """Schedule the story."""
    now = min(at, timezone.now()) - timedelta(hours=1)
    return desk.schedule(story, by=None, now=now, at=at, designator="", note="", based_on=story.save_number)


def hand_in(story):
    return desk.hand_in(story, by=an_editor("rhea", "reporter"), now=NOON, based_on=story.save_number)


def hold(story):
    return desk.hold(story, by=None, now=NOON)


def a_changed_story():
    """Make a live story whose working copy has changed since its filing."""
    return rewrite(a_chain("Urgent"), "The dam failed. Three towns are dry.")


STANDING = {
    "waiting": a_story,
    "waiting, handed in": lambda: hand_in(a_story()),
    "waiting, scheduled": lambda: schedule(a_story()),
    "live": a_changed_story,
    "live, scheduled": lambda: schedule(a_changed_story()),
    "held, never filed": lambda: hold(a_story()),
    "held, was filed": lambda: hold(a_changed_story()),
    "held, scheduled": lambda: hold(schedule(a_changed_story())),
    "killed": lambda: desk.kill(a_changed_story(), by=None, now=NOON, reason="Not so"),
    "spiked": lambda: desk.spike(a_story(), by=None, now=NOON),
}


def done(act, story):
    """Take an action at the desk's own door."""
    who = {"by": None, "now": timezone.now()}
    copy = {**who, "based_on": story.save_number}
    is_held = story.state == State.HELD
    doors = {
        "change": lambda: desk.save(story, **copy),
        "file": lambda: desk.file(story, designator="", note="", **copy),
        "unschedule": lambda: desk.unschedule(story, **who),
        "hand_in": lambda: hand_in(story),
        "send_back": lambda: desk.send_back(story, by=an_editor(), now=NOON, note="Name the dam."),
        "correct": lambda: desk.correct(story, wrong="Two towns", right="Three towns", **copy),
        "hold": lambda: desk.hold(story, **who),
        "release": lambda: desk.release(story, **who),
        "spike": lambda: desk.spike(story, **who),
        "kill": lambda: desk.kill(story, reason="Not so", **who),
        "translate": lambda: desk.open_translation(story, "fr", **who),
        "join": lambda: desk.join_stories(story, hold(a_story()) if is_held else a_story(), reason="One dam", **who),
    }
    return doors[act]()


@pytest.mark.parametrize(("standing", "possible"), ROWS)
def test_menu_offers_what_is_possible(standing, possible):
    story = STANDING[standing]()

    offered = [link.name for link in menu.action_links(an_editor("clara", "chief"), story)]

    assert offered == possible.split()


@pytest.mark.parametrize("act", IN_MENU)
@pytest.mark.parametrize(("standing", "possible"), ROWS)
def test_desk_does_what_is_called_possible_and_refuses_the_rest(standing, possible, act):
    story = STANDING[standing]()

    if act in possible.split():
        assert desk.obstacle(STORY_ACTIONS[act], story) == ""
        assert done(act, story)
    else:
        assert desk.obstacle(STORY_ACTIONS[act], story)
        with pytest.raises(desk.NotPossibleError):
            done(act, story)


@pytest.mark.parametrize(("standing", "possible"), ROWS)
def test_page_of_an_act_has_a_button_only_where_it_is_possible(standing, possible):
    story = STANDING[standing]()
    browser = a_browser("chief")
    acts = [name for name in IN_MENU if name != "change"]

    pages = {act: browser.get(story_page(act, story)) for act in acts}

    with_form = [act for act in acts if 'class="act-form"' in pages[act].content.decode()]
    assert with_form == [act for act in acts if act in possible.split()]
    for act in set(acts) - set(with_form):
        assert pages[act].status_code == 200
        assert desk.obstacle(STORY_ACTIONS[act], story) in words_of(pages[act])
        assert "Back to the story" in words_of(pages[act])
        assert 'method="post" class' not in pages[act].content.decode()


@pytest.mark.parametrize(
    ("standing", "act", "says"),
    [
        ("live", "release", "It is not held: edit it and file it as it stands."),
        ("waiting", "correct", "It has never been filed: put it right, then file it."),
        ("held, was filed", "file", "It is held: release it first."),
        ("killed", "file", "It was killed, and a kill is for good: write a new story."),
        ("waiting", "kill", "It has never been filed, so there is nothing to kill: spike it."),
        ("killed", "kill", "It was killed, and a kill is for good: write a new story."),
        ("live", "spike", "It has been filed, so it cannot be dropped: correct it, hold it or kill it."),
        ("live", "unschedule", "It is not scheduled, so nothing files it: file it when it is ready."),
        ("held, was filed", "hold", "It is held already: release it when it may go on."),
    ],
)
def test_page_says_why_not_and_what_to_do_instead(standing, act, says):
    story = STANDING[standing]()

    assert says in words_of(a_browser("chief").get(story_page(act, story)))


def test_taken_down_words_are_not_taken_down_again():
    story = a_chain("Urgent", "1st LD")
    filing = desk.take_down(story.filings.get(number=1), by=None, now=NOON, reason="Court order 7")

    page = a_browser("chief").get(story_page("take_down", story, 1))

    assert f"Its words are already gone, since {print_both_times(filing.taken_down_at)}." in words_of(page)
    assert 'class="act-form"' not in page.content.decode()


def test_release_says_that_a_time_has_passed_and_what_follows():
    passed = timezone.now().replace(microsecond=0) - timedelta(hours=2)
    story = hold(schedule(a_changed_story(), at=passed))
    browser = a_browser()

    words = words_of(browser.get(story_page("release", story)))
    answer = browser.post(story_page("release", story), follow=True)

    assert f"It was scheduled for {print_both_times(passed)}, which has passed: it will be filed at once." in words
    assert "Released. It is filed at once." in words_of(answer)
    story = Story.objects.get(pk=story.pk)
    assert desk.release_due(story, now=timezone.now()).number == 2


def test_release_says_when_a_time_is_still_to_come():
    story = hold(schedule(a_changed_story()))
    browser = a_browser()

    words = words_of(browser.get(story_page("release", story)))

    assert f"It is scheduled for {print_both_times(TOMORROW)} and will be filed then." in words
    assert "at once" not in words
    assert "The story is back as it was" in words_of(browser.post(story_page("release", story), follow=True))


def test_slug_of_a_section_is_fixed_once_a_filing_stands_in_it():
    section = a_section("Harbour")
    browser = sign_in(an_editor("clara", "chief"))
    address = f"/admin/stories/section/{section.pk}/change/"
    story = a_story(section=section)
    assert 'name="slug"' in browser.get(address).content.decode()

    desk.file(story, by=None, now=NOON, designator="", note="", based_on=story.save_number)
    page = browser.get(address)
    no_names = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    browser.post(address, {"name": "The harbour", "slug": "the-harbour", "position": 3, **no_names})

    section.refresh_from_db()
    assert 'name="slug"' not in page.content.decode()
    assert "Fixed: a filing stands in this section, and the slug is part of its public address" in words_of(page)
    assert (section.name, section.slug, section.position) == ("The harbour", "harbour", 3)
