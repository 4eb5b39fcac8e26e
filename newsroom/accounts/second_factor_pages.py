"""The pages of the second factor: to set it up, to see it, to take it off; and the page that asks for a code first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from newsroom.accounts import passkeys, second_factor
from newsroom.accounts.second_factor import WrongCodeError
from stories.story_actions import STORY_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User
    from django.http import QueryDict
    from django.utils.functional import _StrPromise

    from newsroom.accounts.second_factor import FactorState, GuardedRequest
    from stories.display.requests import DeskRequest

# What the asking page adds to what it carries along
CODE_FIELD, PASSWORD_FIELD, METHOD_FIELD = "second_factor_code", "asked_password", "second_factor_method"
PASSKEY_FIELD = "second_factor_passkey"
EXEMPT_URL_NAMES = ("logout", "jsi18n", "words")  # names of addresses before which nothing is asked
FRESH_CODE_URL_NAMES = (
    *(action.url_name for action in STORY_ACTIONS.values() if action.needs_fresh_login), "second_factor_codes",
    "auth_user_changelist", "auth_user_add", "auth_user_change", "auth_user_password_change", "auth_user_history",
    "auth_user_second_factor", "auth_user_invite", "passkey_add", "passkey_remove",
)  # fmt: skip  # names of addresses before which a code of the last minutes is asked
SET_UP_URL_NAME = "second_factor"  # the same, for a user who has no secret: setting one up asks for nothing by itself
SET_UP_URL_NAMES = (SET_UP_URL_NAME, "passkey_add")  # names of addresses that lead to a second factor
ASKING_STATUS = 403  # the status of a page that asks, in place of the one that was wanted
CODE_LENGTH = 40  # characters; a recovery code may be typed with blanks
TYPED_BY_HAND = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}


def code_field(help_text: _StrPromise) -> forms.CharField:
    """Make a form field for a code."""
    return forms.CharField(
        label=gettext_lazy("Code"),
        max_length=CODE_LENGTH,
        help_text=help_text,
        widget=forms.TextInput(attrs=TYPED_BY_HAND),
    )


def password_field(**attrs: object) -> forms.CharField:
    """Make a form field for the user's present password."""
    return forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", **attrs}),
    )


