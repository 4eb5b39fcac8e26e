"""The designator that the head of the form shows where none is chosen: the one that filing will propose."""

import pytest
from lxml import html

from tests.builders import a_chain, a_story
from tests.stories.admin.browser import a_browser, story_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("chain", "unchosen", "button"),
    [
        ((), "No designator", "File"),
        (("Urgent",), "1st LD (proposed)", "File 1st LD"),
        (("Urgent", "1st LD"), "2nd LD (proposed)", "File 2nd LD"),
    ],
)
def test_head_and_button_name_one_designator(chain, unchosen, button):
    story = a_chain(*chain) if chain else a_story()

    page = html.fromstring(a_browser().get(story_page("change", story)).text)

    [shown] = page.xpath("//select[@name='designator']/option[@selected]") or page.xpath(
        "//select[@name='designator']/option[1]"
    )
    assert (shown.get("value"), shown.text) == ("", unchosen)
    assert [words.text for words in page.xpath("//button[@data-next-act]/span")] == [button]
