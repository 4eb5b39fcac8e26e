"""Sessions that are over and log-ins of long ago: dropped, and no other."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from stories.worker import logins, slices
from tests.builders import NOON

pytestmark = pytest.mark.django_db


def keep_attempts(model, *ages, **fields):
    """Keep attempts of some ages."""
    for age in ages:
        row = model.objects.create(username="cleo", ip_address="192.0.2.7", user_agent=str(age), **fields)
        model.objects.filter(pk=row.pk).update(attempt_time=NOON - age)


def test_what_is_over_is_dropped_in_slices(monkeypatch):
    monkeypatch.setattr(slices, "SLICE", 2)
    for number in range(-3, 2):
        Session.objects.create(session_key=f"{number}", session_data="", expire_date=NOON + timedelta(hours=number))
    day = timedelta(days=1)
    keep_attempts(AccessAttempt, timedelta(hours=23), 2 * day, failures_since_start=3, get_data="", post_data="")
    keep_attempts(AccessFailureLog, 89 * day, 91 * day)
    keep_attempts(AccessLog, 399 * day, 401 * day)

    assert logins.drop_old_logins(NOON) == 3 + 1 + 1 + 1
    assert logins.drop_old_logins(NOON) == 0
    assert sorted(Session.objects.values_list("session_key", flat=True)) == ["0", "1"]
    assert [model.objects.count() for model in (AccessAttempt, AccessFailureLog, AccessLog)] == [1, 1, 1]
