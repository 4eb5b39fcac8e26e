"""The marks of a copy desk in the margin of a text. Notes are advice: they refuse nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from rapidfuzz.distance import Indel

from stories import copy, designators
from stories.copy import Block, Kind, language_tags, numbers
from stories.copy.gettext import gettext_noop
from stories.wire.heads import MOST_ABOVE, is_byline, is_note

# Sentences for the newsroom alone: readers' languages leave them out.

HEADLINE = 0  # stands where paragraphs have their number
LONG = 45  # words; a longer paragraph is hard to take in at one reading
UNREAD = frozenset({Kind.HEAD_ROW, Kind.ROW, Kind.PREFORMATTED})  # their blanks and signs are a layout
SHOWN = 60  # characters of the words that a note names

# An indent of ideographic blanks is a way of printing.
_BLANKS = re.compile(r"\S{1,40}[^\S\n\u3000]{2,}\S{1,40}")
_STRAIGHT = re.compile(r"""(?<!\d)["']""")  # 6'2" is a height
_CURLY = re.compile("[“”„‘’]")
_INCHES = re.compile(r'(?<=\d)"')
_DOUBLED = re.compile(r"\b([A-Za-z]+)\s+(\1)\b", re.IGNORECASE)
_RIGHTLY_DOUBLED = frozenset({"far", "had", "hear", "is", "knock", "long", "many", "no", "so", "that", "very"})
_LEFT_OPEN = re.compile(
    r"(?:^|\b[a-z]\w*+[,:;]? )(X{2,}|N{2,})(?= [a-z])"  # "XX dead", not "Super Bowl XX begins"
    r"|(?<!\w)(TK+|_{2,}|(?<!\?\?)\?{2,}|#|[$€£¥])(?=\s|$)"
)
_ALIKE = 0.9  # share of the letters from which on a line is the headline again
# On a line of its own, where no sentence is wrapped: in a file of lines it may be a word of one.
_BARE_ENDMARK = re.compile(r"[-–—]{0,2}\s?(?:ends?|Ends?|ENDS?)\s?[-–—]{0,2}\.?")
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))


class Rule(Enum):
    """Rule that a note is about, with its wording."""

    BLANKS = gettext_noop("two blanks stand in “{words}”")
    LONG = gettext_noop("{words} words, over {limit}")
    DOUBLED = gettext_noop("a word stands twice in “{words}”")
    UNPAIRED = gettext_noop("the quotation mark {words} has no partner")
    MIXED = gettext_noop("straight and curly quotation marks are mixed, here {words}")
    LEFT_OPEN = gettext_noop("a number is left open: {words}")
    NUMBER = gettext_noop("the text does not have {words}")
    HEADLINE_IN_TEXT = gettext_noop("the text begins with the headline: take it out, it has its own field")
    BYLINE_IN_TEXT = gettext_noop("the text begins with a byline, “{words}”: move it to its field")
    DATELINE_IN_TEXT = gettext_noop("the text begins with a dateline, “{words}”: move it to its field")
    ENDMARK_IN_TEXT = gettext_noop("the text ends with an end mark, “{words}”: move it to its field")


IN_HEADLINE = gettext_noop("Headline: {note}.")
IN_PARAGRAPH = gettext_noop("Paragraph {number}: {note}.")


@dataclass(frozen=True, slots=True)
class Note:
    """One note: the paragraph from 1, 0 for the headline; its rule; the words."""

    paragraph: int
    rule: Rule
    words: str

    def sentence(self, translated: Callable[[str], str] = str) -> str:
        """Return the note as a sentence, in English, or in the language into which the wording is put."""
        note = translated(self.rule.value).format(words=self.words, limit=LONG)
        return translated(IN_PARAGRAPH if self.paragraph else IN_HEADLINE).format(number=self.paragraph, note=note)

    def __str__(self) -> str:
        return self.sentence()


