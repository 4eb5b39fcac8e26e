"""What is known of each language by which facts are found: one module a language."""

from stories.compare.facts.languages.english import ENGLISH
from stories.compare.facts.languages.words import LanguageWords

_BY_CODE = {"en": ENGLISH}
FIGURES_ALONE = LanguageWords()  # of a language that nobody wrote a module for


def words_of(language: str) -> LanguageWords:
    """Return the words of a language tag: "fr-CA" is French; one that has no module knows figures in digits."""
    return _BY_CODE.get(language.replace("_", "-").split("-")[0].lower(), FIGURES_ALONE)


__all__ = ["LanguageWords", "words_of"]
