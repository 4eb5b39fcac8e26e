"""Requests: counted by status and time, told of on demand, and kept at the door that they came to."""

import logging
from collections import Counter

import pytest

from newsroom import counts, health
from newsroom.operations import request_watch
from newsroom.operations.request_watch import RequestWatch, count_request, print_histogram
from stories.request_id import current_request
from tests.wsgi_requests import ask

FIGURE = 'newsroom_request_seconds_{}{{status="{}"}}'
PROXY_NAME = "b5d4045c3f46fa91"


class Inner:
    """An application that keeps what it is asked."""

    def __init__(self, status="200 OK"):
        self.status, self.asked, self.names = status, [], []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        self.names.append(current_request())
        if not self.status:
            raise RuntimeError
        start_response(self.status, [])
        return [b"page"]


def nothing_at_once(_environ, _start_response):
    """Answer nothing at once."""


@pytest.fixture(autouse=True)
def figures(monkeypatch):
    """Count from nothing."""
    monkeypatch.delenv(counts.COUNTS_FOLDER, raising=False)
    monkeypatch.setattr(request_watch, "counts", counts.NodeCounts())
    return lambda: print_histogram(request_watch.counts.total())


def test_requests_are_counted_by_the_class_of_their_status(figures):
    for status in ("200 OK", "304 Not Modified", "200 OK", "503 Service Unavailable"):
        ask(RequestWatch(Inner(status), nothing_at_once), "/")
    ask(RequestWatch(Inner(), nothing_at_once), "/healthz")
    with pytest.raises(RuntimeError):
        ask(RequestWatch(Inner(""), nothing_at_once), "/")

    assert [figures()[FIGURE.format("count", kind)] for kind in ("2xx", "3xx", "5xx")] == [2, 1, 2]


def test_format_that_nobody_makes_is_counted_with_what_clients_do_wrong(figures):
    ask(RequestWatch(Inner("501 Not Implemented"), nothing_at_once), "/")

    assert figures()[FIGURE.format("count", "4xx")] == 1
    assert FIGURE.format("count", "5xx") not in figures()


def test_times_stand_in_classes_with_all_below(figures):
    for seconds in (0.001, 0.005, 0.02, 30):
        count_request("200", seconds)

    found = figures()
    below = [found[f'newsroom_request_seconds_bucket{{status="2xx",le="{le}"}}'] for le in ("0.005", "0.01", "0.025",
             "10.0", "+Inf")]  # fmt: skip
    assert below == [2, 2, 3, 3, 4]
    assert found[FIGURE.format("sum", "2xx")] == pytest.approx(30.026)
    assert print_histogram(Counter({"newsroom_others_total": 3})) == {"newsroom_others_total": 3}


def test_histogram_is_one_family(figures):
    count_request("200", 0.3)

    text = health.print_figures(figures())

    assert "\n# TYPE newsroom_request_seconds histogram\nnewsroom_request_seconds_bucket" in text
    assert text.count("# TYPE") == text.count("# HELP") == 1


def test_request_has_the_name_that_the_proxy_gave_and_loses_it_at_its_end():
    inner = Inner()

    ask(RequestWatch(inner, nothing_at_once), "/", x_request_id=PROXY_NAME)
    ask(RequestWatch(inner, nothing_at_once), "/")

    assert inner.names[0] == PROXY_NAME
    assert len(inner.names[1]) == 16
    assert current_request() == ""


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_probe_is_answered_whatever_it_calls_this_machine(settings, path):
    settings.ALLOWED_HOSTS, inner = ["*", ".news.example"], Inner()

    ask(RequestWatch(inner, nothing_at_once), path, host="10.0.0.7:8000")
    ask(RequestWatch(inner, nothing_at_once), "/stories/1/", host="10.0.0.7:8000")

    assert [environ["HTTP_HOST"] for environ in inner.asked] == ["news.example", "10.0.0.7:8000"]


@pytest.mark.parametrize(
    ("port", "path", "status", "is_operators"),
    [("9100", "/metrics", 200, True), ("9100", "/", 404, None), ("80", "/metrics", 200, False), ("80", "/", 200, None)],
)
def test_port_of_operators_answers_probes_alone(settings, monkeypatch, port, path, status, is_operators):
    settings.OPS_PORT, inner = 9100, Inner()

    reply = ask(
        lambda environ, start: RequestWatch(inner, nothing_at_once)({**environ, "SERVER_PORT": port}, start), path
    )

    assert reply.status == status
    assert [environ.get(request_watch.IS_OPERATORS) for environ in inner.asked] == [is_operators] * (status == 200)


@pytest.mark.parametrize(
    ("host", "protocol", "status"),
    [("", "HTTP/1.1", 400), ("", "HTTP/1.0", 200), ("testserver", "HTTP/1.1", 200)],
)
@pytest.mark.parametrize("path", ["/", "/healthz"])
def test_request_of_today_without_a_host_is_refused(host, protocol, status, path):
    inner = Inner()

    reply = ask(RequestWatch(inner, nothing_at_once), path, protocol=protocol, host=host)

    assert reply.status == status
    assert len(inner.asked) == (status == 200)


def test_requests_are_told_of_on_demand_without_their_query(settings, caplog):
    caplog.set_level(logging.INFO, "newsroom.access")
    ask(RequestWatch(Inner(), nothing_at_once), "/archive/")
    assert not caplog.records

    settings.ACCESS_LOG = True
    ask(RequestWatch(Inner(), nothing_at_once), "/archive/?q=canary", x_request_id=PROXY_NAME)

    (record,) = caplog.records
    assert record.getMessage().startswith(" GET /archive/ 200 in 0.")
    assert (record.path, record.status) == ("/archive/", 200)


@pytest.mark.parametrize(
    ("asked", "is_answered"),
    [
        ({"PATH_INFO": "/"}, True),
        ({"PATH_INFO": "/metrics"}, False),
        ({"PATH_INFO": "/", "SERVER_PORT": "9000"}, False),
        ({"PATH_INFO": "/", "HTTP_HOST": ""}, False),
    ],
)
def test_what_is_answered_at_once_is_counted_and_told_and_probes_are_not(settings, figures, caplog, asked, is_answered):
    settings.OPS_PORT, settings.ACCESS_LOG = 9000, True
    caplog.set_level(logging.INFO, "newsroom.access")
    watch = RequestWatch(Inner(), Inner("304 Not Modified"))
    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": "testserver", "SERVER_PORT": "80", **asked}
    started = []

    body = watch.answer_at_once(environ, lambda status, headers: started.append(status))

    assert (body, started) == (([b"page"], ["304 Not Modified"]) if is_answered else (None, []))
    assert figures().get(FIGURE.format("count", "3xx"), 0) == len(caplog.records) == int(is_answered)


def test_application_that_answers_nothing_at_once_is_asked_the_usual_way(figures):
    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": "testserver", "PATH_INFO": "/"}

    assert RequestWatch(Inner(), nothing_at_once).answer_at_once(environ, None) is None
    assert not figures()
