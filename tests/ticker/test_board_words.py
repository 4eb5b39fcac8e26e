"""How the board names a headline, and when it was filed."""

import pytest

from stories import desk
from tests.newsroom import NOON, a_chain, an_editor, rewritten
from ticker import board

pytestmark = pytest.mark.django_db

BOARD = "/admin/ticker/pin/"
HEADLINE = "سد كارسي صامد"


@pytest.fixture
def producer(client):
    """A ticker producer's browser."""
    client.force_login(an_editor("tomas", "ticker producer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("act", "says"),
    [
        ("pin/{story}/", "is pinned, now 1 of 1."),
        ("{pin}/up/move/", "is now 1 of 1."),
        ("{pin}/down/move/", "is now 1 of 1."),
        ("{pin}/top/move/", "is now 1 of 1."),
        ("{pin}/off/", "is no longer pinned."),
    ],
)
def test_act_names_the_headline_that_readers_have(producer, act, says):
    story = a_chain("", headline=HEADLINE, language="ar", slugline="Karse-Dam")
    pin = board.pin(story, by=None, now=NOON)
    rewritten(story, "Other words.", headline="Not filed yet")

    page = producer.post(BOARD + act.format(pin=pin.pk, story=story.pk), follow=True).text

    assert f"“<bdi>{HEADLINE}</bdi>” {says}</li>" in page
    assert "Karse-Dam" not in page


def test_refusal_names_the_headline(producer):
    story = a_chain("", headline=HEADLINE, language="ar")
    desk.hold(story, by=None, now=NOON)

    page = producer.post(f"{BOARD}pin/{story.pk}/", follow=True).text

    assert f"“<bdi>{HEADLINE}</bdi>” is held. Only a live story can be on the ticker." in page


def test_message_escapes_a_hostile_headline(producer):
    story = a_chain("", headline="<img src=x onerror=alert(1)> {0}")

    page = producer.post(f"{BOARD}pin/{story.pk}/", follow=True).text

    assert "“<bdi>&lt;img src=x onerror=alert(1)&gt; {0}</bdi>” is pinned" in page
    assert "<img src=x" not in page


def test_board_says_when_each_was_filed(producer):
    board.pin(a_chain("", headline="Pinned"), by=None, now=NOON)
    a_chain("", headline="Newest", now=NOON.replace(hour=14, minute=2))

    page = producer.get(BOARD).text

    assert '<td data-name="Filed">Feb 10, 12:00</td>' in page
    assert "<small>Feb 10, 14:02, " in page
