"""Moments as the newsroom's pages print them."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format

ON_A_PAGE = "M j, Y, H:i T"


def printed(at: datetime) -> str:
    """A moment in the newsroom's zone, with its name, and in UTC: Feb 10, 2026, 14:02 CET (13:02 UTC)."""
    here = date_format(timezone.localtime(at), ON_A_PAGE)
    return here if here.endswith(" UTC") else f"{here} ({at.astimezone(UTC):%H:%M} UTC)"
