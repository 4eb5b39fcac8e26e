"""Lines that say until when copy is held: "For release Sunday, Feb. 15", "Sperrfrist: 18.00 Uhr"."""

import re
from itertools import islice

from stories.copy import Kind
from stories.wire.item import WireItem

MOST_ABOVE_TEXT = 5  # paragraphs
LONGEST_LABEL = 25  # "Sperrfrist:"
LONGEST_RELEASE_LINE = 200  # a longer one is running text

_RELEASE_LINE = re.compile(
    r"[\W_]{0,6}(?:(?:Eds|Editors|Attn|Note to editors|Achtung|Hinweis|Attention|Nota)[.:!]{1,2}\s{1,3})?[\W_]{0,6}"
    r"(?:(?:For|Hold for) (?:release|use)|(?:Strictly )?Embargo(?= (?:for|to|fino|tot|do|til|till|a)\b)"
    r"|(?:Strictly )?Embargoed|(?:Strictly )?Under (?:strict )?embargo|Sous embargo|(?:Bajo|Con) embargo|Sotto embargo"
    r"|Sob embargo|Onder embargo|Embargad[oa] (?:hasta|até)"
    r"|Embargo(?=\W{0,3}(?:until|till|bis|jusqu|hasta|até|\d|$|[A-Za-zÀ-ÿ]{0,12}\W{1,2}\d))"
    r"|Not for (?:use|release|publication|broadcast)(?: or (?:use|release|publication|broadcast))? (?:before|until)"
    r"|Sperrfrist|Sperrvermerk|Gesperrt bis|Sperrtid|Klausul(?=\W{0,3}(?:til|till|\d)))"
    r"\b(?!\W{0,3}(?:immediate|at (?:once|will)|none|keine|lifted|aufgehoben|levé|released|is lifted|no\b))",
    re.IGNORECASE,
)
_STOP = re.compile(r"\w\w[.?!]$")
# Before a headline it must stand apart: "EMBARGO: Dam breaks", "(EMBARGO 18:00) Dam breaks", not "Embargo on oil".
_RELEASE_HEAD = re.compile(r"[(\[]?(?:EMBARGO|EMBARGOED|SPERRFRIST|SOUS EMBARGO|BAJO EMBARGO)\b[^()\n:\]]{0,40}[:)\]]")


def is_release(line: str) -> bool:
    """Return whether a line of a head, or a note to editors, holds the copy back until a time."""
    return len(line) <= LONGEST_RELEASE_LINE and bool(_RELEASE_LINE.match(line) or _RELEASE_HEAD.match(line))


def is_release_above(line: str) -> bool:
    """Return whether a line among others of the text is no sentence but a line with a figure that holds it back."""
    is_sentence = _STOP.search(line[-3:]) and ":" not in line[:LONGEST_LABEL] and not line.isupper()
    return not is_sentence and any(map(str.isdigit, line)) and is_release(line)


def heads_release(headline: str) -> bool:
    """Return whether a headline begins with the word that holds the copy back."""
    return bool(_RELEASE_HEAD.match(headline))


def find_release(item: WireItem) -> str:
    """Return the words of an item without an embargo's time that hold it back all the same: "" where none do.

    They stand in its note, before its headline, or above its text. Words name the time in too many ways to be trusted
    with it.
    """
    if item.embargo_at or item.embargoes:
        return ""
    if heads_release(item.printed_headline):
        return item.printed_headline
    if any(is_release(clause[:LONGEST_RELEASE_LINE]) for clause in re.split(r"(?<=[.!;)]) ", item.note)):
        return item.note
    above = (block.text for block in islice(item.blocks, MOST_ABOVE_TEXT) if block.kind is Kind.PARAGRAPH)
    return next(filter(is_release_above, above), "")
