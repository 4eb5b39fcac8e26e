"""Fit of a reading to the languages: whether one language has all of its letters and its commonest words."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from stories.charset.flaws import script_of, weigh_flaws
from stories.charset.languages import (
    JAPANESE_KANJI,
    KOREAN_SYLLABLES,
    LANGUAGES,
    LATIN_LANGUAGES,
    SIMPLIFIED,
    THAI_SYLLABLES,
    TRADITIONAL,
    Language,
    Script,
)

BEFORE_FIRST, JUDGED = 2_000, 20_000  # characters before the first letter beyond ASCII, and in all
SHOWN = 1_200  # characters of a text that are judged
USUAL_WORDS = 0.25  # of the words of a text are among the commonest of its language
USUAL_COMMON = 0.7  # of the letters, or of the signs of Chinese and Korean
BORROWED = 0.85  # English has letters beyond a to z in names and loans alone
FEWEST_LETTERS = 4  # that flaws are counted against: one slip among fewer is no garbage
FEWEST_SIGNS = 6  # of Chinese, Japanese or Korean; a headline has more
_WHOLE_WORD = re.compile(r"[^\W\d_]+")
_MARKUP_SIGNS = re.compile(r"<[^<>]{0,400}>|&#?\w{1,10};|\\u[0-9a-f]{4}|\\[nrt]")
_HIGH = re.compile("[^\x00-\x7f]")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a text reads: from below 0 (garbage) to 1; the weight of its flaws, and for each letter beyond ASCII."""

    score: float
    flaws: float
    flaws_per_letter: float
    strange: int  # letters that the likeliest language has not


def judge(text: str) -> Fit:
    """Judge a text as a reading of its bytes."""
    first = _HIGH.search(text)
    start = max(0, first.start() - BEFORE_FIRST) if first else 0
    words = _MARKUP_SIGNS.sub(" ", text[start : start + JUDGED])
    shown = unicodedata.normalize("NFC", _window(words))
    flaws = weigh_flaws(shown)
    share = flaws / max(sum(not character.isascii() for character in shown), FEWEST_LETTERS)
    fit, strange = _language_fit(shown)
    return Fit(fit - 1.5 * share, flaws, share, strange)


def _window(text: str) -> str:
    """Return the parts of a text that say something of its letters: lines beyond ASCII, and its beginning."""
    if len(text) <= SHOWN:
        return text
    high = "\n".join(line[:SHOWN] for line in text.splitlines() if not line.isascii())
    return f"{high[: SHOWN // 2]}\n{text[: SHOWN // 2]}"


def _language_fit(text: str) -> tuple[float, int]:
    """Return how well the likeliest language fits, and how many letters it has not."""
    letters = [character for character in text if not character.isascii() and character.isalpha()]
    words = [word.casefold() for word in _WHOLE_WORD.findall(text)]
    if not letters:
        return max(_alphabet_fit(language, [], words) for language in LATIN_LANGUAGES.values())
    scripts = Counter(script for letter in letters if (script := script_of(letter)))
    if not scripts:
        return 0.0, len(letters)
    script = scripts.most_common(1)[0][0]
    of_script = scripts[script] / len(letters)
    if script is Script.EAST_ASIAN:
        return of_script * _east_asian_fit(text), len(letters) - scripts[script]
    if script is Script.THAI:
        return of_script * _thai_fit(text), len(letters) - scripts[script]
    lowered = [letter.lower() for letter in letters]
    languages = (language for language in LANGUAGES.values() if language.script is script)
    return max((_alphabet_fit(language, lowered, words) for language in languages), key=lambda fit: fit[0])


def _alphabet_fit(language: Language, letters: list[str], words: list[str]) -> tuple[float, int]:
    lone = sum(len(word) == 1 and not word.isascii() and word not in language.words for word in words)
    strange = min(len(letters), sum(letter not in language.letters for letter in letters) + lone)
    own = 1 - strange / len(letters) if letters else 1.0
    if letters and language is LATIN_LANGUAGES["en"]:
        own *= BORROWED
    share = sum(word in language.words for word in words) / max(len(words), 1)
    known = min(1.0, share / USUAL_WORDS)
    if not language.common:
        return own * own * (0.4 + 0.6 * known), strange
    usual = min(1.0, sum(letter in language.common for letter in letters) / len(letters) / USUAL_COMMON)
    return own * own * (0.1 + 0.4 * known + 0.5 * usual**3), strange


def _east_asian_fit(text: str) -> float:
    han, kana, hangul = _HAN.findall(text), len(_KANA.findall(text)), _HANGUL.findall(text)
    signs = len(han) + kana + len(hangul)
    if not signs:
        return 0.0
    chinese = max(sum(sign in usual for sign in han) for usual in (SIMPLIFIED, TRADITIONAL)) / signs
    kanji = sum(sign in JAPANESE_KANJI for sign in han) / max(len(han), 1)
    japanese = min(1.0, kana / signs / 0.25) * (0.4 + 0.6 * kanji if han else 1.0)
    korean = sum(sign in KOREAN_SYLLABLES for sign in hangul) / signs
    return min(1.0, max(chinese, japanese, korean) / USUAL_COMMON) ** 2 * min(1.0, signs / FEWEST_SIGNS)


def _thai_fit(text: str) -> float:
    signs = sum("\u0e00" <= character <= "\u0e7f" for character in text)
    syllables = sum(text.count(syllable) for syllable in THAI_SYLLABLES)
    return 0.3 + min(0.7, syllables / signs * 12) if signs else 0.0
