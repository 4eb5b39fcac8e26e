"""Notes to editors that agencies send as copy: plans, schedules, and stops that no status or signal says.

A note is known by what its headline and its first paragraphs say together. News is written about schedules, advisories
and withdrawn stories too: one sign alone makes no note, it makes an editor look.
"""

from dataclasses import dataclass
from enum import Enum
from itertools import islice

from stories.copy import Kind, clean
from stories.designators import Position, read
from stories.wire import editor_note_words as words
from stories.wire.editor_note_tongues import DENIAL, asks_not_to_use
from stories.wire.item import WireItem

MOST_PARAGRAPHS = 3  # of a note's beginning
LONGEST_BEGINNING = 1_000  # characters of each
SHORTEST_NEWS = 2  # paragraphs
LONGEST_STOP = 12  # paragraphs; what is longer is a story
SHORTEST_HEADLINE = 8  # characters of one that tells a story
HEADLINE_READ = 300  # characters that are looked at


class NoteKind(Enum):
    """Kinds of notes to editors."""

    ADVISORY = "what is planned, or how to use copy"
    KILL = "a story must not be used"
    HOLD = "a story must wait"


@dataclass(frozen=True, slots=True)
class EditorNote:
    """A note to editors. What is not sure may be news, and an editor decides."""

    kind: NoteKind
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class StopTarget:
    """What a stop says of the story that it stops: headlines that it quotes, item numbers, slugs, its time of day."""

    headlines: tuple[str, ...] = ()
    own_headline: str = ""  # that of the stop itself, where it is among them and not quoted
    numbers: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    minute_of_day: int | None = None  # in UTC where it says so, else in the source's zone
    is_utc: bool = False
    text: str = ""
    is_denial: bool = False  # beside what it quotes, in short copy

    @property
    def quoted(self) -> tuple[str, ...]:
        """The headlines that are not its own."""
        return tuple(headline for headline in self.headlines if headline != self.own_headline)


def read_editor_note(item: WireItem) -> EditorNote | None:
    """Return what a piece of copy tells editors, None where it is a story. Notes inside a story leave it one."""
    beginning = _beginning(item)
    stop = _find_stop(item, beginning)
    if stop is not None:
        return stop
    signs = _count_signs(item, beginning)
    return EditorNote(NoteKind.ADVISORY, is_sure=signs > 1) if signs else None


def is_short(item: WireItem) -> bool:
    """Return whether a piece of copy is as short as a note to editors."""
    return len(item.blocks) <= MOST_PARAGRAPHS


def read_stop_target(item: WireItem) -> StopTarget:
    """Return what a stop says of its story. Its own headline counts where it is no order: "KILL: Dam breaks"."""
    headline = item.headline[:HEADLINE_READ]
    text = " ".join([item.note[:LONGEST_BEGINNING], *_beginning(item)]).strip()
    quoted = [next(filter(None, found.groups())) for found in words.QUOTED.finditer(f"{headline} {text}")]
    headlined = [found["words"] for found in words.HEADLINED.finditer(text)]
    is_order = any(pattern.search(headline) for pattern in (words.ADDRESS, words.ORDER_TO_KILL, words.ORDER_TO_HOLD))
    is_order = is_order or _has_note_for_headline(item)
    own = [] if is_order or len(headline) < SHORTEST_HEADLINE else [headline]
    numbers = [found["number"] for found in words.ITEM_NUMBER.finditer(text)]
    numbers += [found.group() for found in words.LONG_NUMBER.finditer(text)]
    moved = words.MOVED.search(text)
    return StopTarget(
        headlines=tuple(dict.fromkeys([*quoted, *headlined, *own])),
        own_headline=next((line for line in own if line not in {*quoted, *headlined}), ""),
        numbers=tuple(dict.fromkeys(numbers)),
        slugs=tuple(dict.fromkeys(found["slug"] for found in words.SLUGGED.finditer(text))),
        minute_of_day=60 * int(moved["hour"]) + int(moved["minute"]) if moved else None,
        is_utc=bool(moved and moved["zone"]),
        text=f"{headline} {text}",
        is_denial=is_short(item) and bool(DENIAL.search(words.QUOTED.sub("", text))),
    )


