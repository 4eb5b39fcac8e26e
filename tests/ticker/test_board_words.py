"""The headlines and times of filing as the board prints them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stories import desk
from stories.copy.gaps import read_phrases
from tests.builders import NOON, a_chain, a_filing, an_editor, rewrite
from tests.page_reading import assert_in_order, words_of
from ticker import board_actions
from ticker.headlines import current_board
from ticker.models import Change, Pin

pytestmark = pytest.mark.django_db

BOARD = "/admin/ticker/pin/"
HEADLINE = "سد كارسي صامد"


@pytest.fixture
def producer(client):
    """Return a ticker producer's browser."""
    client.force_login(an_editor("tomas", "ticker producer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def press(producer, act, **sent):
    """Press a button on the board, and return the page that follows."""
    return producer.post(BOARD + act, {"seen": board_actions.board_version(), **sent}, follow=True).text


@pytest.mark.parametrize(
    ("act", "sent", "says"),
    [
        ("pin/", {}, "is pinned, now 1 of 1."),
        ("{pin}/move/", {"to": "up"}, "is now 1 of 1."),
        ("{pin}/move/", {"to": "down"}, "is now 1 of 1."),
        ("{pin}/move/", {"to": "top"}, "is now 1 of 1."),
        ("{pin}/off/", {}, "is no longer pinned."),
    ],
)
def test_act_names_the_headline_that_readers_have(producer, act, sent, says):
    story = a_chain("", headline=HEADLINE, language="ar", slugline="Karse-Dam")
    pin = board_actions.pin_story(story, by=None, now=NOON)
    rewrite(story, "Other words.", headline="Not filed yet")

    page = press(producer, act.format(pin=pin.pk), story=story.pk, **sent)

    assert f"“<bdi>{HEADLINE}</bdi>” {says}</span>" in page
    assert "“<bdi>Karse-Dam" not in page


def test_refusal_names_the_headline(producer):
    story = a_chain("", headline=HEADLINE, language="ar")
    desk.hold(story, by=None, now=NOON)

    page = press(producer, "pin/", story=story.pk)

    assert f"“<bdi>{HEADLINE}</bdi>” is held. Only a live story can be on the ticker." in page


def test_message_escapes_a_hostile_headline(producer):
    story = a_chain("", headline="<img src=x onerror=alert(1)> {0}")

    page = press(producer, "pin/", story=story.pk)

    assert "“<bdi>&lt;img src=x onerror=alert(1)&gt; {0}</bdi>” is pinned" in page
    assert "<img src=x" not in page


def test_board_says_how_old_each_is_and_why_it_stands_there(producer):
    now = timezone.now()
    pinned = a_chain("", headline="Pinned", now=now - timedelta(hours=3))
    board_actions.pin_story(pinned, by=None, now=now, until=now + timedelta(hours=1))
    newest = a_chain("", headline="Newest", now=now - timedelta(minutes=9))

    page = words_of(producer.get(BOARD))

    until = f"{now + timedelta(hours=1):%H:%M} UTC"
    assert_in_order(page, f"1 Pinned {pinned.slugline} #{pinned.pk} · 3 hours pinned until", until)
    assert_in_order(page, f"2 Newest {newest.slugline} #{newest.pk} · 9 minutes by time")


def test_own_wording_stands_on_the_ticker_until_the_story_is_filed_again(producer):
    story = a_chain("", headline="Dam at Karse Head holds after a night of rain")
    pin = board_actions.pin_story(story, by=None, now=NOON)
    key = current_board(timezone.now()).key

    page = press(producer, f"{pin.pk}/wording/", wording="  Dam holds ")

    assert "has its own words on the ticker, until it is filed again." in page
    assert "<q" in page
    board = current_board(timezone.now())
    assert ([line.text for line in board.headlines], board.key == key) == (["Dam holds"], False)
    a_filing(rewrite(story, "It fell.", headline="Dam fails"), "1st LD", now=NOON)
    assert [line.text for line in current_board(timezone.now()).headlines] == ["Dam fails"]
    press(producer, f"{pin.pk}/wording/", wording="Dam gone")
    assert [line.text for line in current_board(timezone.now()).headlines] == ["Dam gone"]
    press(producer, f"{pin.pk}/wording/", wording="")
    assert [line.text for line in current_board(timezone.now()).headlines] == ["Dam fails"]


@pytest.mark.django_db(transaction=True)
def test_wording_goes_where_words_of_the_story_are_taken_down():
    story = a_chain("", headline="Edda Roan opens the gate")
    pin = board_actions.pin_story(story, by=None, now=NOON)
    board_actions.set_pin_wording(pin.pk, "Roan opens gate", by=None, now=NOON)

    desk.take_down_phrases([story], read_phrases("Edda Roan\nRoan"), by=None, now=NOON, reason="An order.")

    assert not Pin.objects.exclude(wording="").exists()
    assert "Roan" not in current_board(timezone.now()).headlines[0].text


def test_wording_goes_in_the_transaction_that_takes_the_words_down():
    story = a_chain("", headline="Edda Roan opens the gate")
    pin = board_actions.pin_story(story, by=None, now=NOON)
    board_actions.set_pin_wording(pin.pk, "Roan opens gate", by=None, now=NOON)

    desk.take_down_phrases([story], read_phrases("Edda Roan\nRoan"), by=None, now=NOON, reason="An order.")

    assert not Pin.objects.exclude(wording="").exists()  # though nothing is committed in this test


def test_pins_are_moved_in_the_tab_of_an_edition_among_its_own(producer):
    names = ("ar-1", "en-1", "ar-2", "en-2")
    stories = {name: a_chain("", headline=name, language=name[:2]) for name in names}
    pins = {name: board_actions.pin_story(stories[name], by=None, now=NOON) for name in reversed(names)}

    page = producer.get(f"{BOARD}?edition=ar")
    moved = producer.post(
        f"{BOARD}{pins['ar-2'].pk}/move/",
        {"to": "up", "edition": "ar", "seen": board_actions.board_version()},
        follow=True,
    )

    assert 'name="edition" value="ar"' in page.text
    assert "is now 1 of 2." in words_of(moved)
    assert [pin.story.headline for pin in Pin.objects.in_order()] == ["ar-2", "ar-1", "en-1", "en-2"]
    assert (Change.objects.latest("number").place, Change.objects.latest("number").kind) == (1, Change.Kind.MOVED)


def test_tab_of_an_edition_shows_what_its_readers_get(producer):
    for headline, language in (("Dam holds", "en"), (HEADLINE, "ar")):
        board_actions.pin_story(a_chain("", headline=headline, language=language), by=None, now=NOON)

    def rows(address):
        return [row.headline for row, _times in producer.get(address).context_data["rows"]]

    assert rows(BOARD) == [HEADLINE, "Dam holds"]
    assert rows(f"{BOARD}?edition=ar") == [HEADLINE]
    assert rows(BOARD) == [HEADLINE]  # the tab stays open
    assert rows(f"{BOARD}?edition=") == [HEADLINE, "Dam holds"]
