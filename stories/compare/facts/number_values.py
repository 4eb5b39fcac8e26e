"""The value of a number, in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from unicodedata import numeric

from stories.compare.core.numerals import GROUPING, MINUS, POINTS
from stories.compare.facts.languages import LanguageWords

LARGE = 1000  # scales from here on multiply all that stands before them since the last larger one
MOST_DIGITS = 40  # of a number whose value is told
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_GROUPS = re.compile(rf"[{GROUPING}](?=\d{{3}}(?!\d))|(?<=\d),(?=\d\d,)")
_ONE_GROUP = re.compile(r"\d{1,3}([.,])\d{3}")
_JOINT = re.compile(r"[\s-]+")


def number_value(parts: Mapping[str, str], words: LanguageWords) -> Decimal | None:
    """Return the value of a number by the parts that the grammar named; None where it is none that can be told."""
    if "spelled" in parts:
        value = _words_value(parts["spelled"], words)
    else:
        value = _digits_value(parts.get("digits") or parts.get("plain", ""), parts.get("fraction", ""), words)
    if value is None:
        return None
    for name in ("scale", "scale2"):
        if name in parts:
            value *= words.scales[parts[name].strip(f"{GROUPING}-").lower()]
    is_negative = parts.get("sign", "+") in MINUS or "minus" in parts
    return -value if is_negative else value


def _digits_value(digits: str, fraction: str, words: LanguageWords) -> Decimal | None:
    """Return the value of digits with what stands at their end: 1½, 10⁶, 2 1/2."""
    number = _decimal(digits, words) if digits else Decimal(0)
    tail = fraction.strip()
    if not tail:
        return number
    if "/" in tail:
        above, below = map(Decimal, tail.split("/"))
        return number + above / below if below else None
    if tail.translate(_POWERS) != tail:
        power = tail.translate(_POWERS)
        return number ** int(power) if power.lstrip("-").isdecimal() and len(power) < 3 else None
    return number + Decimal(str(numeric(tail)))


def _decimal(digits: str, words: LanguageWords) -> Decimal:
    """Return the value of digits: groups by any sign are drawn together, but 1,250 is one and a quarter in French."""
    alone = _ONE_GROUP.fullmatch(digits)
    if not (alone and alone[1] == words.decimal_sign):
        digits = _GROUPS.sub("", digits)
    for sign in POINTS:
        digits = digits.replace(sign, ".")
    return Decimal(digits)


def _words_value(spelled: str, words: LanguageWords) -> Decimal | None:
    """Return the value of a number in words."""
    total = current = 0
    for word in _known_words(spelled.lower(), words):
        if word in words.numbers:
            current += words.numbers[word]
        elif word in words.scales and words.scales[word] < LARGE:
            current = max(current, 1) * words.scales[word]
        elif word in words.scales:
            total += max(current, 1) * words.scales[word]
            current = 0
    return Decimal(total + current)


def _known_words(spelled: str, words: LanguageWords) -> list[str]:
    """Return the words of a number, those with a hyphen of their own whole: quatre-vingts."""
    if spelled in words.numbers:
        return [spelled]
    found: list[str] = []
    for part in spelled.split():
        found += [part] if part in words.numbers or part in words.scales else _JOINT.split(part)
    return found
