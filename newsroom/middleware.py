"""What every answer carries, and the ticker that a page may look at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from newsroom.headers import security_headers
from ticker import headlines

Answer = Callable[[HttpRequest], HttpResponse]


def policies(get_response: Answer) -> Answer:
    """Headers that the answer's own view has not set, and nothing but headers for HEAD."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(security_headers.ADMIN):
            security_headers.for_newsroom(response.headers)
        if getattr(response, "xframe_options_exempt", False):
            security_headers.for_frame(response.headers)
        else:
            security_headers.for_page(response.headers)
        security_headers.for_everything(response.headers)
        return without_body(response) if request.method == "HEAD" else response

    return middleware


def without_body(response: HttpResponse) -> HttpResponse:
    """The answer to HEAD: its headers stay those of GET, Content-Length too; servers complain of a body (RFC 9110)."""
    if response.streaming:
        response.streaming_content = ()
    else:
        response.content = b""
    return response


def ticker(get_response: Answer) -> Answer:
    """The board at this moment as `request.ticker`: one query when it is first looked at, none if it never is.

    A page in one language puts that of `request.ticker_in` in its place.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.ticker_in = headlines.for_page
        request.ticker = SimpleLazyObject(headlines.for_page)
        return get_response(request)

    return middleware
