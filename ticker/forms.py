"""The forms of the acts on the ticker board."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import copy
from stories.display.moment_field import MomentField
from stories.display.page_language import EDITIONS
from stories.models import Story
from ticker import board_actions

if TYPE_CHECKING:
    from datetime import datetime

LARGEST = 2**31 - 1  # what both databases keep as a version
STEPS = {"up": board_actions.place_above, "down": board_actions.place_below, "top": board_actions.first_place}


class Until(models.TextChoices):
    """The end of a pin."""

    TAKEN_OFF = "", gettext_lazy("until it is taken off")
    ONE_HOUR = "1", gettext_lazy("for 1 hour")
    THREE_HOURS = "3", gettext_lazy("for 3 hours")
    END_OF_DAY = "day", gettext_lazy("to the end of the day")
    A_TIME = "at", gettext_lazy("until the time given here")

    def after(self, start: datetime) -> datetime | None:
        """Return the end of a pin with this start, None for an open end; the day is that of whoever is signed in."""
        if self in (Until.ONE_HOUR, Until.THREE_HOURS):
            return (start + timedelta(hours=int(self.value))).replace(second=0, microsecond=0)
        if self == Until.END_OF_DAY:
            morrow = timezone.localtime(start) + timedelta(days=1)
            return morrow.replace(hour=0, minute=0, second=0, microsecond=0)
        return None


class BoardForm(forms.Form):
    """An act on the board that a page showed; `seen` is the version of it."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class MoveForm(BoardForm):
    """The goal of a pin: a step, the top, or the place with a number; in the edition whose tab is open."""

    to = forms.RegexField(rf"^({'|'.join(STEPS)}|[1-9][0-9]{{0,5}})$")
    edition = forms.ChoiceField(choices=[("", ""), *EDITIONS.items()], required=False)

    def clean_to(self) -> board_actions.Goal:
        """Return the goal as a function of the pin's place."""
        goal = self.cleaned_data["to"]
        return STEPS.get(goal) or board_actions.goal_for_place(int(goal))


class TimesForm(BoardForm):
    """The start and the end of a pin. An end that is typed counts, whatever stands in the list beside it."""

    starts_at = MomentField(label=gettext_lazy("From"), required=False, help_text=gettext_lazy("Empty: from now."))
    until = forms.ChoiceField(label=gettext_lazy("Until"), choices=Until, required=False)
    ends_at = MomentField(label=gettext_lazy("Until this time"), required=False, show_hidden_initial=True)

    def clean(self) -> dict[str, Any]:
        """Return the start and the end as times, the end None where it is open."""
        super().clean()
        data = self.cleaned_data
        start = data["starts_at"] = data.get("starts_at") or timezone.now()
        until, typed = Until(data.get("until", "")), data.get("ends_at")
        if until == Until.A_TIME and typed is None and "ends_at" not in self.errors:
            self.add_error("ends_at", _("Say until when, or choose another end."))
        if typed is not None and until != Until.A_TIME and "ends_at" not in self.changed_data:
            typed = None
        data["ends_at"] = typed or until.after(start)
        if typed is not None and typed <= start:
            self.add_error("ends_at", _("It ends before it starts. Give a later time, or none."))
        return data


class WordingForm(BoardForm):
    """The own words of a pin in place of its headline."""

    wording = forms.CharField(label=gettext_lazy("On the ticker"), required=False, max_length=140)

    def clean_wording(self) -> str:
        """Return the words as one line."""
        return " ".join(copy.clean(self.cleaned_data["wording"]).split())


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
