"""What a page weighs on the wire: a story of the demo of some 400 words, as `make run` sends it."""

import pytest
from django.utils.http import http_date

from newsroom.stored_pages.printing import PageHandler
from newsroom.stored_pages.shell import Shell
from stories.demo.newsroom import StoryLoader, demo_stories
from stories.models import Story
from tests.builders import NOON, a_section, a_source, an_editor
from tests.wsgi_requests import ask

pytestmark = pytest.mark.django_db(transaction=True)

TOTAL, HEADERS, UNMODIFIED = 5_500, 700, 200  # bytes at most
RULES = 50  # that lists of stories name, of what a browser may fetch ahead
LISTS = ("/", "/archive/", "/corrections/", "/help/")
BROTLI = {"accept_encoding": "gzip, br"}


def wire_bytes(reply):
    """Return the bytes of an answer's status line and headers, those of gunicorn included."""
    lines = [f"HTTP/1.1 {reply.status} {'OK' if reply.status == 200 else 'Not Modified'}", f"Date: {http_date(0)}"]
    return len("\r\n".join([*lines, *(f"{name}: {value}" for name, value in reply.headers), "", ""]))


@pytest.fixture
def shell(settings):
    """Return the application, without anything of an operator's."""
    settings.ALLOWED_HOSTS = ["testserver"]
    application = Shell(PageHandler())
    yield application
    application.database.close()


@pytest.fixture
def long_story():
    """Load the demo's story of a mountain road."""
    data = next(story for story in demo_stories() if len(story["filings"][-1]["body"].split()) in range(385, 430))
    a_section(data["section"].title()), a_source(data["source"])
    loader = StoryLoader(data, by=an_editor(), now=NOON)
    for at, act in sorted(loader.events(), key=lambda event: event[0]):
        act(at)
    return Story.objects.get()


def test_story_of_400_words_is_small(shell, long_story):
    first = ask(shell, long_story.get_public_url(), **BROTLI)
    again = ask(shell, long_story.get_public_url(), if_none_match=first["ETag"], **BROTLI)

    assert (first.status, first["Content-Encoding"], again.status) == (200, "br", 304)
    assert wire_bytes(first) <= HEADERS
    assert wire_bytes(first) + len(first.body) <= TOTAL
    assert wire_bytes(again) <= UNMODIFIED


def test_headers_of_lists_are_short(shell):
    sizes = {address: wire_bytes(ask(shell, address, **BROTLI)) for address in LISTS}

    assert max(sizes.values()) <= HEADERS + RULES, sizes
