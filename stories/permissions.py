"""Who may do what. Asked at the edge, by the pages that people use; the desk asks only what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from stories.models import Story

    Person = User | AnonymousUser


def may_write(user: Person, story: Story | None = None) -> bool:
    """Whether somebody may change a working copy, or begin a story where none is given."""
    return user.has_perm("stories.change_story" if story else "stories.add_story")


def may_file(user: Person, story: Story) -> bool:
    """Whether somebody may file a story, now or at a time."""
    return may_write(user, story) and user.has_perm("stories.file_story")


def may_correct(user: Person, story: Story) -> bool:
    """Whether somebody may file a correction."""
    return may_write(user, story) and user.has_perm("stories.correct_story")


def may_hold(user: Person, _story: Story) -> bool:
    """Whether somebody may hold a story, and release it."""
    return user.has_perm("stories.hold_story")


def may_spike(user: Person, _story: Story) -> bool:
    """Whether somebody may drop a story that never moved."""
    return user.has_perm("stories.spike_story")


def may_kill(user: Person, _story: Story) -> bool:
    """Whether somebody may withdraw a story for good."""
    return user.has_perm("stories.kill_story")


def may_take_down(user: Person, _story: Story) -> bool:
    """Whether somebody may remove the words of a filing for good."""
    return user.has_perm("stories.take_down_story")
