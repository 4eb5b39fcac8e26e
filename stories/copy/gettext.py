"""Sentences that people read, in modules that know no Django: marked for translation here, translated at the edge."""

from collections.abc import Callable

Say = Callable[[str], str]  # puts a sentence into the language of whoever reads


def gettext_noop(words: str) -> str:
    """The words as they are, marked for whoever puts them into another language."""
    return words
