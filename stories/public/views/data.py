"""Stories for machines: the chain, its newest number, its TimeMap, the newest filing in the exchange formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from stories.digests import canonical_json, timestamp
from stories.display.comparison_cache import ChainStep, ChainSteps
from stories.display.head_changes import changes_of_filing
from stories.display.http_caching import add_noindex, answer_under, conditional_response, make_tag, scope_of
from stories.display.pictures import filing_figures, rendition_names
from stories.display.urls import absolute_reverse, absolute_url, story_identity
from stories.models import (
    Checkpoint,
    Filing,
    MovedFiling,
    PublicStory,
    State,
    TransparencyEntry,
    find_story_place,
    version_moments,
)
from stories.public import mementos
from stories.public.chain_paging import ChainCursorForm, ChainPage, numbers_to_read, page_of_chain, rows_on_page
from stories.public.chain_sentences import ChainSentences
from stories.public.exchange_formats import make_stop_item, make_wire_item
from stories.public.views.availability import (
    STATUS,
    close_response,
    newest_or_404,
    notice_data,
    redirect_to_slug,
    story_or_404,
)
from stories.public.views.log import log_data
from stories.public.views.moves import redirect_moved
from stories.public.views.story import story_etag_parts
from stories.wire import WireItem, newsml_g2, ninjs_write

NEWSML = "application/vnd.iptc.g2.newsitem+xml"
JSON_OPTIONS = {"ensure_ascii": False}


@require_safe
def history_json(request: HttpRequest, story_id: int) -> HttpResponse:
    """Answer with the chain as data, from which every digest can be computed again: of a joined story, too."""
    chain = story_or_404(Filing.public.chain(story_id))
    page = page_of_chain(chain, request.GET)
    if chain.state == State.JOINED:
        public_story = Filing.public.with_filings(chain, page.numbers)
        data = data_of_joined(public_story, page)
        return add_noindex(
            conditional_response(request, lambda: JsonResponse(data, json_dumps_params=JSON_OPTIONS), etag_parts=[data])
        )
    instead = redirect_moved(request, chain, "stories:history_json", has_slug=False) or notice_data(chain)
    if instead:
        return instead
    steps, kept = ChainSteps(chain, page.numbers), ChainSentences(chain, page.numbers)
    texts = steps.texts_to_read | kept.texts_to_read
    public_story = Filing.public.with_filings(chain, numbers_to_read(chain, page), bodies_of=texts)

    head, entries = Checkpoint.objects.newest(), list(TransparencyEntry.objects.of_story(story_id, page.numbers))

    def write() -> HttpResponse:
        data = chain_data(public_story, page, steps.steps(public_story))
        data["sentences"] = kept.spans(public_story)
        data["log"] = log_data(head, entries)
        return JsonResponse(data, json_dumps_params=JSON_OPTIONS)

    etag_parts = [page.numbers, head and head.size, *story_etag_parts(public_story)]
    if any(entry.position is None for entry in entries):  # it says more in a second: nobody is to keep it
        return answer_under(request, write, make_tag(etag_parts))
    return conditional_response(request, write, etag_parts=etag_parts, scope=scope_of(public_story))


@require_safe
def filing_content(request: HttpRequest, story_id: int, number: int) -> HttpResponse:
    """Answer with the very bytes that the content digest of a filing is made over, its salt among them.

    Salt and words are told together or not at all: whoever kept the salt kept the words, so that it tells nobody what
    was taken down later. Never stored as a page: nothing keeps a salt but the filing itself.
    """
    chain = story_or_404(Filing.public.chain(story_id))
    name = "stories:filing_content"
    instead = redirect_moved(request, chain, name, number, has_slug=False) or notice_data(chain)
    if instead:
        return instead
    public_story = Filing.public.with_filings(chain, [number], worded=number)
    filing = public_story.with_number(number)
    if filing is None:
        raise Http404
    if filing.is_taken_down:
        return take_down_response(public_story)

    def write() -> HttpResponse:
        return HttpResponse(canonical_json(filing.content()), content_type="application/json")

    return add_noindex(answer_under(request, write, make_tag(["content", filing.digest, filing.standing_digest])))


@require_safe
def head_json(request: HttpRequest, story_id: int) -> HttpResponse:
    """Answer with the newest filing's number, designator and address, which open pages ask for again and again."""
    chain = story_or_404(Filing.public.chain(story_id))
    instead = redirect_moved(request, chain, "stories:head_json", has_slug=False) or notice_data(chain)
    if instead:
        return instead
    public_story = Filing.public.with_filings(chain, [chain.newest_number])
    return conditional_response(
        request,
        lambda: JsonResponse(head_data(public_story)),
        etag_parts=story_etag_parts(public_story),
        scope=scope_of(public_story),
    )


