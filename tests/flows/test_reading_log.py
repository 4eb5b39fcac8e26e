"""The page of the log: the reader's own browser checks digests, proofs, the signed head, and who cosigned it."""

import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from stories.transparency.signed_note import make_key
from stories.worker import transparency
from stories.worker.witnesses import WitnessAsker
from tests.builders import a_chain
from tests.witness import running_witness

pytestmark = pytest.mark.django_db(transaction=True)

LOG_KEY = make_key("news.example.org/log", bytes(32))
OTHER_KEY = make_key("news.example.org/log", bytes(range(32)))
WHOLE = (
    "Checked here in your browser: every version fits its digest, its proof and the signed head; "
    "the latest read as filed."
)
REWORDED = "The page of version 2 has other words than those that were filed."


@pytest.fixture
def story(settings, tmp_path):
    """Give a story with two versions, in a log that a witness has cosigned."""
    settings.LOG_KEY = str(LOG_KEY)
    story = a_chain("Urgent", "1st LD", byline="By Ola Vint", dateline="KARSE HEAD, Feb. 10 (Vesper)", endmark="Endit")
    with running_witness(tmp_path, str(LOG_KEY.note_key)) as written:
        settings.LOG_WITNESSES = [written]
        transparency.extend_log(timezone.now())
        assert WitnessAsker().ask_witnesses(timezone.now()) == 1
        yield story


def spoil(page, address, change):
    """Have an answer changed on its way to the browser."""

    def answer(route):
        response = route.fetch()
        route.fulfill(response=response, body=change(response.text()))

    page.route(address, answer)


def change_urgency(text):
    """Return the chain as data, with another urgency of its first version."""
    data = json.loads(text)
    next(filing for filing in data["filings"] if filing["number"] == 1)["urgency"] = 9
    return json.dumps(data)


def test_browser_checks_a_story_and_who_cosigned_the_log(browse, story):
    page = browse(f"/log/?story={story.pk}")

    expect(page.locator("[data-log-check]")).to_have_text(WHOLE)
    expect(page.locator("[data-log-witnessed]")).to_have_text(
        "Others have cosigned the log of 2 entries, checked here: witness.example/w1."
    )


@pytest.mark.parametrize(
    ("address", "change", "place", "sentence"),
    [
        (
            "**/history.json*",
            change_urgency,
            "[data-log-check]",
            "Version 1 does not fit: it is not what was filed.",
        ),
        ("**/history/2/", lambda text: text.replace("Tuesday", "Friday"), "[data-log-check]", REWORDED),
        ("**/history/2/", lambda text: text.replace("Ola Vint", "Edda Roan"), "[data-log-check]", REWORDED),
        ("**/history/2.json", lambda text: text.replace('"salt":"', '"salt":"0'), "[data-log-check]", REWORDED),
        ("**/history/2.json", lambda text: text.replace("Tuesday", "Friday"), "[data-log-check]", REWORDED),
        (
            "**/log/keys",
            lambda _text: f"{OTHER_KEY.note_key}\n",
            "[data-log-check]",
            "The head of the log is not signed by the key of this site.",
        ),
        (
            "**/log/witnessed",
            lambda text: text.replace("\n2\n", "\n1\n"),
            "[data-log-witnessed]",
            "The cosignature of witness.example/w1 does not hold.",
        ),
        (
            "**/log/witnesses",
            lambda _text: "another+00000000+B\n",
            "[data-log-witnessed]",
            "Nobody has cosigned the log yet.",
        ),
    ],
)
def test_browser_finds_what_was_changed(browse, story, address, change, place, sentence):
    page = browse("about:blank")
    spoil(page, address, change)

    page.goto(f"/log/?story={story.pk}")

    expect(page.locator(place)).to_have_text(sentence)
