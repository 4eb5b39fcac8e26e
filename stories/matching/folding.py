"""The words of copy without what its route adds or changes: by them one text is known again by another route.

An agency's feed, its mail and its partners carry the same text with other quotes and blanks, with or without a credit
line, an end mark, a date line. None of that is news. A figure, a name or a denial is, and is never folded away.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from stories import copy
from stories.copy import Block

LINES_KEPT = 1_000  # whose kind is known: both ends of a text are looked at twice
_LONGEST_CREDIT = 240  # characters; a longer line is running text
_MOST_CREDITS = 6  # lines at either end
_FEW = 2  # words that may be more on one side in any text, and so many of fifty in a longer one
_OF_FIFTY = 50

_INVISIBLE = {"Cf", "Cc"}
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_RIGHT = r"(?:©|\(c\)|copyright|urheberrecht|derechos\ de\ autor|droits\ d'auteur)"
_RIGHTS = re.compile(  # wherever it stands
    rf"""(?: {_RIGHT} \W{{0,4}} (?:{_RIGHT} \W{{0,4}})? \d{{4}} \b \D{{0,120}}
      | (?:.{{0,80}}\W)? (?:all\ rights\ reserved|alle\ rechte\ vorbehalten|tous\ droits\ réservés
          |(?:todos\ los\ derechos\ reservados)|todos\ os\ direitos\ reservados|все\ права\ защищены)\.?
      | this\ material\ may\ not\ be\ published,\ broadcast,\ rewritten.*
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_RIGHTS_HINT = re.compile(  # without one of these there are none
    r"\(c\)|right|urheber|derechos|droits|rechte|direitos|material|[^\x00-\x7f]", re.IGNORECASE
)
_CREDIT = re.compile(  # above or below the text
    rf"""(?: [(\[]\ ?(?:additional\ )?(?:reporting|writing|editing|compiled)\ by\ [^()\[\]]*[)\]]
      | [(\[]?(?:source|credit|quelle|fuente|fonte)\ ?:\ (?P<source>[^()\[\]]{{2,60}}?)[)\]]?\.?
      | (?:[^\W\d_]{{1,20}}[\s.,:;()<-]{{1,3}}){{0,5}} {_MAIL} (?:\W{{1,3}}{_MAIL}){{0,3}} \W{{0,2}}
      | (?-i:[a-z]{{2,4}}(?:[/+][a-z]{{2,4}}){{1,4}})
      | [-–—=*#_.\s]{{1,20}} | [-–—]\ ?30\ ?[-–—] | /?(?:end|ends|ende|fin|endit|enditem)/? | [(（](?:end|ends|完)[)）]
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_LONGEST_SIGNATURE = 80  # characters that `_SIGNED_BY` may match
_SIGNED_BY = re.compile(r"(?<=\S)\s{0,3}[(（](?P<source>[^()（）]{2,60})[)）]\.?\s{0,9}\Z")
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SINGLE = "'`´‘’‚‛‹›ʼ′"
_DOUBLE = '"“”„‟«»″〝〞「」『』'
_QUOTES = str.maketrans(dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"'))
_BROKEN_WORD = re.compile(rf"[{_HYPHENS}](?<=[^\W\d_].)\n(?=[^\W\d_])")
_DASH_RUN = re.compile(rf"(?P<blank>[ \n]?)(?P<run>[{_HYPHENS}]+)(?P<behind>[ \n]?)")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_QUOTE_RUN = re.compile("['\"]+")
_BLANK_BEFORE_MARK = re.compile(r" (?=[:;!?%.,](?: |$))")
_POINTS = ".,:;!()[]\"'"  # at the ends of words

# What a route's own editing leaves out or puts in: it names nothing, counts nothing and denies nothing.
# But for English articles, with a capital it may be a name.
_SMALL_WORD = re.compile("The|An?|the|an?|that|which|der|die|das|den|dem|les?|la|el|l[ao]s|il|lo|gli|[ao]s")
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_ON_DAY = re.compile(rf"\bon (?=(?:{_DAYS})\b)", re.IGNORECASE)
_SPELLINGS = (
    (re.compile(r"(?<=[^\W\d_]{2})our(?=s?$|ed$|ing$|ite|able|hood)"), "or"),
    (re.compile(r"(?<=[^\W\d_]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[^\W\d_]{2})tre(?=s?$)"), "ter"),
)


def fold_text(headline: str, blocks: Sequence[Block], *, source: str = "") -> str:
    """Return the words of copy as every route gives them: one line for the headline, one for the text; case is kept.

    Folded are the forms of letters, blanks, quotes, dashes, hyphens, line and paragraph ends. Taken off are a date
    line, an end mark, lines of credit, copyright and reporters' mail, and the name of the source beside the headline
    or behind the text.
    """
    _, ended = copy.split_endmark(_strip_credits(blocks, source))
    _, dated = copy.strip_dateline(_strip_credits(ended, source))
    text = "\n".join(block.text for block in dated)
    return f"{_fold(_strip_source(headline, source))}\n{_fold(_strip_signature(text, source))}"


def words_digest(headline: str, blocks: Sequence[Block], *, source: str = "") -> str:
    """Return the SHA-256 of the folded words in one case, in hexadecimal digits; "" where there is no text.

    A headline alone, or a line that every day repeats, is no text to be known by: the caller asks within 24 hours, and
    whether the date lines are of one place.
    """
    headline, text = fold_text(headline, blocks, source=source).casefold().split("\n")
    return hashlib.sha256(f"{headline}\n{text}".encode()).hexdigest() if text else ""


def headline_digest(headline: str, *, source: str = "") -> str:
    """Return the SHA-256 of a folded headline alone, which is that of no text; "" without one."""
    folded, _ = fold_text(headline, (), source=source).casefold().split("\n")
    return hashlib.sha256(f"{folded.rstrip('.')}\n".encode()).hexdigest() if folded else ""


def is_near_same(one: str, other: str) -> bool:
    """Return whether two folded texts have the same words but for a few that tell nothing.

    Those are articles, commas, the "on" before a day and British for American spelling. A changed figure, name, verb
    or denial is news, be it one letter.
    """
    mine, theirs = _split_words(one), _split_words(other)
    few = max(_FEW, _FEW * len(mine) // _OF_FIFTY)
    return abs(len(mine) - len(theirs)) <= few and _telling(one) == _telling(other)


def is_same_place(dateline: str, other: str) -> bool:
    """Return whether two date lines may be of one text: one is absent, or both begin with the same words."""
    mine, theirs = (_read_place(line) for line in (dateline, other))
    return not (mine and theirs) or mine == theirs


def _telling(folded: str) -> list[str]:
    """Return the words of a folded text without those that tell nothing, the headline's set apart."""
    lines = (_split_words(_ON_DAY.sub("", line)) for line in folded.split("\n"))
    return [_spelling(word.casefold()) for line in lines for word in (*line, "\n") if not _SMALL_WORD.fullmatch(word)]


def _split_words(line: str) -> list[str]:
    return [bare for word in line.split() if (bare := word.strip(_POINTS))]


def _spelling(word: str) -> str:
    """Return an English word as Americans spell it."""
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


def _read_place(dateline: str) -> str:
    """Return the place that a date line begins with, folded."""
    words = re.split(r"[,(（:/\d]", _fold(dateline).casefold(), maxsplit=1)[0]
    return " ".join(re.findall(r"[^\W\d_]+", words))


def _strip_credits(blocks: Sequence[Block], source: str) -> Sequence[Block]:
    """Return the blocks without lines of rights, and of credit at either end; all where nothing else is there."""
    blocks = [block for block in blocks if not _is_line_of_rights(block.text)] or blocks
    first, last = 0, len(blocks)
    while last > first and len(blocks) - last < _MOST_CREDITS and _is_credit(blocks[last - 1].text, source):
        last -= 1
    while first < last and first < _MOST_CREDITS and _is_credit(blocks[first].text, source):
        first += 1
    return blocks[first:last] or blocks


@lru_cache(maxsize=LINES_KEPT)
def _is_credit(line: str, source: str) -> bool:
    """Return whether a line is about the agency and its rights, not about the news."""
    words = _fold_letters(" ".join(line.split()))
    if len(words) > _LONGEST_CREDIT:
        return False
    found = _CREDIT.fullmatch(words)
    if found and found["source"]:
        return _is_source(found["source"], source)
    return bool(found) or _is_source(words, source)


@lru_cache(maxsize=LINES_KEPT)
def _is_line_of_rights(line: str) -> bool:
    """Return whether a line says whose the copy is."""
    if len(line) > _LONGEST_CREDIT or not _RIGHTS_HINT.search(line):
        return False
    return bool(_RIGHTS.fullmatch(_fold_letters(" ".join(line.split()))))


def _is_source(words: str, source: str) -> bool:
    name = re.sub(r"\W+", " ", words).strip().casefold()
    return bool(name) and name == re.sub(r"\W+", " ", source).strip().casefold()


def _strip_source(headline: str, source: str) -> str:
    """Return a headline without the name of its source behind a dash or a bar, as feeds print it."""
    head, dash, tail = headline.rpartition(" - ")
    if not dash:
        head, dash, tail = headline.rpartition(" | ")
    return head if head and _is_source(tail, source) else headline


def _strip_signature(text: str, source: str) -> str:
    """Return a text without the name of its source behind its last sentence, as ANSA prints it: "he said. (ANSA)."."""
    found = _SIGNED_BY.search(text, max(len(text) - _LONGEST_SIGNATURE, 0))
    return text[: found.start()] if found and _is_source(found["source"], source) else text


def _fold(text: str) -> str:
    """Return the text with one form for what routes print in many."""
    lines = (" ".join(line.split()) for line in _fold_letters(text).splitlines())
    text = _BROKEN_WORD.sub("", "\n".join(filter(None, lines)))
    if _HYPHEN.search(text):
        text = _DASH_RUN.sub(_fold_dash, text)
    text = _QUOTE_RUN.sub(_fold_quote, text)
    return _BLANK_BEFORE_MARK.sub("", " ".join(text.split()))


def _fold_letters(text: str) -> str:
    """Return the text in NFKC with one mark for all quotes; a raised figure or a fraction stays apart from others."""
    if text.isascii():
        return text.translate(_QUOTES)
    categories = {letter: unicodedata.category(letter) for letter in set(text)}
    apart = {letter: f"^{letter}" for letter, category in categories.items() if category == "No"}
    gone = {letter: "" for letter, category in categories.items() if category in _INVISIBLE and not letter.isspace()}
    sound = text.translate(_QUOTES | str.maketrans(apart | gone))
    return unicodedata.normalize("NFKC", sound).translate(_QUOTES)


def _fold_dash(found: re.Match[str]) -> str:
    """Return a dash as a blank, but where it belongs to a figure: "3-4" and "-5"."""
    text, run = found.string, found["run"]
    before = text[max(found.start() - 1, 0) : found.start()]
    is_tied = not found["behind"] and re.match(r"[.,]?\d", text[found.end() : found.end() + 2])
    if len(run) != 1 or not (is_tied or run == "\N{MINUS SIGN}"):
        return " "
    if run == "\N{MINUS SIGN}" or (before.isdigit() and not found["blank"]):
        return f"{found['blank']}-"
    is_sign = run != "\N{EM DASH}" and (found["blank"] or not before.isalnum())
    return f"{found['blank']}-" if is_sign else " "


def _fold_quote(found: re.Match[str]) -> str:
    """Return the apostrophe within a word and the mark of feet or inches behind a figure; a blank for other quotes."""
    text, mark = found.string, found.group()
    before, behind = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
    if len(mark) == 1 and (before.isdigit() or (mark == "'" and before.isalpha() and behind.isalnum())):
        return mark
    return " "
