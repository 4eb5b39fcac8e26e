"""Time zones, as a form field."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ZoneField(forms.ChoiceField):
    """A choice of time zones by name; empty for the newsroom's."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Time zone"))
        options.setdefault("help_text", gettext_lazy("The newsroom's pages show times in it."))
        super().__init__(choices=zone_choices, required=False, **options)


@cache
def zone_names() -> tuple[str, ...]:
    """Return the zones that are named after a place, such as Europe/Moscow, and UTC."""
    return tuple(sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC"))


def zone_choices() -> list[tuple[str, str]]:
    """Return the newsroom's zone, then every other."""
    return [("", _("The newsroom's")), *((name, name) for name in zone_names())]
