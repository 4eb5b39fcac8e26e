"""HEAD: the headers of GET and no body, as the server sends them. The test client would cut the body off itself."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from stories import desk
from tests.builders import NOON, a_chain
from tests.page_reading import address

pytestmark = pytest.mark.django_db


def request_page(method, path):
    """Return the status, headers and body of an answer as the server gets them."""
    told = []
    body = get_wsgi_application()(RequestFactory().generic(method, path).environ, lambda *line: told.append(line))
    try:
        return told[0][0], dict(told[0][1]), b"".join(body)
    finally:
        body.close()


def pages():
    """Return addresses of pages, data, notices and errors."""
    story, killed = a_chain("Urgent"), a_chain("Urgent")
    desk.kill(killed, by=None, now=NOON, reason="Wrong.")
    return [
        "/", address(story), f"/stories/{story.pk}/history.json", f"/stories/{killed.pk}/", "/feeds/latest.atom",
        "/no-such-page/", "/prefs.css", "/healthz",
    ]  # fmt: skip


def test_head_is_get_without_its_body():
    for path in pages():
        status, headers, body = request_page("GET", path)

        assert body, path
        assert request_page("HEAD", path) == (status, headers, b""), path
        assert headers["Content-Length"] == str(len(body)), path
