"""Moments as pages print them."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext


def printed(at: datetime) -> str:
    """A moment in the newsroom's zone, with its name, and in UTC: Feb 10, 2026, 14:02 CET (13:02 UTC)."""
    here = date_format(timezone.localtime(at), gettext("M j, Y, H:i T"))
    return here if here.endswith(" UTC") else f"{here} ({at.astimezone(UTC):%H:%M} UTC)"


def in_markup(at: datetime) -> str:
    """A moment for a time element, which takes three digits of a second and no more (HTML, 2.3.5.4)."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1_000:03}Z"


def on_record(at: datetime) -> str:
    """The same in the newsroom's own language, as what is kept is read by everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        return printed(at)
