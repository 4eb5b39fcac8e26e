"""No page, feed, filter or sweep reads more of a table that grows than it shows, on an archive of thousands of stories.

The archive is filled once, into a database of its own. Each query of each address is looked at by itself: PostgreSQL
says how many rows it read of which table, SQLite how many steps its machine took.
"""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from stories import archive_filler
from tests.own_database import connected_to, new_newsroom
from tests.scale import addresses
from tests.scale.plans import take_readings
from tests.scale.sweeps import SWEEPS

pytestmark = pytest.mark.database

DEEP = 200  # versions of the last story of the archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory, empty_newsroom, django_db_blocker):
    """Fill a database of its own, and return the stories that addresses are made of."""
    own = new_newsroom(empty_newsroom, tmp_path_factory.mktemp("scale"), "scale")
    with django_db_blocker.unblock(), own as name, connected_to(name):
        archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=addresses.STORIES, now=timezone.now(), deep=DEEP))
        yield addresses.choose()


@pytest.fixture(scope="module")
def chief(archive):
    client = Client()
    client.force_login(User.objects.create_superuser("chief-of-all"))
    return client


def report_faults(asks):
    """Return a report of the readings of too much, and of pages that failed; empty where there are none."""
    found = []
    for address, ask in asks:
        readings, status = take_readings(ask)
        found += [f"{address}: {reading}" for reading in readings if reading.faults]
        found += [f"{address} answered {status}"] if isinstance(status, int) and status == 500 else []
    return "\n".join(found)


def pages(client, wanted):
    unmended = addresses.NOT_YET.get(connection.vendor)
    mended = (address for address in wanted if not (unmended and unmended.match(address)))
    return ((address, lambda address=address: client.get(address).status_code) for address in mended)


def test_readers_pages_read_what_they_show(archive):
    report = report_faults(pages(Client(), addresses.public_addresses(archive)))

    assert not report, report


def test_pages_of_the_newsroom_read_what_they_show(archive, chief):
    report = report_faults(pages(chief, addresses.desk_addresses(archive)))

    assert not report, report


def test_sweeps_read_what_is_due(archive):
    now = timezone.now()

    report = report_faults((look.__name__, lambda look=look: look(now)) for look in SWEEPS)

    assert not report, report


def test_every_address_is_asked_for(archive):
    asked = [*addresses.public_addresses(archive), *addresses.desk_addresses(archive)]
    names = {resolve(re.split("[?#]", address)[0]).view_name for address in asked}

    assert addresses.named_addresses() - names == addresses.NOT_ASKED
