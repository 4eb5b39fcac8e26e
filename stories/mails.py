"""Mail to people of the newsroom about their stories. It carries no word of a story but its slugline."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from stories.desk import notifications
from stories.desk.moments import printed
from stories.models import Notification, post_of
from stories.permissions import may_see_the_desk

logger = logging.getLogger(__name__)

DONE = {"given": "was given to you", "taken-over": "was taken over from you", "taken-down": "lost words by a take-down"}
BY_MACHINE = {"Auto-Submitted": "auto-generated"}  # so that no one's absence notice answers (RFC 3834)


def send_due(now: datetime) -> int:
    """Send what is due; gives how many mails went out. Runs twice, or in two workers at once, without harm."""
    return sum(sent(notification, now) for notification in Notification.objects.mail_due(now))


def sent(notification: Notification, now: datetime) -> bool:
    """Whether the mail of a notification went out. One that fails is tried again a few times, then given up."""
    if not notification.person.email or not may_see_the_desk(notification.person):
        notifications.unwanted(notification)
        return False
    if not notifications.take_in_hand(notification, now=now):
        return False
    try:
        message(notification).send()
    except Exception as error:  # noqa: BLE001 a mail server fails in its own ways, and the others' mail must go on
        again = notifications.not_mailed(notification, str(error) or type(error).__name__, now=now)
        told = "tried again later" if again else "given up"
        logger.warning("The mail of notification %s did not go: %s, %s.", notification.pk, error, told)
        return False
    notifications.mailed(notification, now=now)
    return True


def message(notification: Notification) -> EmailMessage:
    """The mail of a notification, in its person's time."""
    story, address = notification.story, reverse("admin:stories_story_change", args=[notification.story_id])
    with timezone.override(post_of(notification.person).zone):
        at = printed(notification.at)
    lines = (
        f"{notification.slugline} (story {story.pk}) {done(notification)} by {notification.who}, {at}.",
        f"{settings.SITE_URL}{address}",
        f"This is mail of the newsroom of {settings.SITE_NAME}, about a story that is or was yours.",
    )
    return EmailMessage(
        str(notification), "\n\n".join(lines) + "\n", to=[notification.person.email], headers=BY_MACHINE
    )


def done(notification: Notification) -> str:
    """What was done, as the middle of a sentence."""
    return DONE.get(notification.what, f"was {notification.what}")
