"""Lists of the wire desk that people keep under a name: their filters and searches."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy

from stories.models.plain_json import PlainJSONField
from stories.models.webhook import Webhook


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Queries of saved views."""

    def visible_to(self, person: User) -> SavedViewQuerySet:
        """Return a person's own views, then those that others share, each by name."""
        views = self.filter(Q(owner=person) | Q(is_shared=True)).select_related("owner", "webhook")
        own_first = Case(When(owner=person, then=0), default=1)
        return views.order_by(own_first, "name", "pk")

    def with_followers(self) -> SavedViewQuerySet:
        """Return the views of which somebody, or a webhook, is told what is new in them."""
        is_followed = Q(followers__isnull=False) | Q(webhook__is_on=True)
        return self.filter(is_followed).select_related("owner", "webhook").distinct().order_by("pk")


class SavedView(models.Model):
    """A list of the wire desk under a name: its owner's alone, or everybody's of the newsroom."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(gettext_lazy("name"), max_length=60)
    query = models.CharField(max_length=1_000, blank=True)  # of the address of the list
    is_shared = models.BooleanField(gettext_lazy("shared"), default=False)
    is_pinned = models.BooleanField(gettext_lazy("pinned"), default=True)
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    webhook = models.ForeignKey(
        Webhook, models.SET_NULL, null=True, blank=True, verbose_name=gettext_lazy("webhook"), related_name="+"
    )  # that is told what is new in it
    looked_at = models.DateTimeField(null=True)  # when it was looked at for what is new; empty before the first time
    known_stories = PlainJSONField(default=list)  # that were in it then, the latest first

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_named_once")]

    def __str__(self) -> str:
        return self.name
