"""Who may do what. Asked at the edge, by the pages that people use; the desk asks only what is possible."""

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
    """Whether somebody may see stories on the desk, and what is noted on them."""
    return user.is_active and user.is_staff and user.has_perm("stories.view_story")


def may_write(user: Person, story: Story | None = None) -> bool:
    """Whether somebody may change a working copy, or begin a story where none is given."""
    return user.has_perm("stories.change_story" if story else "stories.add_story")


def writers() -> QuerySet[User]:
    """Everybody who may change a working copy, by name: whom a story can be assigned to."""
    backend = "django.contrib.auth.backends.ModelBackend"  # of the two, the one that knows permissions
    found = User.objects.with_perm("stories.change_story", backend=backend)
    return found.filter(is_staff=True).order_by("username")


def may_file(user: Person, story: Story) -> bool:
    """Whether somebody may file a story, now or at a time."""
    return may_write(user, story) and user.has_perm("stories.file_story") and files_to_its_section(user, story)


def may_move(user: Person, story: Story) -> bool:
    """Whether somebody may take a story out of its section, without writing on it."""
    return may_write(user, story) and files_to_its_section(user, story)


def may_change_section(user: Person, old: int | None, new: int | None) -> bool:
    """Whether somebody may take what they write on from one section, by key, to another: both must be theirs."""
    return old in (None, new) or (post_of(user).covers(old) and post_of(user).covers(new))


def may_correct(user: Person, story: Story) -> bool:
    """Whether somebody may file a correction."""
    return may_write(user, story) and user.has_perm("stories.correct_story") and files_to_its_section(user, story)


def may_hold(user: Person, story: Story) -> bool:
    """Whether somebody may hold a story, and release it."""
    return user.has_perm("stories.hold_story") and files_to_its_section(user, story)


def may_spike(user: Person, story: Story) -> bool:
    """Whether somebody may drop a story that never moved."""
    return user.has_perm("stories.spike_story") and files_to_its_section(user, story)


def may_kill(user: Person, _story: Story) -> bool:
    """Whether somebody may withdraw a story for good."""
    return user.has_perm("stories.kill_story")


def may_take_down(user: Person, _story: Story) -> bool:
    """Whether somebody may remove the words of a filing for good."""
    return user.has_perm("stories.take_down_story")


def may_remove_notes(user: Person) -> bool:
    """Whether somebody may remove others' notes to the desk: who may take words down, may take those too."""
    return user.has_perm("stories.take_down_story")


def files_to_its_section(user: Person, story: Story) -> bool:
    """Whether the section of a story is among those that somebody files to. Nobody is kept from one without a section.

    Asked after a permission, so of people who are signed in alone.
    """
    return post_of(user).covers(story.section_id)


def may_add_photos(user: Person) -> bool:
    """Whether somebody may bring photos."""
    return user.has_perm("stories.add_photo")


def may_describe_photos(user: Person) -> bool:
    """Whether somebody may change what is said of photos, and what their crops keep in sight."""
    return user.has_perm("stories.change_photo")


def may_remove_photos(user: Person) -> bool:
    """Whether somebody may remove a photo for good."""
    return user.has_perm("stories.remove_photo")
