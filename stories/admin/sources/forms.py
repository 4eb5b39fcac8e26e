"""Forms of a source's pages: its settings, and a file to try."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.intake import feeds


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The settings of a source; what could never work is refused here."""

    def clean_feed_address(self) -> str:
        """Return the address of the feed, if it may be asked at all."""
        address: str = self.cleaned_data["feed_address"]
        fault = feeds.fault_of_address(address) if address else ""
        if fault:
            raise ValidationError(fault)
        return address

    def clean_likely_from(self) -> float | None:
        """Return the score that a story is proposed from: not above the one that copy joins from."""
        likely: float | None = self.cleaned_data["likely_from"]
        sure: float | None = self.cleaned_data.get("sure_from")
        if None not in (likely, sure) and likely > sure:  # type: ignore[operator]  # neither is None
            raise ValidationError(_("Copy joins from {sure}, so a story is proposed from less.").format(sure=sure))
        return likely


class TryForm(forms.Form):
    """A file of a source, to be tried."""

    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)
