"""Fields of the archive's form: each shows what was asked for, known or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

OptionGroups = list[tuple[str | None, list[dict[str, Any]], int | None]]


class OpenSelect(forms.Select):
    """A choice among values that exist; an unknown value stays chosen, so that a reader can take it off."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> OptionGroups:
        """Return the groups of options, with the chosen value among them whatever its case."""
        known = {str(key).casefold(): key for key, _label in self.choices}
        value = [known.get(one.casefold(), one) for one in value]
        self.choices = [("", gettext_lazy("Any")), *((key, label) for key, label in self.choices if key)]
        self.choices += [(one, one) for one in value if one.casefold() not in known and one]
        return super().optgroups(name, value, attrs)


class OfferingInput(forms.TextInput):
    """A field of text that offers some values beside what may be typed."""

    suggestions: tuple[str, ...] = ()

    def offer(self, values: Sequence[str]) -> None:
        """Offer values; the form prints them beside the field."""
        self.suggestions = tuple(values)

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the widget, which names the list where there is one."""
        context = super().get_context(name, value, attrs)
        if self.suggestions:
            context["widget"]["attrs"]["list"] = f"offered_{name}"
        return context


class FlagInput(forms.CheckboxInput):
    """A box whose value stands in the address where it is ticked."""

    def __init__(self, value: str) -> None:
        super().__init__({"value": value}, check_test=value.__eq__)

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Any:
        """Return what the address says, or nothing."""
        return data.get(name, "")


class DayInput(forms.DateInput):
    """A field for a date; a field of text where what was typed is no date, so that it is still shown."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the widget, with the type that its value can be shown in."""
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "date" if is_empty_or_date(value) else "text"
        return context


def is_empty_or_date(value: object) -> bool:
    """Return whether a value is empty, or a date in ISO form."""
    try:
        return not value or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


class DayField(forms.DateField):
    """A date in ISO form, the one spelling that is the same everywhere."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Return the date that was typed; None for an empty field. Raises ValidationError for anything else."""
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            sentence = gettext_lazy("“%(value)s” is no date. Write it like 2017-02-10.")
            raise forms.ValidationError(sentence, params={"value": value}) from error
