"""The admin of topics: what readers are told of them. Which stories are in one is chosen on the page of a story."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import designators
from stories.admin.plain_admin import PlainAdmin
from stories.models import Topic


class TopicNameForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A topic as readers are told of it."""

    def clean_slug(self) -> str:
        """Return the address as the stems of sluglines are written. Raises ValidationError where nothing is left."""
        slug = designators.topic_slug(self.cleaned_data["slug"])
        if not slug:
            raise forms.ValidationError(_("A topic has letters in its address, as dam-flood."))
        return slug


@admin.register(Topic)
class TopicAdmin(PlainAdmin):
    """Topics that somebody named."""

    form = TopicNameForm
    list_display = ["name", "slug"]
    purpose = gettext_lazy(
        "Stories whose sluglines begin alike are one topic by themselves. Add one here to give it a name of its own."
    )
    view_on_site = False
