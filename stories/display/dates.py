"""Dates as readers see them: the printed date of a story in its language, and the date of a time without its year."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from stories.display.languages import known

ENGLISH_DATE = "F j, Y"  # as wire copy prints it; Django's own English form shortens the month


@lru_cache(maxsize=4096)
def printed_day(day: date, language: str = "en") -> str:
    """A date in words: February 10, 2017; 2017年2月10日."""
    code = known(language)
    with translation.override(code):
        return formats.date_format(day, ENGLISH_DATE if code.startswith("en") else "DATE_FORMAT")


def short_day(at: datetime) -> str:
    """The date of a moment without its year, in the language of the page: Feb 10."""
    return formats.date_format(timezone.localtime(at), gettext("M j"))
