"""Pages that were opened before somebody else saved the story: the number of saves that a form carries."""

from __future__ import annotations

from django import forms

from stories.display.bulk_selection import LARGEST_ID


class BasedOn(forms.Form):
    """A form that moves the working copy, and says which save of it was on the page."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_ID)


def now_based_on(form: forms.Form, saves: int, **renewed: str) -> None:
    """Let the next press of the button on a form mean the copy as it is now; all else that was typed stays."""
    form.data = form.data.copy()
    for name, value in {"based_on": str(saves), **renewed}.items():
        form.data[name] = value
