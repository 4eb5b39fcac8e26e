"""Strong tags and cache headers of public answers: a reader who has the page already costs no rendering."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response

from stories.digests import canonical_json
from stories.display import page_language
from stories.display.requests import PageRequest

PUBLIC_CACHE_CONTROL = "public, max-age=30, s-maxage=60"  # no page may keep killed text alive for longer
SOURCES_OF_PAGES = (
    "templates/**/*.html",
    "locale/**/*.mo",
    "static/**/*",
    "stories/**/*.py",
    "ticker/**/*.py",
    "newsroom/**/*.py",
)


def page_with_ticker(
    request: PageRequest, template: str, context: Mapping[str, object], *, etag_parts: Iterable[object]
) -> HttpResponse:
    """Answer with a public page that carries the ticker. `etag_parts` is all that its text is made of, as data."""
    return page_without_ticker(request, template, context, etag_parts=[request.ticker.key, *etag_parts])


def page_without_ticker(
    request: HttpRequest, template: str, context: Mapping[str, object], *, etag_parts: Iterable[object]
) -> HttpResponse:
    """Answer with a public page without the ticker. A page of no language speaks the one in the query."""
    language = request.GET.get("language", "")
    context = {"speaks": language, **context} if language in page_language.EDITIONS else context
    code = page_language.language_for(context)
    return conditional_response(
        request,
        lambda: HttpResponse(page_language.render_page(template, context, request)),
        etag_parts=[template, code, *etag_parts],
    )


def conditional_response(
    request: HttpRequest, write: Callable[[], HttpResponse], *, etag_parts: Iterable[object]
) -> HttpResponse:
    """Return the response that `write` makes, or 304 where the reader has it; both under the same tag."""
    etag = etag_for(etag_parts)
    response = get_conditional_response(request, etag=etag) or write()
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC_CACHE_CONTROL
    return response


def etag_for(parts: Iterable[object]) -> str:
    """Return the strong tag of an answer that this build makes of these parts."""
    return f'"{hashlib.sha256(canonical_json([build_fingerprint(), *parts])).hexdigest()[:32]}"'


@cache
def build_fingerprint() -> str:
    """Return the digest of this build: code, templates, styles and the settings that show on a page."""
    digest = hashlib.sha256(canonical_json([settings.SITE_URL, settings.SITE_NAME, settings.TIME_ZONE]))
    for pattern in SOURCES_OF_PAGES:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()


def add_noindex(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of search engines, and return it."""
    response["X-Robots-Tag"] = "noindex"
    return response


def add_speculation_rules(response: HttpResponse) -> HttpResponse:
    """Add the rules by which a browser may fetch the next page ahead, and return the answer.

    For lists of stories. A story's own page does without: the rules are one request more.
    """
    response["Speculation-Rules"] = f'"{reverse("speculation-rules")}"'
    return response
