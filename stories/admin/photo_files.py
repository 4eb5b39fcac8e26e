"""The bytes of photos for the newsroom alone, whether or not any filing shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stories.admin.pages import refuse_unless
from stories.models import Photo, Rendition
from stories.models.photo import KINDS
from stories.pictured import blank, in_the_newsroom

if TYPE_CHECKING:
    from django.http import HttpRequest

NAME = re.compile(r"[0-9a-f]{32}\.(?:avif|webp|jpg)")
SMALL = ("card", "whole")  # what stands for a photo in lists, the better first


def thumbnail(photo: Photo, there: dict[int, list[Rendition]]) -> str:
    """The address of what stands for a photo in lists: an empty place of its shape until it is cut."""
    found = [each for each in there.get(photo.pk, ()) if each.format == "WEBP"]
    found.sort(key=lambda each: (SMALL.index(each.shape), each.width))
    return in_the_newsroom(found[0]) if found else blank(photo.width, photo.height)


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponse:
    """A rendition. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    row = Rendition.objects.filter(name=name, photo__removed_at=None).first() if NAME.fullmatch(name) else None
    if row is None:
        raise Http404
    return sent(row.path, row.content_type)


@require_safe
def original(request: HttpRequest, photo_id: int) -> HttpResponse:
    """The file as it came, to keep. The name is ours: theirs may say anything. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    photo = get_object_or_404(Photo.objects.at_hand(), pk=photo_id)
    response = sent(photo.original.name, "application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="photo-{photo.pk}.{KINDS[photo.format]}"'
    return response


def sent(path: str, content_type: str) -> HttpResponse:
    """A kept file as an answer. Raises Http404."""
    try:
        with default_storage.open(path) as file:
            return HttpResponse(file.read(), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error
