"""Forms on pages that were opened before somebody else saved the story: the number of the save that they began from."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from stories.display.bulk_selection import LARGEST_ID


class BasedOnForm(forms.Form):
    """A form about the working copy, with the number of the save that was on the page."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_ID)


def renew_form(form: forms.BaseForm, saves: int, **values: str) -> None:
    """Set the save that a sent form is based on, and some of its values; keep all the others."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, value in {"based_on": str(saves), **values}.items():
        data[name] = value
    form.data = data
