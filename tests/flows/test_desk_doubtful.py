"""Copy in doubt by keyboard, in a real browser: two keys settle one piece, and the next has the focus."""

import pytest
from playwright.sync_api import expect

from stories.models import MatchVerdict, State, Story
from tests.builders import a_chain, a_source
from tests.stories.admin.browser import story_page
from tests.stories.admin.test_deliveries import an_item
from tests.stories.admin.wire_desk.test_doubtful import DOUBTFUL, a_doubt

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_joins_and_another_keeps_apart(browse_desk):
    third, second, first = (a_doubt(headline) for headline in ("Third", "Second", "First"))
    page = browse_desk(DOUBTFUL)
    focused = page.locator(".doubt:focus-within")
    expect(focused).to_contain_text("First")

    page.keyboard.press("j")
    expect(focused).to_contain_text("Second")
    page.keyboard.press("n")
    expect(page.get_by_text("Kept apart: “Second”")).to_be_visible()
    expect(focused).to_contain_text("Third")
    page.keyboard.press("b")
    expect(page.get_by_text("Joined: “Third”")).to_be_visible()
    expect(focused).to_contain_text("First")

    verdicts = MatchVerdict.objects.order_by("pk").values_list("item", "kind")
    assert list(verdicts) == [(second.pk, "apart"), (third.pk, "joins")]
    assert Story.objects.get(pk=third.story_id).state == State.JOINED
    assert Story.objects.get(pk=first.story_id).state == State.LIVE


def test_pages_that_put_chains_right_fit_320_pixels_and_an_error_leads_to_its_choice(browse_desk):
    slugline = "Osjaser-Telvan-Floods-Ferries-Cut-Off-And-Boats-Sent-Out-From-Maran-Again"
    story = a_chain("Urgent", "1st LD", slugline=slugline)
    likely = a_chain("Urgent", slugline=f"{slugline}-2")
    an_item(story=story, likely_story=likely, source=a_source())
    page = browse_desk(story_page("join", story), viewport={"width": 320, "height": 640})
    expect(page.locator("ul.likely")).to_contain_text(f"#{likely.pk}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(story_page("elsewhere", story, 2))
    page.get_by_role("button", name="Move version 2").press("Enter")
    page.get_by_role("link", name="Where it belongs").press("Enter")
    page.keyboard.press("Space")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.get_by_role("radio").first).to_be_checked()
