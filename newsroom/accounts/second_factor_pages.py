"""The pages of the second factor: set up, shown, taken off; and the one that asks for a code before another page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from newsroom.accounts import second_factor
from newsroom.accounts.second_factor import WrongCode

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import QueryDict
    from django.utils.functional import Promise

    from newsroom.accounts.second_factor import Standing

# What the asking page adds to what it carries along
CODE, PASSWORD, METHOD = "second_factor_code", "asked_password", "second_factor_method"
OPEN = ("logout", "jsi18n", "words")  # addresses that nothing is asked before
AGAIN = (
    "stories_story_kill", "stories_story_take_down", "second_factor_codes",
    "auth_user_changelist", "auth_user_add", "auth_user_change", "auth_user_password_change", "auth_user_history",
    "auth_user_second_factor",
)  # fmt: skip  # addresses that a code of the last minutes is asked before
SETTING_UP = "second_factor"  # and this, of somebody who has none: whoever sets one up is asked for no password then
ASKED = 403  # what somebody wanted was not given
CODE_LENGTH = 40  # characters; a recovery code may be typed with blanks
TYPED_BY_HAND = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}


def code_field(help_text: Promise) -> forms.CharField:
    """A field for a code."""
    return forms.CharField(
        label=gettext_lazy("Code"),
        max_length=CODE_LENGTH,
        help_text=help_text,
        widget=forms.TextInput(attrs=TYPED_BY_HAND),
    )


def password_field(**attrs: object) -> forms.CharField:
    """A field for the password that somebody has."""
    return forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", **attrs}),
    )


class AskForm(forms.Form):
    """A code before a page; `second_factor_method` tells whether the page was opened or sent."""

    second_factor_code = code_field(gettext_lazy("Six digits from your phone, or one of your recovery codes."))
    second_factor_method = forms.ChoiceField(choices=[("GET", "GET"), ("POST", "POST")], widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    """The password before a page, of somebody without a second factor."""

    asked_password = password_field(autofocus=True)
    second_factor_method = AskForm.declared_fields["second_factor_method"]


class SetUpForm(forms.Form):
    """The first code of an offered secret, which comes back sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    code = code_field(gettext_lazy("The six digits that your phone shows now."))


class TakeOffForm(forms.Form):
    """A code before the second factor is taken off."""

    code = code_field(gettext_lazy("Six digits from your phone, or one of your recovery codes."))


def before(request: HttpRequest) -> HttpResponse | None:
    """What comes before the page of the admin that was asked for; None where nothing stands in the way."""
    name = request.resolver_match.url_name
    if name in OPEN:
        return None
    stands = second_factor.standing(request)
    if stands.is_lacking and name != SETTING_UP:
        return HttpResponseRedirect(reverse("admin:second_factor"))
    is_grave = name in AGAIN or (name == SETTING_UP and stands.device is None)
    if stands.is_owed or (is_grave and stands.is_stale(timezone.now())):
        return ask(request, stands)
    return None


def ask(request: HttpRequest, stands: Standing) -> HttpResponse | None:
    """The page that asks for a code, carrying along what was typed; None once the code fits and what was typed goes on.

    Who has no second factor is asked for their password. It stands at the very address that was asked for, so it
    leads nowhere else.
    """
    carried = rows_of(carried_by(request.POST))
    is_inside, has_no_device = not stands.is_owed, stands.device is None
    title, asked, kind, give = _("Your code"), CODE, AskForm, second_factor.give
    if has_no_device:
        title, asked, kind, give = _("Your password"), PASSWORD, PasswordForm, second_factor.give_password
    form = kind(request.POST) if asked in request.POST else kind(initial={METHOD: request.method})
    if form.is_bound and form.is_valid():
        try:
            give(request, form.cleaned_data[asked], now=timezone.now())
        except WrongCode as wrong:
            form.add_error(asked, str(wrong))
        else:
            return go_on(request, form.cleaned_data[METHOD])
    told = {"carried": carried, "is_inside": is_inside, "has_no_device": has_no_device}
    response = page(request, "ask", title=title, form=form, **told)
    response.context_data["has_permission"] &= is_inside
    response.status_code = ASKED
    return response


