"""Acts that stop a story or let it go on: hold, release, kill, spike."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import digests, signals
from stories.copy.terms import names_story
from stories.desk.exceptions import NotCompleteError, NothingChangedError, NotPossibleError
from stories.desk.hand_ins import clear_hand_in
from stories.desk.live_index import list_again
from stories.desk.notifications import notify_chiefs
from stories.desk.revisions import lock_story, record
from stories.models import Filing, Notice, NoticeSeal, State, Story
from stories.models.notice import WITHDREW
from stories.story_actions import HOLD, KILL, RELEASE, REVEAL_HEADLINE, SPIKE

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
    comment = f"Held. {reason}".strip()
    record_with_notice(
        current,
        Notice.Kind.HOLD,
        by=by,
        now=now,
        comment=comment,
        hidden_headline="" if by else newest_headline(current),
    )
    if by is None:
        notify_chiefs(current, HOLD.notification, now=now)
    return current


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

    Readers are told the reason; the headline stands in the notice unless it is at fault. Of a kill by the wire it is
    kept back until an editor lets it stand, and so is a reason that names the story: its revision has the words.
    """
    current = lock_story(story, KILL)
    if not current.has_moved:
        refusal = _("Story {number} has never moved: there is nothing to kill. Spike it.")
        raise NotPossibleError(refusal.format(number=current.pk))
    if not reason.strip():
        raise NotCompleteError(_("A kill tells readers why. Write the reason."))
    if substitute is not None and substitute.pk == current.pk:
        raise NotPossibleError(_("A story is no substitute for itself. Choose another, or none."))
    headline = newest_headline(current)
    current.state = State.KILLED
    current.release_at = None
    clear_hand_in(current)
    record_with_notice(
        current,
        Notice.Kind.KILL,
        by=by,
        now=now,
        comment=f"Withdrawn. {reason.strip()}",
        reason=reason.strip() if by else public_reason(current, reason.strip()),
        headline=headline if by and not headline_at_fault else "",
        hidden_headline="" if by or headline_at_fault else headline,
        substitute=substitute,
    )
    if by is None:
        notify_chiefs(current, KILL.notification, now=now)
    return current


@transaction.atomic
def reveal_headline(story: Story, *, by: User, now: datetime) -> Story:
    """Let the headline stand in the notice of a kill by the wire: an editor has found it harmless."""
    current = lock_story(story, REVEAL_HEADLINE)
    notice = Notice.objects.in_force(current.pk)
    if notice is None or not notice.hidden_headline:
        raise NothingChangedError(_("The notice of this kill keeps no headline back."))
    notice.headline, notice.hidden_headline = notice.hidden_headline, ""
    notice.save(update_fields=["headline", "hidden_headline"])
    record(current, by=by, now=now, comment="Let the headline stand in the notice of the kill.")
    signals.send_after_commit(signals.story_withdrawn, story_id=current.pk)
    return current


def newest_headline(story: Story) -> str:
    """Return the headline of the newest filing, of the working copy where nothing was filed."""
    filed = Filing.objects.filter(story=story, number=story.newest_number).values_list("headline", flat=True)
    return filed.first() or story.headline


def public_reason(story: Story, note: str) -> str:
    """Return the reason that readers get of a kill by the wire: the note of its source, unless it names the story."""
    headlines = Filing.objects.filter(story=story).values_list("headline", flat=True)
    titles = {*headlines, story.headline, story.slugline}
    return WITHDREW.format(source=story.source.name) if names_story(note, titles) else note


@transaction.atomic
def spike(story: Story, *, by: User | None, now: datetime, reason: str = "") -> Story:
    """Drop a story before anything of it was filed."""
    current = lock_story(story, SPIKE)
    if current.has_moved:
        raise NotPossibleError(_("Story {number} has moved: it can only be killed.").format(number=current.pk))
    current.state = State.SPIKED
    current.release_at = None
    clear_hand_in(current)
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
    hidden_headline: str = "",
    substitute: Story | None = None,
) -> Story:
    """Record an act on a story with the notice to readers and the notification of its person; return the story."""
    comment = comment or f"{kind.label.capitalize()}. {reason}".strip()
    record(story, by=by, now=now, comment=comment, what=NOTIFICATION_KINDS[kind])
    notice = Notice.objects.create(
        story=story,
        kind=kind,
        at=now,
        reason=reason,
        headline=headline,
        hidden_headline=hidden_headline,
        credit=story.source.name,
        substitute=substitute,
    )
    if reason:
        seal_reason(notice)
    list_again(story)
    signals.send_after_commit(signals.story_withdrawn, story_id=story.pk)
    return story


def seal_reason(notice: Notice) -> NoticeSeal:
    """Give the reason of a notice its digest, which a trigger enters in the log."""
    salt = secrets.token_hex(digests.SALT_BYTES)
    return NoticeSeal.objects.create(notice=notice, salt=salt, digest=digests.reason_digest(notice.reason_record(salt)))
