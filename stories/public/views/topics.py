"""The page of a running story over several stories."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from stories.display.http_caching import add_noindex, page_with_ticker
from stories.display.requests import PageRequest
from stories.models import Filing
from stories.public.keyset_paging import QueryRows, paginate
from stories.public.topics import find_named_topics, find_running_topics, find_topic, make_timeline
from stories.public.views.front import list_etag_parts

STORIES_SHOWN = 20  # of a page


@require_safe
def topics(request: PageRequest) -> HttpResponse:
    """Answer with the topics that run now, and with those that have a name."""
    running, named = find_running_topics(), find_named_topics()
    parts = [(row.topic.name, row.stories, row.newest.standing_digest, row.newest.slug) for row in running]
    names = [(row.slug, row.name) for row in named]
    return page_with_ticker(
        request, "stories/topics.html", {"running": running, "named": named}, etag_parts=[*parts, *names]
    )


@require_safe
def topic(request: PageRequest, slug: str) -> HttpResponse:
    """Answer with the stories of a topic and their filings as a timeline; 404 where no live story is in it."""
    stories = paginate(QueryRows(Filing.public.of_topic(slug)), request.GET, size=STORIES_SHOWN)
    if not stories.rows:
        raise Http404
    found = find_topic(slug)
    timeline = make_timeline(stories.rows)
    ctx = {"topic": found, "page": stories, "timeline": timeline}
    cursors = [str(stories.older), str(stories.newer)]
    filings = [(row.filing.standing_digest, row.facts) for _day, rows in timeline for row in rows]
    parts = [found.name, found.intro, filings, *cursors, *list_etag_parts(stories.rows)]
    response = page_with_ticker(request, "stories/topic.html", ctx, etag_parts=parts)
    return add_noindex(response) if stories.newer else response
