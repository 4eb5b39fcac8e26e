"""Dates in words: the printed date of a story in its own language, and the short date of a time."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from stories.copy import language_tags
from stories.display.languages import django_language

ENGLISH_DATE = "F j, Y"  # as wire copy prints it; Django's own English form shortens the month


@lru_cache(maxsize=4096)
def print_date(day: date, language: str = "en") -> str:
    """Return a date in the words of a language: February 10, 2017; 2017年2月10日."""
    code = django_language(language)
    with translation.override(code):
        return formats.date_format(day, ENGLISH_DATE if language_tags.is_same_language(code, "en") else "DATE_FORMAT")


def print_short_date(at: datetime, *, year: bool = False) -> str:
    """Return the short date of a time in the page's zone and language: Feb 10, or Feb 10, 2017 with the year."""
    return formats.date_format(timezone.localtime(at), gettext("M j, Y") if year else gettext("M j"))