def _find_stop(item: WireItem, beginning: list[str]) -> EditorNote | None:
    """Return the stop that headline and text make together.

    Behind a designator or an address to editors the words of a stop are an order; elsewhere they may be told of.
    """
    if len(item.blocks) > LONGEST_STOP:
        return None
    designator, headline = item.designator, _headline(item)
    lines = [headline, item.headline[:HEADLINE_READ], *beginning]
    is_marked = designator is not None and (designator.is_kill or designator.is_hold)
    is_addressed = is_marked or any(map(words.ADDRESS.match, lines))
    is_brief = is_short(item)
    for kind, order in ((NoteKind.HOLD, words.ORDER_TO_HOLD), (NoteKind.KILL, words.ORDER_TO_KILL)):
        ordered = list(filter(order.search, lines))
        if ordered:
            return EditorNote(kind, is_sure=is_addressed or (is_brief and any(map(words.REQUEST.match, ordered))))
    is_told = is_addressed and any(map(words.WORD_OF_KILL.search, lines))
    is_withdrawal = is_brief and words.WITHDRAWAL.match(headline)
    if is_told or is_withdrawal:
        return EditorNote(NoteKind.KILL)
    return EditorNote(NoteKind.KILL, is_sure=False) if is_brief and asks_not_to_use(lines) else None


def _count_signs(item: WireItem, beginning: list[str]) -> int:
    """Return how many signs of a note to editors headline, keyword and text show.

    A plan that the text or the note tells of makes another sign sure, and is none by itself.
    """
    headline = _headline(item)
    by_headline, _ = read(headline)
    is_headed = by_headline is not None and by_headline.is_mere_advisory
    is_marked = item.designator is not None and item.designator.is_mere_advisory
    is_addressed, is_addressed_below = bool(words.ADDRESS.match(headline)), any(map(words.ADDRESS.match, beginning))
    signs = [
        is_headed or is_marked or bool(words.PRESS_ADVISORY.match(headline)),
        is_marked and not is_headed,  # by its slug, a status or a signal: AP's "BC-AP--Budget, ADVISORY"
        is_headed and len(item.blocks) <= SHORTEST_NEWS,
        bool(words.ADVISORY_KEYWORD.fullmatch(read(item.printed_slugline, printed_in=Position.SLUG)[1])),
        is_addressed,
        is_addressed and bool(words.TOPIC.search(headline)),
        bool(words.HEADLINE_PLAN.search(headline) or words.TEXT_PLAN.match(headline)),
        is_addressed_below,
        bool(words.EDITORS_NOTE.match(headline)),
    ]
    if not any(signs):
        return 0
    is_planned = any(map(words.TEXT_PLAN.search, beginning))
    if _has_note_for_headline(item) and not (is_planned or is_addressed_below):
        return 0  # copy with a note, and without a headline of its own
    return sum(signs) + (is_planned or bool(words.TEXT_PLAN.search(item.note)))


def _headline(item: WireItem) -> str:
    """Return the beginning of the headline, or of the note that stands in its place."""
    return (item.note if _has_note_for_headline(item) else item.printed_headline)[:HEADLINE_READ]


def _has_note_for_headline(item: WireItem) -> bool:
    """Return whether short copy has a note, and no headline but its text's beginning.

    Readers take "NOTE TO EDITORS: We will have no wrap" for a note even where nothing else is above the text.
    """
    has_note = bool(item.note and item.blocks) and is_short(item)
    return has_note and clean(item.blocks[0].text).startswith(item.printed_headline)


def _beginning(item: WireItem) -> list[str]:
    """Return the first paragraphs, each on one line and cut off where it is long."""
    paragraphs = (block.text[:LONGEST_BEGINNING] for block in item.blocks if block.kind is Kind.PARAGRAPH)
    return [" ".join(text.split()) for text in islice(paragraphs, MOST_PARAGRAPHS)]
