"""The page that compares two filings of a story."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from stories.display.comparison import ComparisonView, Thumbnail, add_thumbnails, lay_out
from stories.display.comparison_cache import FilingPair
from stories.display.http_caching import add_noindex, page_with_ticker, scope_of
from stories.display.pictures import thumbnails
from stories.display.requests import PageRequest
from stories.models import Filing
from stories.public.views.availability import lasting_redirect, story_or_404
from stories.public.views.moves import page_instead
from stories.public.views.story import story_etag_parts


class LayoutForm(forms.Form):
    """The layout of the two texts: one within the other, or side by side."""

    view = forms.ChoiceField(choices=[("inline", "In one text"), ("split", "Side by side")], required=False)


@require_safe
def changes(request: PageRequest, story_id: int, slug: str, a: int, b: int) -> HttpResponse:
    """Answer with the changes from filing a to filing b."""
    pair = FilingPair(story_id, a, b)
    chain = story_or_404(Filing.public.chain(story_id))
    instead = page_instead(request, chain, slug, "stories:changes", a=a, b=b)
    if instead:
        return instead
    public_story = Filing.public.with_filings(
        chain, [a, b, chain.newest_number], bodies_of=() if pair.is_cached else (a, b)
    )
    old, new = public_story.with_number(a), public_story.with_number(b)
    if old is None or new is None:
        raise Http404
    if a > b:
        return lasting_redirect(request, reverse("stories:changes", args=[story_id, slug, b, a]))
    layout = LayoutForm(request.GET)
    thumbnails_of = thumbnails({picture.photo for picture in (*old.shown_pictures, *new.shown_pictures)})
    ctx = {
        "public_story": public_story,
        "speaks": new.language,
        "old": old,
        "new": new,
        "split": layout.is_valid() and layout.cleaned_data["view"] == "split",
        "gone": [filing for filing in (old, new) if filing.is_taken_down],
        "sheet": partial(comparison_view, pair, old, new, thumbnails_of),
    }
    etag_parts = [
        a,
        b,
        ctx["split"],
        [thumbnail.address for thumbnail in thumbnails_of.values()],
        *story_etag_parts(public_story),
    ]
    page = page_with_ticker(request, "stories/changes.html", ctx, etag_parts=etag_parts, scope=scope_of(public_story))
    return add_noindex(page)


def comparison_view(pair: FilingPair, old: Filing, new: Filing, thumbnails_of: dict[int, Thumbnail]) -> ComparisonView:
    """Return the comparison for the page. Called while the page is printed: a reader who has the page costs none."""
    return add_thumbnails(lay_out(pair.comparison(old, new)), thumbnails_of)
