"""What is done with copy that arrives, as a table that a wire editor can check. No database."""

from datetime import UTC, datetime, timedelta

import pytest

from stories import designators, desk
from stories.intake.decision import (
    EMBARGO_LIMIT,
    Decision,
    Kind,
    Preparation,
    decide,
    decide_again,
    is_filed_at_once,
)
from stories.intake.options import Then
from stories.intake.situation import ArrivedCopy, MatchedStory, Sign, Situation
from stories.models import Outcome, State
from stories.wire.item import Status

NOW = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
LEAVE, OPEN, REPLACE = Preparation.NONE, Preparation.OPEN, Preparation.REPLACE

FILES = {"is_filed_at_once": True}
SAME = {"is_known": True}
STOPPED = {"was_stopped": True}
KILL, HOLD, ADVISORY = ({"designator": designators.printed(word)} for word in ("Kill", "Hold", "Advisory"))
CANCELED, WITHHELD = {"status": Status.CANCELED}, {"status": Status.WITHHELD}
NOTE, NO_TEXT = {"note": "Two names were wrong."}, {"has_text": False}
EMBARGOED, OVER = {"embargo_until": LATER}, {"embargo_until": NOW}
FAR_EMBARGO = {"embargo_until": NOW + EMBARGO_LIMIT + timedelta(hours=1)}
IN_WORDS = {"speaks_of_embargo": True}

NONE = None
LIVE = MatchedStory()
NEW = MatchedStory(State.WAITING, has_moved=False)
HELD, HELD_NEW = MatchedStory(State.HELD), MatchedStory(State.HELD, has_moved=False)
KILLED, SPIKED = MatchedStory(State.KILLED), MatchedStory(State.SPIKED, has_moved=False)
ALIKE = MatchedStory(sign=Sign.WORDS)
BY_EDITOR = MatchedStory(State.WAITING, Sign.SLUGLINE, has_moved=False)
TAKEN_DOWN, TAKEN_DOWN_LATE = MatchedStory(has_lost_words=True), MatchedStory(has_lost_words=True, follows=1)
LATE, LATE_NEW = MatchedStory(follows=1), MatchedStory(State.WAITING, has_moved=False, follows=0)
LATE_HELD = MatchedStory(State.HELD, follows=1)

WHICH = "Urgent: the source stops a story, and which one is not certain. Find it and"
UNTIL = "Embargoed until 2026-02-10 14:00 UTC."
HELD_WHY = "The story is held: nothing of it is filed until it is released."
WITHDREW, WITHHOLDS = "Vesper withdrew this story.", "Vesper withholds this story."
TOLD = "Two names were wrong."
DOWN = "Words of this story were taken down, and this may be them: an editor decides."
LATE_WHY = "Newer copy of the story came before it."
SPEAKS = "It speaks of an embargo, and no time of it could be read: an editor decides."

