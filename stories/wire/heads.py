"""The head of a piece of copy, whatever the format: its designator, keyword, genre and notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from stories import copy, designators
from stories.copy import Block, Kind
from stories.copy.blocks import cut_start
from stories.designators import Designator, Position
from stories.wire.item import Status, UnreadableError, WireItem

_STATUSES = {
    Status.USABLE: {"usable", "published", "corrected", "updated"},
    Status.WITHHELD: {"withheld", "hold", "held", "onhold"},
    Status.CANCELED: {"canceled", "cancelled", "killed", "kill", "recalled", "withdrawn", "takedown"},
}
_BY_STATUS = {
    Status.CANCELED: Designator((designators.Kind.KILL,)),
    Status.WITHHELD: Designator((designators.Kind.HOLD,)),
}
_AMENDING = {designators.Kind.CORRECTION, designators.Kind.CLARIFICATION}
# Reuters: "(Adds governor's announcement, details on closures)"
_NOTE_IN_BRACKETS = re.compile(
    r"\((?:Adds|Changes|Clarifies|Corrects|Deletes|Drops|Fixes|Inserts|Recasts|Refiles|Removes|Repeats|Rewrites|Updates"
    r"|Writes)\b[^()]{1,600}(?:\([^()]{1,100}\)[^()]{0,600}){0,3}\)"
)
_NOTE_LINE = re.compile(r"\(?\s*(?:Eds|EDS|Editors|ATTN|Attn|Note to editors)\s*[.:]", re.IGNORECASE)
_NOTE_AMONG_TEXT = re.compile(rf"{_NOTE_LINE.pattern}|\(?\s*Attention,? (?:all )?editors\s*[.:–—-]", re.IGNORECASE)
BYLINE = re.compile(r"(?:By|BY|by|Von|Par|Por|Di|Door|Av)\s+(?=[^\W\d_])(?!the\b|a\b)|Автор:?\s|(?:记者|記者)[ :：]?")
_SENTENCE_END = re.compile(r'(?<=\w\w)[.?!](?=[\s"”’)]|$)|[。？！]')
_AGENCY_AND_ENDMARK = re.compile(r"[(（](?P<agency>[^()（）]+)[)）]\s?\S")  # "(Xinhua) Endit"
_OF_AGENCIES = {"agency", "news", "press", "service", "wire", "daily", "times", "post"}
_SMALL_WORDS = {"and", "da", "de", "del", "der", "des", "di", "do", "du", "la", "of", "the"}
LONGEST_AGENCY = 40
LONGEST_BYLINE = 120
MOST_BYLINES = 3  # blocks: names, title, place
MOST_AGENCY_WORDS = 4
MOST_AGENCY_WORDS_UNMARKED = 2  # of a name without "News" or "Agency": "Xinhua", "China Daily"
LONGEST_MADE_HEADLINE = 120
LONGEST_PLACE = 60
LONGEST_TEXT = 2_000_000  # characters
LONGEST_NOTE_SHOWN = 300
MOST_NOTES = 5
MOST_ABOVE = 5  # blocks above the words: the page's title, the headline, notes


def read_status(words: str) -> Status | None:
    """Return the status that a word names, with or without the `stat:` of NewsML-G2; None if it is unknown."""
    word = re.sub(r"[^a-z]", "", words.lower().rpartition(":")[2])
    return next((status for status, names in _STATUSES.items() if word in names), None)


def complete_head(item: WireItem, *, by_signal: Designator | None = None) -> WireItem:
    """Return the item with its designator found, its headline and slugline without it, and its genre.

    Order of trust: status, headline, slugline, the format's own signal, note. A correcting verb in a note makes no
    correction: it is a remark for the desk. An item without a headline gets the beginning of its text for one.
    """
    item = _take_notes_out(_add_headline(item))
    by_headline, headline = designators.read(item.printed_headline)
    by_slug, slugline = designators.read(item.printed_slugline, printed_in=Position.SLUG)
    by_note, _ = designators.read(item.note, printed_in=Position.NOTE)
    remarks = list(item.remarks)
    if by_note and _AMENDING & set(by_note.kinds):
        remarks.append("The editor's note speaks of a correction: read it and file it as one if it is.")
        by_note = None
    return replace(
        item,
        headline=headline or item.printed_headline,
        slugline=slugline,
        designator=_BY_STATUS.get(item.status) or item.designator or by_headline or by_slug or by_signal or by_note,
        genre=designators.genre(headline) or item.genre,
        remarks=tuple(remarks),
    )


def _take_notes_out(item: WireItem) -> WireItem:
    """Return the item without paragraphs among its text that speak to editors; its remarks hold them.

    "EDITORS: Do not use the driver's name" is not for readers. Where nothing else stands there, it is the text.
    """
    notes = [block.text for block in item.blocks if block.kind is Kind.PARAGRAPH and _NOTE_AMONG_TEXT.match(block.text)]
    if not notes or len(notes) == len(item.blocks):
        return item
    taken = set(notes)
    kept = tuple(block for block in item.blocks if block.kind is not Kind.PARAGRAPH or block.text not in taken)
    remarks = (f"A note to editors was taken out of the text: “{note[:LONGEST_NOTE_SHOWN]}”." for note in notes)
    return replace(item, blocks=kept, remarks=(*item.remarks, *islice(remarks, MOST_NOTES)))


def _add_headline(item: WireItem) -> WireItem:
    if item.printed_headline or not item.blocks:
        return item
    text = copy.clean(item.blocks[0].text)
    end = _SENTENCE_END.search(text)
    headline = text[: end.start()] if end else text
    if len(headline) > LONGEST_MADE_HEADLINE:  # untested: a first paragraph of one long sentence
        headline = headline[:LONGEST_MADE_HEADLINE].rpartition(" ")[0] or headline[:LONGEST_MADE_HEADLINE]
    remark = "It has no headline: the beginning of its text stands for one."
    return replace(item, printed_headline=headline, remarks=(*item.remarks, remark))


@dataclass(frozen=True, slots=True)
class Body:
    """Text of a piece, and the parts that stood around it."""

    blocks: tuple[Block, ...]
    dateline: str
    agency: str
    endmark: str
    note: str
    byline: str = ""


def split_body(blocks: Sequence[Block], *, headlines: Sequence[str]) -> Body:
    """Part the body from a headline that is repeated above it, notes to editors, byline, dateline and endmark.

    A byline is one where a dateline follows: "By Ada Karn", "OREN, Jan 21 (Vesper) - …".
    """
    repeated = {headline.casefold() for headline in headlines if headline}
    above = list(takewhile(lambda block: _is_note(block) or block.text.casefold() in repeated, blocks[:MOST_ABOVE]))
    bylines = _bylines_above_dateline(blocks[len(above) : len(above) + MOST_ABOVE])
    notes = [copy.clean(block.text) for block in above if _is_note(block)]
    dateline, dated = copy.strip_dateline(blocks[len(above) + len(bylines) :])
    endmark, ended = copy.split_endmark(dated)
    agency = dateline.agency or agency_of_endmark(endmark)
    return Body(ended, dateline.printed, agency, endmark, " ".join(notes), ", ".join(bylines))


def _bylines_above_dateline(blocks: Sequence[Block]) -> list[str]:
    """Return the byline, and a writer's title under it, where the block below them begins with a dateline."""
    if not blocks or not is_byline(blocks[0].text):
        return []
    for number, block in enumerate(blocks[: MOST_BYLINES + 1]):
        if copy.split_dateline(block.text)[0]:
            return [copy.clean(byline.text) for byline in blocks[:number]]
        if block.kind is not Kind.PARAGRAPH or len(block.text) > LONGEST_BYLINE or _SENTENCE_END.search(block.text):
            break
    return []


