"""A source's page in a real browser: without script, on a small screen, by keyboard, in light and dark."""

import pytest
from playwright.sync_api import expect

from stories import push
from stories.models import FeedState, Item, Source, SourceToken
from tests.builders import NOON, a_source, an_editor
from tests.flows.access import faults

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = {"width": 320, "height": 640}
TEXT = b"Urgent: Dam at Karse Head overtops\n\nWater ran over the dam.\n"


@pytest.fixture
def source():
    address = "https://feeds.maran.example/a/long/address/of/a/feed/without/any/blank/in/it/latest.xml"
    source = a_source("Maran News Agency", intake=Source.Intake.FILE, feed_address=address)
    push.make_token(source, by=an_editor(), now=NOON)
    FeedState.objects.create(source=source, address=address, next_at=NOON, asked_at=NOON, failures=2, error="It hung.")
    return source


def page_of(source, end="change"):
    return f"/admin/stories/source/{source.pk}/{end}/"


def test_file_is_tried_without_script_on_a_small_screen(browse_desk, source):
    page = browse_desk(page_of(source), group="chief", java_script_enabled=False, viewport=SMALL)

    page.click("text=Try a file")
    page.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": TEXT})
    page.click("text=Try it")

    expect(page.locator(".tried")).to_contain_text("Dam at Karse Head overtops")
    assert not Item.objects.exists()


def test_token_is_made_and_revoked_by_keyboard(browse_desk, source):
    page = browse_desk(page_of(source), group="chief")

    page.locator("text=Make a token").focus()
    page.keyboard.press("Enter")
    expect(page.locator("pre")).to_have_count(2)
    page.click("text=I have kept it")
    page.get_by_role("button", name="Revoke").first.press("Enter")

    expect(page.locator(".doors li strong")).to_have_count(1)
    assert SourceToken.objects.filter(revoked_at=None).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("end", ["change", "try"])
def test_pages_of_a_source_are_for_everybody(browse_desk, source, scheme, end):
    page = browse_desk(page_of(source, end), group="chief", viewport=SMALL, color_scheme=scheme)

    assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
    within = ".doors" if end == "change" else "main"
    assert faults(page, within) == {}
