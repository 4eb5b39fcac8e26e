"""The grammar of figures in one language, as one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from stories.compare.core.numerals import CURRENCIES, FRACTIONS, GROUPING, MINUS, POINTS, POWERS
from stories.compare.facts.languages import LanguageWords

LETTER = "[^\\W\\d_و\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"
_BEFORE = rf"(?<!{LETTER})(?<!{LETTER}[-‐‑])(?<![\d.])"  # no figure of a name: G7, F-16
DIGITS = (
    rf"(?:\d{{1,3}}(?P<group>[{GROUPING}])\d{{3}}(?:(?P=group)\d{{3}}){{0,7}}(?!\d)|\d{{1,2}}(?:,\d\d){{1,4}},\d{{3}}(?!\d)"
    rf"|\d{{1,24}})(?:[{POINTS}]\d{{1,9}})?"
)
ANY_NUMBER = (
    rf"(?P<digits>{DIGITS})?(?P<fraction>(?<=\d)[{POWERS}]{{1,3}}|(?:(?<=\d) ?)?[{FRACTIONS}]|(?<=\d) \d/\d(?!\d))"
    rf"|(?P<plain>{DIGITS.replace('group', 'group_b')})"
)
_CODES = "(?:US|AU|A|CA|C|HK|NZ|S|R)?[" + CURRENCIES + "]|(?:USD|EUR|GBP|RUB|CHF|JPY|CNY|INR|Rs\\.?|SFr)[ \u00a0]?"
TENS = range(20, 100, 10)
SHORT_SCALE = 2  # letters of "bn", "m" and "k"
BLANK = "[ \u00a0\u202f\u2009]?"


PREFIX = re.compile(rf"[{MINUS}+]?(?:{_CODES})?[{MINUS}]?$")  # what may stand before the first digit of a figure
LONGEST_PREFIX = 6  # letters of it


@lru_cache(maxsize=16)
def start_pattern(words: LanguageWords) -> re.Pattern[str]:
    """Return the expression that finds where a figure may begin: at a digit, or at a word for a number, day or month.

    Words stand by their first letters, as an expression is tried at every letter of a text.
    """
    if not words.is_spaced:
        return re.compile(rf"\d|[{FRACTIONS}{''.join((*words.numbers, *words.scales))}]")
    known = [*words.numbers, *(word for word in words.scales if len(word) > SHORT_SCALE)]
    by_letter: dict[str, list[str]] = {}
    for word in known:
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    forms = [f"[{letter}{letter.upper()}](?i:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    forms += words.ordinal_words.values()
    forms += [f"{form[0].upper()}{form[1:]}" for form in words.ordinal_words.values() if form[0].isalpha()]
    forms += filter(
        None, (_fraction_form(words), words.days, words.months, f"(?i:{words.between[0]})" if words.between else "")
    )
    spelled = rf"|(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else ""
    return re.compile(rf"[\d{FRACTIONS}]{spelled}")


@lru_cache(maxsize=16)
def figure_pattern(words: LanguageWords) -> re.Pattern[str]:
    """Return the expression that finds each figure of a language; the group that is there says of which sort it is."""
    dates = [*map(_any_blank, words.date_forms), r"\d{4}-\d\d-\d\d(?!\d)", r"\d{1,2}([./])\d{1,2}\1\d{2,4}(?!\d)"]
    ends = rf"(?!{LETTER}|\d)"
    forms = [
        rf"(?<!\w)(?P<between>{_range_form(words)})",
        rf"{_BEFORE}(?P<date>{_alternatives(_number_groups(dates))}){ends}",
        rf"{_BEFORE}(?P<time>{_alternatives([*map(_any_blank, words.time_forms), _CLOCK])})",
        rf"{_BEFORE}(?P<range>\d{{1,6}}(?:[-‐‑–—:]\d{{1,6}}){{1,4}})(?![-‐‑–—:]?\d|{LETTER}|[-‐‑]{LETTER})",
        rf"(?<!\w)(?P<portion>{_fraction_form(words) or '(?!)'})(?!\w)",
        rf"(?P<nth>{_ordinal_form(words)})",
        _quantity(words),
    ]
    if words.days or words.months:
        forms.append(rf"(?<!\w)(?P<day>{words.days or '(?!)'})(?!\w)|(?<!\w)(?P<month>{words.months or '(?!)'})(?!\w)")
    return re.compile("|".join(forms))


def _range_form(words: LanguageWords) -> str:
    """Return the expression for a range in words: between 10 and 20."""
    if not words.between:
        return "(?!)"
    number = rf"(?:\d{{1,3}}(?:[{GROUPING}]\d{{3}}){{1,4}}|\d{{1,9}}|{words_pattern(words) or '(?!)'})(?!\w)"
    first, second = words.between
    dates = rf"(?! (?:{words.months or '(?!)'}))"
    return rf"(?i:{first}) {number} (?i:{second}) {number}{dates}"


def _ordinal_form(words: LanguageWords) -> str:
    """Return the expression for an ordinal in words: third, twenty-third; none with a capital that is no sentence's.

    "First Minister" and "Third Bank" are names.
    """
    if not words.is_spaced:
        return rf"(?<=第)[{''.join((*words.numbers, *words.scales))}]{{1,6}}"
    if not words.ordinal_words:
        return "(?!)"
    small = "|".join(words.ordinal_words.values())
    large = "|".join(form[0].upper() + form[1:] for form in words.ordinal_words.values() if form[0].isalpha()) or "(?!)"
    tens = _longest_first(word for word, value in words.numbers.items() if value in TENS)
    before = rf"(?:(?:{tens})[ -])?" if tens else ""
    return rf"(?<!\w){before}(?:{small})(?!\w)|(?<!\w)(?:{large})(?= [^\W\d_A-ZА-Я])"


def _fraction_form(words: LanguageWords) -> str:
    """Return the expression for a fraction in words; one part must be one of something: "a third of".

    Behind a word that tells of a change, more may follow: "by a third in May".
    """
    one = "|".join(form for value, form in words.fractions.items() if value.startswith("1/"))
    several = "|".join(form for value, form in words.fractions.items() if not value.startswith("1/"))
    behind = words.fraction_behind and rf"|(?<={words.fraction_behind})(?:{one})(?={words.fraction_ends_behind})"
    return rf"(?i:{several}|(?:{one})(?={words.fraction_ends}){behind})" if one else ""


_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?!\d|[-:]\d)(?: ?(?:GMT|UTC)\b)?"


def _any_blank(form: str) -> str:
    """Return a form in which no-break blanks stand for blanks, too."""
    return form.replace(" ", "[ \u00a0\u202f]")


def _number_groups(forms: Iterable[str]) -> list[str]:
    """Return forms with their one back reference named: numbers of groups are others in the whole expression."""
    return [form.replace("([./])", "(?P<point>[./])").replace("\\1", "(?P=point)") for form in forms]


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(forms) or "(?!)"


def _quantity(words: LanguageWords) -> str:
    """Return the expression for numbers, in figures or in words, with sign, currency, scale and unit."""
    spelled = words_pattern(words)
    scale, second = (_scale(words, name) for name in ("scale", "scale2"))
    in_digits = (
        rf"{_BEFORE}(?<![)%])(?P<sign>(?<!\w)[{MINUS}+])?(?P<currency>{_CODES})?(?P<minus>(?<=[{CURRENCIES}])-)?"
        rf"(?:{ANY_NUMBER}){scale}{second}(?:{_units(words)})?"
    )
    edges = (r"(?<!\w)", r"(?!\w)") if words.is_spaced else ("", "")
    in_words = rf"{edges[0]}(?P<spelled>{spelled}){edges[1]}(?:{_units(words, '_2')})?" if spelled else "(?!)"
    return f"{in_digits}(?!\\d)|{in_words}"


def _scale(words: LanguageWords, name: str) -> str:
    """Return the expression for "million" behind a number; short ones stand close: 3m is no three metres."""
    long = _longest_first(word for word in words.scales if len(word) > SHORT_SCALE or not word.isascii())
    short = _longest_first(word for word in words.scales if len(word) <= SHORT_SCALE and word.isascii()) or "(?!)"
    return rf"(?:(?P<{name}>(?:{BLANK}|-)(?i:{long})|(?i:{short}))(?!{LETTER}))?" if long else ""


def words_pattern(words: LanguageWords) -> str:
    """Return the expression for numbers in words: twenty-three, two hundred, a dozen; "" where none are known."""
    if not words.numbers:
        return ""
    if not words.is_spaced:
        return rf"[{''.join((*words.numbers, *words.scales))}]{{1,9}}(?={words.spelled_before})"
    any_word = _longest_first([*words.numbers, *(word for word in words.scales if len(word) > SHORT_SCALE)])
    behind = "|".join([any_word, *words.numbers_behind])
    return rf"(?i:(?:{any_word})(?:{words.number_joint}(?:{behind})(?!\w)){{0,7}})"


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _units(words: LanguageWords, mark: str = "") -> str:
    """Return the expression for what stands behind a number and says its sort: %, euros, km, -year-old, nd."""
    end = rf"(?!{LETTER})"
    forms = [rf"(?P<share{mark}>{BLANK}[%٪％‰])"]
    for name, expression in (("share_word", words.shares), ("money", words.money)):
        if expression:
            forms.append(rf"{BLANK}-?(?P<{name}{mark}>(?i:{expression})){end}")
    forms.append(rf"(?P<money_sign{mark}>{BLANK}[{CURRENCIES}])")
    if words.ages:
        forms.append(rf"(?P<age{mark}>{words.ages}){end}")
    if words.ordinals and not mark:
        forms.append(rf"(?P<ordinal>{words.ordinals}){end}|(?P<decade>(?<=0)s){end}")
    if words.units:
        units = "|".join(words.units.values())
        forms.append(rf"(?:{BLANK}|-)(?P<unit{mark}>{units}){end}")
    return "|".join(forms)
