"""The pages of one story: its newest filing, each filing."""

from __future__ import annotations

from dataclasses import astuple
from functools import cache, partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from stories.digests import timestamp
from stories.display import languages
from stories.display.comparison_cache import ChainSteps
from stories.display.http_caching import add_noindex, page_with_ticker, scope_of
from stories.display.pictures import filing_figures, picture_context, rendition_names
from stories.display.requests import PageRequest
from stories.models import Amends, Filing, PublicStory, choose_stem, find_related, topic_name
from stories.models.addresses import topic_page_address
from stories.public import mementos
from stories.public.known_errors import find_known_errors, later_corrections
from stories.public.related import context_of_related, etag_parts_of_related
from stories.public.story_subjects import subject_links
from stories.public.version_choice import number_ahead, number_behind
from stories.public.views.availability import newest_or_404, story_or_404, take_down_page
from stories.public.views.moves import page_instead


@require_safe
def story(request: PageRequest, story_id: int, slug: str = "") -> HttpResponse:
    """Answer with a story's newest filing and its corrections; or with a redirect to the one at a given time."""
    if mementos.ACCEPT_DATETIME in request.headers:
        return redirect_to_memento(request, story_id, slug)
    chain = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, chain, slug, "stories:story")
    if instead:
        return instead
    steps = ChainSteps(chain, chain.latest_numbers)
    public_story = Filing.public.with_newest(chain, bodies_of=steps.texts_to_read)
    filing = newest_or_404(public_story)
    if filing.is_taken_down:
        return take_down_page(public_story, filing)
    notes, pictures = public_story.corrections()[::-1], filing_figures(filing)
    related = find_related(story_id)
    ctx = {
        **filing_context(public_story, filing),
        **picture_context(pictures),
        "subjects": subject_links(filing),
        **context_of_related(related),
        "topic": topic_link(filing),
        "here": filing.section.slug if filing.section else "",
        "latest_steps": latest_steps(public_story),
        "steps": cache(partial(steps.steps, public_story)),
        "above": [note for note in notes if note.amends == Amends.CORRECTION],
        "below": [note for note in notes if note.amends != Amends.CORRECTION],
    }
    etag_parts = [*rendition_names(pictures), *etag_parts_of_related(related), *story_etag_parts(public_story)]
    response = page_with_ticker(request, "stories/story.html", ctx, etag_parts=etag_parts, scope=scope_of(public_story))
    return vary_by_moment(response)


def topic_link(filing: Filing) -> dict[str, str] | None:
    """Return address and name of the topic of the story; None where it is in none."""
    slug = choose_stem(filing.topic, filing.metadata_values.slugline)
    return {"address": topic_page_address(slug), "name": topic_name(slug)} if slug else None


def latest_steps(public_story: PublicStory) -> list[Filing]:
    """Return the newest text and those before it that were looked up with it, the newest first."""
    rows = map(public_story.with_number, public_story.latest_numbers)
    return [row for row in rows if row is not None]


def redirect_to_memento(request: HttpRequest, story_id: int, slug: str) -> HttpResponse:
    """Redirect to the filing that readers had at the time that a web archive asks for.

    It is never cached: a cache that does not heed Vary would send every reader there.
    """
    public_story = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, public_story, slug, "stories:story")
    if instead:
        return instead
    try:
        moment = mementos.read_accept_datetime(request.headers[mementos.ACCEPT_DATETIME])
    except mementos.InvalidDatetimeError as error:
        response: HttpResponse = HttpResponseBadRequest(str(error), "text/plain; charset=utf-8")
    else:
        number = mementos.number_at(public_story, moment)
        response = HttpResponseRedirect(reverse("stories:filing", args=[story_id, public_story.slug, number]))
    response["Cache-Control"] = "no-store"
    return add_timegate_headers(response, public_story)


def add_timegate_headers(response: HttpResponse, public_story: PublicStory) -> HttpResponse:
    """Add the headers of the answer of a TimeGate, and return the response."""
    response["Link"] = mementos.link_header(public_story)
    return vary_by_moment(response)


def vary_by_moment(response: HttpResponse) -> HttpResponse:
    """Say that an address is a TimeGate, and return the response."""
    patch_vary_headers(response, [mementos.ACCEPT_DATETIME])
    return response


@require_safe
def filing(request: PageRequest, story_id: int, slug: str, number: int) -> HttpResponse:
    """Answer with one filing of a story, for ever; an older one names the filing that replaced it."""
    chain = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, chain, slug, "stories:filing", number=number)
    if instead:
        return instead
    if number > chain.total:
        raise Http404
    shape, newest = chain.shape, chain.newest_number
    replacement = shape.replacement(number, newest)
    later = later_corrections(shape, number)
    ahead, behind = number_ahead(shape, number), number_behind(shape, number)
    steps = ChainSteps(chain, later)
    beside = {newest, replacement, shape.predecessor(number), ahead, behind, *later, *shape.near(number)}
    beside.update(map(shape.predecessor, later))
    public_story = Filing.public.with_filings(chain, beside, worded=number, bodies_of=steps.texts_to_read)
    page_filing = public_story.with_number(number)
    if page_filing is None:
        raise Http404
    if page_filing.is_taken_down:
        return take_down_page(public_story, page_filing)
    pictures = filing_figures(page_filing)
    ctx = {
        **filing_context(public_story, page_filing),
        "replaced_by": public_story.with_number(replacement),
        "notes": [page_filing] if page_filing.amends else [],
        "errors": find_known_errors(page_filing, public_story, later, steps.steps(public_story)),
        "ahead": public_story.with_number(ahead),
        "behind": public_story.with_number(behind),
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


def filing_context(public_story: PublicStory, filing: Filing) -> dict[str, object]:
    """Return the template context of a page that shows the words of a filing."""
    return {
        "public_story": public_story,
        "filing": filing,
        "lang": filing.language,
        "dir": languages.direction(filing.language),
    }


def story_etag_parts(public_story: PublicStory) -> list[object]:
    """Return the parts that tag the pages of a story."""
    sections = {(row.section.slug, row.section.name) if row.section else () for row in public_story.filings}
    digests = [(row.standing_digest, row.is_taken_down) for row in public_story.filings]
    first = {timestamp(row.first_moved_at) for row in public_story.filings}
    moved = [(row.number, row.is_taken_down, str(astuple(row.went_to))) for row in public_story.moved]
    numbers = [
        public_story.total,
        public_story.newest_number,
        public_story.highest_number,
        len(public_story.gone),
        moved,
    ]
    return [*first, public_story.slug, *numbers, digests, sorted(sections)]
