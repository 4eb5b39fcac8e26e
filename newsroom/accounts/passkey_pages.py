"""The pages of passkeys: to add one, to rename it, and to remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from newsroom.accounts import passkeys
from newsroom.accounts.second_factor import WrongCodeError
from newsroom.accounts.second_factor_pages import render_factor_page, render_recovery_codes
from stories.models import Passkey
from stories.models.passkey import PASSKEY_NAME_LENGTH

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

# Sentences for the newsroom alone: readers' languages leave them out.


class NameForm(forms.Form):
    """The name of a passkey."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=PASSKEY_NAME_LENGTH,
        help_text=gettext_lazy("So that you know it again: the device's name, for example."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class PasskeyForm(NameForm):
    """The name of a passkey, and what the browser made."""

    answer = forms.CharField(
        required=False, max_length=passkeys.LONGEST_ANSWER, widget=forms.HiddenInput(attrs={"data-passkey-answer": ""})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: DeskRequest) -> HttpResponse:
    """Render the page that makes a passkey in the browser, or keep the one that it made."""
    if not passkeys.are_offered():
        return HttpResponseRedirect(reverse("admin:second_factor"))
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            values = form.cleaned_data
            codes = passkeys.add(request, values["answer"], values["name"], now=timezone.now())
        except WrongCodeError as wrong:
            form.add_error(None, str(wrong))
        else:
            message = _("Passkey {name} added.").format(name=values["name"])
            if codes:
                return render_recovery_codes(request, codes, message)
            messages.success(request, message)
            return HttpResponseRedirect(reverse("admin:second_factor"))
    if form.is_bound:
        form.data = {"name": form.data.get("name", "")}  # of an answer that did not fit nothing is left
    options = passkeys.offer(request, now=timezone.now())
    return render_factor_page(request, "passkey_add", title=_("Add a passkey"), form=form, options=options)


@require_http_methods(["GET", "HEAD", "POST"])
def rename_passkey(request: DeskRequest, passkey_id: int) -> HttpResponse:
    """Render the page that renames a passkey of the user, or rename it. Raises Http404."""
    passkey = get_object_or_404(Passkey, pk=passkey_id, user_id=request.user.pk)
    form = NameForm(request.POST or None, initial={"name": passkey.name})
    if form.is_valid():
        passkeys.rename(passkey, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Passkey renamed: {name}.").format(name=passkey.name))
        return HttpResponseRedirect(reverse("admin:second_factor"))
    title = _("Rename the passkey {name}").format(name=passkey.name)
    return render_factor_page(request, "passkey_rename", title=title, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_passkey(request: DeskRequest, passkey_id: int) -> HttpResponse:
    """Render the page that removes a passkey of the user, or remove it. Raises Http404."""
    passkey = get_object_or_404(Passkey.objects.select_related("user"), pk=passkey_id, user_id=request.user.pk)
    if request.method == "POST":
        passkeys.remove(passkey, by=request.user)
        messages.success(request, _("Passkey {name} removed.").format(name=passkey.name))
        return HttpResponseRedirect(reverse("admin:second_factor"))
    title = _("Remove the passkey {name}").format(name=passkey.name)
    return render_factor_page(request, "passkey_remove", title=title, passkey=passkey)
