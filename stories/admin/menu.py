"""What somebody can do with a story as it stands, as links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from stories import permissions
from stories.models import State, Story

if TYPE_CHECKING:
    from stories.permissions import Person

CAN_BE_FILED = (State.WAITING, State.LIVE)


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page about a story. `name` is that of its address."""

    name: str
    label: str
    address: str


def links(person: Person, story: Story) -> tuple[Link, ...]:
    """Everything that this person can do with this story now, the usual first."""
    return (*writing(person, story), *standing(person, story), *looking(story))


def row_links(person: Person, story: Story) -> tuple[Link, ...]:
    """The few of them that stand in a row of the wire desk."""
    wanted = ("change", "file", "hold", "release")
    return tuple(link for link in links(person, story) if link.name in wanted)


def writing(person: Person, story: Story) -> tuple[Link, ...]:
    """Links to the pages that change or move its words."""
    found = []
    if permissions.may_write(person, story) and not story.is_closed:
        found.append(to(story, "change", "Edit"))
    if story.state in CAN_BE_FILED and permissions.may_file(person, story):
        found.append(to(story, "file", "File"))
        if story.is_scheduled:
            found.append(to(story, "unschedule", "Unschedule"))
    if story.state == State.LIVE and permissions.may_correct(person, story):
        found.append(to(story, "correct", "Correct"))
    return tuple(found)


def standing(person: Person, story: Story) -> tuple[Link, ...]:
    """Links to the pages that change where it stands."""
    found = []
    if story.state in CAN_BE_FILED and permissions.may_hold(person, story):
        found.append(to(story, "hold", "Hold"))
    if story.state == State.HELD and permissions.may_hold(person, story):
        found.append(to(story, "release", "Release"))
    if not story.is_closed and not story.has_moved and permissions.may_spike(person, story):
        found.append(to(story, "spike", "Spike"))
    if not story.is_closed and story.has_moved and permissions.may_kill(person, story):
        found.append(to(story, "kill", "Kill"))
    return tuple(found)


def looking(story: Story) -> tuple[Link, ...]:
    """Links to the pages that only show it."""
    found = [to(story, "history", "History")]
    if story.state == State.LIVE:
        found.append(Link("public", "Public page", reverse("stories:story", args=[story.pk, story.slug])))
    return tuple(found)


def to(story: Story, name: str, label: str) -> Link:
    """A link to one page of the desk."""
    return Link(name, label, reverse(f"admin:stories_story_{name}", args=[story.pk]))
