"""Saves of a story that keep the time for which it is scheduled."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories.desk.exceptions import EmbargoedError, NotPossibleError
from stories.desk.filings import check_designator, pictures_to_file, require_complete
from stories.desk.revisions import lock_story, record
from stories.desk.working_copy import apply_edits
from stories.display.datetimes import print_both_times, print_for_record
from stories.models import Story
from stories.story_actions import SCHEDULE

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def save_on_schedule(story: Story, *, by: User | None, now: datetime, based_on: int) -> Story:
    """Save the working copy of a scheduled story, to be filed with these words at the time that was set.

    Whoever saves answers for it from then on: the filing is made in that name. Raises as `save` and `schedule` do.
    """
    current = lock_story(story, SCHEDULE, based_on=based_on)
    at = current.release_at
    if at is None or at <= now:
        raise NotPossibleError(_("Its time has passed, or was taken off. Save it, then file it."))
    apply_edits(current, story, by=by, now=now)
    if current.embargo_until and at < current.embargo_until:
        refusal = _("The story is embargoed until {time}, after its time. Save it, then choose a later one.")
        raise EmbargoedError(refusal.format(time=print_both_times(current.embargo_until)))
    current.designator = check_designator(current.designator)
    pictures_to_file(require_complete(current), with_all=by is not None)
    record(current, by=by, now=now, comment=f"Saved, still scheduled for {print_for_record(at)}")
    return current
