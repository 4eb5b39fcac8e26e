"""Moments as the newsroom's pages print them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

ON_A_PAGE = "M j, Y, H:i T"


def printed(at: datetime) -> str:
    """A moment in the newsroom's zone, with its name: Feb 10, 2026, 14:02 UTC."""
    return date_format(timezone.localtime(at), ON_A_PAGE)
