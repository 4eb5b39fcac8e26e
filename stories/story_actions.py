"""The actions that editors take on a story: one table of names, titles, permissions, states, keys and notifications.

Permissions, the desk, its menu, pages, bulk actions and keys, and the second factor all read this table. A new action
begins with a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from stories.models import OPEN_STATES, NotificationKind, State, Story

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Sentences for the newsroom alone: readers' languages leave them out.

ANY_STATE = frozenset(State)
UNHELD_STATES = frozenset((State.WAITING, State.LIVE))

ALREADY_FILED = gettext_lazy("It has been filed, so it cannot be dropped: correct it, hold it or kill it.")
NEVER_FILED = gettext_lazy("It has never been filed, so there is nothing to kill: spike it.")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A condition under which an action is impossible, and the sentence that tells an editor what to do instead."""

    applies_to: Callable[[Story], bool]
    advice: _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StoryAction:
    """An action on a story. `name` ends the name of its page's address, `admin:stories_story_<name>`."""

    name: str
    title: _StrPromise
    refusal: _StrPromise  # with the story's number, where its state does not allow the action
    permissions: tuple[str, ...]  # all of them are needed
    keeps_to_sections: bool = False  # only for stories in the sections that the person files to

    states: frozenset[State] = frozenset(OPEN_STATES)
    advice: Mapping[State, _StrPromise] = field(default_factory=dict)  # for states in which it is impossible
    obstacles: tuple[Obstacle, ...] = ()

    route: str = ""  # of its page, behind the number of the story; empty for an action that has none
    key: str = ""  # that opens its page or presses its button
    bulk_key: str = ""  # with marked stories; empty for an action on one story at a time
    is_in_menu: bool = False
    needs_second_eyes: bool = False  # not for who wrote the words, in a section that wants two people

    needs_fresh_login: bool = False
    notification: NotificationKind | None = None  # for the person in charge of the story

    @property
    def url_name(self) -> str:
        """The name of the address of the action's page."""
        return f"stories_story_{self.name}"

    @property
    def bulk_url_name(self) -> str:
        """The name of the address of the action on marked stories."""
        return f"{self.url_name}_many"


