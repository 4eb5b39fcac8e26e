"""Obstacles to each act, as the story stands: asked by the desk's menu and by the page of each act."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from stories.desk.revisions import WHY_NOT
from stories.models import State, Story

Obstacle = tuple[Callable[[Story], bool], Promise]


def is_held(story: Story) -> bool:
    """Return whether the story is held."""
    return story.state == State.HELD


OBSTACLES: dict[str, tuple[Obstacle, ...]] = {
    "change": (),
    "file": ((is_held, WHY_NOT[State.HELD]),),
    "unschedule": (
        (
            lambda story: not story.is_scheduled,
            gettext_lazy("It is not scheduled, so nothing files it: file it when it is ready."),
        ),
    ),
    "correct": (
        (is_held, WHY_NOT[State.HELD]),
        (lambda story: not story.has_moved, gettext_lazy("It has never been filed: put it right, then file it.")),
    ),
    "hold": ((is_held, gettext_lazy("It is held already: release it when it may go on.")),),
    "release": ((lambda story: not is_held(story), gettext_lazy("It is not held: edit it and file it as it stands.")),),
    "spike": (
        (
            lambda story: story.has_moved,
            gettext_lazy("It has been filed, so it cannot be dropped: correct it, hold it or kill it."),
        ),
    ),
    "kill": (
        (
            lambda story: not story.has_moved,
            gettext_lazy("It has never been filed, so there is nothing to kill: spike it."),
        ),
    ),
}


def why_not(act: str, story: Story) -> str:
    """Return why an act cannot be done with a story, and what to do instead; empty where it can be done."""
    if story.is_closed:
        return str(WHY_NOT[State(story.state)])
    return next((str(why) for stands, why in OBSTACLES[act] if stands(story)), "")
