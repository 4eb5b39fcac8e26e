"""The alt texts that are typed in the story form: they belong to its photos, and are saved with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE
from django.db import transaction
from django.utils import timezone

from stories import desk, permissions
from stories.admin.editor.forms import ALT_TEXTS
from stories.admin.pages import refuse_unless
from stories.admin.photos.detail import log_act
from stories.models import Photo

if TYPE_CHECKING:
    from stories.admin.editor.forms import StoryForm
    from stories.display.requests import DeskRequest


@transaction.atomic
def save_alt_texts(request: DeskRequest, form: StoryForm) -> int:
    """Save the alt texts of a valid story form with their photos; return how many were changed.

    Lines about photos that are gone are passed over. Raises PermissionDenied, NotPossibleError.
    """
    typed: dict[int, str] = form.cleaned_data[ALT_TEXTS]
    changed = [photo for photo in Photo.objects.at_hand().in_bulk(typed).values() if photo.alt != typed[photo.pk]]
    refuse_unless(not changed or permissions.may_describe_photos(request.user))
    for photo in changed:
        photo.alt = typed[photo.pk]
        described = desk.describe_photo(photo, now=timezone.now(), based_on=photo.save_number)
        log_act(request, described, CHANGE, "alt")
    return len(changed)
