"""What the load's tool prints becomes figures, and the client in Python gives the same ones."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import pytest

from bench.speed.load import Figures, Target, ask_with_python, read_wrk
from bench.speed.servers import gunicorn

WRK = """Running 2s test @ http://127.0.0.1:8000/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     4.02ms    1.11ms  20.35ms   92.01%
  Latency Distribution
     50%    {p50}
     75%    4.10ms
     90%    5.00ms
     99%    {p99}
  7932 requests in 2.00s, 1.42MB read
{errors}Requests/sec:   3961.23
Transfer/sec:    726.11KB
"""
REFUSED = "  Non-2xx or 3xx responses: 12\n"


@pytest.mark.parametrize(
    ("p50", "p99", "errors", "figures"),
    [
        ("3.90ms", "8.21ms", "", Figures(3961.23, 3.9, 8.21, 0)),
        ("390.00us", "1.02s", REFUSED, Figures(3961.23, 0.39, 1020.0, 12)),
    ],
)
def test_what_wrk_prints(p50, p99, errors, figures):
    assert read_wrk(WRK.format(p50=p50, p99=p99, errors=errors)) == figures


def test_client_in_python_asks_in_turn_and_counts_refusals():
    asked = []

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked.append((self.path, self.headers["X-Trial"]))
            self.send_response(404 if self.path == "/none" else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        target = Target(["/one", "/none"], {"X-Trial": "yes"})
        figures = ask_with_python(f"127.0.0.1:{server.server_port}", target, 2, 0.3)
        server.shutdown()

    assert set(asked) == {("/one", "yes"), ("/none", "yes")}
    assert figures.errors == sum(path == "/none" for path, _header in asked)
    assert figures.rate == len(asked) / 0.3


def test_other_application_answers_under_the_settings_of_the_newsroom(tmp_path):
    with gunicorn("bench.speed.hello", {"VAR_DIR": str(tmp_path)}) as address, urlopen(f"http://{address}/") as answer:
        assert answer.read() == b"Hello, newsroom."
