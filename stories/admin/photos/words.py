"""Captions and alt texts typed on the cards of the library: one photo's by a script, or all of a page at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.fields import LinesField
from stories.admin.pages import refuse_unless
from stories.admin.photos.detail import log_act
from stories.display.bulk_selection import LARGEST_ID, is_row_id
from stories.display.datetimes import print_time
from stories.models import Photo

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

CARDS_LIMIT = 100  # photos that one request describes; a page of the library has fewer
CARD_FIELDS = ("caption", "alt")


class CardForm(forms.Form):
    """The words on the card of one photo; its fields carry the photo's number as `caption-12`."""

    caption = LinesField(required=False)
    alt = LinesField(required=False)
    saves = forms.IntegerField(min_value=0, max_value=LARGEST_ID)

    def add_prefix(self, field_name: str) -> str:
        """Return the name of a field on the card."""
        return f"{field_name}-{self.prefix}"


@require_POST
def save_words(request: DeskRequest) -> HttpResponse:
    """Save the captions and alt texts that were changed on cards; scripts get the result as JSON.

    Raises PermissionDenied.
    """
    refuse_unless(permissions.may_describe_photos(request.user))
    numbers = [name.removeprefix("saves-") for name in request.POST if name.startswith("saves-")][:CARDS_LIMIT]
    photos = Photo.objects.at_hand().in_bulk([int(number) for number in numbers if is_row_id(number)])
    kept, refused = [], []
    for number, photo in sorted(photos.items()):
        form = CardForm(request.POST, prefix=str(number))
        try:
            if form.is_valid() and (described := save_card(request, photo, form)):
                kept.append(described)
        except desk.DeskError as error:
            refused.append(f"{photo.name or number}: {error}")
    if request.accepts("application/json") and not request.accepts("text/html"):
        status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
        saves = {photo.pk: photo.save_number for photo in kept}
        data = {"saves": saves, "at": print_time(timezone.now()), "refused": " ".join(refused)}
        return JsonResponse(data, status=status)
    report_saves(request, kept, refused)
    return HttpResponseRedirect(reverse("admin:stories_photo_changelist"))


def save_card(request: DeskRequest, photo: Photo, form: CardForm) -> Photo | None:
    """Save the words of one card; return the photo, or None where they are its own. Raises NotPossibleError."""
    typed = {name: form.cleaned_data[name] for name in CARD_FIELDS if form.add_prefix(name) in form.data}
    changed = [name for name, words in typed.items() if getattr(photo, name) != words]
    if not changed:
        return None
    for name in changed:
        setattr(photo, name, typed[name])
    described = desk.describe_photo(photo, now=timezone.now(), based_on=form.cleaned_data["saves"])
    log_act(request, described, CHANGE, ", ".join(changed))
    return described


def report_saves(request: DeskRequest, kept: list[Photo], refused: list[str]) -> None:
    """Report a save of many cards."""
    if kept:
        message = ngettext("{count} photo saved.", "{count} photos saved.", len(kept)).format(count=len(kept))
        messages.success(request, message)
    for why in refused:
        messages.error(request, why)
    if not kept and not refused:
        messages.info(request, _("Nothing was changed."))
