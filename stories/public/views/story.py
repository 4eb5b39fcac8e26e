"""The pages of one story: its newest filing, its history, each filing."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from stories.display import languages
from stories.display.comparison_cache import Chain
from stories.display.http_caching import PUBLIC, page, unsearched
from stories.display.pictures import figures, names, of_page
from stories.display.requests import PageRequest
from stories.models import Amends, Filing, PublicStory
from stories.public import mementos
from stories.public.views.availability import newest_of, notice_page, removed_page, right_address, story_or_404


@require_safe
def story(request: PageRequest, story_id: int, slug: str = "") -> HttpResponse:
    """Answer with a story's newest filing and its corrections; or with a redirect to the one at a given time."""
    if mementos.MOMENT in request.headers:
        return as_it_stood(request, story_id, slug)
    look = story_or_404(Filing.public.story(story_id))
    instead = notice_page(look) or right_address(request, look, slug, "stories:story")
    if instead:
        return instead
    filing = newest_of(look)
    if filing.is_taken_down:
        return removed_page(look, filing)
    notes, pictures = look.corrections(), figures(filing)
    ctx = {
        **of_filing(look, filing),
        **of_page(pictures),
        "above": [note for note in notes if note.amends == Amends.CORRECTION],
        "below": [note for note in notes if note.amends != Amends.CORRECTION],
    }
    etag_parts = [*names(pictures), *shown(look)]
    return timegate(page(request, "stories/story.html", ctx, etag_parts=etag_parts), look)


def as_it_stood(request: HttpRequest, story_id: int, slug: str) -> HttpResponse:
    """Redirect to the filing that readers had at the time that a web archive asks for.

    It is never cached: a cache that does not heed Vary would send every reader there.
    """
    look = story_or_404(Filing.public.all_without_words(story_id))
    instead = notice_page(look) or right_address(request, look, slug, "stories:story")
    if instead:
        return instead
    try:
        moment = mementos.read(request.headers[mementos.MOMENT])
    except mementos.NotAMoment as error:
        response: HttpResponse = HttpResponseBadRequest(str(error), "text/plain; charset=utf-8")
    else:
        response = HttpResponseRedirect(mementos.had_at(look, moment).get_permanent_url())
    response["Cache-Control"] = "no-store"
    return timegate(response, look)


def timegate(response: HttpResponse, look: PublicStory) -> HttpResponse:
    """Add the headers that make a story's address a TimeGate, and return the response."""
    response["Link"] = mementos.links(look)
    patch_vary_headers(response, [mementos.MOMENT])
    return response


@require_safe
def filing(request: PageRequest, story_id: int, slug: str, number: int) -> HttpResponse:
    """Answer with one filing of a story, for ever; an older one names the filing that replaced it."""
    look = story_or_404(Filing.public.one_of_all(story_id, number))
    instead = notice_page(look) or right_address(request, look, slug, "stories:filing", number=number)
    if instead:
        return instead
    page_filing = look.numbered(number)
    if page_filing is None:
        raise Http404
    if page_filing.is_taken_down:
        return removed_page(look, page_filing)
    pictures = figures(page_filing)
    ctx = {
        **of_filing(look, page_filing),
        "replaced_by": replacing(look, page_filing),
        "notes": [page_filing] if page_filing.amends else [],
    }
    ctx |= of_page(pictures)
    response = page(request, "stories/filing.html", ctx, etag_parts=[number, *names(pictures), *shown(look)])
    response["Memento-Datetime"] = mementos.printed(page_filing)
    response["Link"] = mementos.links(look, page_filing)
    return response if page_filing is look.newest else unsearched(response)


class Pair(forms.Form):
    """Two filings to compare, as chosen on the history page."""

    a = forms.IntegerField(min_value=1, max_value=999_999_999)
    b = forms.IntegerField(min_value=1, max_value=999_999_999)


@require_safe
def history(request: PageRequest, story_id: int, slug: str) -> HttpResponse:
    """Answer with all filings of a story, the newest text first; two that were chosen lead to their comparison."""
    chain = Chain(story_id)
    look = story_or_404(Filing.public.history(story_id, compared=chain.total))
    instead = notice_page(look) or right_address(request, look, slug, "stories:history")
    if instead:
        return instead
    pair = Pair(request.GET)
    if pair.is_valid():
        numbers = sorted(pair.cleaned_data.values())
        return HttpResponseRedirect(
            reverse("stories:changes", args=[story_id, slug, *numbers]), headers={"Cache-Control": PUBLIC}
        )
    newest = newest_of(look)
    ctx = {"look": look, "rows": list(reversed(look.filings)), "newest": newest, "compared": last_two(look)}
    ctx |= {"steps": partial(chain.steps, look), "speaks": newest.language}
    return page(request, "stories/history.html", ctx, etag_parts=shown(look))


def last_two(look: PublicStory) -> tuple[Filing, ...]:
    """Return the two newest texts of a story that may be compared, older first; empty where there are no two."""
    readable = tuple(filing for filing in look.filings if not filing.is_taken_down)
    return readable[-2:] if len(readable) > 1 else ()


def of_filing(look: PublicStory, filing: Filing) -> dict[str, object]:
    """Return the template context of a page that shows the words of a filing."""
    return {"look": look, "filing": filing, "lang": filing.language, "dir": languages.direction(filing.language)}


def replacing(look: PublicStory, filing: Filing) -> Filing | None:
    """Return the filing that replaced a filing: the next one, or the newest for copy that was filed late."""
    if filing.number == look.newest_number:
        return None
    return look.numbered(filing.number + 1) if filing.number < look.newest_number else look.newest


def shown(look: PublicStory) -> list[object]:
    """Return the parts that tag the pages of a story."""
    places = {(row.section.slug, row.section.name) if row.section else () for row in look.filings}
    digests = [(row.digest, row.is_taken_down) for row in look.filings]
    return [look.slug, look.total, look.newest_number, digests, sorted(places)]
