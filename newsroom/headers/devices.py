"""Pages for browsers and devices: the web app manifest and the speculation rules."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.display.http_caching import conditional_response

PAPER = "#fdfcf9"  # the light background of static/site.css: a manifest takes one colour
MANIFEST = "application/manifest+json"
SPECULATION_RULES = "application/speculationrules+json"
PNG_SIZES = (192, 512)  # pixels; what devices ask for

# Only pages that readers go on to, and only what caches keep anyway. Nothing that acts, searches or is the newsroom's.
PREFETCHED_PAGES = ("/stories/:id(\\d+)/:slug/", "/sections/:slug/")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Render the web app manifest: the site as a device shows it on its home screen."""
    data = {
        "id": "/",
        "name": settings.SITE_NAME,
        "description": _("News as it moves on the wire: every version kept, every change shown."),
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            *(
                # They are filled to their edges, and the lines stand inside the circle that every mask leaves.
                {
                    "src": static(f"icon-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for size in PNG_SIZES
            ),
        ],
    }
    return conditional_response(request, lambda: JsonResponse(data, content_type=MANIFEST), etag_parts=["manifest"])


@require_safe
def speculation_rules(request: HttpRequest) -> HttpResponse:
    """Render the rules for links that a browser may fetch when a reader is about to follow them."""
    links = {"or": [{"href_matches": pattern} for pattern in PREFETCHED_PAGES]}
    data = {"prefetch": [{"source": "document", "where": links, "eagerness": "moderate"}]}
    return conditional_response(
        request, lambda: JsonResponse(data, content_type=SPECULATION_RULES), etag_parts=["speculation rules"]
    )
