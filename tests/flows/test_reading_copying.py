"""A version's own address and the line to cite it by: to select, and to copy where script runs."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.builders import a_chain
from tests.flows.shifts import WATCH, shifts
from tests.page_reading import address

pytestmark = pytest.mark.django_db(transaction=True)

COPIED = "() => navigator.clipboard.readText()"
REFUSE = "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('No', 'NotAllowedError')) }"


@pytest.fixture
def story():
    """Make a live story with two versions."""
    return a_chain("Urgent", "1st LD", headline="Dam holds")


def line(story, number, minutes):
    """How a version is cited."""
    at = f"{settings.SITE_URL}{address(story, f'history/{number}/')}"
    return f"Vesper, Dam holds, version {number}, Feb 10, 2026, 12:{minutes} GMT, {at}"


@pytest.mark.parametrize(("rest", "number", "minutes"), [("", 2, "10"), ("history/1/", 1, "00")])
def test_version_can_be_linked_to_and_cited_without_script(browse, story, rest, number, minutes):
    page = browse(address(story, rest), java_script_enabled=False)

    expect(page.locator(".citation")).to_have_text(line(story, number, minutes))
    expect(page.get_by_role("link", name="Link to this version")).to_have_attribute(
        "href", address(story, f"history/{number}/")
    )
    assert page.locator(".copying button:visible").count() == 0


@pytest.mark.parametrize(("rest", "number", "minutes"), [("", 2, "10"), ("history/1/", 1, "00")])
def test_link_and_citation_are_copied_and_it_is_said(browse, story, rest, number, minutes):
    page = browse(address(story, rest), permissions=["clipboard-read", "clipboard-write"])
    status = page.locator(".share [role=status]")
    expect(status).to_be_empty()

    page.get_by_role("button", name="Copy link").click()
    expect(status).to_have_text("Link copied.")
    assert page.evaluate(COPIED) == page.url.partition("/stories/")[0] + address(story, f"history/{number}/")

    page.get_by_role("button", name="Copy citation").press("Enter")
    expect(status).to_have_text("Citation copied.")
    assert page.evaluate(COPIED) == line(story, number, minutes)


def test_browser_that_does_not_copy_is_told_of(browse, story):
    page = browse(address(story))
    page.evaluate(REFUSE)

    page.get_by_role("button", name="Copy link").click()

    expect(page.locator(".share [role=status]")).to_have_text(
        "Your browser did not let us copy. Select the line and copy it by hand."
    )


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_moves_when_the_buttons_come(browse, story, width):
    page = browse("about:blank", viewport={"width": width, "height": 1600})
    page.add_init_script(WATCH)

    page.goto(address(story), wait_until="networkidle")

    expect(page.get_by_role("button", name="Copy citation")).to_be_visible()
    assert shifts(page) == []


def test_citation_is_printed_and_its_buttons_are_not(browse, story):
    page = browse(address(story))
    page.emulate_media(media="print")

    assert page.locator(".citation").is_visible()
    assert not page.locator(".copying").is_visible()
