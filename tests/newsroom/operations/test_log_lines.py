"""Lines of the log: times with their offset, controls written out, tracebacks for faults of ours alone."""

import json
import logging
import logging.config
import os
import sys
from datetime import datetime

import pytest

from newsroom.operations import log_lines
from newsroom.operations.log_lines import JSONFormatter, LineFormatter, drop_strangers_traceback, logging_settings
from stories.request_id import accept_request_id, carry_request, current_request

HOSTILE = "Łaze\tn.txt\r\n2026-01-01T00:00:00.000+00:00 ERROR forged: x\x1b[2J\x9b31m\u202egnp\u2028\0"
WRITTEN_OUT = r"Łaze\tn.txt\r\n2026-01-01T00:00:00.000+00:00 ERROR forged: x\x1b[2J\x9b31m\u202egnp\u2028\x00"


def a_record(message, *values, name="stories.worker.mail", level=logging.WARNING, exc_info=None, **beside):
    """Return a record of 10 February, noon, as the log keeps one."""
    record = logging.LogRecord(name, level, "mail.py", 1, message, values, exc_info)
    record.created = datetime.fromisoformat("2026-02-10T13:00:00.25+01:00").timestamp()
    vars(record).update(beside)
    return record


def a_fault(message):
    """Return a fault as the log is given one."""
    try:
        raise ValueError(message)
    except ValueError:
        return sys.exc_info()


def test_line_has_time_with_offset_level_logger_request_and_message(monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    head = "2026-02-10T12:00:00.250+00:00 WARNING stories.worker.mail"

    assert LineFormatter().format(a_record("%s did not go.", "A mail")) == f"{head}: A mail did not go."
    with carry_request("b5d4045c3f46"):
        assert LineFormatter().format(a_record("Late.")) == f"{head} [b5d4045c3f46]: Late."
    assert current_request() == ""


def test_controls_are_written_out_in_one_line():
    assert LineFormatter().format(a_record("%s", HOSTILE)).partition(": ")[2] == WRITTEN_OUT


def test_traceback_is_indented_and_forges_no_line():
    lines = LineFormatter().format(a_record("Failed.", exc_info=a_fault(HOSTILE))).split("\n")

    assert lines[1] == "    Traceback (most recent call last):"
    assert all(line.startswith("    ") and line.isprintable() for line in lines[1:])
    assert any("ERROR forged" in line for line in lines[1:])


def test_json_is_one_line_of_ascii_with_what_stands_beside_the_message():
    with carry_request("b5d4045c3f46"):
        line = JSONFormatter().format(a_record("%s", HOSTILE, exc_info=a_fault("x"), status=404, other=object()))
    data = json.loads(line)

    assert line.isascii()
    assert "\n" not in line
    assert data.pop("traceback").startswith("Traceback (most recent call last):\n")
    assert data.pop("process") > 0
    assert data == {
        "time": "2026-02-10T12:00:00.250+00:00",
        "level": "WARNING",
        "logger": "stories.worker.mail",
        "message": HOSTILE,
        "request": "b5d4045c3f46",
        "status": 404,
    }


@pytest.mark.parametrize(
    ("name", "level", "has_traceback"),
    [("django.security.DisallowedHost", "WARNING", False), ("django.request", "ERROR", True)],
)
def test_what_a_stranger_sent_amiss_has_no_traceback(name, level, has_traceback):
    record = a_record("Invalid HTTP_HOST header.", name=name, level=logging.ERROR, exc_info=a_fault("x"))

    assert drop_strangers_traceback(record)
    assert (record.levelname, "Traceback" in LineFormatter().format(record)) == (level, has_traceback)


@pytest.mark.parametrize("log_format", ["line", "json"])
def test_settings_are_those_of_the_standard_library(log_format):
    config = logging.config.DictConfigurator(logging_settings("INFO", log_format))

    handler = config.configure_handler(config.config["handlers"]["console"])
    handler.setFormatter(config.configure_formatter(config.config["formatters"]["ours"]))

    assert ('"message": "Late."' in handler.format(a_record("Late."))) == (log_format == "json")


def test_journal_of_systemd_is_told_the_level_of_each_line(monkeypatch):
    monkeypatch.setattr(log_lines, "writes_to_journal", lambda: True)

    text = LineFormatter().format(a_record("Failed.", level=logging.ERROR, exc_info=a_fault("x")))
    assert all(line.startswith("<3>") for line in text.split("\n"))
    assert JSONFormatter().format(a_record("Late.", level=logging.INFO)).startswith('<6>{"time"')


@pytest.mark.parametrize(("names_the_stream", "is_journal"), [(True, True), (False, False)])
def test_journal_is_known_by_the_stream_that_systemd_names(monkeypatch, tmp_path, names_the_stream, is_journal):
    with (tmp_path / "stream").open("w") as stream:
        status = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{status.st_dev}:{status.st_ino + (not names_the_stream)}")
        monkeypatch.setattr(sys, "__stderr__", stream)

        assert log_lines.writes_to_journal.__wrapped__() == is_journal


@pytest.mark.parametrize("given", ["b5d4045c3f46fa91fe2cc6abe79232a1", "1-67891233-abcdef01"])
def test_name_that_a_proxy_gave_is_kept(given):
    assert accept_request_id(given) == given


@pytest.mark.parametrize("given", ["", "short", "x" * 33, "b5d4045c 3f46", "b5d4045c3f46\n", "b5d4\x1b45c3f46"])
def test_name_of_another_form_is_made_anew(given):
    assert accept_request_id(given) not in (given, accept_request_id(given))
