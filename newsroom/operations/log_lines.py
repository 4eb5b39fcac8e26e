"""Lines of the log: one clock, one line for a matter, and nothing that a terminal would obey.

The same for Django, gunicorn and the worker. Times are UTC with their offset, whatever zone the newsroom has.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from typing import Any

from stories.control_signs import escape_controls
from stories.request_id import current_request

FORMATS = ("line", "json")
JOURNAL_LEVELS = {"CRITICAL": 2, "ERROR": 3, "WARNING": 4, "INFO": 6, "DEBUG": 7}  # of syslog; sd-daemon(3)
INDENT = "    "  # of a traceback, so that none of its lines looks like one of the log
OF_STRANGERS = "django.security"  # what a stranger sent amiss is no fault of ours, and has no traceback
OF_RECORDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
PLAIN_KINDS = (str, int, float, bool, type(None))


def record_time(record: logging.LogRecord) -> str:
    """Return the time of a record, in UTC and to the millisecond, with its offset."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def print_traceback(formatter: logging.Formatter, record: logging.LogRecord) -> list[str]:
    """Return the lines of the traceback of a record; none where it has none."""
    parts = [formatter.formatException(record.exc_info)] if record.exc_info else []
    parts += [formatter.formatStack(record.stack_info)] if record.stack_info else []
    return [escape_controls(line) for part in parts for line in part.split("\n")]


def mark_levels(text: str, record: logging.LogRecord) -> str:
    """Return the lines of a record as they are written: for the journal of systemd with their level before each."""
    if not writes_to_journal():
        return text
    mark = f"<{JOURNAL_LEVELS.get(record.levelname, 6)}>"
    return "\n".join(mark + line for line in text.split("\n"))


@cache
def writes_to_journal() -> bool:
    """Return whether the error output of this process is systemd's journal: systemd.exec(5), JOURNAL_STREAM."""
    try:
        stream = os.fstat(sys.__stderr__.fileno()) if sys.__stderr__ else None
    except (OSError, ValueError):
        return False
    return stream is not None and os.environ.get("JOURNAL_STREAM") == f"{stream.st_dev}:{stream.st_ino}"


class LineFormatter(logging.Formatter):
    """One line for people: time, level, logger, request, message. A traceback follows it, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        request = current_request()
        where = f"{record.name} [{request}]" if request else record.name
        line = f"{record_time(record)} {record.levelname} {where}: {escape_controls(record.getMessage())}"
        return mark_levels("\n".join([line, *(INDENT + each for each in print_traceback(self, record))]), record)


class JSONFormatter(logging.Formatter):
    """One JSON object in a line, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, with what it was given beside its message."""
        data: dict[str, Any] = {
            "time": record_time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if request := current_request():
            data["request"] = request
        beside = vars(record).items()
        data |= {name: value for name, value in beside if name not in OF_RECORDS and isinstance(value, PLAIN_KINDS)}
        if lines := print_traceback(self, record):
            data["traceback"] = "\n".join(lines)
        return mark_levels(json.dumps(data), record)  # in ASCII: no sign of it reaches a terminal as it is


def drop_strangers_traceback(record: logging.LogRecord) -> bool:
    """Make a warning without a traceback of what a stranger sent amiss: a Host that is not ours, a forged cookie."""
    if record.name.startswith(OF_STRANGERS):
        record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        record.exc_info = record.stack_info = record.exc_text = None
    return True


def is_our_fault(record: logging.LogRecord) -> bool:
    """Return whether a record of an answer of 500 or more is of a fault: 501 is asked for, as oEmbed has it."""
    return getattr(record, "status_code", 0) != HTTPStatus.NOT_IMPLEMENTED


def logging_settings(level: str, log_format: str) -> dict[str, Any]:
    """Return the settings of Python's logging for a level and one of FORMATS."""
    formatter = JSONFormatter if log_format == "json" else LineFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": formatter}},
        "filters": {
            "strangers": {"()": lambda: drop_strangers_traceback},
            "our faults": {"()": lambda: is_our_fault},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ours", "filters": ["strangers"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # a page that is not there is in the log of requests, if anywhere
            "django.request": {"level": "ERROR", "filters": ["our faults"]},
            "axes": {"level": "ERROR"},  # our own lines tell of log-ins, with the address
            "gunicorn.error": {"handlers": ["console"], "propagate": False},
            "gunicorn.access": {"handlers": [], "propagate": False},
        },
    }
