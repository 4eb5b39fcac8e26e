"""What the acts of the ticker board are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Story
from ticker import board_actions

LARGEST = 2**31 - 1  # what both databases keep as a version
YEARS = (MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC)), MaxValueValidator(datetime(2200, 1, 1, tzinfo=UTC)))
WAYS = {"up": board_actions.up, "down": board_actions.down, "top": board_actions.to_top}


class Until(models.TextChoices):
    """When a pin comes off by itself."""

    TAKEN_OFF = "", gettext_lazy("until it is taken off")
    ONE_HOUR = "1", gettext_lazy("for 1 hour")
    THREE_HOURS = "3", gettext_lazy("for 3 hours")
    END_OF_DAY = "day", gettext_lazy("to the end of the day")
    A_TIME = "at", gettext_lazy("until the time given here")

    def after(self, start: datetime) -> datetime | None:
        """The moment that it means for a pin that starts then; the day is that of whoever says so."""
        if self in (Until.ONE_HOUR, Until.THREE_HOURS):
            return (start + timedelta(hours=int(self.value))).replace(second=0, microsecond=0)
        if self == Until.END_OF_DAY:
            morrow = timezone.localtime(start) + timedelta(days=1)
            return morrow.replace(hour=0, minute=0, second=0, microsecond=0)
        return None


class Moment(forms.DateTimeField):
    """A date and a time of day in the zone of whoever types it, in the browser's own control; may stay empty."""

    default_validators: ClassVar = list(YEARS)

    def __init__(self, **options: object) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, required=False, **options)


class Act(forms.Form):
    """An act on the board that a page showed; `seen` is the version of it."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class MoveForm(Act):
    """Where a pin goes: a step, the top, or the place with a number."""

    to = forms.RegexField(rf"^({'|'.join(WAYS)}|[1-9][0-9]{{0,5}})$")

    def clean_to(self) -> board_actions.Goal:
        """The way there."""
        said = self.cleaned_data["to"]
        return WAYS.get(said) or board_actions.to(int(said))


class TimesForm(Act):
    """From when to when a pin is on the ticker. An end that is typed counts, whatever stands in the list beside it."""

    starts_at = Moment(label=gettext_lazy("From"), help_text=gettext_lazy("Empty: from now."))
    until = forms.ChoiceField(label=gettext_lazy("Until"), choices=Until, required=False)
    ends_at = Moment(label=gettext_lazy("Until this time"), show_hidden_initial=True)

    def clean(self) -> dict[str, object]:
        """The start and the end as moments, the end None where it is open."""
        said = super().clean()
        start = said["starts_at"] = said.get("starts_at") or timezone.now()
        until, given = Until(said.get("until", "")), said.get("ends_at")
        is_given = given is not None and (until == Until.A_TIME or "ends_at" in self.changed_data)
        if until == Until.A_TIME and given is None and "ends_at" not in self.errors:
            self.add_error("ends_at", _("Say until when, or choose another end."))
        said["ends_at"] = given if is_given else until.after(start)
        if is_given and given <= start:
            self.add_error("ends_at", _("It ends before it starts. Give a later time, or none."))
        return said


class PinForm(TimesForm):
    """A story by its number, to be pinned."""

    story = forms.ModelChoiceField(
        Story.objects.defer("body"),
        label=gettext_lazy("Story number"),
        widget=forms.NumberInput(attrs={"min": 1}),
        error_messages={
            "invalid_choice": gettext_lazy("There is no such story. The wire desk shows the number of each.")
        },
    )
    field_order = ("seen", "story", "starts_at", "until", "ends_at")
