"""Uploads of photos: many files at once, each accepted or refused by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import ADDITION
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stories import copy, desk, permissions, photos
from stories.admin.pages import refuse_unless, render_desk_page
from stories.admin.photos import library as photo_library
from stories.admin.photos.detail import log_act
from stories.models import Photo, fit
from stories.photos import FILE_LIMIT, TOO_LARGE, NotPhotoError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was refused, with the reason."""

    name: str
    why: str


@require_http_methods(["GET", "HEAD", "POST"])
def upload_photos(request: DeskRequest) -> HttpResponse:
    """Render the page that uploads photos, with the result of each file; scripts get the result as JSON.

    Raises PermissionDenied.
    """
    refuse_unless(permissions.may_add_photos(request.user))
    results = [add_file(request, file) for file in request.FILES.getlist("files")]
    accepted = [result for result in results if isinstance(result, Photo)]
    refused = [result for result in results if isinstance(result, RefusedFile)]
    rows = photo_library.photo_rows(accepted)
    if request.method == "POST" and request.accepts("application/json") and not request.accepts("text/html"):
        refusals = [{"name": result.name, "why": result.why} for result in refused]
        cards = [{**row.as_data(), "card": render_card(request, row)} for row in rows]
        return JsonResponse({"photos": cards, "refused": refusals})
    ctx: dict[str, Any] = {"rows": rows, "refused": refused, "is_empty": request.method == "POST" and not results}
    ctx["may_write"] = permissions.may_describe_photos(request.user)
    return render_desk_page(request, "photo/add", title=_("Add photos"), opts=Photo._meta, **ctx)


def render_card(request: DeskRequest, row: photo_library.PhotoRow) -> str:
    """Return the card of a photo, as the library shows it."""
    ctx = {"row": row, "may_write": permissions.may_describe_photos(request.user)}
    return render_to_string("admin/stories/photo/_card.html", ctx, request)


def add_file(request: DeskRequest, file: UploadedFile[Any]) -> Photo | RefusedFile:
    """Add one file to the library, or return why it was refused."""
    name = fit(Photo, "name", copy.clean(file.name or ""))
    if (file.size or 0) > FILE_LIMIT:
        return RefusedFile(name, _(TOO_LARGE))
    try:
        with photos.temporary_file(file.chunks()) as path:
            photo = desk.add_photo(path, name=name, by=request.user, now=timezone.now())
    except NotPhotoError as error:
        return RefusedFile(name, _(str(error)))
    except desk.DeskError as error:
        return RefusedFile(name, str(error))
    log_act(request, photo, ADDITION, "")
    return photo
