"""The ticker for readers: as data, as a list, as a frame for other sites."""

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from stories.copy import language_tags
from stories.display import http_caching, page_language
from stories.display.languages import direction
from ticker.headlines import Board, current_board

ALL = 50  # headlines on the ticker's own page: more than a day's reading


class EmbedForm(forms.Form):
    """The choices of a site that shows the frame."""

    lang = forms.CharField(max_length=language_tags.LENGTH, required=False)

    def clean_lang(self) -> str:
        """Return the tag in its canonical spelling; raises ValidationError where it names no language."""
        text = self.cleaned_data["lang"]
        tag = language_tags.read_tag(text)
        if text and (tag is None or not tag.primary):
            raise forms.ValidationError("Write a language as its tag: en, zh, pt-BR.")
        return str(tag or "")


@require_safe
def ticker_json(request: HttpRequest) -> HttpResponse:
    """Answer with the headlines as data, in one language if asked for. Open pages ask for it again and again."""
    board = query_board(request)
    return http_caching.conditional_response(
        request,
        lambda: JsonResponse(board_data(board)),
        etag_parts=["json", board.language, board.key],
        expires_at=lambda: board.next_change,
    )


def query_board(request: HttpRequest) -> Board:
    """Return the headlines of now, in the language of the query where it can be one."""
    form = EmbedForm(request.GET)
    return current_board(timezone.now(), language=form.cleaned_data["lang"] if form.is_valid() else "")


def board_data(board: Board) -> dict[str, list[dict[str, str]]]:
    """Return a board as the JSON address gives it."""
    return {
        "headlines": [
            {
                "text": line.text,
                "url": line.url,
                "moved": f"{line.moved_at:%Y-%m-%dT%H:%M:%SZ}",
                "filed": f"{line.filed_at:%Y-%m-%dT%H:%M:%SZ}",
                "lang": line.lang,
                "dir": line.dir,
            }
            for line in board.headlines
        ]
    }


@require_safe
def all_headlines(request: HttpRequest) -> HttpResponse:
    """Answer with the headlines and those that moved before them, as a plain list."""
    board = current_board(timezone.now(), limit=ALL)
    context = {"headlines": board.headlines}
    page = http_caching.page_without_ticker(
        request, "ticker/all.html", context, etag_parts=[board.key], expires_at=lambda: board.next_change
    )
    return http_caching.add_speculation_rules(page)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": settings.TICKER_EMBED_ANCESTORS})
def embed(request: HttpRequest) -> HttpResponse:
    """Answer with the headlines in a frame, in one language if the frame asks for one."""
    board = query_board(request)
    context: dict[str, object] = {"headlines": board.headlines, "of_language": board.language}
    if board.language:
        context |= {"lang": board.language, "dir": direction(board.language)}

    def write() -> HttpResponse:
        return HttpResponse(page_language.render_page("ticker/embed.html", context, request))

    return http_caching.conditional_response(
        request,
        write,
        etag_parts=["embed", board.language, board.key],
        expires_at=lambda: board.next_change,
    )
