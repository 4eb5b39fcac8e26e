"""The value of a number, in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from unicodedata import numeric

from stories.compare.core.numerals import GROUPING, MINUS, POINTS
from stories.compare.facts.languages import LanguageWords

LARGE = 1000  # scales from here on multiply all that stands before them since the last larger one
TEN_THOUSAND = 10_000  # by which Chinese groups digits
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_GROUPS = re.compile(rf"[{GROUPING}](?=\d{{3}}(?!\d))|(?<=\d),(?=\d\d,)")
_ONE_GROUP = re.compile(r"\d{1,3}([.,])\d{3}")


def number_value(parts: Mapping[str, str], words: LanguageWords) -> Decimal | None:
    """Return the value of a number by the parts that the grammar named; None where it is none that can be told."""
    if "nth" in parts:
        value = _ordinal_value(parts["nth"].lower(), words)
    elif "portion" in parts:
        value = _fraction_value(parts["portion"].lower(), words)
    elif "spelled" in parts:
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


def _ordinal_value(spelled: str, words: LanguageWords) -> Decimal | None:
    """Return the value of an ordinal in words: 23 of twenty-third."""
    if not words.is_spaced:
        return _words_value(spelled, words)
    *tens, last = re.split("[ -]", spelled)
    found = (value for value, form in words.ordinal_words.items() if re.search(rf"(?:{form})$", spelled))
    value = next((value for value in found if last), None)
    return None if value is None else Decimal(value + sum(words.numbers.get(word, 0) for word in tens))


def _fraction_value(spelled: str, words: LanguageWords) -> Decimal | None:
    """Return the value of a fraction in words, as near as that of ⅓."""
    value = next((value for value, form in words.fractions.items() if re.fullmatch(form, spelled)), None)
    return Decimal(str(float(Fraction(value)))) if value else None


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
    """Return the value of a number in words; None of "dozens" and the like."""
    found = _word_pattern(words).findall(spelled.lower())
    if all(word in words.vague for word in found):
        return None
    return Decimal(_characters_value(found, words) if not words.is_spaced else _sum_of_words(found, words))


@lru_cache(maxsize=16)
def _word_pattern(words: LanguageWords) -> re.Pattern[str]:
    """Return the expression for one word of a number; longer ones first, so that quatre-vingt-dix-sept is 80 and 17."""
    known = sorted({*words.numbers, *words.numbers_behind, *words.scales}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))


def _sum_of_words(found: Sequence[str], words: LanguageWords) -> int:
    """Return the value of words that are added, and multiplied by a scale behind them: two hundred thousand and six."""
    total = current = 0
    for word in found:
        scale = words.scales.get(word, 0)
        if not scale:
            current += words.numbers.get(word) or words.numbers_behind.get(word, 0)
        elif scale < LARGE:
            current = max(current, 1) * scale
        else:
            total += max(current, 1) * scale
            current = 0
    return total + current


def _characters_value(found: Sequence[str], words: LanguageWords) -> int:
    """Return the value of Chinese digits, each multiplied by the character behind it: 三百二十五 is 325."""
    total = section = digit = 0
    for character in found:
        scale = words.scales.get(character, 0)
        if not scale:
            digit = words.numbers[character]
        elif scale < TEN_THOUSAND:
            section += max(digit, 1) * scale
            digit = 0
        else:
            total += max(section + digit, 1) * scale
            section = digit = 0
    return total + section + digit
