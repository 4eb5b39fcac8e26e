"""The ticker as data, as a page of its own, and as a frame for other sites. Each costs one query."""

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from stories.display import http_caching, page_language
from stories.display.datetimes import direction
from ticker.headlines import Board, current

ALL = 50  # headlines on the ticker's own page: more than a day's reading


class EmbedForm(forms.Form):
    """What a site that shows the frame may choose."""

    lang = forms.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=12, required=False)


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The headlines as data, in one language if asked for: what an open page asks for."""
    board = asked_for(request)
    return http_caching.answer(
        request, lambda: JsonResponse(as_data(board)), made_of=["json", board.language, board.key]
    )


def asked_for(request: HttpRequest) -> Board:
    """The headlines of now, in the language that is asked for if that can be one."""
    form = EmbedForm(request.GET)
    return current(timezone.now(), language=form.cleaned_data["lang"] if form.is_valid() else "")


def as_data(board: Board) -> dict[str, list[dict[str, str]]]:
    """A board as the JSON address gives it."""
    return {
        "headlines": [
            {
                "text": line.text,
                "url": line.url,
                "filed": f"{line.filed_at:%Y-%m-%dT%H:%M:%SZ}",
                "lang": line.lang,
                "dir": line.dir,
            }
            for line in board.headlines
        ]
    }


@require_safe
def all_headlines(request: HttpRequest) -> HttpResponse:
    """The headlines and what moved before them, as a plain list."""
    board = current(timezone.now(), limit=ALL)
    context = {"headlines": board.headlines}
    page = http_caching.plain_page(request, "ticker/all.html", context, made_of=[board.key])
    return http_caching.leading_on(page)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": settings.TICKER_EMBED_ANCESTORS})
def embed(request: HttpRequest) -> HttpResponse:
    """The headlines in a frame, in one language if the frame asks for one."""
    board = asked_for(request)
    context: dict[str, object] = {"headlines": board.headlines, "of_language": board.language}
    if board.language:
        context |= {"lang": board.language, "dir": direction(board.language)}

    def write() -> HttpResponse:
        return HttpResponse(page_language.printed("ticker/embed.html", context, request))

    return http_caching.answer(request, write, made_of=["embed", board.language, board.key])
