"""What browsers report of the policy: off, as if there were no such thing; on, a line each, and not a word too many."""

import json
import logging

import pytest

from newsroom.headers import policy_reports
from newsroom.headers.policy_reports import MOST_LINES, MOST_REPORTED, REPORT, REPORT_LIST
from stories.display.http_caching import build_fingerprint
from tests.builders import a_chain, an_editor
from tests.page_reading import address
from tests.stories.admin.browser import sign_in

pytestmark = pytest.mark.django_db

PLACE = "/csp-reports"
REFUSED = {
    "document-uri": "https://testserver/stories/7/dam/?who=ilse#top",
    "referrer": "https://mail.example/inbox",
    "effective-directive": "script-src-elem",
    "violated-directive": "script-src-elem 'self'",
    "original-policy": "default-src 'none'",
    "blocked-uri": "https://ilse:secret@Evil.example:8443/steal?cookie=1",
    "script-sample": "alert('zq')",
}
REPORTED = {
    "type": "csp-violation",
    "age": 10,
    "url": "https://testserver/help/?who=ilse",
    "user_agent": "Browser/1.0 (of Ilse)",
    "body": {
        "documentURL": "https://testserver/help/?who=ilse",
        "effectiveDirective": "img-src",
        "blockedURL": "data:image/png;base64,AAAA",
        "sample": "zq",
    },
}


@pytest.fixture(autouse=True)
def _of_this_test(settings, monkeypatch):
    """Ask as testserver, with the lines of a minute that begins."""
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(policy_reports, "LOG_LIMIT", policy_reports.LineLimit())


@pytest.fixture
def _on(settings):
    """Turn the reports on."""
    settings.CSP_REPORTS = True


@pytest.fixture
def send(client, caplog):
    """Send a body as a browser does; return the status with the lines that were logged for it."""
    caplog.set_level(logging.INFO, logger=policy_reports.logger.name)

    def post(body, kind=REPORT, **headers):
        caplog.clear()
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = client.post(PLACE, content, content_type=kind, **headers)
        assert answer.content == b""
        return answer.status_code, [line for line in caplog.messages if line.startswith("A policy")]

    return post


def report(**fields):
    """Return a report in the form of before, with other fields."""
    return {"csp-report": {**REFUSED, **{name.replace("_", "-"): value for name, value in fields.items()}}}


def headers_of_pages(client):
    """Return the headers of a page of readers, of one for frames, of what is not there, and of the newsroom."""
    story = a_chain("Urgent", "1st LD")
    desk = sign_in(an_editor())
    paths = (address(story), address(story, "history/1..2/embed/"), "/ticker/embed/", "/no-such-page/")
    return [dict(client.get(path).headers) for path in paths] + [dict(desk.get("/admin/").headers)]


def test_off_nothing_asks_for_reports_and_there_is_no_such_address(client):
    unknown = client.get("/no-such-page")

    asked = [client.get(PLACE), client.head(PLACE), client.post(PLACE, json.dumps(report()), content_type=REPORT)]
    assert [answer.status_code for answer in asked] == [404] * 3
    assert client.get(PLACE).content == unknown.content
    assert all("report" not in str(headers).lower() for headers in headers_of_pages(client))


def test_on_each_policy_is_the_one_of_before_and_asks_for_reports(client, settings):
    before = headers_of_pages(client)

    settings.CSP_REPORTS = True
    after = headers_of_pages(client)

    for old, new in zip(before, after, strict=True):
        rules = new["Content-Security-Policy"].split(";")
        assert new["Reporting-Endpoints"] == 'csp="/csp-reports"'
        assert [rule for rule in rules if not rule.startswith("report-")] == old["Content-Security-Policy"].split(";")
        assert {"report-to csp", "report-uri /csp-reports"} < set(rules)


