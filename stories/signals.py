"""Signals that say “look again”: sent after commit, with ids only, to listeners that may run twice."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

story_filed = Signal()  # story_id, number: a filing was made
story_withdrawn = Signal()  # story_id: a story was held, released or killed, or words of it were taken down
story_joined = Signal()  # story_id, into_id: a story was joined to another, in which all of its filings stand now
join_undone = Signal()  # story_id, into_id: it stands by itself again
demo_loaded = Signal()  # story_ids, now: the demo newsroom is in, and these stories are to be pinned in this order

words_removed = Signal()  # story_id: words of a story are taken down; sent within the same transaction
stories_erased = Signal()  # all stories are about to be deleted; sent before, within the same transaction
worker_starts = Signal()  # the worker begins; a listener that raises CommandError stops it


def send_after_commit(signal: Signal, **ids: int) -> None:
    """Send a signal once the transaction is safe; a listener that fails harms nobody."""
    transaction.on_commit(partial(signal.send_robust, sender=None, **ids))
