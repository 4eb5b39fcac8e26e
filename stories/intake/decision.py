"""The decision on a piece of copy: a table over plain values that a wire editor can check.

Pure: asks no database and changes nothing. `ItemIntake` collects the values and does what is decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from stories import desk
from stories.intake.options import OnArrival
from stories.intake.situation import MatchedStory, Situation
from stories.matching import Sign
from stories.models import Outcome, State
from stories.models.notice import WITHDREW
from stories.models.story import OPEN_STATES

EMBARGO_LIMIT = timedelta(days=400)  # an embargo further on than this is a slip: an editor decides

SAME_COPY = "The same copy was taken before."
SAME_WORDS = "The same words came before, by another route."
ADVISORY = "An advisory to editors is never published."
WHICH_STORY = "Urgent: the source stops a story, and which one is not certain. Find it and {act} it."
STOPS_PART = (
    "Urgent: the source withdraws it, and versions of another story came here within the hour. The story is held: "
    "kill it, or release it, undo the move and kill what is meant."
)
WITHHOLDS = "{source} withholds this story."
CORRECTS_WHICH = "Urgent: it corrects a story, and which one is not certain. Find it and put both together."
STOPPED_BEFORE = "Its source stopped this item before it came."
BEGUN_BY_EDITOR = "An editor began this story before its copy came."
CLOSED = "The story was {state}."
STORY_IS_HELD = "The story is held: nothing of it is filed until it is released."
LOST_WORDS = "Words of this story were taken down, and this may be them: an editor decides."
LATE = "Newer copy of the story came before it."
LETTERS = "Its letters are not certain: {doubt}"
NOT_FILED = "It is kept, not filed."
WITHOUT_TEXT = "It has no text: an editor decides."
STOP_IN_WORDS = "Urgent: it asks in words not to use a story. Find out which, and hold or kill it."
PERHAPS_NOTE = "It may be a note to editors: an editor decides."
SUMMARY = "Its source gives a summary, not the text: an editor decides."
EMBARGO_WITHOUT_TIME = "It speaks of an embargo, and no time of it could be read: an editor decides."
EMBARGOED = "Embargoed until {time:%Y-%m-%d %H:%M} UTC."


class DecisionKind(Enum):
    """The acts that copy may lead to."""

    FILE = "file"
    FILE_LATE = "file late, in its place"
    SCHEDULE = "schedule for the end of its embargo"
    WAIT = "wait on the desk"
    FLAG = "flag beside an editor's words"
    FLAG_HELD = "flag beside an editor's words, in a held story"
    HOLD = "hold the story"
    KEEP_HELD = "keep while the story is held"
    KILL = "kill the story"
    SPIKE = "spike the story"
    KEEP_CLOSED = "keep for a story that is closed"
    KEEP_LATE = "keep late copy"
    ASK = "ask an editor which story is meant"
    DUPLICATE = "duplicate"
    SKIP = "skip"

    @property
    def outcome(self) -> Outcome:
        """The outcome that the item is kept with."""
        return OUTCOMES[self]


OUTCOMES = {
    DecisionKind.FILE: Outcome.FILED,
    DecisionKind.FILE_LATE: Outcome.LATE,
    DecisionKind.SCHEDULE: Outcome.SCHEDULED,
    DecisionKind.WAIT: Outcome.WAITING,
    DecisionKind.FLAG: Outcome.WAITING,
    DecisionKind.FLAG_HELD: Outcome.HELD,
    DecisionKind.HOLD: Outcome.HELD,
    DecisionKind.KEEP_HELD: Outcome.HELD,
    DecisionKind.KILL: Outcome.KILLED,
    DecisionKind.SPIKE: Outcome.KILLED,
    DecisionKind.KEEP_CLOSED: Outcome.KILLED,
    DecisionKind.KEEP_LATE: Outcome.LATE,
    DecisionKind.ASK: Outcome.WAITING,
    DecisionKind.DUPLICATE: Outcome.DUPLICATE,
    DecisionKind.SKIP: Outcome.SKIPPED,
}


class Preparation(Enum):
    """What is done with the story's working copy before the act."""

    NONE = "leave it"
    OPEN = "open a story"
    REPLACE = "replace it with the copy"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with a piece of copy, and why."""

    kind: DecisionKind
    reason: str = ""
    preparation: Preparation = Preparation.NONE
    embargo_until: datetime | None = None  # put on the working copy
    follows: int | None = None  # of a late filing, the number of the one before it


def is_filed_at_once(on_arrival: OnArrival, *, source_files: bool) -> bool:
    """Return whether copy is filed without an editor: as the options say, else as the source's habit is."""
    return source_files if on_arrival is OnArrival.AS_SOURCE_SAYS else on_arrival is OnArrival.FILE