FIELD_BY_RULE = {
    Rule.HEADLINE_IN_TEXT: "headline",
    Rule.BYLINE_IN_TEXT: "byline",
    Rule.DATELINE_IN_TEXT: "dateline",
    Rule.ENDMARK_IN_TEXT: "endmark",
}  # where the words of a pasted head belong


@dataclass(frozen=True, slots=True)
class TypedText:
    """The text of a story as it is typed, with the fields around it."""

    headline: str
    byline: str
    dateline: str
    endmark: str
    blocks: tuple[Block, ...]


def may_fix(text: TypedText, note: Note) -> bool:
    """Return whether the words of a note can go to their field: no others stand there. A headline is there already."""
    field = FIELD_BY_RULE.get(note.rule)
    if field is None or field == "headline":
        return field is not None
    return getattr(text, field) in ("", _part_words(text.blocks, note)[0])


def fix(text: TypedText, note: Note) -> TypedText:
    """Return the text with the words of a note moved to their field; unchanged where they cannot go there."""
    if not may_fix(text, note):
        return text
    words, blocks = _part_words(text.blocks, note)
    field = FIELD_BY_RULE[note.rule]
    moved = {"blocks": blocks} if field == "headline" else {"blocks": blocks, field: words}
    return replace(text, **moved)


def _part_words(blocks: Sequence[Block], note: Note) -> tuple[str, tuple[Block, ...]]:
    """Return the words that a note is about, and the blocks without them."""
    before, block, behind = blocks[: note.paragraph - 1], blocks[note.paragraph - 1], blocks[note.paragraph :]
    if note.rule is Rule.DATELINE_IN_TEXT:
        dateline, rest = copy.strip_dateline((block,))
        return dateline.printed, (*before, *rest, *behind)
    if note.rule is Rule.ENDMARK_IN_TEXT:
        mark, rest = copy.split_endmark(tuple(blocks))
        return (mark, rest) if mark else (block.text, tuple(before))
    return block.text, (*before, *behind)


def notes(headline: str, blocks: Sequence[Block], *, dateline: str = "", language: str = "en") -> tuple[Note, ...]:
    """Return the notes on a text, in reading order; the dateline is that of its field.

    What goes by words counts those that blanks part, so that Chinese, Japanese and Thai paragraphs are never too
    long. Doubled words are looked for in English alone, as other languages double them rightly.
    """
    texts = [headline, *("" if block.kind in UNREAD else block.text for block in blocks)]
    is_english = language_tags.is_same_language(language, "en")
    found = [
        *_find_pasted_head(headline, blocks, dateline),
        *_find_pasted_endmark(blocks),
        *_find_blanks(texts),
        *_find_long_paragraphs(texts),
        *(_find_doubled_words(texts) if is_english else ()),
        *_find_unpaired_marks(texts),
        *_find_mixed_marks(texts),
        *_find_open_numbers(headline),
        *(_find_strange_numbers(headline, blocks, is_english=is_english) if blocks else ()),
    ]
    return tuple(sorted(found, key=lambda note: note.paragraph))


def _find_pasted_head(headline: str, blocks: Sequence[Block], dateline: str) -> Iterator[Note]:
    """Find the lines of an agency's head that were pasted with the text: readers would see them twice."""
    for number, block in enumerate(blocks[:MOST_ABOVE], start=1):
        if _is_headline_again(headline, block.text):
            yield Note(number, Rule.HEADLINE_IN_TEXT, _shorten(block.text))
        elif block.kind is Kind.PARAGRAPH and is_byline(block.text):
            yield Note(number, Rule.BYLINE_IN_TEXT, _shorten(block.text))
        elif not is_note(block.text):
            found = copy.strip_dateline((block,))[0].printed
            if not found and dateline and block.text.startswith(dateline):
                found = dateline
            if found:
                yield Note(number, Rule.DATELINE_IN_TEXT, _shorten(found))
            return


