"""Notifications: messages to people of the newsroom about acts of others on their stories. Never public."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models.saved_view import SavedView
from stories.models.story import Story
from stories.request_id import REQUEST_ID_LENGTH

SUBJECT_LIMIT = 120  # characters; a mail program shows fewer


class NotificationKind(models.TextChoices):
    """The acts that people are notified of, as printed before the slugline."""

    CORRECTED = "corrected", gettext_lazy("Corrected")
    HELD = "held", gettext_lazy("Held")
    RELEASED = "released", gettext_lazy("Released")
    KILLED = "killed", gettext_lazy("Killed")
    SPIKED = "spiked", gettext_lazy("Spiked")
    TAKEN_DOWN = "taken-down", gettext_lazy("Taken down")
    CAME = "came", gettext_lazy("New copy beside yours")
    UNSCHEDULED = "unscheduled", gettext_lazy("No longer scheduled")
    GIVEN = "given", gettext_lazy("Given to you")
    TAKEN_OVER = "taken-over", gettext_lazy("Taken over from you")
    JOINED = "joined", gettext_lazy("Joined with another story")
    PARTED = "parted", gettext_lazy("Versions moved elsewhere")
    UNDONE = "undone", gettext_lazy("Move of versions undone")
    HANDED_IN = "handed-in", gettext_lazy("Handed in")
    SENT_BACK = "sent-back", gettext_lazy("Sent back")
    ORIGINAL_CHANGED = "original", gettext_lazy("The original was filed again")
    IN_VIEW = "in-view", gettext_lazy("New in a view")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Queries of notifications."""

    def unseen(self, person: User) -> NotificationQuerySet:
        """Return the notifications that a person has not marked as seen."""
        return self.filter(person=person, seen_at=None)

    def of(self, person: User) -> NotificationQuerySet:
        """Return all notifications of a person, the newest first, with the fields that a list prints."""
        notifications = self.filter(person=person).select_related("by", "story", "view").order_by("-pk")
        of_others = ("by__username", "story__slugline", "story__state", "view__name")
        return notifications.only("person", "what", "at", "seen_at", "mail_fault", *of_others)

    def mail_due(self, now: datetime) -> NotificationQuerySet:
        """Return the notifications to mail now, the oldest first, without those that were seen."""
        notifications = self.filter(mail_due_at__lte=now, seen_at=None).order_by("mail_due_at", "pk")
        return notifications.select_related("person", "by", "story", "view").defer("story__body")


class Notification(models.Model):
    """A message to one person about an act on a story. `by` is empty for the wire."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    what = models.CharField(max_length=12, choices=NotificationKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    view = models.ForeignKey(SavedView, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    request_id = models.CharField(max_length=REQUEST_ID_LENGTH, null=True)  # noqa: DJ001 SQLite adds this without a new table
    seen_at = models.DateTimeField(null=True)

    mail_due_at = models.DateTimeField(null=True)  # when it is tried next; empty where no mail is owed, or any more
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    mail_fault = models.CharField(max_length=200, blank=True)  # why the last try failed

    objects = NotificationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_list"),  # the page of what is for somebody
            models.Index(  # the count on every page of the desk
                fields=["person"], name="notification_unseen", condition=Q(seen_at=None)
            ),
            models.Index(  # the worker's sweep
                fields=["mail_due_at"], name="notification_mail_due", condition=Q(mail_due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return _("{what}: {slugline}").format(what=self.act, slugline=self.slugline)

    @property
    def act(self) -> str:
        """The act as it is printed; of a story that is new in a view, with the name of that."""
        if self.view is not None:
            return _("New in {view}").format(view=self.view.name)
        return str(NotificationKind(self.what).label)

    @property
    def slugline(self) -> str:
        """The story's slugline in one line, cut to fit a subject."""
        line = " ".join(self.story.slugline.split())
        return line if len(line) <= SUBJECT_LIMIT else f"{line[: SUBJECT_LIMIT - 1]}…"

    @property
    def who(self) -> str:
        """The name of who did it."""
        return self.by.get_username() if self.by else _("the wire")

    @property
    def is_given_up(self) -> bool:
        """Whether the mail failed as often as it is tried."""
        return bool(self.mail_fault) and self.mail_due_at is None and self.mailed_at is None
