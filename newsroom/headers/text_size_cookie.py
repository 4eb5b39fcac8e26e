"""The one cookie that a public page may know of."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsroom.headers import security_headers
from newsroom.headers.text_size import COOKIE

Answer = Callable[[HttpRequest], HttpResponse]


def only_the_text_size(get_response: Answer) -> Answer:
    """Take every other cookie off a public request, before anything answers it with one.

    Sessions and tokens belong to the newsroom. A stray or broken one would bring back a Set-Cookie and Vary: Cookie
    with a page that caches keep.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(security_headers.ADMIN):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if name == COOKIE}
        return get_response(request)

    return middleware
