"""The page that compares two filings of a story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from stories.display.change_words import sentence_text
from stories.display.comparison import Thumbnail
from stories.display.comparison_cache import FilingPair
from stories.display.http_caching import add_noindex, conditional_response, page_with_ticker, scope_of
from stories.display.page_language import render_page
from stories.display.pictures import thumbnails
from stories.display.requests import PageRequest
from stories.models import Filing, PublicStory
from stories.public.change_sheet import ChangeSheet, make_sheet
from stories.public.version_choice import make_choice, neighbour_pairs, numbers_around
from stories.public.version_notes import numbers_between, read_notes
from stories.public.views.availability import lasting_redirect, newest_or_404, story_or_404
from stories.public.views.moves import page_instead
from stories.public.views.story import story_etag_parts


class LayoutForm(forms.Form):
    """The layout of the two texts: one within the other, or side by side."""

    view = forms.ChoiceField(choices=[("inline", "In one text"), ("split", "Side by side")], required=False)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Two filings of a story that are compared, with the story.

    `around` are the numbers that are offered beside them, `between` those whose notes are told.
    """

    public_story: PublicStory
    old: Filing
    new: Filing
    pair: FilingPair
    around: frozenset[int]
    between: frozenset[int]

    @property
    def is_step(self) -> bool:
        """Whether the one is the text before the other."""
        return self.public_story.shape.predecessor(self.new.number) == self.old.number

    @property
    def is_readable(self) -> bool:
        """Whether there are two texts to compare."""
        return self.old.number != self.new.number and not (self.old.is_taken_down or self.new.is_taken_down)

    def sheet(self, thumbnails_of: Mapping[int, Thumbnail]) -> ChangeSheet:
        """Return the comparison. Called while a page is printed: a reader who has the page costs none."""
        comparison = self.pair.comparison(self.old, self.new)
        return make_sheet(comparison, self.new, thumbnails_of, is_step=self.is_step)


@require_safe
def changes(request: PageRequest, story_id: int, slug: str, a: int, b: int) -> HttpResponse:
    """Answer with the changes from filing a to filing b, and the ways to the changes before and after."""
    page = find_change(request, story_id, slug, "stories:changes", a, b)
    if isinstance(page, HttpResponse):
        return page
    public_story, old, new = page.public_story, page.old, page.new
    layout = LayoutForm(request.GET)
    is_split = layout.is_valid() and layout.cleaned_data["view"] == "split"
    thumbnails_of = thumbnails({picture.photo for picture in (*old.shown_pictures, *new.shown_pictures)})
    older, newer = neighbour_pairs(public_story.shape, a, b)
    sheet = cache(partial(page.sheet, thumbnails_of))
    ctx = {
        "public_story": public_story,
        "speaks": new.language,
        "old": old,
        "new": new,
        "newest": newest_or_404(public_story),
        "choice": make_choice(public_story, page.around, a, b),
        "older": older,
        "newer": newer,
        "split": is_split,
        "notes": read_notes(public_story, page.between),
        "gone": [filing for filing in (old, new) if filing.is_taken_down],
        "sheet": sheet,
        "said": partial(description, sheet if page.is_readable else None),
    }
    addresses = [thumbnail.address for thumbnail in thumbnails_of.values()]
    etag_parts = [a, b, is_split, addresses, *story_etag_parts(public_story)]
    response = page_with_ticker(
        request, "stories/changes.html", ctx, etag_parts=etag_parts, scope=scope_of(public_story)
    )
    return response if page.is_step else add_noindex(response)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": settings.TICKER_EMBED_ANCESTORS})  # type: ignore[arg-type]  # typed for one parameter
def card(request: HttpRequest, story_id: int, slug: str, a: int, b: int) -> HttpResponse:
    """Answer with a card of one change, for a frame on another site: what changed in words, and the way to it."""
    page = find_change(request, story_id, slug, "stories:change_card", a, b)
    if isinstance(page, HttpResponse):
        return page
    sheet = cache(partial(page.sheet, {}))
    ctx = {
        "public_story": page.public_story,
        "speaks": page.new.language,
        "old": page.old,
        "new": page.new,
        "said": partial(description, sheet if page.is_readable else None),
    }
    response = conditional_response(
        request,
        lambda: HttpResponse(render_page("stories/change_card.html", ctx, request)),
        etag_parts=["card", a, b, *story_etag_parts(page.public_story)],
        scope=scope_of(page.public_story),
    )
    return add_noindex(response)


def find_change(request: HttpRequest, story_id: int, slug: str, name: str, a: int, b: int) -> ChangePage | HttpResponse:
    """Return two filings of a story; or what answers in their place. Raises Http404 where the story has them not."""
    pair = FilingPair(story_id, a, b)
    chain = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, chain, slug, name, a=a, b=b)
    if instead:
        return instead
    if not (chain.shape.holds(a) and chain.shape.holds(b)):
        raise Http404
    if a > b:
        return lasting_redirect(request, reverse(name, args=[story_id, slug, b, a]))
    around = numbers_around(chain.shape, a, b)
    between = [b] if chain.shape.predecessor(b) == a else numbers_between(chain.shape, a, b)
    bodies = () if pair.is_cached else (a, b)
    public_story = Filing.public.with_filings(chain, {a, b, chain.newest_number, *around, *between}, bodies_of=bodies)
    old, new = public_story.with_number(a), public_story.with_number(b)
    if old is None or new is None:
        raise Http404
    return ChangePage(public_story, old, new, pair, frozenset(around), frozenset(between))


def description(sheet: Callable[[], ChangeSheet] | None) -> str:
    """Return what changed in words, for search engines and other sites."""
    return sentence_text(sheet().claims) if sheet else _("What changed between two versions of a story.")
