"""The sweeps of the worker that look for what is due."""

from stories.intake import feeds, photos
from stories.worker import due, mail
from stories.worker.websub import HubPublisher

SWEEPS = (
    *(due.release_due, due.cut_due, due.drop_terms, mail.send_due, photos.fetch_due, feeds.poll_due),
    HubPublisher().publish_due,
)
