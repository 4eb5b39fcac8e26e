"""Flaws of a reading: what letters do in no language's text, and do at once where the bytes are read wrongly."""

import re
import unicodedata
from functools import lru_cache

from stories.charset.languages import Script

BROKEN, HEAVY, LIGHT = 3.0, 1.5, 0.5  # weights, in letters
_SIGNS_ALONE = frozenset("©®™°§¶†‡•·×÷±€£¥¢µ№′″→←″¹²³½¼¾‰−")
_JOINERS = frozenset("\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff")
_OPENING, _CLOSING = frozenset("«‹„‚¿¡“‘"), frozenset("»›”’…")
_WITHIN_WORDS = frozenset("’‘'-‐‑–—/ʼ")
_SCRIPT_NAMES = {
    **{script.value: script for script in Script},
    "HIRAGANA": Script.EAST_ASIAN,
    "KATAKANA": Script.EAST_ASIAN,
    "HANGUL": Script.EAST_ASIAN,
    "IDEOGRAPHIC": Script.EAST_ASIAN,
    "FULLWIDTH": Script.EAST_ASIAN,
    "KATAKANA-HIRAGANA": Script.EAST_ASIAN,
}
# Letters that stand at no beginning, at no end, or nowhere else in a word.
_MISPLACED = re.compile(
    r"\b[ьъыЬЪßะาำๅ]|[ךםןףץ](?=[א-ת])|[ةى](?=[ء-ي])|ς(?=[α-ώ])|σ\b"
    r"|[เแโใไ](?![ก-ฮ])|(?<![ก-ฮะ-ฺ็-๎])[ั-ฺ็-๎]|ƒ|[ｦ-ﾟ]|(?<=[α-ωά-ώ])[Ά-Ώ]|(?<=[а-яё])[Ѐ-Я]"
)
_ACCENTS = re.compile(r"\b[α-ω]*[άέήίόύώ][α-ω]*[άέήίόύώ]")


@lru_cache(maxsize=4096)
def script_of(letter: str) -> Script | None:
    """Return the script of a letter; None for one of a script that no old character set has, and for other signs."""
    return _SCRIPT_NAMES.get(unicodedata.name(letter, "").split(" ")[0])


@lru_cache(maxsize=4096)
def _is_word_letter(character: str) -> bool:
    return unicodedata.category(character) in ("Lu", "Ll", "Lo", "Lt", "Mn", "Mc")


def weigh_flaws(text: str) -> float:
    """Return the weight of the flaws of a text, in letters; 0 for flawless text."""
    padded = f" {text} "
    found = sum(
        _weigh(padded[place - 1], character, padded[place + 1])
        for place, character in enumerate(padded[1:-1], 1)
        if not character.isascii()
    )
    return found + LIGHT * 2 * (len(_MISPLACED.findall(text)) + len(_ACCENTS.findall(text)))


def _weigh(before: str, character: str, after: str) -> float:
    """Return the weight of one character's flaw between its neighbours."""
    category = unicodedata.category(character)
    if category in ("Cc", "Co", "Cn") or character == "\ufffd":
        return BROKEN
    beside = _is_word_letter(before) + _is_word_letter(after)
    if _is_word_letter(character):
        return _weigh_letter(before, character, after)
    if category in ("So", "Sm", "Sk", "Sc", "No", "Cf", "Lm") or character in "¶§†‡·•":
        return _weigh_sign(before, character, after)
    if character in _OPENING:
        wrong = after.isspace() or (character in "¿¡«‹" and _is_word_letter(before))
        return HEAVY if wrong or (beside == 2 and character not in _WITHIN_WORDS) else 0.0
    if category == "Nd" or character in "｢｣":
        return HEAVY if _is_latin(before) or _is_latin(after) else 0.0
    if character in "–—" and beside == 1 and (before.isspace() or after.isspace()):
        return LIGHT
    if character in "’”" and before.isspace() and _is_word_letter(after):
        return LIGHT
    if beside == 2 and character not in _WITHIN_WORDS and not _is_east_asian(before):
        return HEAVY
    return 0.0


def _weigh_sign(before: str, character: str, after: str) -> float:
    if script_of(character) is Script.EAST_ASIAN:
        return 0.0
    if character in _JOINERS:
        return HEAVY if _is_latin(before) and _is_latin(after) and character != "\u00ad" else 0.0
    if character == "·" and before in "lL" and after in "lL":  # Catalan
        return 0.0
    if character in "ªº":
        return HEAVY if _is_word_letter(after) or not (before.isdigit() or before.isalpha()) else 0.0
    beside = _is_word_letter(before) + _is_word_letter(after)
    if _is_east_asian(before) or _is_east_asian(after):
        return LIGHT / 2
    if character in _SIGNS_ALONE and beside < 2:
        follows_word, leads_word = _is_word_letter(before), _is_word_letter(after)
        is_usual = not beside or (leads_word and character in "©°§") or (follows_word and character in "®™°²³*")
        return 0.0 if is_usual else HEAVY
    return HEAVY + LIGHT * beside


def _weigh_letter(before: str, character: str, after: str) -> float:
    weight, script = 0.0, script_of(character)
    if script is None and unicodedata.category(character) not in ("Mn", "Mc"):
        return HEAVY
    for other in (before, after):
        if other.isalpha():
            theirs = script_of(other)
            is_foreign = theirs is not script and not (script is Script.EAST_ASIAN and other.isascii())
            weight += HEAVY if is_foreign else 0.0
    if (before.islower() and character.isupper()) or (character.islower() and after.isupper()):
        weight += HEAVY
    if unicodedata.category(character) == "Mn" and not _is_word_letter(before):
        weight += HEAVY
    if script is Script.EAST_ASIAN and before.isascii() and after.isascii() and before.isalpha() and after.isalpha():
        weight += HEAVY
    if script is Script.EAST_ASIAN and _is_hangul(character) and _is_han(before) + _is_han(after):
        weight += LIGHT
    return weight


def _is_latin(character: str) -> bool:
    return character.isalpha() and script_of(character) is Script.LATIN


def _is_east_asian(character: str) -> bool:
    return not character.isascii() and script_of(character) is Script.EAST_ASIAN


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
