"""The sweeps of the worker that look for what is due."""

from stories.intake import feeds, photos
from stories.worker import due, mail, saved_views
from stories.worker.websub import HubPublisher

SWEEPS = (
    *(due.release_due, due.cut_due, due.drop_terms, mail.send_due, photos.fetch_due, feeds.poll_due),
    saved_views.tell_followers,
    HubPublisher().publish_due,
)
