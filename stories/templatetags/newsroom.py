"""Wording of the newsroom's pages: moments, how long something lasts still."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.display.moments import in_markup, printed

register = template.Library()
MINUTE = timedelta(minutes=1)
HOUR, DAY = 60, 24 * 60  # minutes

register.filter("both_times", printed)
register.filter("in_markup", in_markup)


@register.filter
def countdown(at: datetime) -> str:
    """How long it is until a moment, in the room of a row: in 3 d 4 h, in 5 h 59 min, in 1 min; now where past."""
    minutes = math.ceil((at - timezone.now()) / MINUTE)
    if minutes <= 0:
        return _("now")
    if minutes >= DAY:
        return _("in {days} d {hours} h").format(days=minutes // DAY, hours=minutes % DAY // HOUR)
    if minutes >= HOUR:
        return _("in {hours} h {minutes} min").format(hours=minutes // HOUR, minutes=minutes % HOUR)
    return _("in {minutes} min").format(minutes=minutes)
