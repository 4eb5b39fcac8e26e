"""The pages of one story: its newest filing, its history, each filing."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from operator import attrgetter

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from stories.digests import timestamp
from stories.display import languages
from stories.display.comparison_cache import FilingChain
from stories.display.http_caching import PUBLIC_CACHE_CONTROL, add_noindex, page_with_ticker, scope_of
from stories.display.pictures import filing_figures, picture_context, rendition_names
from stories.display.requests import PageRequest
from stories.models import Amends, Filing, MovedFiling, PublicStory, find_related, sort_by_chain
from stories.public import mementos
from stories.public.related import context_of_related, etag_parts_of_related
from stories.public.story_subjects import subject_links
from stories.public.views.availability import newest_or_404, story_or_404, take_down_page
from stories.public.views.moves import page_instead


@require_safe
def story(request: PageRequest, story_id: int, slug: str = "") -> HttpResponse:
    """Answer with a story's newest filing and its corrections; or with a redirect to the one at a given time."""
    if mementos.ACCEPT_DATETIME in request.headers:
        return redirect_to_memento(request, story_id, slug)
    public_story = story_or_404(Filing.public.story(story_id))
    instead = page_instead(request, public_story, slug, "stories:story")
    if instead:
        return instead
    filing = newest_or_404(public_story)
    if filing.is_taken_down:
        return take_down_page(public_story, filing)
    notes, pictures = public_story.corrections(), filing_figures(filing)
    related = find_related(story_id)
    ctx = {
        **filing_context(public_story, filing),
        **picture_context(pictures),
        "subjects": subject_links(filing),
        **context_of_related(related),
        "above": [note for note in notes if note.amends == Amends.CORRECTION],
        "below": [note for note in notes if note.amends != Amends.CORRECTION],
    }
    etag_parts = [*rendition_names(pictures), *etag_parts_of_related(related), *story_etag_parts(public_story)]
    return add_timegate_headers(
        page_with_ticker(request, "stories/story.html", ctx, etag_parts=etag_parts, scope=scope_of(public_story)),
        public_story,
    )


def redirect_to_memento(request: HttpRequest, story_id: int, slug: str) -> HttpResponse:
    """Redirect to the filing that readers had at the time that a web archive asks for.

    It is never cached: a cache that does not heed Vary would send every reader there.
    """
    public_story = story_or_404(Filing.public.all_without_words(story_id))
    instead = page_instead(request, public_story, slug, "stories:story")
    if instead:
        return instead
    try:
        moment = mementos.read_accept_datetime(request.headers[mementos.ACCEPT_DATETIME])
    except mementos.InvalidDatetimeError as error:
        response: HttpResponse = HttpResponseBadRequest(str(error), "text/plain; charset=utf-8")
    else:
        response = HttpResponseRedirect(mementos.filing_at(public_story, moment).get_permanent_url())
    response["Cache-Control"] = "no-store"
    return add_timegate_headers(response, public_story)


def add_timegate_headers(response: HttpResponse, public_story: PublicStory) -> HttpResponse:
    """Add the headers that make a story's address a TimeGate, and return the response."""
    response["Link"] = mementos.link_header(public_story)
    patch_vary_headers(response, [mementos.ACCEPT_DATETIME])
    return response


@require_safe
def filing(request: PageRequest, story_id: int, slug: str, number: int) -> HttpResponse:
    """Answer with one filing of a story, for ever; an older one names the filing that replaced it."""
    public_story = story_or_404(Filing.public.one_of_all(story_id, number))
    instead = page_instead(request, public_story, slug, "stories:filing", number=number)
    if instead:
        return instead
    page_filing = public_story.with_number(number)
    if page_filing is None:
        raise Http404
    if page_filing.is_taken_down:
        return take_down_page(public_story, page_filing)
    pictures = filing_figures(page_filing)
    ctx = {
        **filing_context(public_story, page_filing),
        "replaced_by": replacement_of(public_story, page_filing),
        "notes": [page_filing] if page_filing.amends else [],
    }
    ctx |= picture_context(pictures)
    response = page_with_ticker(
        request,
        "stories/filing.html",
        ctx,
        etag_parts=[number, *rendition_names(pictures), *story_etag_parts(public_story)],
        scope=scope_of(public_story),
    )
    response["Memento-Datetime"] = mementos.memento_datetime(page_filing)
    response["Link"] = mementos.link_header(public_story, page_filing)
    return response if page_filing is public_story.newest else add_noindex(response)


