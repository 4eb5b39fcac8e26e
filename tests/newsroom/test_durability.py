"""What was acknowledged is on the disk, on both databases."""

import pytest
from django.db import connection

SETTINGS = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2},  # FULL
    "postgresql": {"SHOW synchronous_commit": "on"},
}


@pytest.mark.django_db
def test_commit_is_told_of_once_it_is_on_the_disk():
    found = {}
    with connection.cursor() as cursor:
        for question in SETTINGS[connection.vendor]:
            cursor.execute(question)
            found[question] = cursor.fetchone()[0]

    assert found == SETTINGS[connection.vendor]
