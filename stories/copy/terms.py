"""The words of a text as machines look for them, in any script."""

import re
import unicodedata
from collections.abc import Iterable

UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
TOKEN = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")
LETTERS = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
QUOTATION = re.compile(r"[\"“”„‟«»「」『』〝〞＂]|(?<!\w)['‘‚‹]")
NAMING_RUN = 4  # words of a headline in a row, by which a reader knows the story
NAMING_TERMS = 3  # telling words of a headline, in any order
MEANT = 4  # letters from which a word of a spaced script tells what a text is about


def terms(text: str) -> list[str]:
    """Return the words in lower case, in order; in scripts without blanks, every two neighbouring characters."""
    found: list[str] = []
    for run in TOKEN.findall(text.lower()):
        if re.match(f"[{UNSPACED}]", run) and len(run) > 1:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            found.append(run)
    return found


def telling_terms(text: str) -> set[str]:
    """Return the words that tell the subject of a text: the longer ones, figures, and all of unspaced scripts."""
    return {term for term in terms(text) if len(term) >= MEANT or term.isdigit() or re.match(f"[{UNSPACED}]", term)}


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's telling words that the other has, from 0 to 1."""
    mine, theirs = telling_terms(one), telling_terms(other)
    if not mine or not theirs:
        return 0.0
    return len(mine & theirs) / min(len(mine), len(theirs))


def names_story(note: str, titles: Iterable[str]) -> bool:
    """Return whether a note gives away the story with these headlines and sluglines, or quotes anything.

    It does by four words of a title in a row, by all words of a shorter one, or by three telling words in any order;
    a single word is a subject, no story. Case and width of letters make no difference, and in scripts without blanks
    every character is a word.
    """
    return bool(QUOTATION.search(note)) or any(shares_words(note, title) for title in titles)


def shares_words(note: str, title: str) -> bool:
    """Return whether a note has so many words of a title that it names it."""
    said, wanted = words_in_order(note), words_in_order(title)
    run = min(NAMING_RUN, len(wanted))
    runs = {tuple(wanted[i : i + run]) for i in range(len(wanted) - run + 1)} if run > 1 else set()
    has_run = any(tuple(said[i : i + run]) in runs for i in range(len(said) - run + 1))
    spaced = (term for term in telling_terms(note) & telling_terms(title) if not re.match(f"[{UNSPACED}]", term))
    return has_run or len(list(spaced)) >= NAMING_TERMS


def words_in_order(text: str) -> list[str]:
    """Return the words of a text, casefolded, without signs; each character of scripts without blanks is one."""
    return LETTERS.findall(unicodedata.normalize("NFKC", text).casefold())