class AskForm(forms.Form):
    """A code before a page, or the answer of a passkey; `second_factor_method` is the method of the request for it."""

    second_factor_code = code_field(gettext_lazy("Six digits from your phone, or one of your recovery codes."))
    second_factor_passkey = forms.CharField(
        required=False, max_length=passkeys.LONGEST_ANSWER, widget=forms.HiddenInput(attrs={"data-passkey-answer": ""})
    )
    second_factor_method = forms.ChoiceField(choices=[("GET", "GET"), ("POST", "POST")], widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    """The password before a page, of a user without a second factor."""

    asked_password = password_field(autofocus=True)
    second_factor_method = AskForm.declared_fields["second_factor_method"]


class SetUpForm(forms.Form):
    """The first code of an offered secret, and the secret itself, signed."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    code = code_field(gettext_lazy("The six digits that your phone shows now."))


class TakeOffForm(forms.Form):
    """A code before the second factor is taken off."""

    code = code_field(gettext_lazy("Six digits from your phone, or one of your recovery codes."))


def checkpoint_page(request: GuardedRequest) -> HttpResponse | None:
    """Return the page that must come before the requested page of the admin; None if there is none."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name in EXEMPT_URL_NAMES:
        return None
    state = second_factor.factor_state(request)
    if state.is_lacking and name not in SET_UP_URL_NAMES:
        return HttpResponseRedirect(reverse("admin:second_factor"))
    is_grave = name in FRESH_CODE_URL_NAMES or (name == SET_UP_URL_NAME and state.device is None)
    if state.is_owed or (is_grave and state.is_stale(timezone.now())):
        return ask_for_code(request, state)
    return None


def ask_for_code(request: GuardedRequest, state: FactorState) -> HttpResponse | None:
    """Render the page that asks for a code, with the sent form in hidden fields; return None once the code is right.

    A user without a second factor is asked for the password. The page keeps the requested address, so it redirects
    nowhere else.
    """
    carried = field_rows(values_to_carry(request.POST))
    is_inside, has_no_device = not state.is_owed, not state.is_set_up
    title, field = _("Your code"), CODE_FIELD
    form_class: type[AskForm | PasswordForm] = AskForm
    give: Callable[..., None] = second_factor.verify_code
    if has_no_device:
        title, field, form_class, give = _("Your password"), PASSWORD_FIELD, PasswordForm, second_factor.verify_password
    form = form_class(request.POST) if field in request.POST else form_class(initial={METHOD_FIELD: request.method})
    if request.POST.get(PASSKEY_FIELD) and not has_no_device:
        field, give = PASSKEY_FIELD, passkeys.verify_passkey
        form.fields[CODE_FIELD].required = False
    if form.is_bound and form.is_valid():
        try:
            give(request, form.cleaned_data[field], now=timezone.now())
        except WrongCodeError as wrong:
            form.add_error(None if field == PASSKEY_FIELD else field, str(wrong))
        else:
            return proceed(request, form.cleaned_data[METHOD_FIELD])
    if request.POST.get(PASSKEY_FIELD) and not has_no_device:
        form.fields[CODE_FIELD].required = True
        form.data = {METHOD_FIELD: form.data.get(METHOD_FIELD, "")}  # no answer of a passkey is good again
    options = passkeys.ask(request, now=timezone.now()) if state.has_passkey else ""
    ctx = {"carried": carried, "is_inside": is_inside, "has_no_device": has_no_device, "form": form}
    ctx |= {"options": options, "has_secret": state.device is not None}
    ctx["has_permission"] = is_inside and admin.site.has_permission(request)
    return render_factor_page(request, "ask", title=title, status=ASKING_STATUS, **ctx)


def proceed(request: GuardedRequest, method: str) -> HttpResponse | None:
    """Go on after the code: redirect to a page that was opened; or put back the form that was sent, and return None."""
    if method == "GET":
        return HttpResponseRedirect(request.get_full_path())
    request.POST = values_to_carry(request.POST)  # type: ignore[assignment]  # Django lets middleware change it
    return None


def field_rows(carried: QueryDict) -> list[tuple[str, str]]:
    """Return the names and values of a form that was sent, for hidden fields."""
    return [(name, value) for name, values in carried.lists() for value in values]


def values_to_carry(sent: QueryDict) -> QueryDict:
    """Return what was sent without the fields of the asking page, and without passwords: those are typed again."""
    carried = sent.copy()
    for name in [
        name
        for name in sent
        if name in (CODE_FIELD, PASSKEY_FIELD, METHOD_FIELD, "csrfmiddlewaretoken") or "password" in name
    ]:
        del carried[name]
    return carried


@require_http_methods(["GET", "HEAD", "POST"])
def own_factor_view(request: DeskRequest) -> HttpResponse:
    """Render the user's second factor; or set it up with a secret and its first code, where there is none.

    With `codes` in the address a user who has passkeys alone sets the secret up beside them.
    """
    has_secret, own = second_factor.active_secret(request.user) is not None, passkeys.own_passkeys(request.user)
    if has_secret or (own and "codes" not in request.GET):
        ctx: dict[str, Any] = {"left": second_factor.recovery_codes_left(request.user), "has_secret": has_secret}
        ctx |= {"of": second_factor.RECOVERY_CODES, "passkeys": own, "are_offered": passkeys.are_offered()}
        return render_factor_page(request, "standing", title=_("Second factor"), **ctx)
    form = SetUpForm(request.POST or None)
    key = ""
    if form.is_bound:
        key = second_factor.unseal_key(request.user, form.data.get("sealed", ""))
        if form.is_valid() and (codes := confirm_secret(request, form, key)):
            return render_recovery_codes(request, codes, _("Your second factor is set up."))
    return render_offer(request, form, key)


def confirm_secret(request: DeskRequest, form: SetUpForm, key: str) -> list[str]:
    """Set up a secret by its first code; return the recovery codes, or add an error to the form and return none."""
    if not key:
        form.add_error(None, _("This page was open for too long. Here is a new secret: begin again with it."))
        return []
    try:
        device, _sealed = second_factor.offer_secret(request.user, key)
        return second_factor.set_up(request, device, form.cleaned_data["code"], now=timezone.now())
    except WrongCodeError as wrong:
        form.add_error("code", str(wrong))
        return []


def render_offer(request: DeskRequest, form: SetUpForm, key: str) -> HttpResponse:
    """Render the page with a secret: the one of the key, or a new one."""
    device, sealed = second_factor.offer_secret(request.user, key)
    if form.is_bound:
        form.data = {"code": form.data.get("code", ""), "sealed": sealed}
    else:
        form.initial["sealed"] = sealed
    ctx: dict[str, Any] = {
        "picture": second_factor.qr_code_url(device),
        "spelled": second_factor.secret_in_groups(device),
        "are_offered": passkeys.are_offered(),
    }
    return render_factor_page(request, "set_up", title=_("Set up a second factor"), form=form, **ctx)


@require_POST
def new_codes_view(request: DeskRequest) -> HttpResponse:
    """Make new recovery codes in place of the old ones, and render them."""
    if not second_factor.is_set_up(request.user):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    fresh = second_factor.new_recovery_codes(request.user)
    second_factor.log_change(request.user, request.user, "Made new recovery codes.")
    return render_recovery_codes(request, fresh, _("Your old recovery codes no longer work."))


def render_recovery_codes(request: DeskRequest, codes: list[str], message: str) -> HttpResponse:
    """Render the page that shows recovery codes, once."""
    return render_factor_page(request, "codes", title=_("Recovery codes"), codes=codes, done=message)


@require_http_methods(["GET", "HEAD", "POST"])
def take_off_view(request: DeskRequest) -> HttpResponse:
    """Take the user's own second factor off, for a code."""
    if not second_factor.is_set_up(request.user):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    form = TakeOffForm(request.POST or None)
    if form.is_valid():
        try:
            second_factor.verify_code(request, form.cleaned_data["code"], now=timezone.now())
        except WrongCodeError as wrong:
            form.add_error("code", str(wrong))
        else:
            second_factor.take_off(request.user, by=request.user)
            messages.success(request, _("Your second factor is off. Your password alone lets you in."))
            return HttpResponseRedirect(reverse("admin:second_factor"))
    return render_factor_page(request, "off", title=_("Take off the second factor"), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def take_off_for_person(request: DeskRequest, person: User) -> HttpResponse:
    """Take a lost second factor off another person. The caller checks the permission."""
    back = reverse("admin:auth_user_change", args=[person.pk])
    if request.method == "POST":
        second_factor.take_off(person, by=request.user)
        messages.success(request, _("The second factor of {person} is off.").format(person=person))
        return HttpResponseRedirect(back)
    title = _("Take off the second factor of {person}").format(person=person)
    return render_factor_page(request, "off_for", title=title, person=person, back=back)


def render_factor_page(
    request: DeskRequest, template: str, *, title: str, status: int = 200, **ctx: Any
) -> TemplateResponse:
    """Render a page about the second factor in the admin's frame."""
    ctx = {**admin.site.each_context(request), "title": title, **ctx}
    return TemplateResponse(request, f"admin/second_factor/{template}.html", ctx, status=status)
