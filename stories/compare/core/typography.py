"""Typography: signs that are printed in more than one way and read as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from stories.compare.core.numerals import is_same_number
from stories.compare.core.tokens import Vocabulary

# Quotation marks and apostrophes, dashes and minus signs, blanks, ligatures; and what nobody sees: soft hyphens,
# word joiners, marks of direction, the Arabic tatweel. Feet and inches (5′ and 5″) stay apart, as ' and " do.
_READ_AS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›`´ʼ′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃﹣－", "-"),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "
        ),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff\u0640\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e", ""),
        **dict.fromkeys("\u2066\u2067\u2068\u2069", ""),
        **{"…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u3000": " "},
        **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "＇＂－"},
    }
)
_DASHES = re.compile("-{2,}")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_SIGN = re.compile(r" ?([^\w\s]) ?")


def fold(text: str) -> str:
    """Return a text with one form for each sign that is printed in more than one way."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_READ_AS)
    return _DASHES.sub("-", text) if "--" in text else text


def is_typography(old: str, new: str) -> bool:
    """Return whether two texts that differ do so in typography alone; a line break is more than a blank.

    One number in two ways of writing is typography, too.
    """
    first, new_first = old[:1], new[:1]
    if old.isascii() and new.isascii():
        if first != new_first and (first.isalnum() or new_first.isalnum()):
            return False
        if _drop_dashes(old) != _drop_dashes(new):
            return is_same_number(old, new)
    return _fold_blanks(old) == _fold_blanks(new) or is_same_number(old, new)


def _drop_dashes(text: str) -> str:
    return text.replace(" ", "").replace("-", "").strip()


def _fold_blanks(text: str) -> str:
    return _AROUND_SIGN.sub(r"\1", _BLANKS.sub(" ", fold(text))).strip(" ")


class TypographicVocabulary(Vocabulary):
    """Characters for distinct pieces, the same for pieces that differ in typography alone."""

    def __missing__(self, piece: str) -> str:
        bare = piece.rstrip()
        folded = bare if bare.isascii() and bare[:1] != "-" else fold(bare)
        code = self.get(folded) or self.setdefault(folded, self._next())
        self[bare] = self[piece] = code
        return code


KNOWN_PIECES = 60_000  # of a vocabulary that texts share, 8 MB: beyond, the next ones begin anew
_shared: dict[type[Vocabulary], Vocabulary] = {}


def vocabulary_for(texts: Iterable[str]) -> Vocabulary:
    """Return a vocabulary for texts: a plain one where no sign of theirs is printed in more than one way.

    Most words of a text stood in those before, so that the same vocabulary is taken until it has grown large.
    """
    words = "\n".join(texts)
    has_dashes = "-" in words and "--" in words  # the one sign is found much sooner
    kind = Vocabulary if words.isascii() and not has_dashes else TypographicVocabulary
    known = _shared.get(kind)
    if known is None or len(known) > KNOWN_PIECES:
        known = _shared[kind] = kind()
    return known
