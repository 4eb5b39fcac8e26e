"""Copy that a process kept and died before it read it: the worker's next sweep reads it."""

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest

from stories.intake import keepers
from stories.intake.deliveries import keep_delivery
from stories.models import Delivery, Item
from stories.worker import due
from tests.builders import NOON

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def a_delivery(kept_by):
    """Keep bytes that nobody has read, as another process did."""
    delivery = keep_delivery("ferry.txt", b"Ferry off Oren turns back\n\nIt turned back.\n", now=NOON)
    Delivery.objects.filter(pk=delivery.pk).update(kept_by=kept_by)
    return delivery


def name_of_dead_process():
    """Return the name of a process of this machine that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return f"{socket.gethostname()}:{process.pid}"


def test_copy_of_a_process_that_died_is_read_once(caplog):
    delivery = a_delivery(name_of_dead_process())

    [item] = due.read_kept_copy(NOON + SECOND)

    assert (item.delivery_id, item.headline) == (delivery.pk, "Ferry off Oren turns back")
    assert due.read_kept_copy(NOON + 2 * SECOND) == []
    assert [record.getMessage() for record in caplog.records] == [
        "Copy that a process had kept, and died before it read it, was taken: 1."
    ]


@pytest.mark.parametrize(
    "kept_by",
    [f"{socket.gethostname()}:{os.getpid()}", "another-machine:7", "", "a:b"],
    ids=["own", "other", "none", "odd"],
)
def test_copy_of_a_process_that_may_live_is_left_to_it_for_a_while(kept_by):
    a_delivery(kept_by)

    assert due.read_kept_copy(NOON + timedelta(minutes=10)) == []
    assert len(due.read_kept_copy(NOON + timedelta(minutes=10) + SECOND)) == 1


def test_delivery_says_which_process_kept_it():
    assert keep_delivery("a.txt", b"Ferry", now=NOON).kept_by == f"{socket.gethostname()}:{os.getpid()}"
    assert not keepers.has_died(keepers.own_name())
    assert not keepers.has_died(f"{socket.gethostname()}:1")
    assert Item.objects.count() == 0
