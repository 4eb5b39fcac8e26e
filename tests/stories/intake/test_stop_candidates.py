"""The story that a stop in words may mean, as a table that a wire editor can check. No database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stories.intake.stops import Candidate, SentCopy, choose_candidate
from stories.wire import StopTarget

NOON = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
OREN = ZoneInfo("Europe/Berlin")


def sent(story, headline, identity="", keyword="", hours=1.0):
    """Return copy that moved some hours before noon."""
    return SentCopy(story, headline, identity, keyword, NOON - timedelta(hours=hours))


COPIES = [
    sent(1, "Dam of Oren fails, 40 homes under water", "urn:ves:260210-89-00066", "oren-dam", hours=3),
    sent(2, "Mayor of Karse quits over harbor deal", "urn:ves:101", "karse-mayor", hours=2),
    sent(3, "Mayor of Karse quits over harbor deal", "urn:ves:102", "karse-mayor", hours=0.5),
    sent(4, "Court in Telvan jails banker Bram Osk", "urn:ves:260210-89-00067", "telvan-court", hours=4),
    sent(5, "大坝决口 四十户受淹", hours=5),
]

# what the stop says | the story, how likely, why
CASES = [
    (StopTarget(headlines=("Dam of Oren fails, 40 homes under water",)), Candidate(1, 0.95, "it quotes the headline")),
    (StopTarget(headlines=("DAM OF OREN FAILS, 40 homes\N{NO-BREAK SPACE}under water.",)),
     Candidate(1, 0.95, "it quotes the headline")),
    (StopTarget(headlines=("Dam of Oren fails",)), Candidate(1, 0.85, "it quotes the headline")),
    (StopTarget(headlines=("Oren dam fails, homes under water",)), Candidate(1, 0.8, "it quotes the headline")),
    (StopTarget(headlines=("Mayor of Karse quits over harbor deal",)), Candidate(3, 0.95, "it quotes the headline")),
    (StopTarget(headlines=("Mayor of Karse quits over harbor deal",), minute_of_day=600, is_utc=True),
     Candidate(2, 0.99, "it quotes the headline, same time")),
    (StopTarget(headlines=("Mayor of Karse quits over harbor deal",), minute_of_day=660),
     Candidate(2, 0.99, "it quotes the headline, same time")),
    (StopTarget(numbers=("260210-89-00067",)), Candidate(4, 0.9, "it names item 260210-89-00067")),
    (StopTarget(numbers=("ves 101",)), Candidate(2, 0.6, "it names item ves 101")),
    (StopTarget(slugs=("Telvan-Court",)), Candidate(4, 0.8, "it names the slug Telvan-Court")),
    (StopTarget(text="Kill the story in which a court jails banker Bram Osk of Telvan"),
     Candidate(4, 0.6, "words of the headline")),
    (StopTarget(text="Kill the story on banker Osk"), None),
    (StopTarget(headlines=("Dam of Oren fails, 50 homes under water",)), None),
    (StopTarget(headlines=("大坝决口",)), Candidate(5, 0.8, "it quotes the headline")),
    (StopTarget(headlines=("Volcano of Lanor wakes",), numbers=("999",), slugs=("LANOR",), text="Volcano"), None),
    (StopTarget(), None),
]  # fmt: skip


@pytest.mark.parametrize(("target", "candidate"), CASES)
def test_stop_means_the_story_that_its_words_name(target, candidate):
    zone = OREN if target.minute_of_day == 660 else UTC

    assert choose_candidate(target, COPIES, zone=zone) == candidate
