"""The admin of webhooks: the addresses that are told of events, their signing keys, and the log of deliveries."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from stories import desk
from stories.admin.pages import refuse_unless
from stories.admin.plain_admin import PlainAdmin
from stories.intake import feeds
from stories.models import KEY_PREFIX, Webhook, WebhookDelivery, WebhookEvent

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

    from stories.display.requests import DeskRequest

# Sentences for the newsroom alone: readers' languages leave them out.

LOG_SHOWN = 100  # deliveries on the page of a webhook, the latest
OF_THEIR_OWN = {WebhookEvent.TEST, WebhookEvent.IN_VIEW}  # a button sends the one, a saved view says the other
TO_CHOOSE = [choice for choice in WebhookEvent.choices if choice[0] not in OF_THEIR_OWN]


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A webhook: its name, its address, and the events that it is told of."""

    address = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=2_000,
        assume_scheme="https",
        help_text=gettext_lazy("Each event is sent there as JSON by POST, and signed."),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"), choices=TO_CHOOSE, widget=forms.CheckboxSelectMultiple
    )

    def clean_address(self) -> str:
        """Return the address. Raises ValidationError for one that nothing would ever be sent to."""
        address: str = self.cleaned_data["address"]
        is_house = urlsplit(address).hostname in settings.WEBHOOK_HOSTS
        if fault := "" if is_house else feeds.fault_of_address(address):
            raise ValidationError(fault)
        return address


@admin.register(Webhook)
class WebhookAdmin(PlainAdmin):
    """Webhooks, each with its key and the log of what was sent."""

    form = WebhookForm
    fields = ("name", "address", "events", "is_on")
    list_display = ["name", "address", "is_on"]
    purpose = gettext_lazy("A webhook tells another system at once what was filed, corrected, held or killed.")
    change_form_template = "admin/stories/webhook/change_form.html"
    view_on_site = False

    def save_model(self, request: HttpRequest, obj: Webhook, form: forms.ModelForm[Webhook], change: bool) -> None:
        """Save a webhook; one that is switched on is told of what happens from now on."""
        if "is_on" in form.changed_data:
            obj.begun_at = obj.looked_at = timezone.now()
        super().save_model(request, obj, form, change)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the settings of a webhook with its key and its log."""
        webhook = Webhook.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        context = {**(extra_context or {}), **(log_context(webhook) if webhook else {})}
        return super().change_view(request, object_id, form_url, context)

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        own = [
            path("<int:webhook_id>/test/", guarded(self.send_test), name="stories_webhook_test"),
            path(
                "<int:webhook_id>/deliveries/<int:delivery_id>/again/",
                guarded(self.send_again),
                name="stories_webhook_again",
            ),
        ]
        return own + super().get_urls()

    @method_decorator(require_POST)
    def send_test(self, request: DeskRequest, webhook_id: int) -> HttpResponse:
        """Have a test sent to a webhook within seconds. Raises PermissionDenied, Http404."""
        refuse_unless(request.user.has_perm("stories.change_webhook"))
        webhook = get_object_or_404(Webhook, pk=webhook_id)
        desk.send_test(webhook, now=timezone.now())
        self.message_user(request, _("The worker sends a test within seconds. The log says how it went."))
        return back_to_log(webhook)

    @method_decorator(require_POST)
    def send_again(self, request: DeskRequest, webhook_id: int, delivery_id: int) -> HttpResponse:
        """Have a delivery sent once more within seconds. Raises PermissionDenied, Http404."""
        refuse_unless(request.user.has_perm("stories.change_webhook"))
        delivery = get_object_or_404(
            WebhookDelivery.objects.select_related("webhook"), pk=delivery_id, webhook=webhook_id
        )
        desk.send_delivery_again(delivery, now=timezone.now())
        self.message_user(request, _("The worker sends it again within seconds. The log says how it went."))
        return back_to_log(delivery.webhook)


def log_context(webhook: Webhook) -> dict[str, Any]:
    """Return the key of a webhook as receivers take it, and its latest deliveries. One query."""
    return {
        "signing_key": f"{KEY_PREFIX}{b64encode(bytes.fromhex(webhook.key)).decode()}",
        "deliveries": webhook.deliveries.order_by("-pk")[:LOG_SHOWN],
    }


def back_to_log(webhook: Webhook) -> HttpResponseRedirect:
    """Return a redirect to the log on the page of a webhook."""
    return HttpResponseRedirect(f"{reverse('admin:stories_webhook_change', args=[webhook.pk])}#deliveries")