CHANGE = StoryAction(
    name="change",
    title=gettext_lazy("Edit"),
    refusal=gettext_lazy("Story {number} cannot be changed."),
    permissions=("stories.change_story",),
    route="change/",
    key="e",
    is_in_menu=True,
)
FILE = StoryAction(
    name="file",
    title=gettext_lazy("File"),
    refusal=gettext_lazy("Story {number} cannot be filed."),
    permissions=("stories.change_story", "stories.file_story"),
    keeps_to_sections=True,
    states=UNHELD_STATES,
    route="file/",
    key="w",
    is_in_menu=True,
    needs_second_eyes=True,
)
SCHEDULE = StoryAction(  # on the page of FILE, with a time
    name="schedule",
    title=gettext_lazy("File at"),
    refusal=gettext_lazy("Story {number} cannot be scheduled."),
    permissions=FILE.permissions,
    keeps_to_sections=True,
    states=UNHELD_STATES,
    needs_second_eyes=True,
)
UNSCHEDULE = StoryAction(
    name="unschedule",
    title=gettext_lazy("Unschedule"),
    refusal=gettext_lazy("Story {number} cannot be changed."),
    permissions=FILE.permissions,
    keeps_to_sections=True,
    obstacles=(
        Obstacle(
            lambda story: not story.is_scheduled,
            gettext_lazy("It is not scheduled, so nothing files it: file it when it is ready."),
        ),
    ),
    route="unschedule/",
    is_in_menu=True,
    notification=NotificationKind.UNSCHEDULED,
)
HAND_IN = StoryAction(
    name="hand_in",
    title=gettext_lazy("Hand in"),
    refusal=gettext_lazy("Story {number} cannot be handed in."),
    permissions=CHANGE.permissions,
    states=UNHELD_STATES,
    obstacles=(
        Obstacle(
            lambda story: story.is_handed_in,
            gettext_lazy("It is handed in already: who files it finds it in the view Handed in."),
        ),
        Obstacle(
            lambda story: story.is_scheduled,
            gettext_lazy("It is scheduled, so nobody has to file it: unschedule it first."),
        ),
    ),
    route="hand-in/",
    is_in_menu=True,
    notification=NotificationKind.HANDED_IN,
)
SEND_BACK = StoryAction(
    name="send_back",
    title=gettext_lazy("Send back"),
    refusal=gettext_lazy("Story {number} cannot be sent back."),
    permissions=FILE.permissions,
    keeps_to_sections=True,
    obstacles=(
        Obstacle(
            lambda story: not story.is_handed_in,
            gettext_lazy("Nobody has handed it in, so it cannot be sent back: add a note, or give it to somebody."),
        ),
    ),
    route="send-back/",
    key="b",
    is_in_menu=True,
    notification=NotificationKind.SENT_BACK,
)
CORRECT = StoryAction(
    name="correct",
    title=gettext_lazy("Correct"),
    refusal=gettext_lazy("Story {number} cannot be corrected."),
    permissions=("stories.change_story", "stories.correct_story"),
    keeps_to_sections=True,
    states=frozenset((State.LIVE,)),
    advice={State.WAITING: gettext_lazy("It has never been filed: put it right, then file it.")},
    route="correct/",
    key="c",
    is_in_menu=True,
    needs_second_eyes=True,
    notification=NotificationKind.CORRECTED,
)
HOLD = StoryAction(
    name="hold",
    title=gettext_lazy("Hold"),
    refusal=gettext_lazy("Story {number} cannot be held."),
    permissions=("stories.hold_story",),
    keeps_to_sections=True,
    states=UNHELD_STATES,
    advice={State.HELD: gettext_lazy("It is held already: release it when it may go on.")},
    route="hold/",
    key="h",
    bulk_key="H",
    is_in_menu=True,
    notification=NotificationKind.HELD,
)
RELEASE = StoryAction(
    name="release",
    title=gettext_lazy("Release"),
    refusal=gettext_lazy("Story {number} cannot be released."),
    permissions=HOLD.permissions,
    keeps_to_sections=True,
    states=frozenset((State.HELD,)),
    advice=dict.fromkeys(UNHELD_STATES, gettext_lazy("It is not held: edit it and file it as it stands.")),
    route="release/",
    key=HOLD.key,  # of the two, only one is possible at a time
    is_in_menu=True,
    notification=NotificationKind.RELEASED,
)
SPIKE = StoryAction(
    name="spike",
    title=gettext_lazy("Spike"),
    refusal=gettext_lazy("Story {number} cannot be spiked."),
    permissions=("stories.spike_story",),
    keeps_to_sections=True,
    states=frozenset((State.WAITING, State.HELD)),
    advice={State.LIVE: ALREADY_FILED},
    obstacles=(Obstacle(lambda story: story.has_moved, ALREADY_FILED),),
    route="spike/",
    is_in_menu=True,
    notification=NotificationKind.SPIKED,
)
KILL = StoryAction(
    name="kill",
    title=gettext_lazy("Kill"),
    refusal=gettext_lazy("Story {number} cannot be killed."),
    permissions=("stories.kill_story",),
    states=frozenset((State.LIVE, State.HELD)),
    advice={State.WAITING: NEVER_FILED},
    obstacles=(Obstacle(lambda story: not story.has_moved, NEVER_FILED),),
    route="kill/",
    is_in_menu=True,
    needs_fresh_login=True,
    notification=NotificationKind.KILLED,
)
REVEAL_HEADLINE = StoryAction(  # of a kill by the wire
    name="reveal_headline",
    title=gettext_lazy("Let the headline stand"),
    refusal=gettext_lazy("The notice of story {number} cannot be changed."),
    permissions=KILL.permissions,
    states=frozenset((State.KILLED,)),
    advice=dict.fromkeys(State, gettext_lazy("It was not killed, so no notice says that it was withdrawn.")),
    route="reveal-headline/",
)
TAKE_DOWN = StoryAction(
    name="take_down",
    title=gettext_lazy("Take down"),
    refusal=gettext_lazy("Story {number} cannot be changed."),
    permissions=("stories.take_down_story",),
    states=ANY_STATE,
    route="filings/<int:number>/take-down/",
    needs_fresh_login=True,
    notification=NotificationKind.TAKEN_DOWN,
)
TAKE_DOWN_PHRASES = StoryAction(
    name="take_down_phrases",
    title=gettext_lazy("Take down words"),
    refusal=TAKE_DOWN.refusal,
    permissions=TAKE_DOWN.permissions,
    states=ANY_STATE,
    route="take-down-words/",
    needs_fresh_login=True,
    notification=NotificationKind.TAKEN_DOWN,
)
GIVE = StoryAction(
    name="give",
    title=gettext_lazy("Give"),
    refusal=gettext_lazy("Story {number} cannot be assigned."),
    permissions=CHANGE.permissions,
    route="give/",
    notification=NotificationKind.GIVEN,
)
TAKE = StoryAction(
    name="take",
    title=gettext_lazy("Take it"),
    refusal=GIVE.refusal,
    permissions=CHANGE.permissions,
    route="take/",
    key="m",
    notification=NotificationKind.TAKEN_OVER,
)
LET_GO = StoryAction(
    name="let_go",
    title=gettext_lazy("Let it go"),
    refusal=gettext_lazy("Story {number} cannot be let go."),
    permissions=CHANGE.permissions,
    route="let-go/",
)
MOVE = StoryAction(
    name="move",
    title=gettext_lazy("Move to a section"),
    refusal=gettext_lazy("Story {number} cannot be moved."),
    permissions=CHANGE.permissions,
    keeps_to_sections=True,
    bulk_key="M",
)
RELATE = StoryAction(
    name="relate",
    title=gettext_lazy("Relate to another story"),
    refusal=gettext_lazy("Story {number} cannot be related to another."),
    permissions=CHANGE.permissions,
    states=ANY_STATE - {State.JOINED},
    route="relate/",
)
UNRELATE = StoryAction(
    name="unrelate",
    title=gettext_lazy("Take the relation back"),
    refusal=RELATE.refusal,
    permissions=CHANGE.permissions,
    states=ANY_STATE,
    route="relations/<int:relation_id>/remove/",
)
TRANSLATE = StoryAction(
    name="translate",
    title=gettext_lazy("Translate"),
    refusal=gettext_lazy("Story {number} cannot be translated."),
    permissions=("stories.add_story",),
    route="translate/",
    is_in_menu=True,
)
TAKE_OVER_ORIGINAL = StoryAction(  # of a translation
    name="original",
    title=gettext_lazy("Translation is up to date"),
    refusal=RELATE.refusal,
    permissions=CHANGE.permissions,
    route="original/",
)
CHOOSE_TOPIC = StoryAction(
    name="topic",
    title=gettext_lazy("Choose the topic"),
    refusal=gettext_lazy("Story {number} cannot be put into a topic."),
    permissions=CHANGE.permissions,
    states=ANY_STATE - {State.JOINED},
    route="topic/",
)
ADD_NOTE = StoryAction(
    name="notes",
    title=gettext_lazy("Notes"),
    refusal=CHANGE.refusal,
    permissions=CHANGE.permissions,
    states=ANY_STATE,
    route="notes/",
)
REMOVE_NOTE = StoryAction(
    name="note_remove",
    title=gettext_lazy("Remove"),
    refusal=CHANGE.refusal,
    permissions=CHANGE.permissions,
    states=ANY_STATE,
    route="notes/<int:note_id>/remove/",
)

