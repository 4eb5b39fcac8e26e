"""Photos into the library: many files at once, each judged alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.admin.models import ADDITION
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stories import copy, desk, permissions, photos
from stories.admin.pages import page, refuse_unless
from stories.admin.photos import library as photo_library
from stories.admin.photos.detail import logged
from stories.models import Photo
from stories.photos import FILE_LIMIT, TOO_LARGE, NotPhoto

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that became no photo, and why."""

    name: str
    why: str


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A page to bring files, and what became of each. A script that brings them has the answer as data."""
    refuse_unless(permissions.may_add_photos(request.user))
    brought = [taken(request, file) for file in request.FILES.getlist("files")]
    taken_in = [each for each in brought if isinstance(each, Photo)]
    refused = [each for each in brought if isinstance(each, Refusal)]
    rows = photo_library.rows(taken_in)
    if request.method == "POST" and request.accepts("application/json") and not request.accepts("text/html"):
        told = [{"name": each.name, "why": each.why} for each in refused]
        return JsonResponse({"photos": [row.as_data() for row in rows], "refused": told})
    ctx = {"rows": rows, "refused": refused, "is_empty": request.method == "POST" and not brought}
    return page(request, "photo/add", title=_("Add photos"), opts=Photo._meta, **ctx)


def taken(request: HttpRequest, file: UploadedFile) -> Photo | Refusal:
    """What became of one file."""
    name = copy.clean(file.name)[:300]
    if file.size > FILE_LIMIT:
        return Refusal(name, _(TOO_LARGE))
    try:
        with photos.on_disk(file.chunks()) as path:
            photo = desk.take_photo(path, name=name, by=request.user, now=timezone.now())
    except NotPhoto as error:
        return Refusal(name, _(str(error)))
    except desk.Refused as error:
        return Refusal(name, str(error))
    logged(request, photo, ADDITION, "")
    return photo
