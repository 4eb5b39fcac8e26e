"""A form field for a date and a time of day, which knows the nights on which the clocks change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.display.clock_changes import moments_of, print_offset, times_around
from stories.display.dates import print_short_date

# Sentences for the newsroom alone: readers' languages leave them out.

# Typed as text: the browser's own control shows the clock of the browser's country, as 02:30 PM.
SHAPE = gettext_lazy("YYYY-MM-DD HH:MM")
TIME_OF_TODAY = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
MINUTES_AHEAD = re.compile(r"\+ ?(\d{1,4})")
PATTERN = r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2}[ T]+[0-9]{2}:[0-9]{2}\S*|[0-9]{1,2}[:.：][0-9]{2}|[+＋] ?[0-9]{1,4})\s*"
OFFSET = "offset"  # of the control that says which of two hours is meant, behind the name of the field


def validate_year(moment: datetime) -> None:
    """Raise ValidationError for a year outside 2000 to 2200, which is a slip and may exceed a database."""
    if not 2000 <= moment.year <= 2200:
        raise ValidationError(_("That year cannot be right."))


def read_typed_moment(value: object) -> datetime | None:
    """Return a typed or stored moment, with a zone or without; None for what is none.

    Reads 2026-12-24 17:26, with seconds and an offset too; 17:26 or 17.26 as a time of today in the user's zone; +30 as
    that many minutes from now. Letters of full width are as good as others.
    """
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        return None
    typed = " ".join(unicodedata.normalize("NFKC", value).split())
    now = timezone.localtime().replace(second=0, microsecond=0)
    if found := TIME_OF_TODAY.fullmatch(typed):
        return now.replace(hour=int(found[1]), minute=int(found[2]), tzinfo=None, fold=0)
    if found := MINUTES_AHEAD.fullmatch(typed):
        return timezone.localtime(now + timedelta(minutes=int(found[1])))
    try:
        return parse_datetime(typed) if ":" in typed else None  # a day alone is no time
    except ValueError:
        return None


def print_moment(moment: datetime) -> str:
    """Return a moment as its field shows it, in the zone that it has: 2026-12-24 17:26, with seconds if it has some."""
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")


def moments_of_local(local: datetime) -> list[datetime]:
    """Return the moments of a time in the user's zone; none, too, at the ends of the calendar."""
    try:
        return moments_of(local, timezone.get_current_timezone())
    except OverflowError:
        return []


class MomentWidget(forms.DateTimeInput):
    """A field for a date and a time of day, to the minute; to the second where the value has seconds.

    For an hour that comes twice, as the clocks go back, a second control says which of the two is meant.
    """

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return what was typed as a whole date and time, with the offset that was chosen where it comes twice."""
        value = data.get(name)
        local, offset = read_typed_moment(value), data.get(f"{name}_{OFFSET}")
        if local is None:
            return value
        if timezone.is_aware(local):
            return local.isoformat(sep=" ")
        moments = moments_of_local(local)
        chosen = [at for at in moments if print_offset(at) == offset]
        return f"{print_moment(local)}{offset if chosen and len(moments) > 1 else ''}"

    def render(self, name: str, value: object, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Render the field, and the control that chooses where it is needed."""
        moment = read_typed_moment(value)
        if moment is None:
            return super().render(name, value, attrs, renderer)
        chosen = timezone.localtime(moment) if timezone.is_aware(moment) else None
        local = chosen.replace(tzinfo=None, fold=0) if chosen else moment
        control = super().render(name, print_moment(local), attrs, renderer)
        moments = moments_of_local(local)
        if len(moments) < 2:
            return control
        choice = forms.Select(
            attrs={**{key: it for key, it in self.attrs.items() if key == "form"}, "aria-label": _("Which of the two")},
            choices=[
                ("", _("Which of the two?")),
                *((print_offset(at), describe(at, is_first=at is moments[0])) for at in moments),
            ],
        )
        offset = print_offset(chosen) if chosen else ""
        return format_html("{} {}", control, choice.render(f"{name}_{OFFSET}", offset, renderer=renderer))


def describe(at: datetime, *, is_first: bool) -> str:
    """Return one of two moments as people are asked for it. As local times the two are equal."""
    sentence = _("the first, {zone} (UTC{offset})") if is_first else _("the second, {zone} (UTC{offset})")
    return sentence.format(zone=at.tzname(), offset=print_offset(at))


class MomentField(forms.DateTimeField):
    """A field for a date and a time of day in the user's zone, typed as in a log: 2026-12-24 17:26."""

    default_validators = [validate_year]
    default_error_messages = {
        "invalid": gettext_lazy(
            "Type the time as 2026-12-24 17:26, as 17:26 for today, or as +30 for 30 minutes from now."
        )
    }

    def __init__(self, **options: Any) -> None:
        attrs = {"placeholder": SHAPE, "pattern": PATTERN, "autocomplete": "off", "dir": "ltr", "size": 19}
        super().__init__(widget=MomentWidget(attrs=attrs), **options)

    def prepare_value(self, value: Any) -> Any:
        """Return the value as the control takes it, with its zone: without, an hour that comes twice is in doubt."""
        return value

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment. Raises ValidationError; for hours that come twice or not at all, with what to choose."""
        local = read_typed_moment(value)
        if local is None and value not in self.empty_values:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if local is not None and timezone.is_naive(local) and 2000 <= local.year <= 2200:
            refuse_doubtful(local)
        return super().to_python(local)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Return the field on its form, its help text with the time zone."""
        bound, here = super().get_bound_field(form, field_name), timezone.localtime()
        offset = here.utcoffset()
        zone = timezone.get_current_timezone_name() + (f" (UTC{here.isoformat()[-6:]})" if offset else "")
        hint = _("17:26 is today, +30 is in 30 minutes. In your time: {zone}.").format(zone=zone)
        bound.help_text = " ".join(filter(None, (str(bound.help_text), hint)))
        return bound


def refuse_doubtful(local: datetime) -> None:
    """Raise ValidationError for a time that the clocks of the user's zone show twice, or never."""
    moments, zone = moments_of_local(local), timezone.get_current_timezone()
    told = {"time": f"{local:%H:%M}", "zone": timezone.get_current_timezone_name()}
    if len(moments) > 1:
        sentence = _("On {day} the clocks of {zone} go back, and {time} comes twice. Choose which one you mean.")
        day = print_short_date(moments[0], year=True)
        raise ValidationError(sentence.format(day=day, **told), code="ambiguous_timezone")
    if not moments:
        before, after = times_around(local, zone)
        sentence = _(
            "On {day} the clocks of {zone} go forward, and {time} does not come. "
            "The nearest times are {before} and {after}."
        )
        times = {"before": f"{before:%H:%M}", "after": f"{after:%H:%M}", "day": print_short_date(after, year=True)}
        raise ValidationError(sentence.format(**told, **times), code="no_such_time")
