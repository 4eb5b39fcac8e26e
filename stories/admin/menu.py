"""What somebody can do with a story as it stands, as links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import permissions
from stories.desk.availability import why_not
from stories.models import State, Story

if TYPE_CHECKING:
    from stories.permissions import Person

ACTS = (
    ("change", gettext_lazy("Edit"), permissions.may_write),
    ("file", gettext_lazy("File"), permissions.may_file),
    ("unschedule", gettext_lazy("Unschedule"), permissions.may_file),
    ("correct", gettext_lazy("Correct"), permissions.may_correct),
    ("hold", gettext_lazy("Hold"), permissions.may_hold),
    ("release", gettext_lazy("Release"), permissions.may_hold),
    ("spike", gettext_lazy("Spike"), permissions.may_spike),
    ("kill", gettext_lazy("Kill"), permissions.may_kill),
)


KEYS = {"next": "w", "file": "w", "correct": "c", "hold": "h", "release": "h", "history": "y"}


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page about a story. `name` is that of its address."""

    name: str
    label: str
    address: str

    @property
    def key(self) -> str:
        """The key that goes there; empty for none."""
        return KEYS.get(self.name, "")


def links(person: Person, story: Story) -> tuple[Link, ...]:
    """Everything that this person can do with this story now, the usual first."""
    return (*writing_on(person, story), *acts(person, story), *looking(story))


def row_links(person: Person, story: Story) -> tuple[Link, ...]:
    """The few of them that stand in a row of the wire desk."""
    wanted = ("next", "change", "hold", "release") if story.has_moved else ("change", "file", "hold", "release")
    return tuple(link for link in links(person, story) if link.name in wanted)


def writing_on(person: Person, story: Story) -> tuple[Link, ...]:
    """A link to the live text with the next designator, for who may write and file a story that has moved."""
    if not story.has_moved or why_not("file", story) or not permissions.may_file(person, story):
        return ()
    return (Link("next", _("Writethru"), f"{to(story, 'change', '').address}?next=1"),)


def acts(person: Person, story: Story) -> tuple[Link, ...]:
    """Links to the pages that change it, of those acts that are possible now and that this person may do."""
    return tuple(
        to(story, name, str(label)) for name, label, may in ACTS if not why_not(name, story) and may(person, story)
    )


def looking(story: Story) -> tuple[Link, ...]:
    """Links to the pages that only show it."""
    found = [to(story, "history", _("History"))]
    if story.state == State.LIVE:
        found.append(Link("public", _("Public page"), reverse("stories:story", args=[story.pk, story.slug])))
    return tuple(found)


def to(story: Story, name: str, label: str) -> Link:
    """A link to one page of the desk."""
    return Link(name, label, reverse(f"admin:stories_story_{name}", args=[story.pk]))