def go_on(request: HttpRequest, method: str) -> HttpResponse | None:
    """Where somebody goes on to after the code: the page that they opened, or what they sent, as they sent it."""
    if method == "GET":
        return HttpResponseRedirect(request.get_full_path())
    request.POST = carried_by(request.POST)
    return None


def rows_of(carried: QueryDict) -> list[tuple[str, str]]:
    """What is carried along, each value with its name."""
    return [(name, value) for name, values in carried.lists() for value in values]


def carried_by(sent: QueryDict) -> QueryDict:
    """What was sent, without what the asking page added, and without passwords: those are typed again."""
    carried = sent.copy()
    for name in [name for name in sent if name in (CODE, METHOD, "csrfmiddlewaretoken") or "password" in name]:
        del carried[name]
    return carried


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """One's second factor as it stands; or a secret to set one up with, confirmed by its first code."""
    if second_factor.secret_of(request.user):
        left = second_factor.recovery_codes_left(request.user)
        return page(request, "standing", title=_("Second factor"), left=left, of=second_factor.RECOVERY_CODES)
    form = SetUpForm(request.POST or None)
    key = ""
    if form.is_bound:
        key = second_factor.unsealed(request.user, form.data.get("sealed", ""))
        if form.is_valid() and (codes := confirmed(request, form, key)):
            return recovery_codes(request, codes, _("Your second factor is set up."))
    return offer(request, form, key)


def confirmed(request: HttpRequest, form: SetUpForm, key: str) -> list[str]:
    """The recovery codes of a secret that its first code confirmed; none where it did not, and the form says why."""
    if not key:
        form.add_error(None, _("This page was open for too long. Here is a new secret: begin again with it."))
        return []
    try:
        device, _sealed = second_factor.offered(request.user, key)
        return second_factor.set_up(request, device, form.cleaned_data["code"], now=timezone.now())
    except WrongCode as wrong:
        form.add_error("code", str(wrong))
        return []


def offer(request: HttpRequest, form: SetUpForm, key: str) -> HttpResponse:
    """The page with a secret: the one that was offered before, or a new one."""
    device, sealed = second_factor.offered(request.user, key)
    if form.is_bound:
        form.data = {**form.data.dict(), "sealed": sealed}
    else:
        form.initial["sealed"] = sealed
    told = {"picture": second_factor.picture(device), "spelled": second_factor.spelled(device)}
    return page(request, "set_up", title=_("Set up a second factor"), form=form, **told)


@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old ones."""
    if not second_factor.secret_of(request.user):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    fresh = second_factor.new_recovery_codes(request.user)
    second_factor.on_record(request.user, request.user, "Made new recovery codes.")
    return recovery_codes(request, fresh, _("Your old recovery codes no longer work."))


def recovery_codes(request: HttpRequest, codes: list[str], done: str) -> HttpResponse:
    """The page that shows recovery codes, once."""
    return page(request, "codes", title=_("Recovery codes"), codes=codes, done=done)


@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest) -> HttpResponse:
    """The page that takes one's own second factor off, for a code."""
    if not second_factor.secret_of(request.user):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    form = TakeOffForm(request.POST or None)
    if form.is_valid():
        try:
            second_factor.give(request, form.cleaned_data["code"], now=timezone.now())
        except WrongCode as wrong:
            form.add_error("code", str(wrong))
        else:
            second_factor.take_off(request.user, by=request.user)
            messages.success(request, _("Your second factor is off. Your password alone lets you in."))
            return HttpResponseRedirect(reverse("admin:second_factor"))
    return page(request, "off", title=_("Take off the second factor"), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def off_for(request: HttpRequest, person: User) -> HttpResponse:
    """The page that takes a lost second factor off another person. Who may, the page of people says."""
    back = reverse("admin:auth_user_change", args=[person.pk])
    if request.method == "POST":
        second_factor.take_off(person, by=request.user)
        messages.success(request, _("The second factor of {person} is off.").format(person=person))
        return HttpResponseRedirect(back)
    title = _("Take off the second factor of {person}").format(person=person)
    return page(request, "off_for", title=title, person=person, back=back)


def page(request: HttpRequest, template: str, *, title: str, **ctx: object) -> TemplateResponse:
    """A page about the second factor in the admin's frame."""
    ctx = {**admin.site.each_context(request), "title": title, **ctx}
    return TemplateResponse(request, f"admin/second_factor/{template}.html", ctx)
