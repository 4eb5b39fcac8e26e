"""Numbers as copy prints them, in figures and in English words, and the values that they may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SPELLED = 12  # up to here house styles write numbers in words, in any language

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_SMALL = f"zero|{_UNITS}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_VALUES = {word: value for value, word in enumerate(_SMALL.split("|"))}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS.split("|"), start=2)}
_VALUES |= {word: value for value, word in enumerate(_ORDINALS.split("|"), start=1)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_VAGUE = {"zero", "one", *_ORDINALS.split("|")}  # "no one", "zero tolerance", "first lady" count nothing

_LETTER = "[A-Za-z\u00c0-\u058f]"  # Chinese letters before a figure part it as a blank does
_FIGURE = (
    rf"(?<!{_LETTER})(?<!{_LETTER}-)(?<!\d)"  # but the figures of a name: G7, F-16
    r"(?P<figure>\d{1,3}(?:[.,'’٬\xa0\u202f]\d{3}){1,9}(?!\d)(?:[.,٫]\d{1,9})?|\d{1,24}(?:[.,٫]\d{1,9})?)"
    r"(?:[ \xa0]?(?P<short>bn|mn|tn|(?<![ \xa0])[kmb])\b)?"
)
_ONE = rf"an?(?=[ \xa0](?:{'|'.join(_SCALES)})\b)"  # a dozen, a million
_WORD = rf"\b(?P<word>(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_SMALL}|{_ORDINALS}|{_ONE})\b"
_IN_FIGURES = re.compile(_FIGURE, re.IGNORECASE)
_IN_ENGLISH = re.compile(rf"(?:{_FIGURE}|{_WORD})(?:[ \xa0-](?P<scale>{'|'.join(_SCALES)})s?\b)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[.,'’٬\xa0\u202f](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """Number as it is printed, and the values that it may have: "2m" is two, or two million."""

    printed: str
    values: frozenset[Decimal]


def read_numbers(line: str, *, in_english: bool) -> Iterator[PrintedNumber]:
    """Yield the numbers of a line, but for those that a text may rightly print otherwise.

    Those are vague words and ordinals, and in other languages than English every number that may be spelled.
    """
    pattern = _IN_ENGLISH if in_english else _IN_FIGURES
    for found in pattern.finditer(line):
        figure = PrintedNumber(found[0], _values_of(found))
        is_spelled_elsewhere = not in_english and min(figure.values) <= SPELLED
        if found[0].lower() not in _VAGUE and not is_spelled_elsewhere:
            yield figure


def possible_values(text: str, *, in_english: bool) -> set[Decimal]:
    """Return every value that a number of the text may have."""
    pattern = _IN_ENGLISH if in_english else _IN_FIGURES
    return {value for found in pattern.finditer(text) for value in _values_of(found)}


def _values_of(found: re.Match[str]) -> frozenset[Decimal]:
    parts = found.groupdict(default="")
    value = _figure_value(parts["figure"]) if parts["figure"] else _word_value(parts["word"])
    if parts["short"]:
        return frozenset({value, value * _SHORT[parts["short"].lower()]})
    return frozenset({value * _SCALES.get(parts.get("scale", "").lower(), 1)})


def _figure_value(figure: str) -> Decimal:
    """Return the value of a figure: 1,200, 1.200 and 1 200 are twelve hundred; 3.5 and 3,5 are three and a half."""
    return Decimal(_THOUSANDS.sub("", figure).replace(",", ".").replace("٫", "."))


def _word_value(word: str) -> Decimal:
    return Decimal(sum(_VALUES.get(part, 1) for part in re.split("[ -]", word.lower())))
