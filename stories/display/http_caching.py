"""Strong tags and cache headers of public answers: a reader who has the page already costs no rendering."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.html import format_html

from stories.digests import canonical_json
from stories.display import page_language
from stories.display.requests import PageRequest, Ticker
from stories.models import PublicStory, section_links
from stories.models.stored_page import ALL_STORIES

# No page may keep killed text alive for longer. For shared caches, which need not be told `public` beside it.
PUBLIC_CACHE_CONTROL = "max-age=30,s-maxage=60"
TAG_BYTES = 12  # of the digest: no two answers of an address meet in 96 bits
BUILD_LENGTH = 12  # of the digest of the build, before each address of a stored page
SOURCES_OF_PAGES = (
    "templates/**/*.html",
    "locale/**/*.mo",
    "static/**/*",
    "stories/**/*.py",
    "stories/public/openapi.json",
    "ticker/**/*.py",
    "newsroom/**/*.py",
    "requirements.txt",
)
PAGE_SETTINGS = (
    *("SITE_URL", "SITE_NAME", "SITE_CONTACT", "TIME_ZONE"),
    *("WEBSUB_HUB", "TICKER_EMBED_ANCESTORS", "CDN_PURGE_URL", "CSP_REPORTS"),
)
Moment = Callable[[], datetime | None]


class Seam:
    """The place of the ticker in a page that is being printed; `{% ticker %}` notes what the ticker there speaks."""

    token = secrets.token_hex(16)  # which no copy can contain

    def __init__(self) -> None:
        self.lang = self.interface = ""

    def mark(self, *, lang: str, interface: str) -> str:
        """Note the language of the page and that of the ticker's own words; return the mark to print."""
        self.lang, self.interface = lang, interface
        return format_html("<!--{}-->", self.token)


@dataclass(frozen=True, slots=True)
class TickerPlace:
    """The ticker as one page shows it: the language of its board, of its own words, and of the page around it."""

    board_language: str
    code: str
    lang: str
    interface: str

    def render(self, ticker: Ticker) -> str:
        """Return a ticker as it stands in the page."""
        with translation.override(self.code):
            return ticker.render(lang=self.lang, interface=self.interface)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What an answer was made of, for whoever stores it: `scope` is a story, or ALL_STORIES.

    A page with the ticker has its tag without it, and the bytes before and behind it.
    """

    tag: str
    scope: int = ALL_STORIES
    expires_at: Moment | None = None  # when the clock changes it
    halves: tuple[bytes, bytes] | None = None
    place: TickerPlace | None = None
    ticker: Ticker | None = None


def page_with_ticker(
    request: PageRequest,
    template: str,
    context: Mapping[str, object],
    *,
    etag_parts: Iterable[object],
    scope: int = ALL_STORIES,
) -> HttpResponse:
    """Answer with a public page that carries the ticker. `etag_parts` is all that its text is made of, as data.

    The page is printed around the ticker, so that it can be kept while the headlines change: its tag has a part for
    either. A page of an edition, or in the language of one other than the site's, has that edition's headlines.
    """
    framed, frame_parts = frame_page(request, context)
    code = page_language.language_for(framed)
    board_language = str(framed.get("edition") or page_language.other_language(code))
    if board_language:
        request.ticker = request.ticker_in(board_language)
    tag = make_tag([template, *frame_parts, *etag_parts])

    def write() -> HttpResponse:
        seam = Seam()
        html = page_language.render_page(template, {**framed, "seam": seam}, request)
        head, _mark, tail = html.partition(f"<!--{seam.token}-->")
        place = TickerPlace(request.ticker.language, code, seam.lang, seam.interface)
        response = HttpResponse(f"{head}{place.render(request.ticker)}{tail}")
        halves = (head.encode(), tail.encode())
        return note_printed(response, PrintedPage(tag, scope, None, halves, place, request.ticker))

    return answer_under(request, write, f"{tag}.{request.ticker.key}")


def page_without_ticker(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    etag_parts: Iterable[object],
    expires_at: Moment | None = None,
) -> HttpResponse:
    """Answer with a public page without the ticker."""
    framed, frame_parts = frame_page(request, context)
    return conditional_response(
        request,
        lambda: HttpResponse(page_language.render_page(template, framed, request)),
        etag_parts=[template, *frame_parts, *etag_parts],
        expires_at=expires_at,
    )


def frame_page(request: HttpRequest, context: Mapping[str, object]) -> tuple[dict[str, object], list[object]]:
    """Return the context of a page with what stands around its text, and the parts that tag that.

    A page of no language speaks the one in the query. `here` in the context is the slug of the section it is in.
    """
    framed = {"speaks": page_language.query_language(request.GET), **context}
    code = page_language.language_for(framed)
    links = section_links(page_language.other_language(code))
    framed |= {"site_sections": links}
    return framed, [code, [[link.name, link.slug] for link in links], framed.get("here", "")]


def conditional_response(
    request: HttpRequest,
    write: Callable[[], HttpResponse],
    *,
    etag_parts: Iterable[object],
    scope: int = ALL_STORIES,
    expires_at: Moment | None = None,
) -> HttpResponse:
    """Return the response that `write` makes, or 304 where the reader has it; both under the same tag.

    `scope` is the story that alone changes it, `expires_at` finds out when the clock does.
    """
    tag = make_tag(etag_parts)
    printed = PrintedPage(tag, scope, expires_at)
    return answer_under(request, lambda: note_printed(write(), printed), tag)


def answer_under(request: HttpRequest, write: Callable[[], HttpResponse], tag: str) -> HttpResponse:
    """Return the response that `write` makes, or 304 where the reader has the one of this tag."""
    etag = f'"{tag}"'
    response = get_conditional_response(request, etag=etag) or write()
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC_CACHE_CONTROL
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def note_printed(response: HttpResponse, printed: PrintedPage) -> HttpResponse:
    """Note what a response was made of, and return it."""
    vars(response)["printed"] = printed
    return response


def find_printing(response: HttpResponse) -> PrintedPage | None:
    """Return what a response was made of; None for one that is not to be stored."""
    printed = vars(response).get("printed")
    return printed if isinstance(printed, PrintedPage) else None


def scope_of(public_story: PublicStory) -> int:
    """Return the scope of a page about one story: ALL_STORIES where its filings came from others or went to them."""
    has_moves = public_story.shape.has_arrivals or bool(public_story.gone)
    return ALL_STORIES if has_moves else public_story.story_id


def make_tag(parts: Iterable[object]) -> str:
    """Return the digest of an answer that this build makes of these parts, as a tag has it."""
    digest = hashlib.sha256(canonical_json([build_fingerprint(), *parts])).digest()
    return base64.urlsafe_b64encode(digest[:TAG_BYTES]).decode()


def build_prefix() -> str:
    """Return what the addresses of stored pages begin with: none is answered with the page of another build."""
    return build_fingerprint()[:BUILD_LENGTH]


@cache
def build_fingerprint() -> str:
    """Return the digest of this build: code, templates, styles and the settings that show on a page."""
    digest = hashlib.sha256(canonical_json([getattr(settings, name) for name in PAGE_SETTINGS]))
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
