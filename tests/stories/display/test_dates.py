"""Dates by CLDR in the six languages of pages."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from stories.display.dates import print_date, print_short_date

FEBRUARY, JULY = datetime(2026, 2, 1, 12, tzinfo=UTC), datetime(2026, 7, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "long", "short", "of_year"),
    [
        ("en", "February 1, 2026", "Feb 1", "Jul 29, 2026"),
        ("en-GB", "February 1, 2026", "Feb 1", "Jul 29, 2026"),
        ("ar", "1 فبراير 2026", "1 فبراير", "29 يوليو 2026"),
        ("es", "1 de febrero de 2026", "1 feb", "29 jul 2026"),
        ("fr", "1 février 2026", "1 févr.", "29 juil. 2026"),
        ("ru", "1 февраля 2026 г.", "1 февр.", "29 июл. 2026 г."),
        ("zh-Hans", "2026年2月1日", "2月1日", "2026年7月29日"),
    ],
)
def test_dates_are_printed_as_the_language_does(language, long, short, of_year):
    with translation.override(language.lower()):
        assert print_short_date(FEBRUARY) == short
        assert print_short_date(JULY, year=True) == of_year
    assert print_date(FEBRUARY.date(), language) == long
