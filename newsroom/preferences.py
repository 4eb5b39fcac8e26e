"""Preferences: the time zone, the language, the keys and the wire desk that each user chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.forms import model_to_dict
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from newsroom.zones import ZoneField
from stories.models import Person, RowHeight

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest


class SettingsForm(forms.Form):
    """A form for the user's own time zone, language, keys and wire desk."""

    time_zone = ZoneField()
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("Your browser's")), *settings.DESK_LANGUAGES],
        required=False,
        help_text=gettext_lazy("The newsroom's pages use it. Stories keep their own."),
    )
    keys_off = forms.BooleanField(
        label=gettext_lazy("Switch single keys off"),
        required=False,
        help_text=gettext_lazy("Keys like j, o or w then do nothing. Those with Ctrl or ⌘ always do."),
    )
    row_height = forms.ChoiceField(label=gettext_lazy("Rows of the wire desk"), choices=RowHeight, required=False)
    urgent_first = forms.BooleanField(
        label=gettext_lazy("Urgent copy first"),
        required=False,
        help_text=gettext_lazy("Urgent copy that nobody has taken stays at the top of the wire desk."),
    )
    urgent_rings = forms.BooleanField(
        label=gettext_lazy("Urgent copy rings"),
        required=False,
        help_text=gettext_lazy("The wire desk rings when urgent copy arrives, in a window that you have clicked in."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: DeskRequest) -> HttpResponse:
    """Render the page of the user's own settings, or save them."""
    person = Person.objects.filter(user_id=request.user.pk).first()
    form = SettingsForm(request.POST or None, initial=model_to_dict(person) if person else None)
    if form.is_valid():
        Person.objects.update_or_create(user_id=request.user.pk, defaults=form.cleaned_data)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:own_settings"))
    ctx = {**admin.site.each_context(request), "title": _("Your settings"), "form": form, "now": timezone.now()}
    return TemplateResponse(request, "admin/preferences.html", ctx)
