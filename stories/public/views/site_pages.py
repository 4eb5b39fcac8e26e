"""The pages that say who makes the site and by which rules, and how browsers search it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from stories.display import page_language
from stories.display.http_caching import conditional_response, page_with_ticker
from stories.display.requests import PageRequest
from stories.display.site_page_texts import TITLES, default_text, print_typed
from stories.models import SitePage, SitePlace

OPENSEARCH = "application/opensearchdescription+xml; charset=utf-8"
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
DESCRIPTION = (Path(__file__).resolve().parents[1] / "openapi.json").read_bytes()


@require_safe
def site_page(request: PageRequest, place: str) -> HttpResponse:
    """Answer with a page about the site: as it was worded here, else as the software words it."""
    code = page_language.interface_language(request.GET.get("language", ""))
    worded = SitePage.objects.text_of(place, code)
    with translation.override(code):
        html = print_typed(worded.text if worded else default_text(place))
    ctx = {
        "place": place,
        "title": TITLES[SitePlace(place)],
        "text_language": page_language.language_tag(worded.language if worded else code),
        "html": html,
    }
    return page_with_ticker(request, "stories/site_page.html", ctx, etag_parts=[place, html])


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Answer with the description by which a browser takes the search of the archive into its own."""
    context: dict[str, object] = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    return conditional_response(
        request,
        lambda: HttpResponse(page_language.render_page("stories/opensearch.xml", context), content_type=OPENSEARCH),
        etag_parts=["opensearch"],
    )


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the description of every address that answers with JSON, for programs: OpenAPI 3.1."""
    return conditional_response(
        request, lambda: HttpResponse(DESCRIPTION, content_type=OPENAPI), etag_parts=["openapi"]
    )