def decide(situation: Situation) -> Decision:
    """Decide what is done with a piece of copy. The first rule that applies wins."""
    arrived, story = situation.copy, situation.story
    if situation.is_known:
        return Decision(DecisionKind.DUPLICATE, SAME_COPY)
    if situation.came_by_another_route:
        return Decision(DecisionKind.DUPLICATE, SAME_WORDS)
    if arrived.is_advisory:
        return Decision(DecisionKind.SKIP, ADVISORY)
    if arrived.is_kill:
        return decide_kill(situation)
    if arrived.is_hold:
        return decide_hold(situation)
    if situation.names_stopped_story:
        return Decision(DecisionKind.ASK, STOP_IN_WORDS)
    if story is None:
        return decide_first(situation)
    if story.sign is Sign.SLUGLINE:
        return Decision(DecisionKind.FLAG, BEGUN_BY_EDITOR)
    return decide_next(situation, story)


def decide_kill(situation: Situation) -> Decision:
    """Decide on a kill from the wire. Without its story in sight it waits for the desk, as urgent."""
    story = situation.story
    if story is None or story.sign is not Sign.CHAIN:
        return Decision(DecisionKind.ASK, WHICH_STORY.format(act="kill"))
    if story.is_put_together and story.state in OPEN_STATES:
        kind = DecisionKind.ASK if story.state is State.HELD else DecisionKind.HOLD  # either stands out on the desk
        return Decision(kind, STOPS_PART)
    reason = certain_note(situation) or WITHDREW.format(source=situation.copy.source)
    if story.has_moved and story.state in (State.LIVE, State.HELD):
        return Decision(DecisionKind.KILL, reason)
    if not story.has_moved and story.state not in (State.KILLED, State.SPIKED):
        return Decision(DecisionKind.SPIKE, reason)
    return Decision(DecisionKind.KEEP_CLOSED, reason)


def decide_hold(situation: Situation) -> Decision:
    """Decide on a hold from the wire, as on a kill; the very text that is withheld is kept on the desk, held."""
    story = situation.story
    reason = certain_note(situation) or WITHHOLDS.format(source=situation.copy.source)
    if story is None or story.sign is not Sign.CHAIN:
        if situation.copy.is_withheld_copy:
            return Decision(DecisionKind.HOLD, reason, Preparation.OPEN)
        return Decision(DecisionKind.ASK, WHICH_STORY.format(act="hold"))
    if story.state in (State.WAITING, State.LIVE):
        return Decision(DecisionKind.HOLD, reason)
    return Decision(DecisionKind.KEEP_HELD, reason)


def certain_note(situation: Situation) -> str:
    """Return the note of the copy, empty where its letters may be wrong: readers may see it."""
    return "" if situation.copy.charset_doubt else situation.copy.note


def decide_first(situation: Situation) -> Decision:
    """Decide on copy that begins a story; what its source stopped before it came waits for an editor.

    So does a correction of a story that is not found: it never stands in public beside the text that it corrects.
    """
    designator = situation.copy.designator
    if situation.was_stopped:
        return Decision(DecisionKind.WAIT, STOPPED_BEFORE, Preparation.OPEN)
    if designator is not None and designator.is_correction:
        return Decision(DecisionKind.WAIT, CORRECTS_WHICH, Preparation.OPEN)
    return decide_filing(situation, Preparation.OPEN)


def decide_next(situation: Situation, story: MatchedStory) -> Decision:
    """Decide on the next text of a story."""
    is_newest = story.follows is None
    if story.state in (State.KILLED, State.SPIKED):
        return Decision(DecisionKind.KEEP_CLOSED, CLOSED.format(state=story.state.label))
    if story.state is State.HELD:
        return decide_held(situation, is_newest=is_newest)
    if story.has_lost_words:
        return Decision(DecisionKind.WAIT, LOST_WORDS, Preparation.REPLACE if is_newest else Preparation.NONE)
    if is_newest and situation.was_stopped:
        return Decision(DecisionKind.WAIT, STOPPED_BEFORE, Preparation.REPLACE)
    if not is_newest:
        return decide_late(situation, story)
    return decide_filing(situation, Preparation.REPLACE)


