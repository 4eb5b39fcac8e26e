"""What a reader chooses for every page, text size and colours: kept in cookies, printed by a style sheet of its own.

Pages are the same for everybody, so that caches can keep them; only this sheet differs. With script, a few bytes
in the head of each page do the same before the first paint.
"""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

A_YEAR = 365 * 24 * 60 * 60
PRESSED = (
    "button[value={value}]{{font-weight:700;outline:2px solid}}"
    'button[value={value}]::after{{content:" (" attr(data-current) ")";font-size:0}}'
)


@dataclass(frozen=True, slots=True)
class ReaderChoice:
    """One thing that readers choose by buttons: the rule that each value stands for, by the value."""

    field: str
    name: str
    cookie: str
    rules: dict[str, str]
    default: str

    def value_in(self, request: HttpRequest) -> str:
        """Return the value that the reader chose, else the default."""
        chosen = request.COOKIES.get(self.cookie, self.default)
        return chosen if chosen in self.rules else self.default

    def sheet(self, value: str) -> str:
        """Return the rules of a value, and the mark on its button."""
        return f":root{{{self.rules[value]}}}{PRESSED.format(value=value)}"

    def set_cookie(self, response: HttpResponse, value: str) -> None:
        """Set the cookie; delete it for the default, which needs none."""
        if value == self.default:
            response.delete_cookie(self.cookie, samesite="Lax")
        else:
            response.set_cookie(self.cookie, value, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS)


SIZE = ReaderChoice(
    "size",
    "text size",
    "fs",
    {"s": "--fs:.875", "m": "--fs:1", "l": "--fs:1.25", "xl": "--fs:1.5", "xxl": "--fs:2"},
    default="m",
)
SCHEME = ReaderChoice(
    "scheme",
    "color scheme",
    "scheme",
    {"auto": "color-scheme:light dark", "light": "color-scheme:light", "dark": "color-scheme:dark"},
    default="auto",
)
COOKIES = frozenset({SIZE.cookie, SCHEME.cookie})


class WayBackForm(forms.Form):
    """The path of the page on which a button was pressed."""

    next = forms.CharField(required=False, max_length=2_000)

    def clean_next(self) -> str:
        """Return the path of this site to go back to; the front page for anything else."""
        path = self.cleaned_data["next"]
        return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"


class SeeOther(HttpResponseRedirect):
    """A redirect that is followed by GET, whatever it answers."""

    status_code = 303


@require_safe
def choices_sheet(request: HttpRequest) -> HttpResponse:
    """Render the style sheet with what the reader chose."""
    size, scheme = SIZE.value_in(request), SCHEME.value_in(request)
    etag = f'"fs-{size}-{scheme}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        SIZE.sheet(size) + SCHEME.sheet(scheme), "text/css; charset=utf-8"
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Cookie"
    return response


# No token: a page with one would differ for each reader. Another site can gain nothing but a larger print or a darker
# page, and browsers that say where a request comes from are believed.
@csrf_exempt
@require_POST
def choose_size(request: HttpRequest) -> HttpResponse:
    """Keep a text size in its cookie, and redirect back to the page."""
    return keep_choice(request, SIZE)


@csrf_exempt
@require_POST
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """Keep the colours in their cookie, and redirect back to the page."""
    return keep_choice(request, SCHEME)


def keep_choice(request: HttpRequest, choice: ReaderChoice) -> HttpResponse:
    """Set the cookie of a choice to what was sent, and redirect back; refuse what is none, and another site's form."""
    value = request.POST.get(choice.field, "")
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return refusal(f"The {choice.name} is chosen on this site's own pages.")
    if value not in choice.rules:
        return refusal(f"There is no such {choice.name}. There are {', '.join(choice.rules)}.")
    form = WayBackForm(request.POST)
    form.is_valid()
    response = SeeOther(form.cleaned_data.get("next", "/"))
    choice.set_cookie(response, value)
    response["Cache-Control"] = "no-store"
    return response


def refusal(why: str) -> HttpResponse:
    """Return the answer to a choice that is not kept."""
    return HttpResponseBadRequest(why, "text/plain; charset=utf-8")
