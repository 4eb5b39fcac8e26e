"""Steps that every move of filings takes: lock both stories, have them looked at again, notify their people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from reversion.models import Revision

from stories import signals
from stories.desk.exceptions import NotPossibleError
from stories.desk.live_index import list_again
from stories.desk.notifications import notify
from stories.desk.revisions import lock_story, record
from stories.desk.writing import index_again
from stories.models import Filing, Story, sort_by_chain
from stories.story_actions import StoryAction

# Sentences for the newsroom alone: readers' languages leave them out.


def lock_both(
    story: Story, into: Story, action: StoryAction, other_action: StoryAction | None = None
) -> tuple[Story, Story]:
    """Lock two stories, the lower number first, so that two acts on the same pair wait for one another."""
    if story.pk == into.pk:
        raise NotPossibleError(_("This is the same story. Choose another."))
    actions = {story.pk: action, into.pk: other_action or action}
    both = {one.pk: lock_story(one, actions[one.pk]) for one in sorted((story, into), key=lambda one: one.pk)}
    return both[story.pk], both[into.pk]


def record_move(story: Story, *, by: User | None, now: datetime, comment: str) -> Revision:
    """Record a locked story that filings came to or left; return the revision.

    What stays on its schedule, or comes with one, is filed in the name of whoever scheduled it.
    """
    scheduler = story.updated_by
    revision = record(story, by=by, now=now, comment=comment)
    if story.is_scheduled:
        story.updated_by = scheduler
        Story.objects.filter(pk=story.pk).update(updated_by=scheduler)
    return revision


def standing_filings(story: Story) -> list[Filing]:
    """Return the filings that stand in a story in the order of the chain, with their words."""
    return [filing for filing in sort_by_chain(Filing.objects.filter(story=story)) if filing.is_standing]


def look_again(*stories: Story) -> None:
    """Index stories anew, and tell whoever shows them to look again.

    For the newsroom, too: a story is recorded, and with that indexed, before what came to it is filed there.
    """
    for story in stories:
        list_again(story)
        index_again(story)
        signals.send_after_commit(signals.story_withdrawn, story_id=story.pk)


def notify_owners(
    owners: Iterable[User | None], story: Story, action: StoryAction, *, by: User | None, now: datetime
) -> None:
    """Notify the people of both stories, each once."""
    for person in filter(None, owners):
        notify(person, story, action.notification, by=by, now=now)
