"""The history of a story: all its filings, page by page."""

from __future__ import annotations

from functools import cache, partial
from itertools import groupby
from operator import attrgetter

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from stories.display.comparison_cache import ChainSteps
from stories.display.http_caching import PUBLIC_CACHE_CONTROL, page_with_ticker, scope_of
from stories.display.requests import PageRequest
from stories.models import Filing, MovedFiling, PublicStory
from stories.public.chain_paging import ChainPage, numbers_to_read, page_of_history, rows_on_page
from stories.public.version_choice import make_choice
from stories.public.views.availability import newest_or_404, story_or_404
from stories.public.views.moves import page_instead
from stories.public.views.story import story_etag_parts


class PairForm(forms.Form):
    """Two filings to compare, as chosen on the history page."""

    a = forms.IntegerField(min_value=1, max_value=999_999_999)
    b = forms.IntegerField(min_value=1, max_value=999_999_999)


@require_safe
def history(request: PageRequest, story_id: int, slug: str) -> HttpResponse:
    """Answer with all filings of a story, the newest text first; two that were chosen lead to their comparison."""
    chain = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, chain, slug, "stories:history")
    if instead:
        return instead
    pair = PairForm(request.GET)
    if pair.is_valid():
        numbers = sorted(pair.cleaned_data.values())
        return HttpResponseRedirect(
            reverse("stories:changes", args=[story_id, slug, *numbers]), headers={"Cache-Control": PUBLIC_CACHE_CONTROL}
        )
    page = page_of_history(chain, request.GET)
    steps = ChainSteps(chain, page.numbers)
    ends = set(chain.shape.ends() or ())
    to_read = numbers_to_read(chain, page) | ends
    public_story = Filing.public.with_filings(chain, to_read, bodies_of=steps.texts_to_read)
    newest = newest_or_404(public_story)
    ctx = {
        "public_story": public_story,
        "page": page,
        "query": page.query,
        "runs": runs_of_page(public_story, page),
        "newest": newest,
        "shown": [row for row in public_story.filings if row.number in page.numbers],
        "choice": make_choice(public_story, {*page.numbers, *ends}, *newest_two(public_story, page)),
        "steps": cache(partial(steps.steps, public_story)),
        "speaks": newest.language,
    }
    etag_parts = [page.numbers, page.query, *story_etag_parts(public_story)]
    return page_with_ticker(request, "stories/history.html", ctx, etag_parts=etag_parts, scope=scope_of(public_story))


def runs_of_page(public_story: PublicStory, page: ChainPage) -> list[tuple[bool, list[Filing | MovedFiling]]]:
    """Return the rows of a history, the newest text first, in runs that stand and, by number, runs that went."""
    rows = reversed(rows_on_page(public_story, page))
    runs = groupby(rows, key=lambda row: isinstance(row, MovedFiling))
    return [(has_gone, sorted(run, key=attrgetter("number")) if has_gone else list(run)) for has_gone, run in runs]


def newest_two(public_story: PublicStory, page: ChainPage) -> tuple[int, int]:
    """Return the numbers of the two newest texts on a page that may be compared, older first; 0 for none."""
    readable = [row.number for row in public_story.filings if row.number in page.numbers and not row.is_taken_down]
    older, newer = [0, 0, *readable][-2:]
    return older, newer