def _is_headline_again(headline: str, line: str) -> bool:
    """Return whether a line is the headline, but for a designator, capitals and signs, or a word or two."""
    one, other = (re.sub(r"\W+", " ", designators.read(words)[1].casefold()).strip() for words in (headline, line))
    return bool(one) and Indel.normalized_similarity(one, other, score_cutoff=_ALIKE) >= _ALIKE


def _find_pasted_endmark(blocks: Sequence[Block]) -> Iterator[Note]:
    mark, _ = copy.split_endmark(blocks)
    if not mark and blocks and _BARE_ENDMARK.fullmatch(blocks[-1].text):
        mark = blocks[-1].text
    if mark:
        yield Note(len(blocks), Rule.ENDMARK_IN_TEXT, _shorten(mark))


def _find_blanks(texts: Iterable[str]) -> Iterator[Note]:
    for number, text in enumerate(texts):
        if found := _BLANKS.search(text):
            yield Note(number, Rule.BLANKS, _shorten(found[0]))


def _find_long_paragraphs(texts: Sequence[str]) -> Iterator[Note]:
    for number, text in enumerate(texts[1:], start=1):
        words = sum(any(map(str.isalnum, word)) for word in text.split())
        if words > LONG:
            yield Note(number, Rule.LONG, str(words))


def _find_doubled_words(texts: Iterable[str]) -> Iterator[Note]:
    for number, text in enumerate(texts):
        for found in _DOUBLED.finditer(text):
            is_name = found[1][0].isupper() and found[2][0].isupper()  # Bora Bora
            if not is_name and found[1].lower() not in _RIGHTLY_DOUBLED:
                yield Note(number, Rule.DOUBLED, _shorten(" ".join(found[0].split())))


def _find_unpaired_marks(texts: Sequence[str]) -> Iterator[Note]:
    """Find quotation marks without a partner; one that runs on is opened in each paragraph, closed in the last."""
    for number, (text, following) in enumerate(pairwise([*texts, ""])):
        for mark in _lone_marks(text):
            runs_on = number != HEADLINE and following.startswith(mark)
            if not runs_on:
                yield Note(number, Rule.UNPAIRED, mark)


def _lone_marks(text: str) -> Iterator[str]:
    """Yield the quotation marks of a paragraph that lack a partner, each sort once."""
    if text.count('"') % 2 and len(_INCHES.sub("", text).split('"')) % 2 == 0:
        yield '"'
    is_german = "„" in text  # which closes with what opens in English
    if is_german and text.count("„") != text.count("“") + text.count("”"):
        yield "„"
    for opening, closing in _PAIRS[is_german:]:
        opened, closed = text.count(opening), text.count(closing)
        is_swedish = not opened and closed % 2 == 0  # ”One mark opens and closes”
        if opened != closed and not is_swedish:
            yield opening if opened > closed else closing


def _find_mixed_marks(texts: Sequence[str]) -> Iterator[Note]:
    """Find the first mark of the rarer sort, the one to change."""
    straight, curly = (
        [(number, mark) for number, text in enumerate(texts) for mark in sort.findall(text)]
        for sort in (_STRAIGHT, _CURLY)
    )
    if straight and curly:
        number, mark = min(straight, curly, key=len)[0]
        yield Note(number, Rule.MIXED, mark)


def _find_open_numbers(headline: str) -> Iterator[Note]:
    return (Note(HEADLINE, Rule.LEFT_OPEN, found[1] or found[2]) for found in _LEFT_OPEN.finditer(headline))


def _find_strange_numbers(headline: str, blocks: Iterable[Block], *, is_english: bool) -> Iterator[Note]:
    in_text = numbers.possible_values("\n".join(block.text for block in blocks), in_english=is_english)
    for figure in numbers.read_numbers(headline, in_english=is_english):
        if not figure.values & in_text:
            yield Note(HEADLINE, Rule.NUMBER, figure.printed)


def _shorten(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 2]} …"
