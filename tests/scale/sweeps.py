"""The sweeps of the worker that look for what is due."""

from datetime import datetime

from stories.desk import DeskEvent
from stories.intake import feeds, photos
from stories.worker import due, mail, saved_views, webhooks
from stories.worker.websub import HubPublisher


def find_webhook_events(now: datetime) -> list[DeskEvent]:
    """Find what webhooks are told of, as the worker does where there is one."""
    return list(webhooks.events_since(now - webhooks.COMMITTED_WITHIN, now))


SWEEPS = (
    *(due.release_due, due.cut_due, due.drop_terms, mail.send_due, photos.fetch_due, feeds.poll_due),
    saved_views.tell_followers,
    HubPublisher().publish_due,
    find_webhook_events,
)
