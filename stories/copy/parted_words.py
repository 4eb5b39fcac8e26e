"""Words that hard-wrapped copy parts at the end of a line: har- / bour is harbour, well- / known is well-known.

A wire that fills its lines breaks words with a hyphen of its own; one that only wraps breaks at hyphens that are the
word's. No dictionary is at hand, so the copy itself decides, then what is true of every hyphenation: none leaves one
letter behind or carries two over, and none parts a word that has a hyphen. A short list of ends that make compounds of
English and are no syllables comes last. All else is one word: in copy that is wrapped at blanks alone no line ends with
a hyphen but at a compound of rare words, while copy that is filled has one in every few lines.
"""

import re
from collections.abc import Sequence
from functools import cached_property

LEAST_BEHIND, LEAST_CARRIED = 2, 3  # letters that hyphenation leaves, and that it carries over
_LETTERS = r"[^\W\d_]"
_PARTED = re.compile(rf"(?<!{_LETTERS}){_LETTERS}++-\n[ \t]*+{_LETTERS}++")
_SPELLED = re.compile(rf"{_LETTERS}++(?:-{_LETTERS}++)*+")
_BEFORE = re.compile(rf"[\w-]*{_LETTERS}-$|[0-9]-$")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou|y|o)\b")  # "two- and three-storey"
LONGEST_WORD = 60  # characters that are looked at before the hyphen
_FIRST_NAMES = "anti fifty five forty half self thirty three twenty two vice well"
_LAST_NAMES = (
    "backed based bound called day driven foot free friendly funded handed held hour known led level lived made "
    "metre meter mile minded minute month old owned party profile range related round run scale sized speaking "
    "storey story style term thirds ton week winning wing year"
)
FIRST_OF_COMPOUNDS, LAST_OF_COMPOUNDS = frozenset(_FIRST_NAMES.split()), frozenset(_LAST_NAMES.split())


class PartedWords:
    """Lines of a text, by which a word that is parted at the end of one is put together."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    @cached_property
    def _whole(self) -> frozenset[str]:
        """Words that stand whole in a line."""
        text = _PARTED.sub(" ", "\n".join(self._lines))
        return frozenset(word.casefold() for word in _SPELLED.findall(text))

    def hyphen_between(self, before: str, after: str) -> str | None:
        """Return the hyphen of the word that is parted between two lines, "" if it has none; None for whole words."""
        found = _BEFORE.search(before[-LONGEST_WORD:])
        if not found or not after[0].isalpha() or _SUSPENDED.match(after):
            return None
        head = found.group()[:-1]
        if not after[0].islower():
            return None if head.isupper() else "-"  # "OREN-" is a dateline, "Anglo-" half a name
        head = head.casefold()
        spelled = _SPELLED.match(after)
        tail = spelled.group().casefold() if spelled else ""
        return "-" if self._keeps_hyphen(head, tail) else ""

    def _keeps_hyphen(self, head: str, tail: str) -> bool:
        if not head.isalpha() or "-" in tail or len(head) < LEAST_BEHIND or len(tail) < LEAST_CARRIED:
            return True
        if f"{head}-{tail}" in self._whole or head + tail in self._whole:
            return head + tail not in self._whole
        return head in FIRST_OF_COMPOUNDS or tail in LAST_OF_COMPOUNDS or {head, tail} <= self._whole
