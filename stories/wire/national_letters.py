"""Letters of 7-bit wires: the national variants of ISO 646, which print umlauts and accents in place of brackets.

Source: ISO 646 (DIN 66003, SEN 850200, NS 4551).
"""

import re

FEWEST_MARKS = 3  # places where a bracket stands among letters
FEWEST_WORDS = 3  # different small words of the language

# language | its small words | brackets, and the letters meant
_VARIANTS = (
    ("German", "der die das und den mit von im auf ist nicht sich dem ein eine", str.maketrans("[\\]{|}~", "ÄÖÜäöüß")),
    ("Swedish", "och att som det en ett den med av till har inte", str.maketrans("[\\]{|}", "ÄÖÅäöå")),
    ("Norwegian", "og som det en et med av til har ikke er den", str.maketrans("[\\]{|}", "ÆØÅæøå")),
)
_MARK = r"[\[\\\]{|}~]"
_AMONG_LETTERS = re.compile(rf"(?<=[^\W\d_]){_MARK}|{_MARK}(?=[^\W\d_])")
_ALONE = re.compile(r"(?<!\S)[|}](?=[\s.,;:])")  # a word of one letter, as "å" is
_BRACKETS = re.compile(r"(?<!\S)[\[{][^\[\]{}\n]{1,40}[\]}](?![^\s.,;:])")  # around words, as in "[sic]"


def restore_letters(text: str) -> tuple[str, str]:
    """Return the text with its national letters, and the name of the language; unchanged and "" where not certain.

    Certain is an ASCII text whose brackets stand among letters, all of them, with small words of one language.
    """
    if not text.isascii():
        return text, ""
    among = len(_AMONG_LETTERS.findall(text))
    if (
        among < FEWEST_MARKS
        or among + len(_ALONE.findall(text)) != len(re.findall(_MARK, text))
        or _BRACKETS.search(text)
    ):
        return text, ""
    words = set(re.findall("[a-z]+", text.lower()))
    counts = {language: len(words & set(small.split())) for language, small, _ in _VARIANTS}
    best = max(counts, key=lambda language: counts[language])
    if counts[best] < FEWEST_WORDS or list(counts.values()).count(counts[best]) > 1:
        return text, ""
    letters = next(letters for language, _, letters in _VARIANTS if language == best)
    return text.translate(letters), best
