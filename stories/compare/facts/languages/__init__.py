"""What is known of each language by which facts are found: one module a language."""

from stories.compare.facts.languages.arabic import ARABIC
from stories.compare.facts.languages.chinese import CHINESE
from stories.compare.facts.languages.english import ENGLISH
from stories.compare.facts.languages.french import FRENCH
from stories.compare.facts.languages.russian import RUSSIAN
from stories.compare.facts.languages.spanish import SPANISH
from stories.compare.facts.languages.words import LanguageWords

_BY_CODE = {"ar": ARABIC, "en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ru": RUSSIAN, "zh": CHINESE}
FIGURES_ALONE = LanguageWords(decimal_sign="")  # of a language that nobody wrote a module for


def language_words(language: str) -> LanguageWords:
    """Return the words of a language tag: "fr-CA" is French; one that has no module knows figures in digits."""
    return _BY_CODE.get(language.replace("_", "-").split("-")[0].lower(), FIGURES_ALONE)


__all__ = ["LanguageWords", "language_words"]
