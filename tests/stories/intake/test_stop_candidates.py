"""The story that a stop in words may mean, as a table that a wire editor can check. No database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stories.intake.stops import Candidate, SentCopy, choose_candidate, is_linked, name_story
from stories.matching import Evidence, Finding, KnownCopy, Sign
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
    (StopTarget(slugs=("BC-VE--Telvan-Court, 1st Ld",)), None),
    (StopTarget(slugs=("BC-Telvan-Court, 1st Ld",)),
     Candidate(4, 0.8, "it names the slug BC-Telvan-Court, 1st Ld")),
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


def under(story, headline, keyword="karse-mayor", identity=""):
    """Return copy of a story as the finding of stories knows it."""
    return KnownCopy(story=story, headline=headline, keyword=keyword, identity=identity, moved_at=NOON,
                     news_day=NOON.date())  # fmt: skip


SOLE = [under(2, "Mayor of Karse quits over harbor deal"), under(4, "Court in Telvan jails banker", "telvan-court")]
TWINS = [*SOLE, under(3, "Karse mayor opens harbor")]
QUITS = Candidate(2, 0.95, "it quotes the headline")

YESTERDAY = [replace(copy, news_day=NOON.date() - timedelta(days=1)) for copy in SOLE]

# the candidate by its words | headlines of the stop | copy that is here | the story that is meant
MEANT = [
    (QUITS, ["Mayor of Karse quits over harbor deal"], TWINS, 2),
    (Candidate(2, 0.9, "it names item 26"), ["Another headline"], TWINS, 2),
    (Candidate(3, 0.95, "it quotes the headline"), [], TWINS, 3),
    (Candidate(4, 0.95, "it quotes the headline"), [], TWINS, None),
    (Candidate(2, 0.8, "it quotes the headline"), ["Karse mayor leaves"], TWINS, None),
    (Candidate(2, 0.6, "words of the headline"), ["Mayor of Karse jailed over harbor deal"], SOLE, None),
    (None, ["Mayor of Karse jailed"], SOLE, None),
    (None, ["Karse mayor"], SOLE, 2),
    (None, [], SOLE, 2),
    (None, [], TWINS, None),
    (QUITS, [], YESTERDAY, None),
    (QUITS, [], [], None),
]  # fmt: skip


def name_by_keyword(candidate, headlines, copies, **fields):
    """Return the finding of the story that a stop under the mayor's keyword means."""
    mine, evidence = replace(under(None, ""), **fields), Evidence(copies=tuple(copies))
    return name_story(Finding(None), candidate, StopTarget(headlines=tuple(headlines)), mine, evidence)


@pytest.mark.parametrize(("candidate", "headlines", "copies", "story"), MEANT)
def test_stop_acts_under_a_keyword_only_where_its_words_mean_the_story(candidate, headlines, copies, story):
    found = name_by_keyword(candidate, headlines, copies)

    assert (found.story if found else None) == story
    assert found is None or found.sign is Sign.CHAIN


@pytest.mark.parametrize("fields", [{"keyword": "apnewsalert"}, {"keyword": ""}, {"language": "fr"}])
def test_stop_acts_under_no_generic_keyword_and_in_no_other_language(fields):
    copies = [under(2, "Mayor of Karse quits over harbor deal", fields.get("keyword", "karse-mayor"))]

    assert name_by_keyword(QUITS, [], copies, **fields) is None


@pytest.mark.parametrize(
    ("identity", "follows", "known", "is_it"),
    [
        ("urn:ves:1", (), "urn:ves:1", True),
        ("urn:ves:2", ("urn:ves:1",), "urn:ves:1", True),
        ("urn:ves:2", (), "urn:ves:1", False),
        ("", (), "", False),
    ],
)
def test_stop_is_linked_by_its_id_and_by_those_that_it_goes_on_from(identity, follows, known, is_it):
    mine = KnownCopy(identity=identity, follows=follows, moved_at=NOON, news_day=NOON.date())

    assert is_linked(mine, 2, [under(2, "Mayor quits", identity=known), under(3, "Dam", identity=identity)]) is is_it
