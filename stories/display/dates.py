"""Dates in words: the printed date of a story in its own language, and the short date of a time.

The forms and short months are those of CLDR 48, `long` and `medium`, in figures 0 to 9.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils import formats, timezone, translation

from stories.copy import language_tags
from stories.display.languages import django_language

# Where Django's own is another: its English shortens the month, its Arabic has a comma.
LONG_FORMS = {"en": "F j, Y", "ar": "j F Y"}


class ShortForm(NamedTuple):
    """A short date of a language: of this year, of any year, and its months."""

    of_this_year: str
    of_any_year: str
    months: tuple[str, ...]


SHORT_FORMS = {
    "en": ShortForm(
        *("{month} {day}", "{month} {day}, {year}"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
    "ar": ShortForm(
        *("{day} {month}", "{day} {month} {year}"),
        ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    "es": ShortForm(
        *("{day} {month}", "{day} {month} {year}"),
        ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
    ),
    "fr": ShortForm(
        *("{day} {month}", "{day} {month} {year}"),
        ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    ),
    "ru": ShortForm(
        *("{day} {month}", "{day} {month} {year} г."),
        ("янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."),
    ),
    "zh": ShortForm("{month}{day}日", "{year}年{month}{day}日", tuple(f"{month}月" for month in range(1, 13))),
}


@lru_cache(maxsize=4096)
def print_date(day: date, language: str = "en") -> str:
    """Return a date in the words of a language: February 10, 2017; 2017年2月10日."""
    code = django_language(language)
    with translation.override(code):
        return formats.date_format(day, LONG_FORMS.get(language_tags.primary_language(code), "DATE_FORMAT"))


def print_short_date(at: datetime, *, year: bool = False) -> str:
    """Return the short date of a time in the page's zone and language: Feb 10, or Feb 10, 2017 with the year."""
    day, spoken = timezone.localdate(at), translation.get_language() or settings.LANGUAGE_CODE
    form = SHORT_FORMS.get(language_tags.primary_language(spoken), SHORT_FORMS["en"])
    words = form.of_any_year if year else form.of_this_year
    return words.format(day=day.day, month=form.months[day.month - 1], year=day.year)
