"""Mail to people of the newsroom about their stories. It carries no word of a story but its slugline."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import desk
from stories.display.datetimes import print_both_times
from stories.models import Notification, NotificationKind, person_settings
from stories.permissions import may_see_the_desk
from stories.request_id import carry_request

logger = logging.getLogger(__name__)

SENTENCES = {
    NotificationKind.CORRECTED: gettext_lazy("{slugline} (story {number}) was corrected by {who}, {at}."),
    NotificationKind.HELD: gettext_lazy("{slugline} (story {number}) was held by {who}, {at}."),
    NotificationKind.RELEASED: gettext_lazy("{slugline} (story {number}) was released by {who}, {at}."),
    NotificationKind.KILLED: gettext_lazy("{slugline} (story {number}) was killed by {who}, {at}."),
    NotificationKind.SPIKED: gettext_lazy("{slugline} (story {number}) was spiked by {who}, {at}."),
    NotificationKind.TAKEN_DOWN: gettext_lazy("{slugline} (story {number}) lost words by a take-down by {who}, {at}."),
    NotificationKind.CAME: gettext_lazy(
        "New copy of {slugline} (story {number}) came from {who}, {at}, and stands beside yours."
    ),
    NotificationKind.UNSCHEDULED: gettext_lazy(
        "{slugline} (story {number}) is no longer scheduled: {who} changed it, {at}."
    ),
    NotificationKind.GIVEN: gettext_lazy("{slugline} (story {number}) was given to you by {who}, {at}."),
    NotificationKind.TAKEN_OVER: gettext_lazy("{slugline} (story {number}) was taken over from you by {who}, {at}."),
    NotificationKind.JOINED: gettext_lazy("{slugline} (story {number}) was joined with another story by {who}, {at}."),
    NotificationKind.PARTED: gettext_lazy(
        "Versions of {slugline} (story {number}) were moved elsewhere by {who}, {at}."
    ),
    NotificationKind.UNDONE: gettext_lazy(
        "A move of versions of {slugline} (story {number}) was undone by {who}, {at}."
    ),
    NotificationKind.HANDED_IN: gettext_lazy("{slugline} (story {number}) was handed in by {who}, {at}."),
    NotificationKind.IN_VIEW: gettext_lazy("{slugline} (story {number}) is new in the view {view}, {at}."),
    NotificationKind.SENT_BACK: gettext_lazy(
        "{slugline} (story {number}) was sent back to you by {who}, {at}. The note stands on the story."
    ),
}
AUTOMATIC_HEADERS = {"Auto-Submitted": "auto-generated"}  # so that no one's absence notice answers (RFC 3834)


def send_due(now: datetime) -> int:
    """Send the mail that is due; return how many went out. Runs twice, or in two workers at once, without harm."""
    return sum(send_mail(notification, now) for notification in Notification.objects.mail_due(now))


def send_mail(notification: Notification, now: datetime) -> bool:
    """Send the mail of a notification; return whether it went out. One that fails is tried again a few times."""
    if not notification.person.email or not may_see_the_desk(notification.person):
        desk.cancel_mail(notification)
        return False
    if not desk.claim_mail(notification, now=now):
        return False
    with carry_request(notification.request_id or ""):
        return send_claimed(notification, now)


def send_claimed(notification: Notification, now: datetime) -> bool:
    """Send the mail of a notification that this worker has in hand; return whether it went out."""
    try:
        make_message(notification).send()
    except Exception as error:  # noqa: BLE001 a mail server fails in its own ways, and the others' mail must go on
        is_tried_again = desk.mark_mail_failed(notification, str(error) or type(error).__name__, now=now)
        outcome = "tried again later" if is_tried_again else "given up"
        logger.warning("The mail of notification %s did not go: %s, %s.", notification.pk, error, outcome)
        return False
    desk.mark_mailed(notification, now=now)
    logger.info("The mail of notification %s went out.", notification.pk)
    return True


def make_message(notification: Notification) -> EmailMessage:
    """Make the mail of a notification, in its person's time and language."""
    address = reverse("admin:stories_story_change", args=[notification.story_id])
    post = person_settings(notification.person)
    with timezone.override(post.zone), translation.override(post.language or settings.LANGUAGE_CODE):
        facts = {"slugline": notification.slugline, "number": notification.story_id, "who": notification.who}
        facts["view"] = notification.view
        ours = _("This is mail of the newsroom of {site}, about a story that is or was yours.")
        if notification.view:
            ours = _("This is mail of the newsroom of {site}. You asked to be told what is new in this view.")
        lines = (
            SENTENCES[NotificationKind(notification.what)].format(at=print_both_times(notification.at), **facts),
            f"{settings.SITE_URL}{address}",
            ours.format(site=settings.SITE_NAME),
        )
        subject = str(notification)
    return EmailMessage(subject, "\n\n".join(lines) + "\n", to=[notification.person.email], headers=AUTOMATIC_HEADERS)
