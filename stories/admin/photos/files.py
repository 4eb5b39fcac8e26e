"""The bytes of photos for the newsroom alone, whether or not any filing shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stories.admin.pages import refuse_unless
from stories.display.pictures import file_response
from stories.models import Photo, Rendition
from stories.models.migrated import EXTENSIONS
from stories.models.photo import RENDITION_NAME

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def send_rendition(request: HttpRequest, name: str) -> HttpResponse:
    """Send a rendition. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    row = Rendition.objects.with_name(name) if re.fullmatch(RENDITION_NAME, name) else None
    if row is None:
        raise Http404
    return file_response(row.path, row.content_type)


@require_safe
def send_original(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Send the file as it was delivered, under a name of the newsroom's: the sender's may hold anything.

    Raises PermissionDenied, Http404.
    """
    refuse_unless(request.user.has_perm("stories.view_photo"))
    photo = get_object_or_404(Photo.objects.at_hand(), pk=photo_id)
    response = file_response(photo.original.name or "", "application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="photo-{photo.pk}.{EXTENSIONS[photo.format]}"'
    return response
