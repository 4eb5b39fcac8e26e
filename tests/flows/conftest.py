"""A real browser at a real server."""

import os

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.builders import a_story, an_editor
from tests.flows.chromium import CHROMIUM, QUIET
from tests.flows.editing import put_caret
from tests.stories.admin.browser import sign_in, story_page

# The browser's library runs an event loop in this thread, in which Django would refuse every query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def chromium():
    """Start the browser of all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, live_server):
    """Return a function that opens a page of the site in a browser that nobody used before."""
    contexts = []

    def open_page(path="/", **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def browse_desk(browse):
    """Return a function that opens a page of the newsroom as a member of a group, in a fresh browser."""

    def open_page(path, group="editor", **options):
        person = an_editor(f"an-{group}".replace(" ", "-"), group=group)
        session = sign_in(person).cookies[settings.SESSION_COOKIE_NAME]
        page = browse("/", **options)
        page.context.add_cookies([{"name": session.key, "value": session.value, "url": page.url}])
        page.goto(path)
        return page

    return open_page


@pytest.fixture
def editing(browse_desk):
    """Return a function that opens the form of a new story with a text, at its end."""

    def open_form(body="It held.", **options):
        story = a_story(headline="Dam holds", body=body)
        page = browse_desk(story_page("change", story), **{"viewport": {"width": 1400, "height": 900}, **options})
        put_caret(page, "end")
        return page

    return open_form
