"""Saved views of the wire desk: kept, changed and dropped by their owners, followed by whoever sees them."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories.desk.exceptions import NotPossibleError
from stories.desk.notifications import notify
from stories.desk.webhooks import DeskEvent, note_events
from stories.models import NotificationKind, SavedView, Story, WebhookEvent

VIEWS_OF_A_PERSON = 40  # more are no list that anybody reads
KNOWN_STORIES = 1_000  # of a view; one that comes back behind so many others is new again

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def keep_view(view: SavedView, *, by: User) -> SavedView:
    """Keep a view that is new or was changed. Raises NotPossibleError."""
    require_own(view, by)
    others = SavedView.objects.filter(owner=by).exclude(pk=view.pk)
    if others.filter(name=view.name).exists():
        raise NotPossibleError(_("You have a view of this name. Choose another name."))
    if view.pk is None and others.count() >= VIEWS_OF_A_PERSON:
        raise NotPossibleError(_("You have {count} views. Drop one first.").format(count=VIEWS_OF_A_PERSON))
    if view.webhook and not SavedView.objects.with_followers().filter(pk=view.pk).exists():
        view.looked_at, view.known_stories = None, []  # what is in it now is not told of
    view.save()
    if not view.is_shared:
        view.followers.remove(*view.followers.exclude(pk=by.pk))
    return view


def drop_view(view: SavedView, *, by: User) -> None:
    """Drop a view. Raises NotPossibleError where it is another person's."""
    require_own(view, by)
    view.delete()


def require_own(view: SavedView, person: User) -> None:
    """Raise NotPossibleError where a view is another person's."""
    if view.owner != person:
        raise NotPossibleError(_("This view is another person's. Save one of your own."))


@transaction.atomic
def follow_view(view: SavedView, *, by: User) -> None:
    """Tell a person from now on what is new in a view; what is in it now is not."""
    if not SavedView.objects.with_followers().filter(pk=view.pk).exists():
        SavedView.objects.filter(pk=view.pk).update(looked_at=None, known_stories=[])
    view.followers.add(by)


def unfollow_view(view: SavedView, *, by: User) -> None:
    """Tell a person no more what is new in a view."""
    view.followers.remove(by)


def make_event(view: SavedView, story: Story, *, now: datetime) -> DeskEvent:
    """Return what a webhook is told of a story that is new in a view."""
    return DeskEvent(WebhookEvent.IN_VIEW, f"view {view.pk} {story.pk} {now.isoformat()}", now, story.pk)


@transaction.atomic
def note_stories_in_view(view: SavedView, stories: list[Story], *, now: datetime) -> list[Story]:
    """Note the latest stories of a view; tell its followers and its webhook of those that are new in it; return these.

    At first none is new: whoever begins to follow sees what is there.
    """
    current = SavedView.objects.select_for_update(no_key=True).get(pk=view.pk)
    known = set(current.known_stories)
    new = [story for story in stories if story.pk not in known] if current.looked_at else []
    for person in current.followers.order_by("pk"):
        for story in new:
            notify(person, story, NotificationKind.IN_VIEW, by=story.updated_by, now=now, view=current)
    if current.webhook and current.webhook.is_on:
        events = (make_event(current, story, now=now) for story in new)
        note_events(current.webhook, events, now=now)
    latest = dict.fromkeys([*(story.pk for story in stories), *current.known_stories])
    current.known_stories, current.looked_at = list(latest)[:KNOWN_STORIES], now
    current.save(update_fields=["known_stories", "looked_at"])
    return new
