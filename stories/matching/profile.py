"""The profile of a text: the words, names and figures by which its story is found again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from stories.copy import Block
from stories.copy.terms import UNSPACED
from stories.matching.tongues import guess_tongue

LONGEST_TEXT = 12_000  # characters; a story has said what it is about by then
MOST_TERMS = 300
STEM = 3  # letters that are left at least when an ending goes
INFLECTED = 6  # letters of a word of other alphabets, whose endings are many
ENDINGS = re.compile("(?:at(?:ions?|ed|es?|ing|ors?)|ions?|ings?|e[rd]s?|es?|ly|s)$")
HANGUL = "\uac00-\ud7a3"
FIGURE = r"\d+(?:[.,]\d+)*(?:\s?[-–:]\s?\d+(?:[.,]\d+)*)?"
PIECE = re.compile(
    rf"(?P<figure>{FIGURE})|(?P<run>[{UNSPACED}{HANGUL}]+)|(?P<word>[^\W\d_{UNSPACED}{HANGUL}]+)|(?P<end>[.!?:…\n\"“„«]+)"
)
SCORE = re.compile(r"(?<!\d)(\d+) (?:votes )?(?:to|gegen|contre|à|a|против|contra) (\d+)\b")
SCORE_HINT = re.compile(r"\d (?:votes )?(?:to|gegen|contre|à|a|против|contra) \d")  # found much faster
PLACE_END = re.compile(r"[,(（】=/\d]|--| [-–—] |$")
DAY_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2}) ?日|^(?!.*\d ?日).*?(?<![\d:.])(\d{1,2})(?![\d:])")
AGENCY = re.compile(
    r"[^\s\d】]{1,6}?(?:通讯社|通訊社|社|[网網](?!络))(?:记者|記者)?|共同|時事|聯合(?=\d|】|$)"
)  # in its date lines
FOOTER = re.compile(r"^.{0,80}\b\d{6} [^\W\d_]{3,4}\.? \d{2}$", re.MULTILINE)  # "dpa abc yy n1 281201 Nov 26"
SHORTEST_WORD = 3
SHORTEST_NAME = 2
CASELESS_WORD = 2
CALENDAR_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december jan feb mar apr aug sept oct nov dec montag dienstag mittwoch donnerstag freitag samstag
sonntag januar februar märz mai juni juli oktober dezember
"""
CALENDAR = frozenset(CALENDAR_WORDS.split())
WORDS_IN_LINE = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?: [^\W\d_]++)+")
MOST_WORDS_OF_NAME = 4  # words
OPENS = 2  # times that a name begins headline and sentences of one text
Word = tuple[str, str, bool]  # a term, its word as printed, whether that is a name
FULL_TITLE = 0.7  # of the words with capitals: headlines that print every word so name nothing by it


