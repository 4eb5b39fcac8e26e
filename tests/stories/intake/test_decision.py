"""What is done with copy that arrives, as a table that a wire editor can check. No database."""

from datetime import UTC, datetime, timedelta

import pytest

from stories import designators, desk
from stories.intake.decision import (
    EMBARGO_LIMIT,
    STOPS_PART,
    Decision,
    DecisionKind,
    Preparation,
    decide,
    decide_again,
    is_filed_at_once,
)
from stories.intake.options import OnArrival
from stories.intake.situation import ArrivedCopy, MatchedStory, Sign, Situation
from stories.models import Outcome, State
from stories.wire import EditorNote, NoteKind, Status

NOW = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
LEAVE, OPEN, REPLACE = Preparation.NONE, Preparation.OPEN, Preparation.REPLACE

FILES = {"is_filed_at_once": True}
SAME = {"is_known": True}
STOPPED = {"was_stopped": True}
KILL, HOLD, ADVISORY = ({"designator": designators.from_text(word)} for word in ("Kill", "Hold", "Advisory"))
CANCELED, WITHHELD = {"status": Status.CANCELED}, {"status": Status.WITHHELD}
NOTE, NO_TEXT = {"note": "Two names were wrong."}, {"has_text": False}
EMBARGOED, OVER = {"embargo_until": LATER}, {"embargo_until": NOW}
FAR_EMBARGO = {"embargo_until": NOW + EMBARGO_LIMIT + timedelta(hours=1)}
IN_WORDS = {"speaks_of_embargo": True}
IN_SHORT, URGENT = {"is_summary": True}, {"designator": designators.from_text("Urgent")}

IS_NOTE, MAY_BE_NOTE = ({"editor_note": EditorNote(NoteKind.ADVISORY, is_sure=sure)} for sure in (True, False))
KILL_NOTE, MAY_BE_KILL = ({"editor_note": EditorNote(NoteKind.KILL, is_sure=sure)} for sure in (True, False))
HOLD_NOTE = {"editor_note": EditorNote(NoteKind.HOLD)}
IN_DOUBT = {"charset_doubt": "it can be read in two ways."}

NONE = None
LIVE = MatchedStory()
NEW = MatchedStory(State.WAITING, has_moved=False)
HELD, HELD_NEW = MatchedStory(State.HELD), MatchedStory(State.HELD, has_moved=False)
TOGETHER, TOGETHER_HELD = (MatchedStory(state, is_put_together=True) for state in (State.LIVE, State.HELD))
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
UNCERTAIN = "Its letters are not certain: it can be read in two ways."
LATE_WHY = "Newer copy of the story came before it."
NOT_FILED = f"{LATE_WHY} It is kept, not filed."
STOP_SAID = {"speaks_of_stop": True}
STOP = "Urgent: it asks in words not to use a story. Find out which, and hold or kill it."
SUMMARY = "Its source gives a summary, not the text: an editor decides."
PERHAPS = "It may be a note to editors: an editor decides."
SPEAKS = "It speaks of an embargo, and no time of it could be read: an editor decides."

