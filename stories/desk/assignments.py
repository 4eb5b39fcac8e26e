"""Assignment of a story: to one person at a time, or to nobody.

An assignment is no change of the copy: it makes no revision and leaves the save number as it is, so no
colleague's open form grows stale by it.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories.desk.exceptions import NotPossibleError
from stories.desk.log_entries import log
from stories.desk.notifications import notify
from stories.desk.revisions import lock_story
from stories.desk.writing import index_again
from stories.models import Story
from stories.story_actions import GIVE, LET_GO, TAKE


@transaction.atomic
def assign(story: Story, to: User, *, by: User, now: datetime, instead_of: int | None) -> Story:
    """Assign a story to a person in place of the one, by key, whom the caller's page showed; None for nobody.

    Raises NotPossibleError where it went to another meanwhile: of two who take it at once, one must learn of the other.
    """
    current = lock_story(story, GIVE)
    before = current.assigned_to
    if before == to:
        raise NotPossibleError(_("It is assigned to {person} already.").format(person=to))
    if current.assigned_to_id != instead_of:
        refusal = _("Someone unassigned this story first; nothing changed. Check, then choose again.")
        if before:
            refusal = _("It was given to {person} first; nothing changed. Check, then choose again.")
        raise NotPossibleError(refusal.format(person=before))
    write_assignee(current, to)
    log(current, f"Assigned to {to}.", by=by, now=now)
    notify(to, current, GIVE.notification, by=by, now=now)
    if before is not None:
        notify(before, current, TAKE.notification, by=by, now=now)
    return current


@transaction.atomic
def let_go(story: Story, *, by: User, now: datetime) -> Story:
    """Assign a story to nobody. Raises NotPossibleError where it is not the caller's own."""
    current = lock_story(story, LET_GO)
    if current.assigned_to != by:
        raise NotPossibleError(_("It is not assigned to you, so there is nothing to let go."))
    write_assignee(current, None)
    log(current, "Let go: assigned to nobody.", by=by, now=now)
    return current


def write_assignee(story: Story, person: User | None) -> None:
    """Write the assignment of a locked story, and nothing else of it; the search finds it by its person."""
    story.assigned_to = person
    Story.objects.filter(pk=story.pk).update(assigned_to=person)
    index_again(story)