# the copy | the story that it belongs to | what else is known | the act | the working copy before | the reason
CASES = [
    # Copy that begins a story.
    ({}, NONE, FILES, Kind.FILE, OPEN, ""),
    ({}, NONE, {}, Kind.WAIT, OPEN, ""),
    (OVER, NONE, FILES, Kind.FILE, OPEN, ""),
    (EMBARGOED, NONE, FILES, Kind.SCHEDULE, OPEN, UNTIL),
    (EMBARGOED, NONE, {}, Kind.WAIT, OPEN, UNTIL),
    (FAR_EMBARGO, NONE, FILES, Kind.WAIT, OPEN, "Embargoed until 2027-03-17 13:00 UTC."),
    (IN_WORDS, NONE, FILES, Kind.WAIT, OPEN, SPEAKS),
    ({}, NONE, FILES | STOPPED, Kind.WAIT, OPEN, "Its source stopped this item before it came."),
    # The next text of a story.
    ({}, LIVE, FILES, Kind.FILE, LEAVE, ""),
    ({}, LIVE, {}, Kind.WAIT, REPLACE, ""),
    ({}, NEW, FILES, Kind.FILE, LEAVE, ""),
    ({}, NEW, {}, Kind.WAIT, REPLACE, ""),
    ({}, ALIKE, FILES, Kind.FILE, LEAVE, ""),
    (EMBARGOED, LIVE, FILES, Kind.SCHEDULE, REPLACE, UNTIL),
    (EMBARGOED, LIVE, {}, Kind.WAIT, REPLACE, UNTIL),
    (IN_WORDS, LIVE, FILES, Kind.WAIT, REPLACE, SPEAKS),
    ({}, BY_EDITOR, FILES, Kind.FLAG, LEAVE, "An editor began this story before its copy came."),
    ({}, KILLED, FILES, Kind.KEEP_CLOSED, LEAVE, "The story was killed."),
    ({}, SPIKED, FILES, Kind.KEEP_CLOSED, LEAVE, "The story was spiked."),
    ({}, HELD, FILES, Kind.KEEP_HELD, REPLACE, HELD_WHY),
    (EMBARGOED, HELD, FILES, Kind.KEEP_HELD, REPLACE, f"{HELD_WHY} {UNTIL}"),
    (OVER, HELD, FILES, Kind.KEEP_HELD, REPLACE, HELD_WHY),
    ({}, LATE_HELD, FILES, Kind.KEEP_HELD, LEAVE, HELD_WHY),
    ({}, TAKEN_DOWN, FILES, Kind.WAIT, REPLACE, DOWN),
    ({}, TAKEN_DOWN_LATE, FILES, Kind.WAIT, LEAVE, DOWN),
    # Copy that comes after newer copy.
    ({}, LATE, FILES, Kind.FILE_LATE, LEAVE, LATE_WHY),
    ({}, LATE, {}, Kind.KEEP_LATE, LEAVE, f"{LATE_WHY} It is kept, not filed."),
    ({}, LATE_NEW, FILES, Kind.KEEP_LATE, LEAVE, f"{LATE_WHY} It is kept, not filed."),
    (EMBARGOED, LATE, FILES, Kind.KEEP_LATE, LEAVE, f"{LATE_WHY} It is kept, not filed."),
    # A kill.
    (CANCELED, LIVE, {}, Kind.KILL, LEAVE, WITHDREW),
    (KILL, LIVE, {}, Kind.KILL, LEAVE, WITHDREW),
    (CANCELED | NOTE, LIVE, {}, Kind.KILL, LEAVE, TOLD),
    (CANCELED, HELD, {}, Kind.KILL, LEAVE, WITHDREW),
    (CANCELED, NEW, {}, Kind.SPIKE, LEAVE, WITHDREW),
    (CANCELED, HELD_NEW, {}, Kind.SPIKE, LEAVE, WITHDREW),
    (CANCELED, KILLED, {}, Kind.KEEP_CLOSED, LEAVE, WITHDREW),
    (CANCELED, SPIKED, {}, Kind.KEEP_CLOSED, LEAVE, WITHDREW),
    (CANCELED, NONE, {}, Kind.ASK, LEAVE, f"{WHICH} kill it."),
    (CANCELED, ALIKE, {}, Kind.ASK, LEAVE, f"{WHICH} kill it."),
    (CANCELED, BY_EDITOR, {}, Kind.ASK, LEAVE, f"{WHICH} kill it."),
    # A hold.
    (WITHHELD, LIVE, FILES, Kind.HOLD, LEAVE, WITHHOLDS),
    (HOLD | NOTE, LIVE, FILES, Kind.HOLD, LEAVE, TOLD),
    (WITHHELD, NEW, FILES, Kind.HOLD, LEAVE, WITHHOLDS),
    (WITHHELD, HELD, FILES, Kind.KEEP_HELD, LEAVE, WITHHOLDS),
    (WITHHELD, KILLED, FILES, Kind.KEEP_HELD, LEAVE, WITHHOLDS),
    (WITHHELD, NONE, FILES, Kind.HOLD, OPEN, WITHHOLDS),
    (WITHHELD, ALIKE, FILES, Kind.HOLD, OPEN, WITHHOLDS),
    (WITHHELD | NO_TEXT, NONE, FILES, Kind.ASK, LEAVE, f"{WHICH} hold it."),
    # Copy that is not for readers, and copy that is known.
    (ADVISORY, LIVE, FILES, Kind.SKIP, LEAVE, "An advisory to editors is never published."),
    ({}, LIVE, FILES | SAME, Kind.DUPLICATE, LEAVE, "The same copy was taken before."),
    (CANCELED, LIVE, SAME, Kind.DUPLICATE, LEAVE, "The same copy was taken before."),
    (CANCELED | ADVISORY, LIVE, {}, Kind.SKIP, LEAVE, "An advisory to editors is never published."),
]


