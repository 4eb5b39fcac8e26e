"""Copy in doubt by keyboard, in a real browser: two keys settle one piece, and the next has the focus."""

import pytest
from playwright.sync_api import expect

from stories.models import MatchVerdict, State, Story
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
