"""Forms of a source's pages: its settings, and a file to try."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.intake import feeds


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The settings of a source; what could never work is refused here."""

    def clean_charset(self) -> str:
        """Return the character set, if there is one of that name."""
        name: str = self.cleaned_data["charset"].strip()
        if name and not is_charset(name):
            raise ValidationError(_("There is no character set of this name. Write it like windows-1251 or gb18030."))
        return name

    def clean_feed_address(self) -> str:
        """Return the address of the feed, if it may be asked at all."""
        address: str = self.cleaned_data["feed_address"]
        fault = feeds.fault_of_address(address) if address else ""
        if fault:
            raise ValidationError(fault)
        return address


def is_charset(name: str) -> bool:
    """Return whether text can be decoded in a character set of this name: rot13 and base64 are none."""
    try:
        return isinstance(b"a".decode(name, "replace"), str)
    except (LookupError, ValueError):
        return False


class TryForm(forms.Form):
    """A file of a source, to be tried."""

    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)
