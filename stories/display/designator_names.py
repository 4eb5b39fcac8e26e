"""Designators as readers of an edition see them: as filed in English, by the agencies' own words in other languages."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language, gettext

from stories import designators


def print_designator(printed: str) -> str:
    """Return a designator in the language of the page: "1st LD" is "Nouvelle version n° 1" in French.

    In English, and where only its agency knows it, it stays as filed. Formats for machines have it as filed, too.
    """
    language = get_language() or "en"
    return printed if not printed or language.startswith("en") else _translate(printed, language)


def print_designator_kind(kind: str) -> str:
    """Return a kind of designator, as "LD", in the language of the page, without the number that its filings have."""
    value = designators.from_text(kind)
    if not value or (get_language() or "en").startswith("en"):
        return kind
    return designators.name_of(value.kinds, None, gettext)


@lru_cache(maxsize=2_048)
def _translate(printed: str, _language: str) -> str:
    """Return a designator in words; cached by the language that is active."""
    value = designators.from_text(printed)
    return designators.explain(value, gettext)[0] if value else printed
