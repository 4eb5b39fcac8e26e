"""What the worker says of a sweep that fails: at once, then each minute, and without a traceback of other people's."""

import errno

from django.db import IntegrityError, InterfaceError, OperationalError

from stories.management.sweep_faults import AGAIN_AFTER, SweepFaults

FULL = OperationalError("database or disk is full")


def test_same_fault_is_told_once_a_minute_and_anew_when_all_was_well(caplog):
    faults = SweepFaults("cut_due")

    for second in range(0, 2 * int(AGAIN_AFTER)):
        faults.tell(FULL, 100.0 + second)
    faults.tell(InterfaceError("gone"), 300.0)
    faults.forget()
    faults.tell(InterfaceError("gone"), 301.0)

    full = "cut_due: the database did not answer; the next sweep tries again: database or disk is full"
    gone = "cut_due: the database did not answer; the next sweep tries again: gone"
    assert caplog.messages == [full, full, gone, gone]
    assert [record.exc_info for record in caplog.records] == [None] * 4


def test_fault_that_may_be_ours_has_its_traceback_and_a_full_disk_has_none(caplog):
    faults = SweepFaults("keep_log")

    faults.tell(OSError(errno.ENOSPC, "No space left on device"), 1.0)
    faults.tell(IntegrityError("twice"), 2.0)
    faults.tell(OSError(errno.EACCES, "Permission denied"), 3.0)

    assert caplog.messages == [
        "keep_log: the disk is full; the next sweep tries again: [Errno 28] No space left on device",
        "keep_log failed; the next sweep tries again.",
        "keep_log failed; the next sweep tries again.",
    ]
    assert [bool(record.exc_info) for record in caplog.records] == [False, True, True]
