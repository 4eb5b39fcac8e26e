"""Permissions of the newsroom, asked by the pages that people use; the desk asks only what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import User

from stories.models import post_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from stories.models import Story

    Person = User | AnonymousUser


def may_see_the_desk(user: Person) -> bool:
    """Return whether a user may see stories on the desk, and the notes on them."""
    return user.is_active and user.is_staff and user.has_perm("stories.view_story")


def may_write(user: Person, story: Story | None = None) -> bool:
    """Return whether a user may change a working copy, or begin a story where none is given."""
    return user.has_perm("stories.change_story" if story else "stories.add_story")


def writers() -> QuerySet[User]:
    """Return the users who may change a working copy, and so be assigned a story, by name."""
    backend = "django.contrib.auth.backends.ModelBackend"  # of the two, the one that knows permissions
    users = User.objects.with_perm("stories.change_story", backend=backend)
    return users.filter(is_staff=True).order_by("username")


def may_file(user: Person, story: Story) -> bool:
    """Return whether a user may file a story, now or at a time."""
    return may_write(user, story) and user.has_perm("stories.file_story") and files_to_its_section(user, story)


def may_move(user: Person, story: Story) -> bool:
    """Return whether a user may take a story out of its section, without a change of its words."""
    return may_write(user, story) and files_to_its_section(user, story)


def may_change_section(user: Person, old: int | None, new: int | None) -> bool:
    """Return whether a user may change the section of a story they write on; `old` and `new` are keys.

    Both sections must be the user's.
    """
    return old in (None, new) or (post_of(user).covers(old) and post_of(user).covers(new))


def may_correct(user: Person, story: Story) -> bool:
    """Return whether a user may file a correction."""
    return may_write(user, story) and user.has_perm("stories.correct_story") and files_to_its_section(user, story)


def may_hold(user: Person, story: Story) -> bool:
    """Return whether a user may hold a story, and release it."""
    return user.has_perm("stories.hold_story") and files_to_its_section(user, story)


def may_spike(user: Person, story: Story) -> bool:
    """Return whether a user may drop a story that was never filed."""
    return user.has_perm("stories.spike_story") and files_to_its_section(user, story)


def may_kill(user: Person, _story: Story) -> bool:
    """Return whether a user may withdraw a story for good."""
    return user.has_perm("stories.kill_story")


def may_take_down(user: Person, _story: Story) -> bool:
    """Return whether a user may remove the words of a filing for good."""
    return user.has_perm("stories.take_down_story")


def may_remove_notes(user: Person) -> bool:
    """Return whether a user may remove others' notes to the desk: the right to take words down covers them."""
    return user.has_perm("stories.take_down_story")


def files_to_its_section(user: Person, story: Story) -> bool:
    """Return whether the section of a story is among those that a user files to.

    Nobody is kept from a story without a section. Asked after a permission, so of people who are signed in alone.
    """
    return post_of(user).covers(story.section_id)


def may_add_photos(user: Person) -> bool:
    """Return whether a user may add photos."""
    return user.has_perm("stories.add_photo")


def may_describe_photos(user: Person) -> bool:
    """Return whether a user may change the metadata of photos and their focal points."""
    return user.has_perm("stories.change_photo")


def may_remove_photos(user: Person) -> bool:
    """Return whether a user may remove a photo for good."""
    return user.has_perm("stories.remove_photo")
