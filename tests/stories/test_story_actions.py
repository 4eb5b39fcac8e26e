"""The table of actions: its addresses, permissions, keys and states hold, and no second list of actions is kept."""

import ast
import re
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse

from newsroom.accounts import second_factor_pages
from stories import desk
from stories.admin.acts import ACTION_PAGES
from stories.admin.wire_desk.bulk_actions import BULK_ACTIONS
from stories.models import OPEN_STATES, Notification, State, StoryRelation
from stories.story_actions import (
    ADD_NOTE,
    CHANGE,
    GIVE,
    LET_GO,
    MOVE,
    RELATE,
    REVEAL_HEADLINE,
    SCHEDULE,
    STORY_ACTIONS,
    TAKE,
    TAKE_DOWN,
)
from tests.builders import NOON, a_chain, a_section, a_story, an_editor, rewrite

ACTIONS = list(STORY_ACTIONS.values())
NAMES_OF_PAGES = {"change", "notes"}  # words that lists of other things may hold too
TABLE = Path(settings.BASE_DIR, "stories", "story_actions.py")

STORIES = {
    State.WAITING: a_story,
    State.LIVE: lambda: a_chain("Urgent"),
    State.HELD: lambda: desk.hold(a_chain("Urgent"), by=None, now=NOON),
    State.KILLED: lambda: desk.kill(a_chain("Urgent"), by=None, now=NOON, reason="Not so"),
    State.SPIKED: lambda: desk.spike(a_story(), by=None, now=NOON),
    State.JOINED: lambda: a_joined_story(),
}
BESIDE_MENU = (SCHEDULE, REVEAL_HEADLINE, TAKE_DOWN, GIVE, TAKE, LET_GO, MOVE, RELATE, ADD_NOTE)


def a_joined_story():
    """Make a story that was joined to another."""
    move = desk.join_stories(a_chain("Urgent"), a_chain("Urgent"), by=None, now=NOON, reason="One dam")
    return move.from_story


def correct(story, by):
    """Correct the story's newest filing."""
    story = rewrite(story, "The dam broke.")
    return desk.correct(story, by=by, now=NOON, wrong="Two towns", right="Three towns", based_on=story.save_number)


def act(action, story, person):
    """Take an action outside the menu, at the desk's own door."""
    who = {"by": person, "now": NOON}
    doors = {
        SCHEDULE: lambda: desk.schedule(
            story, at=NOON.replace(year=2040), designator="", note="", based_on=story.save_number, **who
        ),
        REVEAL_HEADLINE: lambda: desk.reveal_headline(story, **who),
        TAKE_DOWN: lambda: desk.take_down(story.filings.get(number=1), reason="Court order 7", **who),
        GIVE: lambda: desk.assign(story, an_editor("vera"), instead_of=None, **who),
        TAKE: lambda: desk.assign(story, person, instead_of=None, **who),
        LET_GO: lambda: desk.let_go(assign_if_open(story, person), **who),
        MOVE: lambda: desk.change_section(story, a_section("Harbour"), **who),
        RELATE: lambda: desk.relate(story, a_story(), StoryRelation.Kind.SIDEBAR, **who),
        ADD_NOTE: lambda: desk.add_note(story, "Call the mayor", **who),
    }
    return doors[action]()


def assign_if_open(story, person):
    """Assign the story to somebody, if it is open."""
    return desk.assign(story, person, by=person, now=NOON, instead_of=None) if story.state in OPEN_STATES else story


@pytest.mark.parametrize("action", [action for action in ACTIONS if action.route], ids=lambda action: action.name)
def test_page_of_an_action_has_the_address_of_its_route(action):
    route, converters = re.subn(r"<int:\w+>", "2", action.route)

    address = reverse(f"admin:{action.url_name}", args=[7, *[2] * converters])

    assert address == f"/admin/stories/story/7/{route}"
    assert action in ACTION_PAGES or action is CHANGE


def test_every_page_is_of_an_action_with_a_route():
    assert {action.name for action in ACTION_PAGES} == {action.name for action in ACTIONS if action.route} - {"change"}


def test_bulk_actions_are_those_with_a_bulk_key():
    assert [bulk.action for bulk in BULK_ACTIONS] == [action for action in ACTIONS if action.bulk_key]
    assert [reverse(bulk.url_name) for bulk in BULK_ACTIONS] == [
        f"/admin/stories/story/many/{bulk.action.name}/" for bulk in BULK_ACTIONS
    ]


