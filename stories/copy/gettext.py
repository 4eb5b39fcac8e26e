"""Sentences that people read, in modules that know no Django: marked for translation here, translated at the edge."""

from collections.abc import Callable

Translate = Callable[[str], str]  # puts a sentence into the language of whoever reads


def gettext_noop(words: str) -> str:
    """Return the words unchanged; the call marks them for the catalogue of translations."""
    return words
