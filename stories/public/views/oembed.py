"""Answers for sites on which somebody pastes the address of a story (oEmbed, https://oembed.com)."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from stories.display.http_caching import conditional_response
from stories.display.urls import absolute_url
from stories.models import Filing, PublicStory, State
from stories.public.views.availability import notice_data
from stories.public.views.data import JSON_OPTIONS, take_down_response
from stories.public.views.moves import address_elsewhere, redirect_elsewhere
from stories.public.views.story import story_etag_parts

CACHE_SECONDS = 60  # as long as a cache may keep any page of a story
XML = "text/xml; charset=utf-8"
PAGES = ("stories:story", "stories:filing", "stories:changes", "stories:change_card")


class OembedForm(forms.Form):
    """The query of a site: the address that was pasted, and the format of the answer. A link has no width."""

    url = forms.CharField(max_length=2_000)
    format = forms.CharField(max_length=20, required=False, empty_value="json")

    def clean_url(self) -> dict[str, int]:
        """Return the story, the number of its filing, 0 for the newest, and that of the one compared with, or 0."""
        try:
            address = urlsplit(self.cleaned_data["url"])
            page = resolve(address.path)
        except (ValueError, Resolver404) as error:
            raise forms.ValidationError("There is no such address.") from error
        if address.scheme not in ("http", "https") or address.netloc != urlsplit(settings.SITE_URL).netloc:
            raise forms.ValidationError("The address is of another site.")
        if page.view_name not in PAGES:
            raise forms.ValidationError("The address is of no story.")
        number = page.kwargs.get("number") or page.kwargs.get("b", 0)
        return {"story_id": page.kwargs["story_id"], "number": number, "compared_with": page.kwargs.get("a", 0)}


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer with a story or one of its filings as oEmbed's type link: its headline, agency and this site.

    Not rich: a frame would need pages of ours that others may frame, which the policy refuses, and a card would put
    words into the pages of others that no kill can take back. A link works without script, and asks for no trust.
    """
    question = OembedForm(request.GET)
    if not question.is_valid():
        raise Http404
    form = question.cleaned_data["format"]
    if form not in ("json", "xml"):
        return HttpResponse("There is json and xml.", status=501, content_type="text/plain; charset=utf-8")
    number, compared_with = question.cleaned_data["url"]["number"], question.cleaned_data["url"]["compared_with"]
    chain = Filing.public.chain(question.cleaned_data["url"]["story_id"])
    if chain is None:
        raise Http404
    if moved := redirect_to_moved(chain, number, form):
        return moved
    public_story = Filing.public.with_filings(chain, [number or chain.newest_number, compared_with])
    filing = filing_to_show(public_story, number)
    if compared_with and filing_to_show(public_story, compared_with) is None:
        filing = None
    if filing is None:
        return notice_data(public_story) or take_down_response(public_story)
    data = oembed_link(filing)

    def write() -> HttpResponse:
        if form == "xml":
            return render(request, "stories/oembed.xml", {"data": data}, content_type=XML)
        return JsonResponse(data, json_dumps_params=JSON_OPTIONS)

    return conditional_response(
        request, write, etag_parts=["oembed", form, filing.number, *story_etag_parts(public_story)]
    )


def redirect_to_moved(public_story: PublicStory, number: int, form: str) -> HttpResponse | None:
    """Redirect to the answer for the address where words stand now; None where they stand in the story."""
    page = address_elsewhere(public_story, *(("stories:filing", number) if number else ("stories:story",)))
    if page is None:
        return None
    query = urlencode({"url": absolute_url(page.address), "format": form})
    return redirect_elsewhere(f"{reverse('stories:oembed')}?{query}", page)


def filing_to_show(public_story: PublicStory, number: int) -> Filing | None:
    """Return the filing of a story if it may be read. Raises Http404, for a held story too: it has no answer."""
    if public_story.state not in (State.LIVE, State.KILLED):
        raise Http404
    filing = public_story.with_number(number or public_story.newest_number)
    if public_story.is_live and filing is None:
        raise Http404
    return None if filing is None or filing.is_taken_down else filing


def oembed_link(filing: Filing) -> dict[str, str | int]:
    """Return a filing as oEmbed's type link."""
    return {
        "version": "1.0",
        "type": "link",
        "title": filing.headline,
        "author_name": filing.credit,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": CACHE_SECONDS,
    }