def decide_held(situation: Situation, *, is_newest: bool) -> Decision:
    """Decide on the next text of a held story; the newest stands on the desk until then, with its embargo."""
    if not is_newest:
        return Decision(DecisionKind.KEEP_HELD, STORY_IS_HELD)
    embargo = situation.copy.embargo_until
    if embargo is None or not situation.is_embargoed:
        return Decision(DecisionKind.KEEP_HELD, STORY_IS_HELD, Preparation.REPLACE)
    reason = f"{STORY_IS_HELD} {EMBARGOED.format(time=embargo)}"
    return Decision(DecisionKind.KEEP_HELD, reason, Preparation.REPLACE, embargo_until=embargo)


def decide_late(situation: Situation, story: MatchedStory) -> Decision:
    """Decide on older copy: filed in its place where it would have been filed, and never the newest."""
    arrived = situation.copy
    doubts = (arrived.is_summary, arrived.charset_doubt, arrived.speaks_of_embargo)
    is_stopped = situation.was_stopped or arrived.may_be_stop
    is_fit = not (situation.is_embargoed or is_stopped or arrived.may_be_advisory or any(doubts))
    if is_fit and situation.is_filed_at_once and story.has_moved:
        return Decision(DecisionKind.FILE_LATE, LATE, follows=story.follows)
    return Decision(DecisionKind.KEEP_LATE, f"{LATE} {NOT_FILED}")


def decide_filing(situation: Situation, preparation: Preparation) -> Decision:
    """Decide on the newest text: filed, scheduled, or left on the desk. A filing brings its words along."""
    arrived = situation.copy
    if arrived.charset_doubt:
        until = arrived.embargo_until if situation.is_embargoed else None
        reason = LETTERS.format(doubt=arrived.charset_doubt)
        return Decision(DecisionKind.WAIT, reason, preparation, embargo_until=until)
    if arrived.may_be_stop:
        return Decision(DecisionKind.WAIT, STOP_IN_WORDS, preparation)
    if arrived.may_be_advisory:
        return Decision(DecisionKind.WAIT, PERHAPS_NOTE, preparation)
    if arrived.speaks_of_embargo:
        return Decision(DecisionKind.WAIT, EMBARGO_WITHOUT_TIME, preparation)
    if arrived.is_summary:
        return Decision(DecisionKind.WAIT, SUMMARY, preparation)
    if not (arrived.has_text or (arrived.designator is not None and arrived.designator.is_alert)):
        return Decision(DecisionKind.WAIT, WITHOUT_TEXT, preparation)
    if arrived.embargo_until is not None and situation.is_embargoed:
        is_scheduled = situation.is_filed_at_once and arrived.embargo_until <= situation.now + EMBARGO_LIMIT
        kind = DecisionKind.SCHEDULE if is_scheduled else DecisionKind.WAIT
        reason = EMBARGOED.format(time=arrived.embargo_until)
        return Decision(kind, reason, preparation, embargo_until=arrived.embargo_until)
    if situation.is_filed_at_once:
        is_first = preparation is Preparation.OPEN
        return Decision(DecisionKind.FILE, preparation=preparation if is_first else Preparation.NONE)
    return Decision(DecisionKind.WAIT, preparation=preparation)


def decide_again(decision: Decision, refusal: desk.DeskError) -> Decision:
    """Decide what is done instead where the desk refused; raise the refusal where nothing is.

    The desk alone knows, with the story locked, whether an editor has changed the words meanwhile.
    """
    match decision.kind, refusal:
        case _, desk.EditedError():
            is_held = decision.kind is DecisionKind.KEEP_HELD
            return Decision(DecisionKind.FLAG_HELD if is_held else DecisionKind.FLAG, str(refusal))
        case DecisionKind.FILE, desk.EmbargoedError():
            return Decision(DecisionKind.WAIT, str(refusal), Preparation.REPLACE)
        case DecisionKind.FILE, desk.NothingChangedError():
            return Decision(DecisionKind.DUPLICATE, str(refusal))
        case DecisionKind.SCHEDULE, desk.NotCompleteError() if decision.preparation is Preparation.NONE:
            return Decision(DecisionKind.WAIT, str(refusal))
    raise refusal
