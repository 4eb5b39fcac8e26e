"""Middleware: security headers on every answer, the methods that are known, and the ticker of a page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from newsroom.headers import cross_origin, security_headers
from stories.display import surrogate_keys
from stories.display.requests import PageRequest
from ticker import headlines

NOT_FOUND = 404
KNOWN_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
READING_METHODS = ("GET", "HEAD")
NEWSROOM_METHODS = ("GET", "HEAD", "POST")  # nobody's script asks there from elsewhere, so nothing asks whether it may

NextMiddleware = Callable[[HttpRequest], HttpResponseBase]
NextPageMiddleware = Callable[[PageRequest], HttpResponseBase]


def policies(get_response: NextMiddleware) -> NextMiddleware:
    """Add the headers that the view has not set, and drop the body of an answer to HEAD."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_data = cross_origin.is_public_data(request.path_info)
        response = answer_preflight() if is_data and request.method == "OPTIONS" else get_response(request)
        if is_data and response.status_code != NOT_FOUND:  # what is not there answers alike everywhere
            cross_origin.set_data_headers(response.headers)
        if request.path_info.startswith(security_headers.ADMIN):
            security_headers.set_newsroom_headers(response.headers)
        if getattr(response, "xframe_options_exempt", False):
            security_headers.set_frame_headers(response.headers)
        else:
            security_headers.set_page_headers(response.headers)
        security_headers.set_common_headers(response.headers)
        if not request.path_info.startswith(security_headers.ADMIN):
            security_headers.drop_needless_headers(response.headers)
        if settings.CSP_REPORTS:
            security_headers.ask_for_reports(response.headers)
        security_headers.sort_policy(response.headers)
        surrogate_keys.set_surrogate_keys(response, request.path_info)
        return drop_body(response) if request.method == "HEAD" else response

    return middleware


class PageMethods:
    """Refuse methods that no page has: in the newsroom all but its own, elsewhere TRACE.

    A page of the newsroom that only tells POST from the rest would answer them as it does GET. Public pages name their
    methods themselves, and are asked before a token is. No reader has a token: the few public addresses that take POST
    ask for none, and all others refuse it.
    """

    def __init__(self, get_response: NextMiddleware) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        is_newsroom = request.path_info.startswith(security_headers.ADMIN)
        if request.method == "TRACE" or (is_newsroom and request.method not in NEWSROOM_METHODS):
            return HttpResponseNotAllowed(NEWSROOM_METHODS)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: list[Any], values: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Have a page refuse a method of which nobody knows whether it changes things, also one that nobody knows."""
        is_newsroom = request.path_info.startswith(security_headers.ADMIN)
        if request.method == "POST" and not is_newsroom and not getattr(view, "csrf_exempt", False):
            return HttpResponseNotAllowed(READING_METHODS)
        return None if request.method in KNOWN_METHODS else view(request, *args, **values)


def answer_preflight() -> HttpResponse:
    """Answer a browser that asks whether a script of another site may read."""
    response = HttpResponse(status=204)
    cross_origin.set_preflight_headers(response.headers)
    return response


def drop_body(response: HttpResponseBase) -> HttpResponseBase:
    """Drop the body of an answer to HEAD; its headers stay those of GET, Content-Length included.

    Servers complain of a body there (RFC 9110, 9.3.2).
    """
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.content = b""
    return response


def ticker(get_response: NextPageMiddleware) -> NextPageMiddleware:
    """Set `request.ticker` to the board at this moment: one query when it is first read, none if it never is.

    A page in one language replaces it by that of `request.ticker_in`.
    """

    def middleware(request: PageRequest) -> HttpResponseBase:
        request.ticker_in = headlines.board_for_page
        request.ticker = SimpleLazyObject(headlines.board_for_page)
        return get_response(request)

    return middleware
