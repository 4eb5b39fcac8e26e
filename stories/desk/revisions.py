"""Steps that every act takes: lock the story, see that the act is possible, keep the revision."""

from datetime import datetime

import reversion
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy
from reversion.models import Revision, Version

from stories import search
from stories.desk.exceptions import NotPossibleError, StaleError
from stories.desk.notifications import notify_owner
from stories.models import Filing, NotificationKind, State, Story
from stories.story_actions import StoryAction

WHY_NOT = {
    State.WAITING: gettext_lazy("It has never been filed."),
    State.LIVE: gettext_lazy("It is live."),
    State.HELD: gettext_lazy("It is held: release it first."),
    State.KILLED: gettext_lazy("It was killed, and a kill is for good: write a new story."),
    State.SPIKED: gettext_lazy("It was spiked: write a new story."),
    State.JOINED: gettext_lazy("It was joined to another story: go on there."),
}


def lock_story(story: Story, action: StoryAction | None = None, *, based_on: int | None = None) -> Story:
    """Lock the row of a story until the transaction ends, and return the story as it is in the database.

    Raises NotPossibleError where its state does not allow the action, StaleError where it was saved since the
    number that the caller's page was based on.
    """
    current = Story.objects.select_for_update(of=("self",)).select_related("source", "section").get(pk=story.pk)
    if action is not None and current.state not in action.states:
        raise NotPossibleError(f"{action.refusal.format(number=current.pk)} {WHY_NOT[State(current.state)]}")
    if based_on is not None and current.save_number != based_on:
        raise StaleError(current=current, mine=story)
    return current


def record(
    story: Story, *, by: User | None, now: datetime, comment: str, what: NotificationKind | None = None
) -> Revision:
    """Save a story as a revision of its own, index it for the newsroom, notify its person with kind `what`.

    Returns the revision.

    The versions are written explicitly, in a block of our own: reversion's middleware and model signals would
    miss what other threads do, and a block inside another would be folded into it.
    """
    if reversion.is_active():
        raise RuntimeError("The desk keeps its own revisions: do not call it inside reversion.create_revision().")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A revision is kept in the transaction of its act.")
    story.save_number += 1
    story.updated_at = now
    story.updated_by = by
    former, story.desk_place = story.desk_place, search.desk_place(now)
    with reversion.create_revision(manage_manually=True, atomic=False):
        story.save()
        reversion.add_to_revision(story)
        reversion.set_date_created(now)
        reversion.set_comment(comment)
        if by is not None:
            reversion.set_user(by)
    index_for_newsroom(story, former)
    if what is not None:
        notify_owner(story, what, by=by, now=now)
    version = Version.objects.get_for_object(story).select_related("revision").defer("serialized_data").first()
    return version.revision


def index_for_newsroom(story: Story, former: int | None) -> None:
    """Index a story for the newsroom, with its newest filing, and no more at its former place. One query and these."""
    filed = Filing.objects.filter(story=story, number=story.newest_number).first() if story.newest_number else None
    search.index_stories({story: filed}, instead_of=[former] if former is not None else [])


def newest_revision() -> int | None:
    """Return the key of the last revision that is kept: each act on a story adds one. One query."""
    newest: int | None = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest
