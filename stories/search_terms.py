"""What texts and queries are made of, in any language and the same for every engine: words, folded, and their stems.

A word is folded: case, width, accents, Arabic vowel signs and forms of one letter make no difference, and figures are
those of ASCII. A stem is what Snowball leaves of a word in the language of its text. In scripts without blanks every
two neighbouring characters are a word. Where the words found on both sides differ here, so do all results: whoever
changes what this module returns gives `documents.ANALYSES` new numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, pairwise, repeat
from threading import local

import snowballstemmer

from stories.copy.terms import UNSPACED

TERM_LENGTH = 255  # characters of a term; PostgreSQL takes no more than 2,046 bytes
SHORTEST_STEMMED = 3  # letters of a word; shorter ones have no endings worth the name
SHORTEST_ARABIC = 2  # which leaves the vowels out: سد is a dam
STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
}
FIRST_MARK, LAST_MARK = 0x300, 0x1AFF


def is_mark(sign: str) -> bool:
    """Return whether a sign stands on or beside a letter, as accents and vowel signs do."""
    return unicodedata.category(sign) in ("Mn", "Mc")


MARKS = "".join(chr(code) for code in range(FIRST_MARK, LAST_MARK + 1) if is_mark(chr(code)))
UNSEEN = "\u00ad\u200b-\u200d\u2060\u0640"  # soft hyphens, joiners and the Arabic tatweel, within words
GROUPED = r"\d{1,3}(?:[,.'’\u00a0\u202f\u066c]\d{3})+(?!\d)"  # 3,400 and 3.400 are one figure
WORD = re.compile(rf"{GROUPED}|[{UNSPACED}]+|[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]|[{MARKS}{UNSEEN}])*")
BEYOND_PLAIN = re.compile(f"[{UNSPACED}{MARKS}{UNSEEN}]")  # without one of these, the words are those of the next
PLAIN_WORD = re.compile(rf"[^\W\d_][^\W_]*|{GROUPED}|[^\W_]+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
NEITHER = re.compile(rf"[^\w{MARKS}]|_")  # letters nor figures: the stroke of ½
HIDDEN = re.compile(f"[{UNSEEN}]")
ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)(?=.{2})")  # and, so, with, as, for: written in one with the article
NO_ARTICLE = frozenset({"الله", "الان", "الذي", "التي", "اللي"})  # God, now, who, which: their ال is their own
SAME_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ة": "ه", "ى": "ي", "ی": "ي", "ٱ": "ا", "ک": "ك"}
)
TERMS_INDEXED = 50_000  # of a document; a book has more
_own = local()  # a stemmer keeps the word it is at


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, as it is written, and folded."""

    start: int
    end: int
    written: str
    term: str

    @property
    def is_unspaced(self) -> bool:
        """Whether it is two characters of a script without blanks, or one that stands alone."""
        return bool(IS_UNSPACED.match(self.written))


def split_words(text: str) -> Iterator[Word]:
    """Yield the words of a text, in order. Those of scripts without blanks overlap."""
    for match in WORD.finditer(text):
        run = match[0]
        if len(run) > 1 and IS_UNSPACED.match(run):
            for start in range(match.start(), match.end() - 1):
                written = text[start : start + 2]
                yield Word(start, start + 2, written, fold_word(written))
        elif term := fold_word(run):
            yield Word(match.start(), match.end(), run, term)


def text_runs(text: str) -> list[str]:
    """Return what `split_words` yields of a text, as it is written and not folded."""
    if not BEYOND_PLAIN.search(text):
        return PLAIN_WORD.findall(text)
    runs: list[str] = []
    for run in WORD.findall(text):
        if len(run) > 1 and IS_UNSPACED.match(run):
            runs += map("".join, pairwise(run))
        else:
            runs.append(run)
    return runs


@lru_cache(1 << 16)
def fold_word(written: str) -> str:
    """Return a word as it is indexed: `Été` as ete, `المَدينة` as المدينه, `٣` as 3. Empty where nothing is left.

    Accents are kept where they make another letter: Russian й, the vowel signs of India, the dots of kana.
    """
    if written.isascii():
        return NEITHER.sub("", written.lower())[:TERM_LENGTH]
    kept, base = list[str](), ""
    plain = unicodedata.normalize("NFKC", HIDDEN.sub("", written)).casefold()
    for sign in unicodedata.normalize("NFD", plain):
        if not is_mark(sign):
            base = sign
            kept.append(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign)
        elif not drops_marks(base):
            kept.append(sign)
    return NEITHER.sub("", unicodedata.normalize("NFC", "".join(kept)).translate(SAME_LETTERS))[:TERM_LENGTH]


def drops_marks(base: str) -> bool:
    """Return whether a letter is the same one to readers without its marks: Latin, Greek, Hebrew, Arabic; Russian ё."""
    return "" < base < "\u0400" or base == "е" or "\u0590" <= base < "\u0700"


@lru_cache(1 << 16)
def stem_terms(written: str, language: str) -> frozenset[str]:
    """Return the stems of a word in a language, named by its primary subtag, as folded words.

    One as it is written and one as it is folded, where these differ: who types no accents finds the same. None for
    figures, short words and languages without a stemmer.
    """
    term = fold_word(written)
    shortest = SHORTEST_ARABIC if language == "ar" else SHORTEST_STEMMED
    if language not in STEMMERS or len(term) < shortest or not term.isalpha():
        return frozenset()
    forms = {term, unicodedata.normalize("NFKC", HIDDEN.sub("", written)).lower()}
    if language == "ar":
        forms = {term if term in NO_ARTICLE else ARTICLE.sub("", term, count=1)}
    return frozenset(fold_word(stemmer_for(language).stemWord(form)) for form in forms) - {""}


@lru_cache(1 << 16)
def stem_keys(written: str, language: str) -> tuple[str, ...]:
    """Return the terms that stand for a word's stems in a document. None for a stem that is the word itself."""
    return tuple(stem_key(language, stem) for stem in stem_terms(written, language) - {fold_word(written)})


def stemmer_for(language: str) -> snowballstemmer.stemmer:
    """Return the stemmer of a language, which belongs to the thread."""
    if not hasattr(_own, "stemmers"):
        _own.stemmers = {}
    if language not in _own.stemmers:
        _own.stemmers[language] = snowballstemmer.stemmer(STEMMERS[language])
    return _own.stemmers[language]


def stem_languages(term: str) -> tuple[str, ...]:
    """Return the languages with a stemmer that a word may be of, by its script."""
    if "\u0400" <= term[:1] < "\u0530":
        return ("ru",)
    if "\u0600" <= term[:1] < "\u0700":
        return ("ar",)
    return ("en", "fr", "es", "de", "it", "pt") if term[:1] < "\u0250" else ()


def stem_key(language: str, stem: str) -> str:
    """Return the term that stands for a stem in a document. No word has an underscore."""
    return f"_{language}_{stem}"


@dataclass(frozen=True, slots=True)
class AnalysedText:
    """What a text is found by: its words in their order, folded, and the terms of their stems, each once."""

    terms: tuple[str, ...]
    stems: tuple[str, ...]


def analyse_text(text: str, language: str) -> AnalysedText:
    """Return what a text in a language, by its primary subtag, is found by.

    Words of which nothing is left when they are folded are left out, and stems that are the word itself: a query asks
    for the word, too.
    """
    written = list(islice(filter(fold_word, text_runs(text)), TERMS_INDEXED))
    stems = chain.from_iterable(map(stem_keys, dict.fromkeys(written), repeat(language)))
    return AnalysedText(tuple(map(fold_word, written)), tuple(dict.fromkeys(stems)))
