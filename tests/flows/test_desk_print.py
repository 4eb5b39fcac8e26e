"""What the newsroom prints: the words, and nothing that only a screen can press."""

import pytest
from playwright.sync_api import expect
from reversion.models import Revision

from tests.builders import a_chain
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)


def test_comparison_prints_its_marks_without_what_is_pressed(browse_desk):
    story = a_chain("Urgent", "1st LD")
    old, new = Revision.objects.order_by("pk").values_list("pk", flat=True)[:2]
    page = browse_desk(f"{story_page('compare', story)}?a={old}&b={new}")
    pressed = page.locator("#content :is(a.btn, button, .not-printed a):visible, .top-bar:visible")
    assert pressed.count() > 0

    page.emulate_media(media="print")

    expect(pressed).to_have_count(0)
    expect(page.locator(".sides")).to_be_visible()