def split_dateline_of_place(body: Body, place: str) -> Body:
    """Part the body from a dateline that begins with the place that the head names: "OREN (Vesper): …"."""
    if body.dateline or not place or len(place) > LONGEST_PLACE or not body.blocks:
        return body
    first, *others = body.blocks
    dateline = re.compile(rf"{re.escape(place)}[^()\n]{{0,40}}\((?P<agency>[^()\n]{{2,40}})\)\s?[:–—-]{{1,2}}\s", re.I)
    found = dateline.match(first.text) if first.kind is Kind.PARAGRAPH else None
    if not found:
        return body
    blocks = copy.normalise([cut_start(first, found.end()), *others])
    return replace(body, blocks=blocks, dateline=found.group().strip(), agency=body.agency or found["agency"])


def check_length(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks as they are. Raises UnreadableError where their text is endless."""
    if sum(len(block.text) for block in blocks) > LONGEST_TEXT:
        raise UnreadableError(f"The text is longer than {LONGEST_TEXT:,} characters: no story is. Send it in parts.")
    return blocks


def agency_of_endmark(endmark: str) -> str:
    """Return the agency that an endmark names: Xinhua of "(Xinhua) Endit", "" if none."""
    found = _AGENCY_AND_ENDMARK.match(endmark)
    return found["agency"] if found else ""


def _is_note(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and is_note(block.text)


def is_note(line: str) -> bool:
    """Return whether a line is addressed to editors: "Eds: Updates with quotes", "(ATTN: …)", "(Recasts, adds)"."""
    return bool(_NOTE_LINE.match(line) or _NOTE_IN_BRACKETS.fullmatch(line))


def is_byline(line: str) -> bool:
    """Return whether a line says who wrote the copy: "By Ada Karn", "Von Ada Karn", "记者王甲"."""
    return bool(BYLINE.match(line)) and len(line) <= LONGEST_BYLINE and not line.endswith((".", "。", ":"))


def lone_agency(line: str) -> str:
    """Return the agency that a line may consist of: "Xinhua", "(dpa)", "Maran News Agency"; "" where it cannot.

    A short headline may look the same: the lines beside it must decide.
    """
    words = line.strip().strip("()（）[]|,，").strip()
    parts = words.split()
    if not parts or len(words) > LONGEST_AGENCY or len(parts) > MOST_AGENCY_WORDS:
        return ""
    if not all(part.isalpha() and (not part[0].islower() or part in _SMALL_WORDS) for part in parts):
        return words if len(parts) == 1 and words.isalpha() else ""
    return words if len(parts) <= MOST_AGENCY_WORDS_UNMARKED or len(_telling_words(words)) < len(parts) else ""


def is_same_agency(one: str, other: str) -> bool:
    """Return whether two names are one agency's: "Xinhua" and "Xinhua News Agency" are."""
    return bool(_telling_words(one)) and _telling_words(one) == _telling_words(other)


def _telling_words(agency: str) -> list[str]:
    return [word for word in agency.casefold().split() if word not in _OF_AGENCIES]
