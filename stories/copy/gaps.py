"""Phrases taken out of copy, each leaving a marked gap: how they are found in words, addresses and stored values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from stories.copy.blocks import Block, normalise
from stories.copy.cleaning import clean

GAP = "█" * 5  # of one length whatever went, so that it tells nothing of that; no copy has it otherwise
PLAIN_GAP = "#####"  # in bytes, where every character set has it
MOST_PHRASES = 20
SHORTEST = 2  # letters or figures of a phrase; a single one would empty the story
# Scripts whose words end at a blank or a sign. Elsewhere particles grow onto a name, or nothing parts words.
PARTED_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "DIGIT")
ALIKE_IN_PRINT = ("'’ʼ‘", '"“”„«»')
BETWEEN_WORDS = r"(?:[^\S\t]|[-‐‑–_])+"
SIGNS = r"[\W_]*"
WORDS_AROUND = 40  # characters before and behind a phrase in an excerpt
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A phrase where it stands, with some words before and behind it."""

    before: str
    words: str
    behind: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to be taken out: how they stand in words, and how in an address."""

    in_words: re.Pattern[str] = NEVER
    in_addresses: re.Pattern[str] = NEVER

    def __bool__(self) -> bool:
        return self.in_words is not NEVER

    def count(self, text: str) -> int:
        """Return how often a phrase stands in a text."""
        return sum(1 for _match in self.in_words.finditer(unicodedata.normalize("NFC", text)))

    def excerpts(self, text: str) -> list[Excerpt]:
        """Return the places of a text where phrases stand."""
        whole = unicodedata.normalize("NFC", text)
        spans = [match.span() for match in self.in_words.finditer(whole)]
        return [
            Excerpt(whole[max(start - WORDS_AROUND, 0) : start], whole[start:end], whole[end : end + WORDS_AROUND])
            for start, end in spans
        ]

    def cut(self, text: str, gap: str = GAP) -> str:
        """Return a text with a gap in place of each phrase; the same text where it has none."""
        whole = unicodedata.normalize("NFC", text)
        return self.in_words.sub(gap, whole) if self.in_words.search(whole) else text

    def is_in_address(self, address: str) -> bool:
        """Return whether an address, or a part of one, spells a phrase: mary-smith, Mary%20Smith."""
        return self.in_addresses.search(unquote_letters(address)) is not None

    def cut_block(self, block: Block) -> Block:
        """Return a block with gaps, its marks moved along; a link whose address spells a phrase goes."""
        marks = tuple(mark for mark in block.marks if not self.is_in_address(mark.href))
        matches = [match.span() for match in self.in_words.finditer(block.text)]
        if not matches:
            return block if len(marks) == len(block.marks) else replace(block, marks=marks)
        moved = tuple(
            replace(mark, start=new_place(mark.start, matches), end=new_place(mark.end, matches, is_end=True))
            for mark in marks
        )
        return next(iter(normalise([Block(block.kind, self.in_words.sub(GAP, block.text), moved)])))

    def cut_blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Return blocks with gaps."""
        return tuple(map(self.cut_block, blocks))

    def cut_values(self, value: Any) -> Any:
        """Return a value of JSON with gaps in all its texts; names of fields stay."""
        match value:
            case str():
                return self.cut(value)
            case list():
                return [self.cut_values(part) for part in value]
            case dict():
                return {name: self.cut_values(part) for name, part in value.items()}
        return value

    def count_values(self, value: Any) -> int:
        """Return how often a phrase stands in the texts of a value of JSON."""
        match value:
            case str():
                return self.count(value)
            case list() | tuple():
                return sum(map(self.count_values, value))
            case dict():
                return sum(map(self.count_values, value.values()))
        return 0


def read_phrases(lines: str) -> Phrases:
    """Read phrases, one a line. Blanks, cases, quotation marks and dashes may differ where they are looked for.

    Raises ValueError for one that is too short to be looked for, and for too many.
    """
    phrases = sorted({unicodedata.normalize("NFC", clean(line)) for line in lines.splitlines()} - {""}, key=len)
    for phrase in phrases:
        if sum(map(str.isalnum, phrase)) < SHORTEST or GAP in phrase:
            raise ValueError(phrase)
    if len(phrases) > MOST_PHRASES:
        raise ValueError(phrases[MOST_PHRASES])
    if not phrases:
        return Phrases()
    longest_first = phrases[::-1]
    return Phrases(
        re.compile("|".join(map(word_pattern, longest_first)), re.IGNORECASE),
        re.compile("|".join(map(address_pattern, longest_first)), re.IGNORECASE),
    )


def word_pattern(phrase: str) -> str:
    """Return the pattern of a phrase in words."""
    words = (("".join(map(sign_pattern, word))) for word in re.split(r"[\s\-‐‑–]+", phrase) if word)
    before = r"(?<![^\W_])" if is_parted(phrase[0]) else ""
    behind = r"(?![^\W_])" if is_parted(phrase[-1]) else ""
    return f"{before}{BETWEEN_WORDS.join(words)}{behind}"


def address_pattern(phrase: str) -> str:
    """Return the pattern of a phrase in an address, where any sign may part its words."""
    words = map(re.escape, re.findall(r"[^\W_]+", phrase))
    before = r"(?<![^\W_])" if is_parted(phrase[0]) else ""
    behind = r"(?![^\W_])" if is_parted(phrase[-1]) else ""
    return f"{before}{SIGNS.join(words)}{behind}"


def unquote_letters(address: str) -> str:
    """Return an address with the letters that it spells by their bytes: %C3%A9."""
    spelt = re.compile(rb"%([0-9A-Fa-f]{2})")
    return spelt.sub(lambda byte: bytes([int(byte[1], 16)]), address.encode(errors="replace")).decode(errors="replace")


def sign_pattern(sign: str) -> str:
    """Return the pattern of one sign, with those that print alike."""
    for signs in ALIKE_IN_PRINT:
        if sign in signs:
            return f"[{signs}]"
    return re.escape(sign)


def is_parted(letter: str) -> bool:
    """Return whether a letter or figure is of a script whose words end at a blank or a sign."""
    return letter.isalnum() and unicodedata.name(letter, "").startswith(PARTED_SCRIPTS)


def new_place(place: int, matches: Iterable[tuple[int, int]], *, is_end: bool = False) -> int:
    """Return where a place in a text comes to stand; one within a phrase goes to the edge of the gap."""
    moved = place
    for start, end in matches:
        if place >= end:
            moved += len(GAP) - (end - start)
        elif place > start:
            return moved - (place - start) + (len(GAP) if is_end else 0)
    return moved