@pytest.mark.usefixtures("_on")
def test_report_is_a_line_without_anything_of_the_reader(send):
    assert send(report()) == (204, ["A policy refused script-src-elem: evil.example on /stories/7/dam/"])
    assert send([REPORTED], REPORT_LIST) == (204, ["A policy refused img-src: data on /help/"])


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"blocked_uri": "inline"}, "script-src-elem: inline on /stories/7/dam/"),
        ({"blocked_uri": "chrome-extension://abc/x.js"}, "script-src-elem: chrome-extension on /stories/7/dam/"),
        ({"blocked_uri": "https://[::1"}, "script-src-elem: ? on /stories/7/dam/"),
        ({"blocked_uri": 7}, "script-src-elem: ? on /stories/7/dam/"),
        ({"effective_directive": ""}, "script-src-elem: evil.example on /stories/7/dam/"),
        ({"document_uri": "https://other.example/secret"}, "script-src-elem: evil.example on ?"),
        ({"document_uri": "https://testserver/admin/invitation/MQ/token/"}, "script-src-elem: evil.example on /admin/"),
        ({"document_uri": "https://testserver/a\ud800\x1b[2J"}, "script-src-elem: evil.example on /a"),
        ({"document_uri": "https://testserver/" + "x" * 900}, "script-src-elem: evil.example on /" + "x" * 199),
    ],
)
def test_line_has_the_host_and_the_path_alone(send, fields, line):
    assert send(report(**fields)) == (204, [f"A policy refused {line}"])


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    "body",
    [
        {}, [], 7, "x", None, {"csp-report": 7}, report(effective_directive="<script>"),
        report(effective_directive=["script-src"], violated_directive=7), [7, {"type": "deprecation", "body": {}}],
        [{"type": "csp-violation"}], [{"type": "csp-violation", "body": {"effectiveDirective": "a\nb"}}],
    ],
)  # fmt: skip
def test_what_is_no_report_is_not_logged(send, body):
    assert send(body, REPORT_LIST) == (204, [])


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    ("body", "kind", "headers", "status"),
    [
        (b"{", REPORT, {}, 400),
        (b"[" * MOST_REPORTED, REPORT, {}, 400),
        (b"\xff\xfe", REPORT_LIST, {}, 400),
        (b" " * (MOST_REPORTED + 1), REPORT, {}, 413),
        (b"{}", "application/json", {}, 415),
        (b"a=1", "application/x-www-form-urlencoded", {}, 415),
        (b"{}", REPORT, {"CONTENT_LENGTH": ""}, 411),
        (b"{}", REPORT, {"CONTENT_LENGTH": "9" * 5_000}, 413),
    ],
)
def test_what_is_no_body_of_reports_is_refused(send, body, kind, headers, status):
    assert send(body, kind, **headers) == (status, [])


@pytest.mark.usefixtures("_on")
def test_address_takes_reports_alone_and_needs_no_session(client):
    assert client.get(PLACE).status_code == 405
    answer = client.post(PLACE, json.dumps(report()), content_type=REPORT)
    assert (answer.status_code, answer.cookies) == (204, {})
    client.handler.enforce_csrf_checks = True
    assert client.post(PLACE, json.dumps(report()), content_type=REPORT).status_code == 204


@pytest.mark.usefixtures("_on")
def test_lines_of_a_minute_are_few(send):
    status, lines = send([REPORTED] * 40, REPORT_LIST)

    assert (status, len(lines)) == (204, MOST_LINES)
    assert send(report()) == (204, [])


def test_limit_is_of_each_minute():
    limit = policy_reports.LineLimit()

    first = [limit.allows(100.0) for _ in range(MOST_LINES + 2)]

    assert first == [True] * MOST_LINES + [False] * 2
    assert (limit.allows(159.0), limit.allows(160.0)) == (False, True)


def test_pages_that_were_stored_before_it_was_turned_on_are_not_those_after(settings):
    before = build_fingerprint.__wrapped__()

    settings.CSP_REPORTS = True

    assert build_fingerprint.__wrapped__() != before