@dataclass(frozen=True)
class Profile:
    """The terms of a text, each once, by what they are.

    A term is a word in lower case without its ending ("resigns", "resigned" and "resignation" are one in a rewritten
    lead), or two neighbouring characters of a script without blanks.
    `names` are terms that are printed with a capital in the middle of sentences, with their print, each as its
    whole name; `figures` are as printed, without commas of thousands; `heads` are those terms that stand in the
    headline, in order, `places` those of the date line. `openers` are terms that begin the headline or sentences,
    with a capital each time that they are printed: names, as likely as not.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    heads: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tongue: str = ""  # the language of its small words, where they say one
    openers: frozenset[str] = frozenset()
    day: str = ""  # of the month, as the date line prints it

    def to_json(self) -> dict[str, object]:
        """Return the profile as JSON keeps it."""
        return {
            "names": dict(sorted(self.names.items())),
            "figures": sorted(self.figures),
            "words": sorted(self.words),
            "heads": list(self.heads),
            "places": list(self.places),
            "tongue": self.tongue,
            "openers": sorted(self.openers),
            "day": self.day,
        }

    def work_out(self) -> None:
        """Work out what follows from it, and goes with it from one process to another."""
        self.in_order, self.has_capitals, self.likely_names  # noqa: B018 each is kept

    @cached_property
    def likely_names(self) -> frozenset[str]:
        """Names and what may be some: where two texts are compared, both count."""
        return self.openers | self.names.keys()

    @cached_property
    def has_capitals(self) -> bool:
        """Whether it is in a script that has capitals: by its letters, for short copy may print no name."""
        written = "".join(filter(str.isalpha, [term[0] for term in self.terms]))
        if written.isascii():  # terms are in lower case
            return bool(written)
        others = sum(first != first.upper() for first in written)
        return 2 * others > len(written)

    @cached_property
    def terms(self) -> frozenset[str]:
        """All of its terms."""
        return frozenset(self.names) | self.figures | self.words

    @cached_property
    def in_order(self) -> list[str]:
        """All of its terms, sorted."""
        return sorted(self.terms)


def read_profile(stored: Mapping[str, object]) -> Profile:
    """Return the profile that `to_json` kept; an empty one of what is none."""
    names = stored.get("names")
    kinds = ("figures", "words", "heads", "places", "openers")
    figures, words, heads, places, openers = (_strings(stored.get(kind)) for kind in kinds)
    if not isinstance(names, dict):
        return Profile()
    printed = {str(term): str(name) for term, name in names.items()}
    tongue, day = (str(stored.get(kind) or "") for kind in ("tongue", "day"))
    return Profile(printed, frozenset(figures), frozenset(words), heads, places, tongue, frozenset(openers), day)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def make_profile(headline: str, dateline: str, blocks: Iterable[Block]) -> Profile:
    """Return the profile of a text: headline without its designator, date line and body."""
    place = AGENCY.sub("", PLACE_END.split(dateline.lstrip("(（【[〔 "), maxsplit=1)[0])
    body = FOOTER.sub("", "\n".join(block.text for block in blocks)[:LONGEST_TEXT])
    head_words, body_words = _words(headline), _words(body)
    names = {term: word.capitalize() for term, word, _is_name in _words(place)}
    heads, places = tuple(dict.fromkeys(term for term, _, _ in head_words)), tuple(names)
    all_terms = dict.fromkeys((*heads, *places, *(term for term, _, _ in body_words)))
    for term, word, is_name in (*body_words, *_names_of_headline(head_words)):
        if is_name and term not in names:
            names[term] = word
    kept = list(all_terms)[:MOST_TERMS]
    figures = frozenset(term for term in kept if term[0].isdigit())
    names = {term: names[term] for term in kept if term in names and term not in figures}
    words = frozenset(kept) - figures - names.keys()
    openers = _openers((*head_words, *body_words)) & words
    whole = _whole_names(f"{body}\n{headline}", names)
    names |= {term: name for term, name in whole.items() if term not in places}
    return Profile(names, figures, words, heads, places, guess_tongue(body), openers, _day_in_print(dateline))


def _day_in_print(dateline: str) -> str:
    """Return the day of the month that a date line prints, "" where it prints none."""
    found = DAY_OF_MONTH.search(unicodedata.normalize("NFKC", dateline))
    return next(filter(None, found.groups())).lstrip("0") if found else ""


def terms_of(text: str) -> frozenset[str]:
    """Return the terms of a line."""
    return frozenset(term for term, _word, _is_name in _words(text))


def _whole_names(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the whole names, of two to four words, that terms of names are first printed in: "White House"."""
    whole: dict[str, str] = {}
    for line in WORDS_IN_LINE.findall(text):
        printed: list[str] = []
        for word in (*line.split(" "), ""):
            if word and word[0].isupper() and stem(word.lower()) in names:
                printed.append(word)
            elif printed:
                if 1 < len(printed) <= MOST_WORDS_OF_NAME:
                    name = " ".join(printed)
                    for part in printed:
                        whole.setdefault(stem(part.lower()), name)
                printed = []
    return whole


def _openers(printed: Iterable[Word]) -> frozenset[str]:
    """Return the terms that are printed with capitals, twice at least, and never in lower case."""
    upper, lower = Counter[str](), set()
    for term, word, _is_name in printed:
        if word[0].isupper():
            upper[term] += 1
        else:
            lower.add(term)
    return frozenset(term for term, count in upper.items() if count >= OPENS and term not in lower)


def _names_of_headline(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of a headline, none of them as a name where the headline prints nearly all with capitals."""
    letters = [word for _, word, _ in words if word[0].isalpha()]
    is_title = sum(word[0].isupper() for word in letters) > FULL_TITLE * len(letters)
    return () if is_title else words


def _words(text: str) -> list[Word]:
    """Return the terms of a text in order: each with its word as printed, and whether that is a name."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if SCORE_HINT.search(text):
        text = SCORE.sub(r"\1-\2", text)
    words: list[Word] = []
    begins = True
    for figure, run, word, end in PIECE.findall(text):
        if word:
            known = _read_word(word)[begins]
            if known is not None:
                words.append(known)
        elif end:
            begins = True
            continue
        elif figure:
            words.append((normal_figure(figure), figure, False))
        else:
            pairs = (run[i : i + 2] for i in range(max(len(run) - 1, 1)))
            words += [(pair, pair, False) for pair in pairs]
        begins = False
    return words


@lru_cache(maxsize=50_000)
def _read_word(word: str) -> tuple[Word | None, Word | None]:
    """Return what a word of a script with blanks tells within a sentence, and where it begins one; None for nothing."""
    lower = word.lower()
    if lower in CALENDAR:
        return None, None
    if lower == word.upper():  # a script without capitals
        plain = (lower[:INFLECTED], word, False) if len(word) >= CASELESS_WORD else None
        return plain, plain
    begun = (stem(lower), word, False) if len(word) > SHORTEST_WORD else None
    if not word[0].isupper():
        return begun, begun
    return (stem(lower), word, True) if len(word) >= SHORTEST_NAME else None, begun


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word in lower case without its ending."""
    if not word.isascii():
        return word[:INFLECTED]
    return word[:STEM] + ENDINGS.sub("", word[STEM:])


def normal_figure(printed: str) -> str:
    """Return a figure without commas of thousands, and with one sort of dash: "2300", "7.4", "62-38"."""
    figure = re.sub(r"\s?[-–:]\s?", "-", printed)
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", figure).replace(",", ".")
