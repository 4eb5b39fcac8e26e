"""Permissions of people, asked at the edge by the pages that they use; the desk asks only what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from stories.models import Section, person_settings
from stories.story_actions import FILE, TAKE_DOWN

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from stories.models import Story
    from stories.story_actions import StoryAction

    AnyUser = User | AnonymousUser

# Sentences for the newsroom alone: readers' languages leave them out.


def may_see_the_desk(user: AnyUser) -> bool:
    """Return whether somebody may see stories on the desk, and the notes on them."""
    return user.is_active and user.is_staff and user.has_perm("stories.view_story")


def may_write(user: AnyUser, story: Story | None = None) -> bool:
    """Return whether somebody may change the story's working copy, or begin a story where none is given."""
    return user.has_perm("stories.change_story" if story else "stories.add_story")


def writers() -> QuerySet[User]:
    """Return the people who may change a working copy, by name: those that a story can be assigned to."""
    backend = "django.contrib.auth.backends.ModelBackend"  # of the two, the one that knows permissions
    users = User.objects.with_perm("stories.change_story", backend=backend)
    return users.filter(is_staff=True).order_by("username")


def may_do(user: AnyUser, action: StoryAction, story: Story) -> bool:
    """Return whether somebody has the right to an action, and no second pair of eyes is wanted.

    The desk says whether the state of the story allows the action.
    """
    return has_right(user, action, story) and not lacks_second_eyes(user, action, story)


def has_right(user: AnyUser, action: StoryAction, story: Story) -> bool:
    """Return whether somebody has the permissions of an action, in the story's section where the action keeps to it."""
    return user.has_perms(action.permissions) and (not action.keeps_to_sections or files_to_its_section(user, story))


def refusal(user: AnyUser, action: StoryAction, story: Story) -> str:
    """Return why somebody may not take an action on a story; empty where they may."""
    if not user.has_perms(action.permissions):
        return _("Your role doesn't include this: {action}. Ask an editor or your chief.").format(action=action.title)
    if action.keeps_to_sections and not files_to_its_section(user, story):
        sections = Section.objects.filter(pk__in=person_settings(user).sections).values_list("name", flat=True)
        yours = ", ".join(sections.order_by("name"))
        return _("You file to {yours}; this story is in {section}.").format(yours=yours, section=story.section)
    return ""


def lacks_second_eyes(user: AnyUser, action: StoryAction, story: Story) -> bool:
    """Return whether somebody began the words that an action files, in a section where another person must file them.

    Asked of stories with their section.
    """
    is_theirs = action.needs_second_eyes and story.written_by_id is not None and story.written_by_id == user.pk
    return is_theirs and story.section is not None and story.section.needs_second_eyes


def second_eyes_refusal(user: AnyUser, action: StoryAction, story: Story) -> str:
    """Return why another person takes an action on a story, where a second pair of eyes is wanted; empty elsewhere."""
    if not lacks_second_eyes(user, action, story):
        return ""
    return _("You wrote this, and in {section} somebody else files it. Hand it in.").format(section=story.section)


def may_file(user: AnyUser, story: Story) -> bool:
    """Return whether somebody may file a story, now or at a time."""
    return may_do(user, FILE, story)


def may_relate(user: AnyUser, action: StoryAction, story: Story, *others: Story) -> bool:
    """Return whether somebody may say that a story is related to another, or take that back.

    Where either has been filed, readers of both see it: it takes whoever may file both.
    """
    pair = (story, *others)
    is_public = any(one.has_moved for one in pair)
    return may_do(user, action, story) and (not is_public or all(has_right(user, FILE, one) for one in pair))


def may_change_section(user: AnyUser, old: int | None, new: int | None) -> bool:
    """Return whether somebody may move a story that they write on between two sections, by key: both must be theirs.

    A story without a section is everybody's, but it goes to no other section than theirs: the way by none is no other.
    """
    return old == new or (person_settings(user).covers(old) and person_settings(user).covers(new))


def may_take_down(user: AnyUser, story: Story) -> bool:
    """Return whether somebody may remove the words of a filing for good."""
    return may_do(user, TAKE_DOWN, story)


def may_remove_notes(user: AnyUser) -> bool:
    """Return whether somebody may remove others' notes to the desk, as those may who take words down."""
    return user.has_perm("stories.take_down_story")


def may_begin_in_section(user: AnyUser, section: int | None) -> bool:
    """Return whether somebody may begin a story of filings that stand in a section, by key."""
    return person_settings(user).covers(section)


def files_to_its_section(user: AnyUser, story: Story) -> bool:
    """Return whether somebody files to the section of a story. Everybody files to a story without a section.

    Asked after a permission, so only of people who are signed in.
    """
    return person_settings(user).covers(story.section_id)


def may_add_photos(user: AnyUser) -> bool:
    """Return whether somebody may add photos."""
    return user.has_perm("stories.add_photo")


def may_describe_photos(user: AnyUser) -> bool:
    """Return whether somebody may change the descriptions of photos and the focal points of their crops."""
    return user.has_perm("stories.change_photo")


def may_remove_photos(user: AnyUser) -> bool:
    """Return whether somebody may remove a photo for good."""
    return user.has_perm("stories.remove_photo")
