"""The main flow of the newsroom in Firefox: a story is begun, kept, filed, corrected and read by keys."""

import pytest
from django.conf import settings

from stories.models import Filing, Story
from tests.builders import a_chain, a_filing, a_source, an_editor, rewrite
from tests.flows.firefox import CONTROL, ENTER, FIREFOX, start_firefox
from tests.page_reading import address
from tests.stories.admin.browser import sign_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not FIREFOX, reason="no Firefox here: apt-get install firefox-esr"),
]

DESK = "/admin/stories/story/"


@pytest.fixture
def firefox(live_server, tmp_path):
    """Open Firefox in which an editor is signed in."""
    session = sign_in(an_editor("edda")).cookies[settings.SESSION_COOKIE_NAME]
    with start_firefox(tmp_path) as browser:
        browser.go(f"{live_server.url}/robots.txt")
        browser.ask("WebDriver:AddCookie", cookie={"name": session.key, "value": session.value, "path": "/"})
        yield browser


def test_story_is_begun_filed_corrected_and_read(firefox, live_server):
    a_source(settings.SITE_NAME)
    firefox.go(f"{live_server.url}{DESK}add/")
    firefox.type("#id_headline", "Dam holds")
    firefox.type(".prose-text", "The dam held.")
    firefox.wait("return document.querySelector('.foot-bar').innerText.includes('Draft kept')")
    firefox.keys(CONTROL, "s")
    firefox.wait("return location.pathname.endsWith('/change/')")
    assert Story.objects.get().headline == "Dam holds"

    firefox.press(".prose-text")
    firefox.keys(CONTROL, ENTER)
    firefox.press("[data-sheet][open] [data-act-button]")
    firefox.wait("return location.search === '?filed=1'")

    firefox.type("#id_headline", " for a day")
    firefox.press(".foot-bar .menu summary")
    firefox.press(".foot-bar .menu [name=correct]")
    firefox.type("[data-sheet][open] [name=right]", ", Selda says: ")
    shown = firefox.run("return document.querySelector('[data-readers-note] ins').innerText")
    assert ", Selda says:" in shown
    firefox.press("[data-sheet][open] [data-act-button]")
    firefox.wait("return location.search === '?filed=2'")
    filed = [("Dam holds", "", ""), ("Dam holds for a day", "Dam holds", shown)]
    assert list(Filing.objects.order_by("number").values_list("headline", "wrong", "right")) == filed

    firefox.go(f"{live_server.url}{DESK}")
    firefox.wait("return document.querySelector('tbody tr')")
    firefox.keys("j")
    firefox.keys("o")
    firefox.wait("return document.querySelector('#reader')?.innerText.includes('The dam held.')")


def test_a_reader_goes_from_a_story_to_what_changed_and_back_in_any_width(firefox, live_server):
    story = a_chain("Urgent", "1st LD", headline="Dam holds", body="The dam held.\n\nTwo towns were dry.")
    a_filing(rewrite(story, "The dam held.\n\nThree towns were dry."), "2nd LD")
    firefox.go(f"{live_server.url}{address(story)}")

    firefox.press(".updated a + a")
    firefox.wait("return location.pathname.endsWith('/history/2..3/')")
    line = "const style = getComputedStyle(document.querySelector(arguments[0])); return style.textDecorationLine"
    assert [firefox.run(line, each) for each in ("del", "ins")] == ["line-through", "underline"]
    assert firefox.run("return document.querySelector('ins').innerText").split() == ["[added:", "Three", "]"]

    firefox.ask("WebDriver:SetWindowRect", width=500, height=900)
    for rest in ("", "history/", "history/2..3/?view=split", "history/growth/"):
        firefox.go(f"{live_server.url}{address(story, rest)}")
        assert firefox.run("return document.documentElement.scrollWidth <= innerWidth"), rest
