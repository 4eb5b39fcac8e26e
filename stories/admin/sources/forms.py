"""Forms of a source's pages: its settings, and a file to try."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.intake import feeds
from stories.matching import Thresholds


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The settings of a source; what could never work is refused here."""

    def clean_feed_address(self) -> str:
        """Return the address of the feed, if it may be asked at all."""
        address: str = self.cleaned_data["feed_address"]
        fault = feeds.fault_of_address(address) if address else ""
        if fault:
            raise ValidationError(fault)
        return address

    def clean_sure_from(self) -> float | None:
        """Return the score that copy joins a story from."""
        return refuse_zero(self.cleaned_data["sure_from"])

    def clean_likely_from(self) -> float | None:
        """Return the score that a story is proposed from: not above the one that copy joins from.

        An empty one of the two is as for all sources.
        """
        likely = refuse_zero(self.cleaned_data["likely_from"])
        if "sure_from" in self.cleaned_data:
            given, usual = self.cleaned_data["sure_from"], Thresholds()
            sure = usual.sure if given is None else given
            if (usual.likely if likely is None else likely) > sure:
                refusal = _("Copy joins from {sure}, so a story is proposed from less. If this is empty, from {usual}.")
                raise ValidationError(refusal.format(sure=sure, usual=usual.likely))
        return likely


def refuse_zero(score: float | None) -> float | None:
    """Return a score that something is done from. Raises ValidationError for 0, which any two pieces of copy have."""
    if score == 0:
        raise ValidationError(_("With 0, any copy would do. Give more, or leave it empty to use what holds for all."))
    return score


class TryForm(forms.Form):
    """A file of a source, to be tried."""

    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)