JOIN = StoryAction(
    name="join",
    title=gettext_lazy("These are one story"),
    refusal=gettext_lazy("Story {number} cannot be joined to another."),
    permissions=("stories.join_story",),
    keeps_to_sections=True,
    route="join/",
    is_in_menu=True,
    notification=NotificationKind.JOINED,
)
MOVE_FILINGS = StoryAction(
    name="elsewhere",
    title=gettext_lazy("This belongs elsewhere"),
    refusal=gettext_lazy("No version of story {number} can move elsewhere."),
    permissions=JOIN.permissions,
    keeps_to_sections=True,
    states=frozenset((State.LIVE, State.HELD)),
    advice={State.WAITING: gettext_lazy("It has never been filed, so no version of it can move.")},
    route="filings/<int:number>/elsewhere/",
    notification=NotificationKind.PARTED,
)
UNDO_MOVE = StoryAction(
    name="undo_move",
    title=gettext_lazy("Undo"),
    refusal=gettext_lazy("What was done to story {number} cannot be undone."),
    permissions=JOIN.permissions,
    keeps_to_sections=True,
    states=frozenset((*OPEN_STATES, State.JOINED)),
    route="moves/<int:move_id>/undo/",
    notification=NotificationKind.UNDONE,
)

STORY_ACTIONS = {
    action.name: action
    for action in (
        *(
            CHANGE,
            FILE,
            SCHEDULE,
            UNSCHEDULE,
            HAND_IN,
            SEND_BACK,
            CORRECT,
            HOLD,
            RELEASE,
            SPIKE,
            KILL,
        ),  # in the order of the menu
        *(REVEAL_HEADLINE, TAKE_DOWN, TAKE_DOWN_PHRASES, GIVE, TAKE, LET_GO, MOVE, RELATE, UNRELATE, CHOOSE_TOPIC),
        *(TRANSLATE, TAKE_OVER_ORIGINAL, ADD_NOTE, REMOVE_NOTE),
        *(JOIN, MOVE_FILINGS, UNDO_MOVE),
    )
}

# Those that are about the words: their buttons in the story form save what is typed there first.
SAVED_FIRST = (FILE.name, HAND_IN.name, CORRECT.name)
