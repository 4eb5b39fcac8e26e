"""Traces: sent where OTEL_EXPORTER_OTLP_ENDPOINT says, and nothing of them is imported where it says nothing."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from wsgiref.util import setup_testing_defaults
from newsroom.wsgi import application
environ = {"PATH_INFO": "/healthz"}
setup_testing_defaults(environ)
print(b"".join(application(environ, lambda status, headers: None)).decode().strip())
print("newsroom.tracing" in sys.modules)
"""
IS_INSTALLED = find_spec("opentelemetry") is not None


class Collector(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    received = b""

    def do_POST(self):
        """Keep the body."""
        Collector.received += self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments):
        """Say nothing."""


def answer_with(endpoint):
    """Answer one request in a process of its own; return what it printed."""
    environment = {**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_EXPORTER_OTLP_COMPRESSION": "none"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_nothing_is_imported_for_traces_that_go_nowhere():
    assert answer_with("").stdout.split() == ["ok", "False"]


@pytest.mark.skipif(IS_INSTALLED, reason="requirements-otel.txt is installed")
def test_missing_library_is_named_at_the_start():
    answer = answer_with("http://127.0.0.1:1")

    assert answer.returncode == 1
    assert "pip install --require-hashes -r requirements-otel.txt" in answer.stderr


@pytest.mark.skipif(not IS_INSTALLED, reason="requirements-otel.txt is not installed")
def test_spans_of_a_request_reach_the_collector():
    with HTTPServer(("127.0.0.1", 0), Collector) as collector:
        Thread(target=collector.serve_forever, daemon=True).start()
        assert answer_with(f"http://127.0.0.1:{collector.server_port}").stdout.split() == ["ok", "True"]
        collector.shutdown()

    assert b"/healthz" in Collector.received
    assert b"GET healthz" in Collector.received
