"""The page that compares two filings of a story."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.display.change_words import sentence_text
from stories.display.comparison import Thumbnail
from stories.display.comparison_cache import FilingPair
from stories.display.http_caching import add_noindex, page_with_ticker, scope_of
from stories.display.pictures import thumbnails
from stories.display.requests import PageRequest
from stories.models import Filing
from stories.public.change_sheet import ChangeSheet, make_sheet
from stories.public.version_choice import make_choice, neighbour_pairs, numbers_around
from stories.public.views.availability import lasting_redirect, newest_or_404, story_or_404
from stories.public.views.moves import page_instead
from stories.public.views.story import story_etag_parts


class LayoutForm(forms.Form):
    """The layout of the two texts: one within the other, or side by side."""

    view = forms.ChoiceField(choices=[("inline", "In one text"), ("split", "Side by side")], required=False)


@require_safe
def changes(request: PageRequest, story_id: int, slug: str, a: int, b: int) -> HttpResponse:
    """Answer with the changes from filing a to filing b, and the ways to the changes before and after."""
    pair = FilingPair(story_id, a, b)
    chain = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, chain, slug, "stories:changes", a=a, b=b)
    if instead:
        return instead
    if not (chain.shape.holds(a) and chain.shape.holds(b)):
        raise Http404
    around = numbers_around(chain.shape, a, b)
    public_story = Filing.public.with_filings(
        chain, {a, b, chain.newest_number, *around}, bodies_of=() if pair.is_cached else (a, b)
    )
    old, new = public_story.with_number(a), public_story.with_number(b)
    if old is None or new is None:
        raise Http404
    if a > b:
        return lasting_redirect(request, reverse("stories:changes", args=[story_id, slug, b, a]))
    layout = LayoutForm(request.GET)
    thumbnails_of = thumbnails({picture.photo for picture in (*old.shown_pictures, *new.shown_pictures)})
    older, newer = neighbour_pairs(chain.shape, a, b)
    is_step = chain.shape.predecessor(b) == a
    sheet = cache(partial(change_sheet, pair, old, new, thumbnails_of, is_step=is_step))
    is_readable = a != b and not (old.is_taken_down or new.is_taken_down)
    ctx = {
        "public_story": public_story,
        "speaks": new.language,
        "old": old,
        "new": new,
        "newest": newest_or_404(public_story),
        "choice": make_choice(public_story, around, a, b),
        "older": older,
        "newer": newer,
        "split": layout.is_valid() and layout.cleaned_data["view"] == "split",
        "gone": [filing for filing in (old, new) if filing.is_taken_down],
        "sheet": sheet,
        "said": partial(description, sheet if is_readable else None),
    }
    etag_parts = [
        a,
        b,
        ctx["split"],
        [thumbnail.address for thumbnail in thumbnails_of.values()],
        *story_etag_parts(public_story),
    ]
    page = page_with_ticker(request, "stories/changes.html", ctx, etag_parts=etag_parts, scope=scope_of(public_story))
    return page if is_step else add_noindex(page)


def change_sheet(
    pair: FilingPair, old: Filing, new: Filing, thumbnails_of: dict[int, Thumbnail], *, is_step: bool
) -> ChangeSheet:
    """Return the comparison for the page. Called while the page is printed: a reader who has the page costs none."""
    return make_sheet(pair.comparison(old, new), new, thumbnails_of, is_step=is_step)


def description(sheet: Callable[[], ChangeSheet] | None) -> str:
    """Return what changed in words, for search engines and other sites."""
    return sentence_text(sheet().claims) if sheet else _("What changed between two versions of a story.")
