"""The reader's text size without script: kept in a cookie, printed by a style sheet of its own.

Pages are the same for everybody, so that caches can keep them; only this sheet differs. With script, a few bytes
in the head of each page do the same before the first paint.
"""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

COOKIE = "fs"
MEDIUM = "m"
SCALES = {"s": ".875", MEDIUM: "1", "l": "1.25", "xl": "1.5", "xxl": "2"}
A_YEAR = 365 * 24 * 60 * 60

SHEET_TEMPLATE = (
    ":root{{--fs:{scale}}}"
    "button[value={size}]{{font-weight:700;outline:2px solid}}"
    'button[value={size}]::after{{content:" (" attr(data-current) ")"}}'
)


class SizeForm(forms.Form):
    """The form of the buttons below a headline."""

    size = forms.ChoiceField(choices=[(size, size) for size in SCALES])
    next = forms.CharField(required=False, max_length=2_000)

    def clean_next(self) -> str:
        """Return the path of this site to go back to; the front page for anything else."""
        path = self.cleaned_data["next"]
        return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"


class SeeOther(HttpResponseRedirect):
    """A redirect that is followed by GET, whatever it answers."""

    status_code = 303


@require_safe
def size_sheet(request: HttpRequest) -> HttpResponse:
    """Render the style sheet with the size that the reader chose."""
    chosen = request.COOKIES.get(COOKIE, MEDIUM)
    size = chosen if chosen in SCALES else MEDIUM
    etag = f'"fs-{size}"'
    sheet = SHEET_TEMPLATE.format(size=size, scale=SCALES[size])
    response = get_conditional_response(request, etag=etag) or HttpResponse(sheet, "text/css; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Cookie"
    return response


# No token: a page with one would differ for each reader. Another site can gain nothing but a larger print, and
# browsers that say where a request comes from are believed.
@csrf_exempt
@require_POST
def choose_size(request: HttpRequest) -> HttpResponse:
    """Keep a size in the cookie, and redirect back to the page."""
    form = SizeForm(request.POST)
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return HttpResponseBadRequest("The text size is chosen on this site's own pages.", "text/plain; charset=utf-8")
    form.is_valid()
    if "size" in form.errors:
        sizes = ", ".join(SCALES)
        return HttpResponseBadRequest(f"There is no such text size. There are {sizes}.", "text/plain; charset=utf-8")
    response = SeeOther(form.cleaned_data.get("next", "/"))
    set_cookie(response, form.cleaned_data["size"])
    response["Cache-Control"] = "no-store"
    return response


def set_cookie(response: HttpResponse, size: str) -> None:
    """Set the cookie; delete it for the medium size, which needs none."""
    if size == MEDIUM:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(COOKIE, size, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS)
