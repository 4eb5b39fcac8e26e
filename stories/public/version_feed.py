"""The feed of one story's versions in Atom: an entry for each filing, the newest text first.

An entry is known by the story's address without its slug and the number, as the slug goes when words are taken down.
Words that were taken down leave an entry without words. Of a story that may not be read every entry is a deleted one
(RFC 6721), with no word of it, the slug included; of a live one those that went to another story are.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.digests import timestamp
from stories.display.comparison_cache import ChainStep, ChainSteps
from stories.display.http_caching import scope_of
from stories.display.hub import hub_address
from stories.display.page_language import interface_language, language_tag, render_page
from stories.display.urls import absolute_url, story_identity
from stories.models import ChainMove, Filing, PublicStory
from stories.public.chain_paging import ChainPage, numbers_to_read, page_of_chain
from stories.public.feed_formats import AtomFeed, DeletedEntry, FeedItem
from stories.public.feeds import conditional_feed, feed_response, topic_address
from stories.public.views.availability import STATUS, close_response, newest_or_404, redirect_to_slug, story_or_404
from stories.public.views.moves import redirect_moved
from stories.public.views.story import story_etag_parts

GONE_TOLD = 10  # versions that went, the latest, told of on the first page


@require_safe
def version_feed(request: HttpRequest, story_id: int, slug: str) -> HttpResponse:
    """Answer with the feed of all filings of a story."""
    chain = story_or_404(Filing.public.chain(story_id))
    if moved := redirect_moved(request, chain, "stories:version_feed"):
        return moved
    page = page_of_chain(chain, request.GET)
    if not chain.is_live:
        return tombstone_feed(request, chain, page)
    instead = redirect_to_slug(request, chain, slug, "stories:version_feed")
    if instead:
        return instead
    steps = ChainSteps(chain, page.numbers)
    # Whoever follows the feed asks for its first page alone, and is told there of what went from the others.
    last_gone = sorted(chain.gone)[-GONE_TOLD:] if page.is_newest else []
    numbers = {*numbers_to_read(chain, page), *last_gone}
    public_story = Filing.public.with_filings(chain, numbers, bodies_of=steps.texts_to_read)

    def write() -> HttpResponse:
        summaries = steps.steps(public_story)
        filings = [filing for filing in public_story.filings if filing.number in page.numbers]
        items = [version_item(filing, public_story, summaries) for filing in reversed(filings)]
        return feed_response(live_feed(request, public_story, page), items)

    parts = ["versions", page.numbers, *story_etag_parts(public_story)]
    return conditional_feed(request, write, etag_parts=parts, scope=scope_of(public_story))


def version_identity(story_id: int, number: int) -> str:
    """Return the identity of a filing in the feed, which no word of the story is in."""
    return f"{story_identity(story_id)}#version-{number}"


def live_feed(request: HttpRequest, public_story: PublicStory, page: ChainPage) -> AtomFeed:
    """Make the feed of a live story, without its entries, in the language of its page."""
    newest = newest_or_404(public_story)
    code = interface_language(newest.language)
    history = reverse("stories:history", args=[public_story.story_id, public_story.slug])
    with translation.override(code):
        title, gone = version_feed_title(newest), entries_of_moved(public_story)
    return make_version_feed(public_story, title=title, link=absolute_url(history), language=language_tag(code),
                             feed_url=topic_address(request), withdrawn=gone,
                             next=address_of_older(request, page))  # fmt: skip


def entries_of_moved(public_story: PublicStory) -> list[DeletedEntry]:
    """Return the entries that the filings of a story take back which went to another, where they are entries now."""
    reason, went_at = _("This version belongs to another story now."), times_of_going(public_story)
    return [
        DeletedEntry(version_identity(public_story.story_id, moved.number), went_at[moved.number], reason)
        for moved in reversed(public_story.moved)
    ]


def times_of_going(public_story: PublicStory) -> dict[int, datetime]:
    """Return when each filing went that did, by its number: filed anew then, or back where it came from by an undo.

    A query where any went back. One of whose move there is no record any more went when it had come.
    """
    went_back = {moved.number for moved in public_story.moved if moved.has_gone_back}
    undone = ChainMove.objects.undone_times(public_story.story_id) if went_back else {}
    undone_at = {timestamp(moved_at): at for moved_at, at in undone.items()}
    return {
        moved.number: undone_at.get(moved.head.filed_at) or datetime.fromisoformat(moved.head.filed_at)
        if moved.number in went_back
        else moved.went_to.filed_at
        for moved in public_story.moved
    }


def version_feed_title(newest: Filing) -> str:
    """Return the title of the feed of the versions of a story, by its newest."""
    return _("History of %(headline)s") % {"headline": newest.printed_headline} if newest.headline else _("History")


def make_version_feed(public_story: PublicStory, **head: Any) -> AtomFeed:
    """Make a feed of versions without its entries."""
    identity = f"{story_identity(public_story.story_id)}#versions"
    defaults = {"description": "", "withdrawn": (), "hub": hub_address(), "next": "", "feed_guid": identity}
    return AtomFeed(**{**defaults, **head})


def address_of_older(request: HttpRequest, page: ChainPage) -> str:
    """Return the address of the page of the feed behind one; empty behind the last."""
    return absolute_url(f"{request.path}?older={page.older}") if page.older else ""


def tombstone_feed(request: HttpRequest, public_story: PublicStory, page: ChainPage) -> HttpResponse:
    """Answer with the feed of a story that may not be read: its entries taken back, and what readers are told of it."""
    notice = public_story.notice()
    identities = [version_identity(public_story.story_id, number) for number in reversed(page.numbers)]
    gone = [DeletedEntry(identity, notice.at, notice.reason) for identity in identities] if notice else []
    feed = make_version_feed(
        public_story,
        title=settings.SITE_NAME,
        link=story_identity(public_story.story_id),
        language=language_tag(interface_language(public_story.language)),
        withdrawn=gone,
        hub="",
        next=address_of_older(request, page),
    )
    response = feed_response(feed, ())
    response.status_code = STATUS[public_story.state]
    return close_response(response, public_story.state)


def version_item(filing: Filing, public_story: PublicStory, steps: dict[int, ChainStep]) -> FeedItem:
    """Return a filing as an entry: what its line in the history says, and what it put right."""
    address = absolute_url(filing.get_permanent_url())
    context = {
        "filing": filing,
        "public_story": public_story,
        "steps": steps,
        "speaks": filing.language,
        "site_url": settings.SITE_URL,
    }
    return {
        "pictures": [],
        "title": version_title(filing),
        "link": address,
        "links": [("related", change)] if (change := change_address(filing, public_story)) else [],
        "description": render_page("stories/_version_summary.html", context),
        "author_name": filing.credit,
        "pubdate": filing.moved_at,
        "updateddate": filing.last_removal_at or filing.moved_at,
        "filed_at": filing.last_removal_at or filing.filed_at,
        "unique_id": version_identity(filing.story_id, filing.number),
        "categories": [filing.section.name] if filing.section else [],
        "subjects": filing.metadata_values.subjects,
        "content": "",
        "language": filing.language,
    }


def version_title(filing: Filing) -> str:
    """Return the headline of a filing behind its designator; its number where the words were taken down."""
    if not filing.is_taken_down:
        return filing.printed_headline
    with translation.override(interface_language(filing.language)):
        return _("Version {number}").format(number=filing.number)


def change_address(filing: Filing, public_story: PublicStory) -> str:
    """Return the address of what a filing changed; empty where one of the two texts is not there."""
    before = public_story.predecessor(filing)
    if before is None or before.is_taken_down or filing.is_taken_down:
        return ""
    places = [public_story.story_id, public_story.slug, before.number, filing.number]
    return absolute_url(reverse("stories:changes", args=places))
