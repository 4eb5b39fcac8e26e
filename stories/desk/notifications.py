"""Notifications of people about acts of others on their stories, and the mail that goes with them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User

from stories.models import Filing, Notification, NotificationKind, SavedView, Story, fit
from stories.request_id import current_request

RETRY_WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
)  # behind each try of a mail that failed
TRIES = len(RETRY_WAITS) + 1
CLAIM_LASTS = timedelta(minutes=2)  # that a worker has to send a mail, before another takes it for dead


def notify_owner(story: Story, what: NotificationKind, *, by: User | None, now: datetime) -> None:
    """Notify the assignee of a story, else its last editor, of an act of another, with kind `what`."""
    person = person_to_notify(story)
    if person is not None:
        notify(person, story, what, by=by, now=now)


def notify_chiefs(story: Story, what: NotificationKind | None, *, now: datetime) -> None:
    """Notify everybody who may kill stories of a stop by the wire, where the story is nobody's."""
    if person_to_notify(story) is not None:
        return
    backend = "django.contrib.auth.backends.ModelBackend"  # of the two, the one that knows permissions
    for chief in User.objects.with_perm("stories.kill_story", backend=backend).order_by("pk"):
        notify(chief, story, what, by=None, now=now)


def notify(
    person: User,
    story: Story,
    what: NotificationKind | None,
    *,
    by: User | None,
    now: datetime,
    view: SavedView | None = None,
) -> None:
    """Notify a person of an act on a story, with kind `what`.

    Nobody is notified of their own acts, nor anybody who left the newsroom.
    """
    if what is None or person == by or not (person.is_active and person.is_staff):
        return
    is_mailed = settings.EMAIL_IS_SET_UP and person.email
    Notification.objects.create(
        person=person,
        story=story,
        what=what,
        by=by,
        at=now,
        view=view,
        mail_due_at=now if is_mailed else None,
        request_id=current_request() or story.request_id,
    )


def person_to_notify(story: Story) -> User | None:
    """Return the assignee of a story, else who filed it last, else who changed it last; None for the wire's."""
    if story.assigned_to is not None:
        return story.assigned_to
    by_people = Filing.objects.filter(story=story, came_from=None).exclude(revision__user=None).order_by("-number")
    return User.objects.filter(pk__in=by_people.values("revision__user")[:1]).first() or story.updated_by


def mark_seen(notification: Notification, *, now: datetime) -> None:
    """Mark one notification as seen; one that was marked before keeps its time."""
    Notification.objects.filter(pk=notification.pk, seen_at=None).update(seen_at=now, mail_due_at=None)


def mark_all_seen(person: User, *, upto: int, now: datetime) -> int:
    """Mark all notifications of a person up to a row as seen; return how many were new."""
    return Notification.objects.unseen(person).filter(pk__lte=upto).update(seen_at=now, mail_due_at=None)


def claim_mail(notification: Notification, *, now: datetime) -> bool:
    """Take the mail of a notification in hand before it is sent; return False where another worker has.

    The mail of a worker that is killed while it sends is tried once more.
    """
    unclaimed = Notification.objects.filter(pk=notification.pk, mail_due_at=notification.mail_due_at, seen_at=None)
    return bool(unclaimed.update(mail_due_at=now + CLAIM_LASTS, mail_tries=notification.mail_tries + 1))


def mark_mailed(notification: Notification, *, now: datetime) -> None:
    """Keep that the mail of a notification is out."""
    Notification.objects.filter(pk=notification.pk).update(mailed_at=now, mail_due_at=None, mail_fault="")


def mark_mail_failed(notification: Notification, fault: str, *, now: datetime) -> bool:
    """Keep why the mail of a notification did not go; return whether it is tried again."""
    tries = notification.mail_tries + 1
    again = now + RETRY_WAITS[tries - 1] if tries < TRIES else None
    Notification.objects.filter(pk=notification.pk).update(
        mail_fault=fit(notification, "mail_fault", fault), mail_due_at=again
    )
    return again is not None


def cancel_mail(notification: Notification) -> None:
    """Cancel the mail of a notification: its person has no address any more, or may not see the desk."""
    Notification.objects.filter(pk=notification.pk).update(mail_due_at=None)