@require_safe
def ninjs_json(request: HttpRequest, story_id: int) -> HttpResponse:
    """Answer with the newest filing in ninjs: 3.1, or 2.1 where the query asks for it."""
    version = request.GET.get("v", ninjs_write.NEWEST)
    if version not in ninjs_write.GENERATIONS:
        known = ", ".join(ninjs_write.GENERATIONS)
        return JsonResponse({"error": f"There is no ninjs of that version here. Ask for one of {known}."}, status=400)
    return exchange_response(
        request,
        story_id,
        "stories:ninjs",
        lambda item: JsonResponse(ninjs_write.write(item, version=version), json_dumps_params=JSON_OPTIONS),
        etag_parts=[version],
    )


@require_safe
def newsml_xml(request: HttpRequest, story_id: int) -> HttpResponse:
    """Answer with the newest filing in NewsML-G2."""
    kind = f"{NEWSML}; charset=utf-8"
    return exchange_response(
        request,
        story_id,
        "stories:newsml",
        lambda item: HttpResponse(newsml_g2.write(item), content_type=kind),
        etag_parts=["newsml"],
    )


def exchange_response(
    request: HttpRequest,
    story_id: int,
    name: str,
    write: Callable[[WireItem], HttpResponse],
    *,
    etag_parts: Sequence[object],
) -> HttpResponse:
    """Answer with the newest filing of a story in the exchange format that `write` makes.

    A story that may not be read answers in the same format, withheld or canceled, without a word of it.
    """
    public_story = story_or_404(Filing.public.story(story_id))
    if moved := redirect_moved(request, public_story, name, has_slug=False):
        return moved
    newest = newest_or_404(public_story) if public_story.is_live else None
    stops = version_moments([story_id])[story_id]
    if newest is None or newest.is_taken_down:
        state = State.KILLED if public_story.is_live else public_story.state
        response = write(make_stop_item(public_story, public_story.notice(), stops=stops))
        response.status_code = STATUS[state]
        return close_response(response, state)
    pictures = filing_figures(newest)
    parts = [*etag_parts, len(stops), *rendition_names(pictures), *story_etag_parts(public_story)]
    return conditional_response(
        request,
        lambda: write(make_wire_item(newest, pictures, stops=stops, moved=public_story.gone)),
        etag_parts=parts,
        scope=scope_of(public_story),
    )


@require_safe
def timemap(request: HttpRequest, story_id: int, slug: str) -> HttpResponse:
    """Answer with the TimeMap of a story: its filings that may be read, as web archives list them (RFC 7089)."""
    public_story = story_or_404(Filing.public.chain(story_id))
    instead = (
        redirect_moved(request, public_story, "stories:timemap")
        or notice_data(public_story)
        or redirect_to_slug(request, public_story, slug, "stories:timemap")
    )
    if instead:
        return instead
    query = ChainCursorForm(request.GET)
    newer = (query.is_valid() and query.cleaned_data["newer"]) or 0
    numbers, following = mementos.numbers_of_timemap(public_story, newer)
    if newer and not numbers:
        newer, (numbers, following) = 0, mementos.numbers_of_timemap(public_story, 0)
    if not numbers:
        return take_down_response(public_story)
    times = mementos.times_of_filing(public_story, [*numbers, *following[:1], *following[-1:]])
    page = [row for row in times if row[1] in numbers]
    after = [row for row in times if row[1] in following]
    return conditional_response(
        request,
        lambda: HttpResponse(
            mementos.write_timemap(public_story, page, after, newer), content_type=mementos.LINK_FORMAT
        ),
        etag_parts=["timemap", newer, public_story.slug, public_story.total, [(str(at), n) for at, n in times]],
        scope=scope_of(public_story),
    )


def take_down_response(public_story: PublicStory) -> HttpResponse:
    """Return the answer, as data, where all words of the address are taken down."""
    return close_response(
        JsonResponse({"story": public_story.story_id, "state": "taken down"}, status=410), State.KILLED
    )


