"""Acts that stop a story or let it go on: hold, release, kill, spike."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import search, signals
from stories.desk.exceptions import NotCompleteError, NotPossibleError
from stories.desk.revisions import lock_story, record
from stories.models import Filing, Notice, State, Story
from stories.story_actions import HOLD, KILL, RELEASE, SPIKE

NOTIFICATION_KINDS = {
    Notice.Kind.HOLD: HOLD.notification,
    Notice.Kind.RELEASE: RELEASE.notification,
    Notice.Kind.KILL: KILL.notification,
}  # to readers, and to whose story it is


@transaction.atomic
def hold(story: Story, *, by: User | None, now: datetime, reason: str = "") -> Story:
    """Stop a story while it is checked. Readers see a notice, not the text; the reason is the newsroom's own."""
    current = lock_story(story, HOLD)
    current.state = State.HELD
    return record_with_notice(current, Notice.Kind.HOLD, by=by, now=now, comment=f"Held. {reason}".strip())


@transaction.atomic
def release(story: Story, *, by: User | None, now: datetime) -> Story:
    """Let a held story go on from where it stood. No filing is made."""
    current = lock_story(story, RELEASE)
    current.state = State.LIVE if current.has_moved else State.WAITING
    return record_with_notice(current, Notice.Kind.RELEASE, by=by, now=now)


@transaction.atomic
def kill(
    story: Story,
    *,
    by: User | None,
    now: datetime,
    reason: str,
    substitute: Story | None = None,
    headline_at_fault: bool = False,
) -> Story:
    """Withdraw a story for good.

    Readers are told the reason; the headline stands in the notice unless it is at fault.
    """
    current = lock_story(story, KILL)
    if not current.has_moved:
        refusal = _("Story {number} has never moved: there is nothing to kill. Spike it.")
        raise NotPossibleError(refusal.format(number=current.pk))
    if not reason.strip():
        raise NotCompleteError(_("A kill tells readers why. Write the reason."))
    if substitute is not None and substitute.pk == current.pk:
        raise NotPossibleError(_("A story is no substitute for itself. Choose another, or none."))
    newest = Filing.objects.get(story=current, number=current.newest_number)
    current.state = State.KILLED
    current.release_at = None
    record_with_notice(
        current,
        Notice.Kind.KILL,
        by=by,
        now=now,
        reason=reason.strip(),
        headline="" if headline_at_fault else newest.headline,
        substitute=substitute,
    )
    search.remove_story(current.pk)
    return current


@transaction.atomic
def spike(story: Story, *, by: User | None, now: datetime, reason: str = "") -> Story:
    """Drop a story before anything of it was filed."""
    current = lock_story(story, SPIKE)
    if current.has_moved:
        raise NotPossibleError(_("Story {number} has moved: it can only be killed.").format(number=current.pk))
    current.state = State.SPIKED
    current.release_at = None
    record(current, by=by, now=now, comment=f"Spiked. {reason}".strip(), what=SPIKE.notification)
    return current


def record_with_notice(
    story: Story,
    kind: Notice.Kind,
    *,
    by: User | None,
    now: datetime,
    comment: str = "",
    reason: str = "",
    headline: str = "",
    substitute: Story | None = None,
) -> Story:
    """Record an act on a story with the notice to readers and the notification of its person; return the story."""
    comment = comment or f"{kind.label.capitalize()}. {reason}".strip()
    record(story, by=by, now=now, comment=comment, what=NOTIFICATION_KINDS[kind])
    Notice.objects.create(
        story=story,
        kind=kind,
        at=now,
        reason=reason,
        headline=headline,
        credit=story.source.name,
        substitute=substitute,
    )
    signals.send_after_commit(signals.story_withdrawn, story_id=story.pk)
    return story