class PairForm(forms.Form):
    """Two filings to compare, as chosen on the history page."""

    a = forms.IntegerField(min_value=1, max_value=999_999_999)
    b = forms.IntegerField(min_value=1, max_value=999_999_999)


@require_safe
def history(request: PageRequest, story_id: int, slug: str) -> HttpResponse:
    """Answer with all filings of a story, the newest text first; two that were chosen lead to their comparison."""
    chain = FilingChain(story_id)
    public_story = story_or_404(Filing.public.history(story_id, compared=chain.total))
    instead = page_instead(request, public_story, slug, "stories:history")
    if instead:
        return instead
    pair = PairForm(request.GET)
    if pair.is_valid():
        numbers = sorted(pair.cleaned_data.values())
        return HttpResponseRedirect(
            reverse("stories:changes", args=[story_id, slug, *numbers]), headers={"Cache-Control": PUBLIC_CACHE_CONTROL}
        )
    newest = newest_or_404(public_story)
    ctx = {
        "public_story": public_story,
        "runs": runs_of_chain(public_story),
        "newest": newest,
        "compared": newest_two(public_story),
    }
    ctx |= {"steps": partial(chain.steps, public_story), "speaks": newest.language}
    return page_with_ticker(
        request,
        "stories/history.html",
        ctx,
        etag_parts=story_etag_parts(public_story),
        scope=scope_of(public_story),
    )


def runs_of_chain(public_story: PublicStory) -> list[tuple[bool, list[Filing | MovedFiling]]]:
    """Return the rows of a history, the newest text first, in runs that stand and, by number, runs that went."""
    rows: list[Filing | MovedFiling] = [*public_story.filings, *public_story.moved]
    runs = groupby(reversed(sort_by_chain(rows)), key=lambda row: isinstance(row, MovedFiling))
    return [(has_gone, sorted(run, key=attrgetter("number")) if has_gone else list(run)) for has_gone, run in runs]


def newest_two(public_story: PublicStory) -> tuple[Filing, ...]:
    """Return the two newest texts of a story that may be compared, older first; empty where there are no two."""
    readable = tuple(filing for filing in public_story.filings if not filing.is_taken_down)
    return readable[-2:] if len(readable) > 1 else ()


def filing_context(public_story: PublicStory, filing: Filing) -> dict[str, object]:
    """Return the template context of a page that shows the words of a filing."""
    return {
        "public_story": public_story,
        "filing": filing,
        "lang": filing.language,
        "dir": languages.direction(filing.language),
    }


def replacement_of(public_story: PublicStory, filing: Filing) -> Filing | None:
    """Return the filing that replaced a filing: the next text filed after it, or the newest for copy filed late."""
    if filing.number == public_story.newest_number:
        return None
    behind = public_story.filings[public_story.filings.index(filing) + 1 :]
    later = (row for row in behind if filing.number < row.number <= public_story.newest_number)
    return next(later, public_story.newest)


def story_etag_parts(public_story: PublicStory) -> list[object]:
    """Return the parts that tag the pages of a story."""
    sections = {(row.section.slug, row.section.name) if row.section else () for row in public_story.filings}
    digests = [(row.digest, row.is_taken_down) for row in public_story.filings]
    first = {timestamp(row.first_moved_at) for row in public_story.filings}
    numbers = [public_story.total, public_story.newest_number, [moved.number for moved in public_story.moved]]
    return [*first, public_story.slug, *numbers, digests, sorted(sections)]
