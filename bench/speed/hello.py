"""A bare Django view, without middleware: what Django itself costs under the same server."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="of a bench", MIDDLEWARE=[])  # noqa: S106


def hello(_request: HttpRequest) -> HttpResponse:
    """Answer with a few bytes."""
    return HttpResponse(b"Hello, newsroom.", content_type="text/plain")


urlpatterns = [path("", hello)]
application = WSGIHandler()
