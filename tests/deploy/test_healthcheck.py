"""The container's own question whether it is healthy, which reads settings as the newsroom does."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "healthcheck.py"


class Readiness(BaseHTTPRequestHandler):
    """A web server that answers /readyz as it is told to, and keeps what it was asked."""

    asked: list = []
    status = 200

    def do_GET(self):
        self.asked.append((self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"]))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_healthcheck_asks_in_the_name_of_the_site(status, code, monkeypatch):
    monkeypatch.setattr(Readiness, "asked", [])
    monkeypatch.setattr(Readiness, "status", status)
    with ThreadingHTTPServer(("127.0.0.1", 0), Readiness) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        environment = {**os.environ, "SITE_URL": " HTTPS://News.example.org/ ", "PORT": f" {server.server_port} "}

        asked = subprocess.run([sys.executable, SCRIPT], env=environment, cwd="/", capture_output=True)

        server.shutdown()

    assert asked.returncode == code
    assert Readiness.asked == [("/readyz", "news.example.org", "https")]
