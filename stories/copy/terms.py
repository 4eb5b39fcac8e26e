"""The words of a text as machines look for them, in any script."""

import re

UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
TOKEN = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")
WORD = re.compile(r"[^\W\d_]{2,}")
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


def capital_words(headline: str) -> set[str]:
    """Return the words of a headline that are written with a capital, but for the first."""
    return {word for word in WORD.findall(headline)[1:] if word[0].isupper()}


def differ_in_names(one: str, other: str) -> bool:
    """Return whether both headlines have names, and none in common."""
    mine, theirs = capital_words(one), capital_words(other)
    return bool(mine and theirs) and not mine & theirs


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's telling words that the other has, from 0 to 1."""
    mine, theirs = telling_terms(one), telling_terms(other)
    if not mine or not theirs:
        return 0.0
    return len(mine & theirs) / min(len(mine), len(theirs))