def situation(said, story, known):
    return Situation(NOW, ArrivedCopy(source="Vesper", **said), story=story, **known)


@pytest.mark.parametrize(("said", "story", "known", "kind", "preparation", "reason"), CASES)
def test_copy_leads_to_the_act_of_the_table(said, story, known, kind, preparation, reason):
    decision = decide(situation(said, story, known))

    assert (decision.kind, decision.preparation, decision.reason) == (kind, preparation, reason)


def test_embargo_goes_with_the_words_and_no_further():
    carries = [
        (decision.kind, decision.embargo_until)
        for said, story, known, *_ in CASES
        if (decision := decide(situation(said, story, known))).embargo_until
    ]

    assert {kind for kind, _ in carries} == {Kind.SCHEDULE, Kind.WAIT, Kind.KEEP_HELD}
    assert {until for _, until in carries} == {LATER, FAR_EMBARGO["embargo_until"]}


@pytest.mark.parametrize(("follows", "kind"), [(0, Kind.FILE_LATE), (3, Kind.FILE_LATE), (None, Kind.FILE)])
def test_late_copy_goes_behind_the_filing_that_it_follows(follows, kind):
    decision = decide(situation({}, MatchedStory(follows=follows), FILES))

    assert (decision.kind, decision.follows) == (kind, follows)


# what is wanted of a delivery | what its source's habit is | whether copy is filed at once
HABITS = [
    (Then.AS_SOURCE_SAYS, True, True),
    (Then.AS_SOURCE_SAYS, False, False),
    (Then.FILE, False, True),
    (Then.DESK, True, False),
]


@pytest.mark.parametrize(("then", "source_files", "is_at_once"), HABITS)
def test_options_of_a_delivery_go_before_the_habit_of_its_source(then, source_files, is_at_once):
    assert is_filed_at_once(then, source_files=source_files) is is_at_once


# what was decided | how the desk refused | what is done instead: the act and the working copy before
REFUSALS = [
    (Decision(Kind.WAIT, preparation=REPLACE), desk.Edited, Kind.FLAG, LEAVE),
    (Decision(Kind.FILE), desk.Edited, Kind.FLAG, LEAVE),
    (Decision(Kind.SCHEDULE, UNTIL, REPLACE, LATER), desk.Edited, Kind.FLAG, LEAVE),
    (Decision(Kind.KEEP_HELD, UNTIL, REPLACE, LATER), desk.Edited, Kind.FLAG_HELD, LEAVE),
    (Decision(Kind.FILE), desk.Embargoed, Kind.WAIT, REPLACE),
    (Decision(Kind.FILE), desk.NothingChanged, Kind.DUPLICATE, LEAVE),
    (Decision(Kind.SCHEDULE, UNTIL, LEAVE, LATER), desk.NotComplete, Kind.WAIT, LEAVE),
]


@pytest.mark.parametrize(("decision", "refusal", "kind", "preparation"), REFUSALS)
def test_refusal_of_the_desk_leads_to_another_act(decision, refusal, kind, preparation):
    assert decide_again(decision, refusal("The desk says why.")) == Decision(kind, "The desk says why.", preparation)


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        (Decision(Kind.FILE), desk.NotComplete),
        (Decision(Kind.SCHEDULE, UNTIL, REPLACE, LATER), desk.NotComplete),
        (Decision(Kind.WAIT, preparation=REPLACE), desk.NotPossible),
        (Decision(Kind.FILE_LATE), desk.NotPossible),
        (Decision(Kind.KILL), desk.NotPossible),
    ],
)
def test_other_refusals_stand(decision, refusal):
    with pytest.raises(refusal, match=r"The desk says why\."):
        decide_again(decision, refusal("The desk says why."))


def test_table_has_every_act_and_every_outcome():
    acts = {row[3] for row in CASES} | {row[2] for row in REFUSALS}

    assert acts == set(Kind)
    assert {kind.outcome for kind in acts} == set(Outcome) - {Outcome.FAILED}
