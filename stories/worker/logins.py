"""Sessions that are over, and log-ins of long ago: both grow for as long as nobody drops them."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from stories.worker.slices import drop_in_slices

ATTEMPTS_KEPT_FOR = timedelta(days=1)  # much longer than a lock lasts
FAILURES_KEPT_FOR = timedelta(days=90)  # with the addresses of people who are perhaps nobody of ours
LOGINS_KEPT_FOR = timedelta(days=400)  # "Who did what" tells of a year


def drop_old_logins(now: datetime) -> int:
    """Drop sessions that are over, and log-ins, failures and counts of wrong passwords of long ago; return how many."""
    return sum(
        drop_in_slices(rows)
        for rows in (
            Session.objects.filter(expire_date__lt=now),
            AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT_FOR).order_by(),
            AccessFailureLog.objects.filter(attempt_time__lt=now - FAILURES_KEPT_FOR),
            AccessLog.objects.filter(attempt_time__lt=now - LOGINS_KEPT_FOR),
        )
    )