def chain_data(public_story: PublicStory, page: ChainPage, steps: dict[int, ChainStep]) -> dict[str, object]:
    """Return a page of a story's filings, with all that their digests cover and their changes."""
    return {
        "story": public_story.story_id,
        "url": absolute_reverse("stories:story", public_story.story_id, public_story.slug),
        "state": public_story.state.value,
        "how_to_verify": f"{absolute_reverse('stories:help')}#verify",
        "filings": filings_data(public_story, page, steps),
        "sentences": [],
        "log": None,
        "next": address_of_older(public_story, page),
    }


def data_of_joined(public_story: PublicStory, page: ChainPage) -> dict[str, object]:
    """Return a joined story without a word of it: the story that it is part of, and the filings that it once had."""
    place = find_story_place(public_story.story_id)
    if place is None:
        raise Http404
    return {
        "story": public_story.story_id,
        "url": story_identity(public_story.story_id),
        "state": public_story.state.value,
        "joined_to": {
            "story": place.story_id,
            "url": absolute_reverse("stories:story", place.story_id, place.slug),
            "history": absolute_reverse("stories:history_json", place.story_id),
        },
        "how_to_verify": f"{absolute_reverse('stories:help')}#verify",
        "filings": filings_data(public_story, page, {}),
        "next": address_of_older(public_story, page),
    }


def address_of_older(public_story: PublicStory, page: ChainPage) -> str | None:
    """Return the address of the page of a chain behind one; None behind the last."""
    if page.older is None:
        return None
    return f"{absolute_reverse('stories:history_json', public_story.story_id)}?older={page.older}"


def filings_data(public_story: PublicStory, page: ChainPage, steps: dict[int, ChainStep]) -> list[dict[str, object]]:
    """Return the filings of a page that a story has and had, in the order of the chain."""
    return [
        data_of_moved(row) if isinstance(row, MovedFiling) else filing_data(row, public_story, steps.get(row.number))
        for row in rows_on_page(public_story, page)
    ]


def data_of_moved(moved: MovedFiling) -> dict[str, object]:
    """Return a filing that went to another story as a link of the chain: all that its digest covers, and no word."""
    place = moved.went_to
    return {
        **asdict(moved.head),
        "moved": moved.head.moved_at,
        "filed": moved.head.filed_at,
        "taken_down": moved.is_taken_down,
        "content_digest": moved.content_digest,
        "previous_digest": moved.previous_digest,
        "digest": moved.digest,
        "went_to": {
            "story": place.story_id,
            "number": place.number,
            "url": absolute_reverse("stories:filing", place.story_id, place.slug, place.number),
        },
    }


def filing_data(filing: Filing, public_story: PublicStory, step: ChainStep | None) -> dict[str, object]:
    """Return one filing as a link of the chain. Its head fields have the names that the digest is made with."""
    return {
        **asdict(filing.head()),
        "moved": timestamp(filing.moved_at),
        "filed": timestamp(filing.filed_at),
        "headline": filing.headline,
        "note": filing.note,
        "wrong": filing.wrong,
        "right": filing.right,
        "words": filing.words,
        "changes": asdict(step.summary) if step else None,
        "head_changes": [change.to_json() for change in changes_of_filing(filing, public_story)],
        "taken_down": filing.is_taken_down,
        "phrases_taken_down": records_of(filing),
        "content_digest": filing.content_digest,
        "previous_digest": filing.previous_digest,
        "digest": filing.digest,
        "went_to": None,
        "url": absolute_url(filing.get_permanent_url()),
        "content_url": address_of_content(filing),
    }


def address_of_content(filing: Filing) -> str | None:
    """Return the address of what the content digest of a filing is made over; None where its words were taken down."""
    if filing.is_taken_down:
        return None
    return absolute_reverse("stories:filing_content", filing.story_id, filing.number)


def records_of(filing: Filing) -> list[dict[str, object]]:
    """Return the records of phrases that were taken down from a filing, as their digests cover them."""
    if not filing.gaps:
        return []
    return [asdict(take_down.as_record()) for take_down in filing.phrase_take_downs.all()]


def head_data(public_story: PublicStory) -> dict[str, object]:
    """Return the fields by which an open page announces a newer version."""
    newest = newest_or_404(public_story)
    return {
        "number": newest.number,
        "designator": newest.designator,
        "url": absolute_url(newest.get_absolute_url()),
        "moved_at": newest.head().moved_at,
        "filed_at": newest.head().filed_at,
    }
