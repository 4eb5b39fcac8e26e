"""The page that shows how the text of a story grew: since which version each sentence stands, and what was cut."""

from __future__ import annotations

from functools import cache, partial

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from stories.display.http_caching import add_noindex, page_with_ticker, scope_of
from stories.display.requests import PageRequest
from stories.models import Filing
from stories.public.chain_paging import page_of_growth
from stories.public.growth_page import GrowthForm, make_growth_view
from stories.public.views.availability import newest_or_404, story_or_404
from stories.public.views.moves import page_instead
from stories.public.views.story import story_etag_parts


@require_safe
def growth(request: PageRequest, story_id: int, slug: str) -> HttpResponse:
    """Answer with the newest text of a story as it grew, or with an older one; words are looked for in all versions.

    It looks at the versions of one page of a long chain, as the page says.
    """
    chain = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, chain, slug, "stories:growth")
    if instead:
        return instead
    page = page_of_growth(chain, request.GET)
    numbers = [number for number in page.numbers if chain.shape.has_words(number)]
    public_story = Filing.public.with_filings(chain, {*numbers, chain.newest_number}, bodies_of=numbers)
    newest = newest_or_404(public_story)
    form = GrowthForm(request.GET)
    form.is_valid()
    phrase, version = form.cleaned_data.get("q") or "", form.cleaned_data.get("version") or 0
    filings = [row for row in public_story.filings if row.number in numbers]
    ctx = {
        "public_story": public_story,
        "page": page,
        "newest": newest,
        "filings": filings,
        "searched": phrase,
        "chosen": version,
        "grown": cache(partial(make_growth_view, filings, phrase, version)),
        "speaks": newest.language,
    }
    etag_parts = ["growth", page.numbers, phrase, version, *story_etag_parts(public_story)]
    response = page_with_ticker(
        request, "stories/growth.html", ctx, etag_parts=etag_parts, scope=scope_of(public_story)
    )
    return add_noindex(response) if phrase or version or not page.is_newest else response
