"""The cookies of what readers choose: the only ones that reach public pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsroom.headers import security_headers
from newsroom.headers.reader_choices import COOKIES

NextMiddleware = Callable[[HttpRequest], HttpResponse]


def drop_other_cookies(get_response: NextMiddleware) -> NextMiddleware:
    """Remove every other cookie from a public request, before anything answers it with one.

    Sessions and tokens belong to the newsroom. A stray or broken one would bring back a Set-Cookie and Vary: Cookie
    with a page that caches keep.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(security_headers.ADMIN):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if name in COOKIES}
        return get_response(request)

    return middleware
