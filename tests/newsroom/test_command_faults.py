"""What commands fail on, in a sentence."""

import errno

import pytest
from django.db import OperationalError

from newsroom.command_faults import fault_behind

ARGUMENTS = ["manage.py", "log_key", "--rotate"]
NO_ROOM = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("fault", [NO_ROOM, OperationalError("database or disk is full")])
def test_full_disk_is_told_with_what_to_do(fault):
    assert fault_behind(fault, ARGUMENTS) == f"The disk is full: {fault}. Make room, and start the command again."


@pytest.mark.parametrize("fault", [OSError(errno.EACCES, "Permission denied"), SystemExit(0), SystemExit(1)])
def test_other_fault_is_not_explained(fault):
    assert fault_behind(fault, ARGUMENTS) == ""