# the copy | the story that it belongs to | what else is known | the act | the working copy before | the reason
CASES = [
    # Copy that begins a story.
    ({}, NONE, FILES, DecisionKind.FILE, OPEN, ""),
    ({}, NONE, {}, DecisionKind.WAIT, OPEN, ""),
    (OVER, NONE, FILES, DecisionKind.FILE, OPEN, ""),
    (EMBARGOED, NONE, FILES, DecisionKind.SCHEDULE, OPEN, UNTIL),
    (EMBARGOED, NONE, {}, DecisionKind.WAIT, OPEN, UNTIL),
    (FAR_EMBARGO, NONE, FILES, DecisionKind.WAIT, OPEN, "Embargoed until 2027-03-17 13:00 UTC."),
    (IN_WORDS, NONE, FILES, DecisionKind.WAIT, OPEN, SPEAKS),
    (STOP_SAID, NONE, FILES, DecisionKind.WAIT, OPEN, STOP),
    (STOP_SAID, LIVE, FILES, DecisionKind.WAIT, REPLACE, STOP),
    (IN_SHORT, NONE, FILES, DecisionKind.WAIT, OPEN, SUMMARY),
    (NO_TEXT, NONE, FILES, DecisionKind.WAIT, OPEN, "It has no text: an editor decides."),
    (NO_TEXT | URGENT, NONE, FILES, DecisionKind.FILE, OPEN, ""),
    ({}, NONE, FILES | STOPPED, DecisionKind.WAIT, OPEN, "Its source stopped this item before it came."),
    (IN_DOUBT, NONE, FILES, DecisionKind.WAIT, OPEN, UNCERTAIN),
    (IN_DOUBT | EMBARGOED, NONE, FILES, DecisionKind.WAIT, OPEN, UNCERTAIN),
    (IN_DOUBT, LIVE, FILES, DecisionKind.WAIT, REPLACE, UNCERTAIN),
    (IN_DOUBT, LATE, FILES, DecisionKind.KEEP_LATE, LEAVE, f"{LATE_WHY} It is kept, not filed."),
    (IN_DOUBT | CANCELED | NOTE, LIVE, FILES, DecisionKind.KILL, LEAVE, WITHDREW),
    (IN_DOUBT | WITHHELD | NOTE, LIVE, FILES, DecisionKind.HOLD, LEAVE, WITHHOLDS),
    # The next text of a story.
    ({}, LIVE, FILES, DecisionKind.FILE, LEAVE, ""),
    ({}, LIVE, {}, DecisionKind.WAIT, REPLACE, ""),
    ({}, NEW, FILES, DecisionKind.FILE, LEAVE, ""),
    ({}, NEW, {}, DecisionKind.WAIT, REPLACE, ""),
    ({}, ALIKE, FILES, DecisionKind.FILE, LEAVE, ""),
    (EMBARGOED, LIVE, FILES, DecisionKind.SCHEDULE, REPLACE, UNTIL),
    (IN_SHORT, LIVE, FILES, DecisionKind.WAIT, REPLACE, SUMMARY),
    (IN_SHORT, LATE, FILES, DecisionKind.KEEP_LATE, LEAVE, NOT_FILED),
    (STOP_SAID, LATE, FILES, DecisionKind.KEEP_LATE, LEAVE, NOT_FILED),
    (IN_WORDS, LATE, FILES, DecisionKind.KEEP_LATE, LEAVE, NOT_FILED),
    (EMBARGOED, LIVE, {}, DecisionKind.WAIT, REPLACE, UNTIL),
    (IN_WORDS, LIVE, FILES, DecisionKind.WAIT, REPLACE, SPEAKS),
    ({}, BY_EDITOR, FILES, DecisionKind.FLAG, LEAVE, "An editor began this story before its copy came."),
    ({}, KILLED, FILES, DecisionKind.KEEP_CLOSED, LEAVE, "The story was killed."),
    ({}, SPIKED, FILES, DecisionKind.KEEP_CLOSED, LEAVE, "The story was spiked."),
    ({}, HELD, FILES, DecisionKind.KEEP_HELD, REPLACE, HELD_WHY),
    (EMBARGOED, HELD, FILES, DecisionKind.KEEP_HELD, REPLACE, f"{HELD_WHY} {UNTIL}"),
    (OVER, HELD, FILES, DecisionKind.KEEP_HELD, REPLACE, HELD_WHY),
    ({}, LATE_HELD, FILES, DecisionKind.KEEP_HELD, LEAVE, HELD_WHY),
    ({}, TAKEN_DOWN, FILES, DecisionKind.WAIT, REPLACE, DOWN),
    ({}, TAKEN_DOWN_LATE, FILES, DecisionKind.WAIT, LEAVE, DOWN),
    ({}, LIVE, FILES | STOPPED, DecisionKind.WAIT, REPLACE, "Its source stopped this item before it came."),
    ({}, LATE, FILES | STOPPED, DecisionKind.KEEP_LATE, LEAVE, NOT_FILED),
    # Copy that comes after newer copy.
    ({}, LATE, FILES, DecisionKind.FILE_LATE, LEAVE, LATE_WHY),
    ({}, LATE, {}, DecisionKind.KEEP_LATE, LEAVE, f"{LATE_WHY} It is kept, not filed."),
    ({}, LATE_NEW, FILES, DecisionKind.KEEP_LATE, LEAVE, f"{LATE_WHY} It is kept, not filed."),
    (EMBARGOED, LATE, FILES, DecisionKind.KEEP_LATE, LEAVE, f"{LATE_WHY} It is kept, not filed."),
    # A kill.
    (CANCELED, LIVE, {}, DecisionKind.KILL, LEAVE, WITHDREW),
    (KILL, LIVE, {}, DecisionKind.KILL, LEAVE, WITHDREW),
    (CANCELED | NOTE, LIVE, {}, DecisionKind.KILL, LEAVE, TOLD),
    (CANCELED, HELD, {}, DecisionKind.KILL, LEAVE, WITHDREW),
    (CANCELED, NEW, {}, DecisionKind.SPIKE, LEAVE, WITHDREW),
    (CANCELED, HELD_NEW, {}, DecisionKind.SPIKE, LEAVE, WITHDREW),
    (CANCELED, KILLED, {}, DecisionKind.KEEP_CLOSED, LEAVE, WITHDREW),
    (CANCELED, SPIKED, {}, DecisionKind.KEEP_CLOSED, LEAVE, WITHDREW),
    (CANCELED, TOGETHER, {}, DecisionKind.HOLD, LEAVE, STOPS_PART),
    (CANCELED | NOTE, TOGETHER_HELD, {}, DecisionKind.ASK, LEAVE, STOPS_PART),
    (CANCELED, MatchedStory(State.KILLED, is_put_together=True), {}, DecisionKind.KEEP_CLOSED, LEAVE, WITHDREW),
    (CANCELED, NONE, {}, DecisionKind.ASK, LEAVE, f"{WHICH} kill it."),
    (CANCELED, ALIKE, {}, DecisionKind.ASK, LEAVE, f"{WHICH} kill it."),
    (CANCELED, BY_EDITOR, {}, DecisionKind.ASK, LEAVE, f"{WHICH} kill it."),
    # A hold.
    (WITHHELD, LIVE, FILES, DecisionKind.HOLD, LEAVE, WITHHOLDS),
    (HOLD | NOTE, LIVE, FILES, DecisionKind.HOLD, LEAVE, TOLD),
    (WITHHELD, NEW, FILES, DecisionKind.HOLD, LEAVE, WITHHOLDS),
    (WITHHELD, HELD, FILES, DecisionKind.KEEP_HELD, LEAVE, WITHHOLDS),
    (WITHHELD, KILLED, FILES, DecisionKind.KEEP_HELD, LEAVE, WITHHOLDS),
    (WITHHELD, NONE, FILES, DecisionKind.HOLD, OPEN, WITHHOLDS),
    (WITHHELD, ALIKE, FILES, DecisionKind.HOLD, OPEN, WITHHOLDS),
    (WITHHELD | NO_TEXT, NONE, FILES, DecisionKind.ASK, LEAVE, f"{WHICH} hold it."),
    (HOLD, NONE, FILES, DecisionKind.ASK, LEAVE, f"{WHICH} hold it."),
    (HOLD, ALIKE, FILES, DecisionKind.ASK, LEAVE, f"{WHICH} hold it."),
    (WITHHELD | HOLD_NOTE, NONE, FILES, DecisionKind.ASK, LEAVE, f"{WHICH} hold it."),
    # A stop in words.
    (KILL_NOTE, NONE, FILES, DecisionKind.ASK, LEAVE, f"{WHICH} kill it."),
    (KILL_NOTE, ALIKE, FILES, DecisionKind.ASK, LEAVE, f"{WHICH} kill it."),
    (KILL_NOTE, LIVE, FILES, DecisionKind.KILL, LEAVE, WITHDREW),
    (HOLD_NOTE, NONE, FILES, DecisionKind.ASK, LEAVE, f"{WHICH} hold it."),
    (HOLD_NOTE, LIVE, FILES, DecisionKind.HOLD, LEAVE, WITHHOLDS),
    (KILL | IS_NOTE, LIVE, FILES, DecisionKind.KILL, LEAVE, WITHDREW),
    (MAY_BE_KILL, NONE, FILES, DecisionKind.WAIT, OPEN, STOP),
    (MAY_BE_KILL, LATE, FILES, DecisionKind.KEEP_LATE, LEAVE, NOT_FILED),
    # Notes to editors in words.
    (IS_NOTE, NONE, FILES, DecisionKind.SKIP, LEAVE, "An advisory to editors is never published."),
    (MAY_BE_NOTE, NONE, FILES, DecisionKind.WAIT, OPEN, PERHAPS),
    (MAY_BE_NOTE, LIVE, FILES, DecisionKind.WAIT, REPLACE, PERHAPS),
    (MAY_BE_NOTE, LATE, FILES, DecisionKind.KEEP_LATE, LEAVE, NOT_FILED),
    (ADVISORY | MAY_BE_NOTE, NONE, FILES, DecisionKind.WAIT, OPEN, PERHAPS),
    # Copy that is not for readers, and copy that is known.
    (ADVISORY, LIVE, FILES, DecisionKind.SKIP, LEAVE, "An advisory to editors is never published."),
    ({}, LIVE, FILES | SAME, DecisionKind.DUPLICATE, LEAVE, "The same copy was taken before."),
    (CANCELED, LIVE, SAME, DecisionKind.DUPLICATE, LEAVE, "The same copy was taken before."),
    (CANCELED | ADVISORY, LIVE, {}, DecisionKind.SKIP, LEAVE, "An advisory to editors is never published."),
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

    assert {kind for kind, _ in carries} == {DecisionKind.SCHEDULE, DecisionKind.WAIT, DecisionKind.KEEP_HELD}
    assert {until for _, until in carries} == {LATER, FAR_EMBARGO["embargo_until"]}


@pytest.mark.parametrize(
    ("follows", "kind"), [(0, DecisionKind.FILE_LATE), (3, DecisionKind.FILE_LATE), (None, DecisionKind.FILE)]
)
def test_late_copy_goes_behind_the_filing_that_it_follows(follows, kind):
    decision = decide(situation({}, MatchedStory(follows=follows), FILES))

    assert (decision.kind, decision.follows) == (kind, follows)


# what is wanted of a delivery | what its source's habit is | whether copy is filed at once
HABITS = [
    (OnArrival.AS_SOURCE_SAYS, True, True),
    (OnArrival.AS_SOURCE_SAYS, False, False),
    (OnArrival.FILE, False, True),
    (OnArrival.DESK, True, False),
]


@pytest.mark.parametrize(("then", "source_files", "is_at_once"), HABITS)
def test_options_of_a_delivery_go_before_the_habit_of_its_source(then, source_files, is_at_once):
    assert is_filed_at_once(then, source_files=source_files) is is_at_once


# what was decided | how the desk refused | what is done instead: the act and the working copy before
REFUSALS = [
    (Decision(DecisionKind.WAIT, preparation=REPLACE), desk.EditedError, DecisionKind.FLAG, LEAVE),
    (Decision(DecisionKind.FILE), desk.EditedError, DecisionKind.FLAG, LEAVE),
    (Decision(DecisionKind.SCHEDULE, UNTIL, REPLACE, LATER), desk.EditedError, DecisionKind.FLAG, LEAVE),
    (Decision(DecisionKind.KEEP_HELD, UNTIL, REPLACE, LATER), desk.EditedError, DecisionKind.FLAG_HELD, LEAVE),
    (Decision(DecisionKind.FILE), desk.EmbargoedError, DecisionKind.WAIT, REPLACE),
    (Decision(DecisionKind.FILE), desk.NothingChangedError, DecisionKind.DUPLICATE, LEAVE),
    (Decision(DecisionKind.SCHEDULE, UNTIL, LEAVE, LATER), desk.NotCompleteError, DecisionKind.WAIT, LEAVE),
]


@pytest.mark.parametrize(("decision", "refusal", "kind", "preparation"), REFUSALS)
def test_refusal_of_the_desk_leads_to_another_act(decision, refusal, kind, preparation):
    assert decide_again(decision, refusal("The desk says why.")) == Decision(kind, "The desk says why.", preparation)


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        (Decision(DecisionKind.FILE), desk.NotCompleteError),
        (Decision(DecisionKind.SCHEDULE, UNTIL, REPLACE, LATER), desk.NotCompleteError),
        (Decision(DecisionKind.WAIT, preparation=REPLACE), desk.NotPossibleError),
        (Decision(DecisionKind.FILE_LATE), desk.NotPossibleError),
        (Decision(DecisionKind.KILL), desk.NotPossibleError),
    ],
)
def test_other_refusals_stand(decision, refusal):
    with pytest.raises(refusal, match=r"The desk says why\."):
        decide_again(decision, refusal("The desk says why."))


def test_table_has_every_act_and_every_outcome():
    acts = {row[3] for row in CASES} | {row[2] for row in REFUSALS}

    assert acts == set(DecisionKind)
    assert {kind.outcome for kind in acts} == set(Outcome) - {Outcome.FAILED}
