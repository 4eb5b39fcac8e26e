"""Words, numbers, signs and single characters: the pieces by which texts are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import count

from stories.compare.core.numerals import CHINESE_NUMERALS, GROUPING


def _character_ranges(characters: Sequence[int]) -> str:
    """Return code points as the inside of a character class."""
    runs: list[list[int]] = []
    for point in characters:
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in runs)


# What never stands alone: combining marks, joiners, variation selectors, skin tones, tag letters of flags.
_MARKS = [point for point in range(0x300, 0xFE30) if unicodedata.category(chr(point)).startswith("M")]
EXTENDING = (
    _character_ranges([*_MARKS, 0x200C, 0x200D, 0xFF9E, 0xFF9F])
    + "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)

# Chinese and Japanese are written without blanks: each character is a piece.
IDEOGRAPHS = "々-〇ぁ-ゖァ-ヺー㐀-䶿一-鿿豈-﫿ｦ-ﾝ\U00020000-\U0003ffff"

# Thai, Lao, Burmese and Khmer have no blanks between words either: a piece is a consonant with all that clings to it.
_CLUSTERS = "|".join(
    (
        "[เ-ไ]?[ก-ฮ][ะ-ฺๅ็-๎]*",
        "[ເ-ໄ]?[ກ-ຮ][ະ-ຽ່-໎]*",
        "[\u1000-\u102a\u103f\u1050-\u1055](?:\u1039[\u1000-\u102a]|[\u102b-\u1038\u103a-\u103e\u1056-\u1059])*",
        "[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*",
    )
)
CLUSTERED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"

SIGNS = (
    r"!-#&-,./:;<>?@\[-`{-~¡§«¶·»¿־׀׃،؛؟٪-٭۔।॥‐-‧‰-⁞"
    "\u3001-\u3003\u3008-\u3020\u3030\u303d\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_WORD_CHARACTER = rf"[^\s{SIGNS}{IDEOGRAPHS}{CLUSTERED}]"

# Signs that join letters to one word (al-Bab, O'Neill, U.S, and/or, AT&T, desk@example.org), and figures to one number.
_INSIDE_WORD = r"[-'’‐‑.@&/_·־]"
_INSIDE_NUMBER = rf"[{GROUPING.replace(' ', '')}:٫–—]"
_BLANK_IN_NUMBER = r" (?<=\d )(?<!\d\d\d\d )(?=\d\d\d(?!\d))"  # 1 200 000, but no "2026 300 people"
_SCALES = "hundred|thousand|million|billion|trillion|crore|lakh|mln|bln|bn"
_SCALES += "|millones|millions|milliards|milliard|Millionen|Milliarden|Mio|Mrd|mille|mil|milhões|bilhões"
_SCALES += r"|тыс|млн|млрд|тысяч\w*|миллион\w*|миллиард\w*|ألف|آلاف|مليون|ملايين|مليار|مليارات"
_WORD = (
    rf"(?:-|(?<!\w)–(?=\d))?{_WORD_CHARACTER}+"
    rf"(?:(?:{_INSIDE_WORD}|(?<=\d)(?:{_INSIDE_NUMBER}(?=\d)|{_BLANK_IN_NUMBER})){_WORD_CHARACTER}+)*"
    rf"(?:(?<=\d)(?:[ \u00a0\u202f](?:{_SCALES})\b|[ \u00a0\u202f]?[%‰٪]))?"
)
# Most words and signs of most copy: what the rest would find too, but sooner.
_PLAIN = "[A-Z]?[a-z]++(?: (?=[!-~])|(?=[.,;:] [!-~]))|[.,;:] (?=[!-~])"
_PIECE = re.compile(
    rf"{_PLAIN}|(?:{_WORD}|[{CHINESE_NUMERALS}]{{2,12}}|[{IDEOGRAPHS}]|{_CLUSTERS}|\.+|-+|\S|(?=\s))[\s{EXTENDING}]*"
)
_HAS_WORD = re.compile(r"[^\W_]")


def pieces(text: str) -> list[str]:
    """Cut the text into pieces, each with the white space after it; joined they are the text.

    A piece is a word with what is inside it (al-Bab, 3,400, $1.2 billion), one sign, one Chinese or Japanese
    character, a Chinese number of several, or one cluster of Thai, Lao, Burmese or Khmer. What a reader sees as one
    character stays whole.
    """
    return _PIECE.findall(text)


def is_word(piece: str) -> bool:
    """Return whether a piece has a letter or a figure."""
    return _HAS_WORD.search(piece) is not None


def count_words(text: str) -> int:
    """Count the pieces of a text that are words: signs do not count, each Chinese or Japanese character does."""
    return sum(
        len(piece.rstrip()) if piece[0] in CHINESE_NUMERALS else is_word(piece) for piece in pieces(text) if piece
    )


class Vocabulary(dict[str, str]):
    """Characters for distinct pieces, whatever white space follows: texts as strings for rapidfuzz.

    Threads may share one: a character is given out once, and to one piece.
    """

    def __init__(self) -> None:
        super().__init__()
        self._next = map(chr, count(1)).__next__

    def __missing__(self, piece: str) -> str:
        bare = piece.rstrip()
        code = self.get(bare) or self.setdefault(bare, self._next())
        self[piece] = code
        return code

    def code(self, cut: Sequence[str]) -> str:
        """Return the pieces as a string of one character each."""
        return "".join(map(self.__getitem__, cut))
