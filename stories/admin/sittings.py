"""Sitting at the story form: drafts kept while somebody types, others told of, left words offered again."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.forms import StoryForm
from stories.admin.pages import refuse_unless
from stories.chosen import LARGEST_ID
from stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from stories.models import Draft

    View = Callable[..., HttpResponse]

NOT_SIGNED_IN, REFUSED = 401, 400
ARRIVED = "arrived"  # where a session keeps which sendings of the form were saved
REMEMBERED = 20  # of them
SENDING = re.compile(r"[0-9a-z-]{1,40}")  # the name that a browser gives to one sending


class Sitting(forms.Form):
    """What a page of the story form tells of itself, beside what is typed in it."""

    based_on = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    is_unsaved = forms.BooleanField(required=False)
    draft = forms.BooleanField(required=False)

    def clean_based_on(self) -> int:
        """The number of saves that the page was made from; none for a story that is not begun."""
        return self.cleaned_data["based_on"] or 0


@require_POST
def sitting(request: HttpRequest, story_id: int | None = None) -> JsonResponse:
    """Who else is at the story and whether it was saved meanwhile; with `draft`, what is typed is kept."""
    story, now = story_at(request, story_id), timezone.now()
    page = Sitting(request.POST)
    if not page.is_valid():
        return JsonResponse({"refused": page.errors.as_text()}, status=REFUSED)
    said = page.cleaned_data
    if said["draft"]:
        try:
            desk.keep_draft(story, typed(request), by=request.user, now=now, based_on=said["based_on"])
        except desk.Refused as refused:
            return JsonResponse({"refused": str(refused)}, status=REFUSED)
    if story:
        desk.seen(story, by=request.user, now=now, is_unsaved=said["is_unsaved"])
    kept_at = clock(now, "H:i:s T") if said["draft"] else None
    return JsonResponse({"saved_at": kept_at, **around(request, story, now)})


def around(request: HttpRequest, story: Story | None, now: datetime) -> dict[str, object]:
    """Who else is at a story, and its last save."""
    if story is None:
        return {"others": [], "saves": 0, "saved_by": None, "changed_at": None}
    here = desk.others(story, by=request.user, now=now)
    return {
        "others": [{"name": each.person.get_username(), "is_unsaved": each.is_unsaved} for each in here],
        "saves": story.saves,
        "saved_by": story.updated_by.get_username() if story.updated_by else None,
        "changed_at": clock(story.updated_at, "H:i T"),
    }


@require_POST
def drop(request: HttpRequest, story_id: int | None = None) -> HttpResponse:
    """The form again, without the words that were left in it."""
    story = story_at(request, story_id)
    desk.drop_draft(story, by=request.user)
    return HttpResponseRedirect(form_address(story_id))


def story_at(request: HttpRequest, story_id: int | None) -> Story | None:
    """The story that somebody sits at, without its body; None for one that is not begun.

    Raises PermissionDenied for those who may not write, Http404.
    """
    if story_id is None:
        refuse_unless(permissions.may_write(request.user))
        return None
    refuse_unless(request.user.has_perm("stories.view_story"))
    story = get_object_or_404(Story.objects.on_the_desk(), pk=story_id)
    refuse_unless(permissions.may_write(request.user, story))
    return story


def typed(request: HttpRequest) -> dict[str, str]:
    """What is typed, by the names of the form's own fields."""
    return {name: request.POST[name] for name in StoryForm.Meta.fields if name in request.POST}


def clock(moment: datetime, form: str) -> str:
    """A time of day as the person's pages print it."""
    return date_format(timezone.localtime(moment), form)


def form_address(story_id: int | None) -> str:
    """The address of the story form."""
    return reverse("admin:stories_story_change", args=[story_id]) if story_id else reverse("admin:stories_story_add")


def opened(request: HttpRequest, story: Story, **proposed: object) -> dict[str, object]:
    """The form for its page, as the story stands or with the words that somebody left in it and asks for again.

    `left` are such words, to be offered; `taken_up` those that stand in the form. They keep the save that they are
    based on, so that another since then is met and not overwritten.
    """
    draft = desk.draft_of(story if story.pk else None, by=request.user)
    if draft is None or not says_something_new(draft, story):
        return {"form": StoryForm(instance=story, initial=proposed)}
    if "draft" in request.GET:
        words = {**draft.fields, "based_on": draft.based_on}
        return {"form": StoryForm(instance=story, initial=words), "taken_up": draft}
    return {"form": StoryForm(instance=story, initial=proposed), "left": draft}


def still_offered(request: HttpRequest, story: Story | None) -> Draft | None:
    """Words that the page before this one offered, and that were neither taken up nor dropped there."""
    return desk.draft_of(story, by=request.user) if "left" in request.POST else None


def says_something_new(draft: Draft, story: Story) -> bool:
    """Whether a draft differs from the working copy in anything that was typed."""
    changed = StoryForm(draft.fields, instance=story).changed_data
    return not draft.fields.keys().isdisjoint(changed)


def saved(request: HttpRequest, story: Story | None) -> None:
    """Let go of what was kept while somebody typed into a story, or a new one: it arrived.

    Words that were only offered on the page, and not taken up, are kept.
    """
    if "left" not in request.POST:
        desk.drop_draft(story, by=request.user)
    sending = request.POST.get("sending", "")
    if SENDING.fullmatch(sending):
        request.session[ARRIVED] = [*request.session.get(ARRIVED, []), sending][-REMEMBERED:]


def arrivals(request: HttpRequest) -> str:
    """The names of what this session sent and the newsroom saved: by them a browser sees what need not be offered."""
    return " ".join(request.session.get(ARRIVED, []))


def told_by_status(view: View) -> View:
    """A page of the admin for scripts: who is not signed in is told so, and where to, instead of being led there."""

    @wraps(view)
    def answer(request: HttpRequest, **about: int) -> HttpResponse:
        if admin.site.has_permission(request):
            return view(request, **about)
        login = f"{reverse('admin:login')}?{urlencode({'next': form_address(about.get('story_id'))})}"
        return JsonResponse({"login": login}, status=NOT_SIGNED_IN)

    return answer


def addresses(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of sitting at a story and at one that is not begun, and of dropping what was left there."""
    keeps, drops = told_by_status(site.admin_view(sitting)), site.admin_view(drop)
    return [
        path("sitting/", keeps, name="stories_story_sitting_new"),
        path("sitting/drop/", drops, name="stories_story_drop_new"),
        path("<int:story_id>/sitting/", keeps, name="stories_story_sitting"),
        path("<int:story_id>/sitting/drop/", drops, name="stories_story_drop"),
    ]