@pytest.mark.django_db
def test_permissions_of_actions_exist():
    wanted = {permission for action in ACTIONS for permission in action.permissions}

    codenames = Permission.objects.filter(content_type__app_label="stories").values_list("codename", flat=True)
    assert wanted <= {f"stories.{codename}" for codename in codenames}


def test_name_is_unique():
    assert [action.name for action in ACTIONS] == list(STORY_ACTIONS)
    assert len({action.url_name for action in ACTIONS}) == len(ACTIONS)


def test_key_belongs_to_one_action_in_each_state():
    with_keys = [action for action in ACTIONS if action.key]
    assert with_keys

    for one, other in combinations(with_keys, 2):
        assert one.key != other.key or not (one.states & other.states), (one.name, other.name)
    bulk_keys = [action.bulk_key for action in ACTIONS if action.bulk_key]
    assert len(set(bulk_keys)) == len(bulk_keys)


def test_second_factor_asks_again_before_kill_and_take_down():
    grave = {action.url_name for action in ACTIONS if action.needs_fresh_login}

    assert grave == {"stories_story_kill", "stories_story_take_down", "stories_story_take_down_phrases"}
    assert {name for name in second_factor_pages.FRESH_CODE_URL_NAMES if name.startswith("stories_")} == grave


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", BESIDE_MENU, ids=lambda action: action.name)
def test_desk_does_an_action_beside_the_menu_in_its_states_alone(action, state):
    story, person = STORIES[state](), an_editor()
    if action is TAKE_DOWN and not story.has_moved:
        pytest.skip("no filing to take down")

    if state in action.states:
        assert desk.obstacle(action, story) == ""
        act(action, story, person)
    else:
        assert desk.obstacle(action, story)
        with pytest.raises(desk.NotPossibleError, match=str(action.refusal.format(number=story.pk))):
            act(action, story, person)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "do"),
    [
        ("correct", correct),
        ("hold", lambda story, by: desk.hold(story, by=by, now=NOON)),
        ("kill", lambda story, by: desk.kill(story, by=by, now=NOON, reason="Not so")),
        ("take", lambda story, by: desk.assign(story, by, by=by, now=NOON, instead_of=story.assigned_to_id)),
        ("take_down", lambda story, by: desk.take_down(story.filings.get(number=1), by=by, now=NOON, reason="Law")),
    ],
)
def test_person_in_charge_gets_the_notification_of_the_action(name, do):
    ilse = an_editor("ilse")
    story = desk.assign(a_chain("Urgent"), ilse, by=ilse, now=NOON, instead_of=None)

    do(story, an_editor("clara", "chief"))

    assert Notification.objects.get(person=ilse).what == STORY_ACTIONS[name].notification


def literals(tree):
    """Yield the strings of each tuple, list, set and dictionary's keys in a module, except `__all__`."""
    doors = [node.value for node in tree.body if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and node not in doors:
            yield node.lineno, [part.value for part in node.elts if isinstance(part, ast.Constant)]
        if isinstance(node, ast.Dict):
            yield node.lineno, [part.value for part in node.keys if isinstance(part, ast.Constant)]


def actions_of(strings):
    """Return the actions that the strings name, by themselves or by the names of their addresses."""
    bare = {str(text).removeprefix("admin:").removeprefix("stories_story_").removesuffix("_many") for text in strings}
    return bare & (set(STORY_ACTIONS) - NAMES_OF_PAGES)


def lists_of_actions(source):
    """Return the lines of a module in which a list names two or more actions."""
    return [line for line, strings in literals(ast.parse(source)) if len(actions_of(strings)) > 1]


def test_list_of_actions_would_be_found():
    assert lists_of_actions('AGAIN = ("stories_story_kill", "stories_story_take_down")') == [1]
    assert lists_of_actions('KEYS = {"hold": "h", "release": "h"}') == [1]


@pytest.mark.parametrize("room", ["stories", "ticker", "newsroom"])
def test_no_other_module_lists_actions(room):
    modules = [path for path in Path(settings.BASE_DIR, room).rglob("*.py") if path != TABLE]
    modules = [path for path in modules if path.parent.name != "wire"]  # the agencies' own words for what they do
    assert modules

    lists = {str(path): lists_of_actions(path.read_text()) for path in modules if "migrations" not in path.parts}

    assert {path: lines for path, lines in lists.items() if lines} == {}
