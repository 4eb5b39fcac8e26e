"""Links to all that a person can do with a story as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from stories import desk, permissions
from stories.models import State, Story
from stories.story_actions import (
    CHANGE,
    CORRECT,
    FILE,
    HAND_IN,
    HOLD,
    KILL,
    RELEASE,
    SAVED_FIRST,
    SEND_BACK,
    SPIKE,
    STORY_ACTIONS,
)

if TYPE_CHECKING:
    from stories.permissions import AnyUser
    from stories.story_actions import StoryAction

HISTORY_KEY = "y"
LINKS_IN_ROW = 3
GRAVE = (SPIKE.name, KILL.name)  # at the end of the menu, in this order


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page about a story: `name` is for its style, `key` follows it, empty for none."""

    name: str
    label: str
    address: str
    key: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether it leads to what cannot be taken back: it stands last."""
        return self.name in GRAVE

    @property
    def saves_first(self) -> bool:
        """Whether its button in the story form saves what is typed there first."""
        return self.name in SAVED_FIRST


def story_links(person: AnyUser, story: Story) -> tuple[Link, ...]:
    """Return links to all that this person can do with the story now: the usual first, the grave last."""
    links = (*next_lead_links(person, story), *action_links(person, story), *view_links(story))
    return tuple(sorted(links, key=lambda link: link.is_grave))


def row_links(person: AnyUser, story: Story) -> tuple[Link, ...]:
    """Return the few links that stand in a story's row of the wire desk, the likeliest first."""
    may_file = is_possible(FILE, person, story)
    actions = [RELEASE, *([] if story.has_moved else [FILE]), SEND_BACK, *([] if may_file else [HAND_IN])]
    actions += [CHANGE, CORRECT, HOLD]
    links = (*next_lead_links(person, story), *links_to_possible(actions, person, story))
    return links[:LINKS_IN_ROW]


def more_links(person: AnyUser, story: Story) -> tuple[Link, ...]:
    """Return links to all that stands in the menu of a story's row, the grave last."""
    shown = {link.name for link in row_links(person, story)} | ({FILE.name} if story.has_moved else set())
    return tuple(link for link in story_links(person, story) if link.name not in shown)


def action_links(person: AnyUser, story: Story) -> tuple[Link, ...]:
    """Return links to the pages of the actions in the menu that are possible now, and allowed to this person."""
    return links_to_possible([action for action in STORY_ACTIONS.values() if action.is_in_menu], person, story)


def links_to_possible(actions: list[StoryAction], person: AnyUser, story: Story) -> tuple[Link, ...]:
    """Return links to the pages of those actions that this person can do with the story now."""
    return tuple(link_to(action, story) for action in actions if is_possible(action, person, story))


def is_possible(action: StoryAction, person: AnyUser, story: Story) -> bool:
    """Return whether the story as it stands allows an action, and the person's permissions do."""
    return not desk.obstacle(action, story) and permissions.may_do(person, action, story)


def link_to(action: StoryAction, story: Story) -> Link:
    """Return a link to the page of an action."""
    return Link(action.name, str(action.title), reverse(f"admin:{action.url_name}", args=[story.pk]), action.key)


def next_lead_links(person: AnyUser, story: Story) -> tuple[Link, ...]:
    """Return a link to the working copy with the next designator, if the story has moved and can be filed."""
    if not (story.has_moved and is_possible(FILE, person, story)):
        return ()
    return (Link("next", _("Next lead"), f"{link_to(CHANGE, story).address}?next=1", FILE.key),)


def view_links(story: Story) -> tuple[Link, ...]:
    """Return links to the pages that only show the story."""
    history = Link("history", _("History"), reverse("admin:stories_story_history", args=[story.pk]), HISTORY_KEY)
    if story.state != State.LIVE:
        return (history,)
    return (history, Link("public", _("Public page"), reverse("stories:story", args=[story.pk, story.slug])))
