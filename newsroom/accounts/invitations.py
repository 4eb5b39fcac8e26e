"""Invitations: a link by which a person sets a password, sent by mail, or shown to the chief who hands it on.

A link is good once, and until somebody logs in with the account or its mail changes.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.mail import EmailMessage
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from newsroom import languages
from newsroom.accounts.second_factor import log_change
from stories.models import person_settings

if TYPE_CHECKING:
    from django.contrib.auth.forms import SetPasswordForm
    from django.contrib.auth.models import User
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from stories.display.requests import DeskRequest

# Sentences for the newsroom alone: readers' languages leave them out.

logger = logging.getLogger("newsroom.accounts.invitations")

DAYS_GOOD = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)


def invite(request: DeskRequest, person: User) -> HttpResponse:
    """Mail a person the link by which they set a password; show it where there is no mail, or it fails."""
    log_change(person, request.user, "Made a link to set a password.")
    link = invitation_link(person)
    if person.email and settings.EMAIL_IS_SET_UP and send_link(request, person, link):
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[person.pk]))
    title = _("A link for {person}").format(person=person.get_full_name() or person.get_username())
    ctx = {**admin.site.each_context(request), "title": title, "person": person, "link": link, "days": DAYS_GOOD}
    return TemplateResponse(request, "admin/auth/user/invited.html", ctx)


def invitation_link(person: User) -> str:
    """Return the address at which a person sets a password."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    return f"{settings.SITE_URL}{reverse('admin:invitation', args=[key, default_token_generator.make_token(person)])}"


def send_link(request: DeskRequest, person: User, link: str) -> bool:
    """Mail the link, in the person's language, and say so to whoever asked; return whether the mail server took it."""
    try:
        make_mail(person, link).send()
    except OSError as error:  # what the connection and the server's answers raise
        logger.warning("The invitation of person %s did not go: %s.", person.pk, error)
        messages.warning(request, _("The mail server did not take the mail. Hand the link on yourself."))
        return False
    messages.success(request, _("A mail with a link to set a password went to {mail}.").format(mail=person.email))
    return True


def make_mail(person: User, link: str) -> EmailMessage:
    """Make the mail with the link."""
    with translation.override(person_settings(person).language or settings.LANGUAGE_CODE):
        account = _("You have an account in the newsroom of {site}. Your log-in name is {name}.")
        lines = (
            account.format(site=settings.SITE_NAME, name=person.get_username()),
            _("Set your password here; the link is good once, for {days} days:").format(days=DAYS_GOOD),
            link,
        )
        subject = _("Your account at {site}").format(site=settings.SITE_NAME)
    return EmailMessage(subject, "\n\n".join(lines) + "\n", to=[person.email])


class InvitationView(PasswordResetConfirmView):
    """The page of a link: a password, typed twice, for the account that the link was made for."""

    template_name = "admin/invitation.html"
    success_url = reverse_lazy("admin:login")

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the language of the browser."""
        with translation.override(languages.browser_language(self.request, settings.DESK_LANGUAGES)):
            response = super().dispatch(*args, **kwargs)
            return response.render() if isinstance(response, TemplateResponse) else response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context in the admin's frame, without the rooms of whoever is logged in here."""
        ctx = {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}
        return {**ctx, "title": _("Set your password"), "has_permission": False, "site_name": settings.SITE_NAME}

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        """Set the password, and lead to the log-in."""
        response = super().form_valid(form)
        log_change(form.user, form.user, "Set a password by a link.")
        messages.success(self.request, _("Your password is set. Log in with it."))
        return response
