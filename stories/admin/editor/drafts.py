"""Sitting at the story form: drafts kept while somebody types, others told of, left words offered again."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stories import copy, desk, permissions
from stories.admin.forms import StoryForm
from stories.admin.pages import refuse_unless
from stories.desk.revisions import WHY_NOT
from stories.display.bulk_selection import LARGEST_ID
from stories.models import Item, State, Story
from stories.models.draft import PAGE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from stories.models import Draft

    View = Callable[..., HttpResponse]

NOT_SIGNED_IN, REFUSED = 401, 400
SENT_AS = "sending"  # the field with the name that a browser gives to one sending
ARRIVED = "arrived"  # where a session keeps which sendings of the form were saved
REMEMBERED = 20  # of them
LOOKED_AT = 5  # drafts of one person in one story, the newest
PAGE = re.compile(r"\A[0-9a-f]{16}\Z")  # the name that a page is given when it is opened
SENDING = re.compile(r"[0-9a-z-]{1,40}")


class Sitting(forms.Form):
    """What a page of the story form tells of itself, beside what is typed in it.

    `page` is its name, `taken` that of a page whose words were taken up in it; both empty where nothing is kept.
    `whose` is the key of the person that it was opened by, `aside` the copy put together in it.
    """

    page = forms.RegexField(PAGE, required=False)
    taken = forms.RegexField(PAGE, required=False)
    whose = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    aside = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    based_on = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    is_unsaved = forms.BooleanField(required=False)
    draft = forms.BooleanField(required=False)
    gone = forms.BooleanField(required=False)

    def clean_based_on(self) -> int:
        """The number of saves that the page was made from; none for a story that is not begun."""
        return self.cleaned_data["based_on"] or 0

    def clean(self) -> dict[str, object]:
        """All of it; what is typed is kept by the name of its page."""
        said = super().clean()
        if said.get("draft") and not said.get("page"):
            self.add_error("page", _("The page has no name. Open it again."))
        return said


@require_POST
def sitting(request: HttpRequest, story_id: int | None = None) -> JsonResponse:
    """Who else is at the story and what became of it meanwhile; with `draft`, what is typed is kept."""
    story, now = story_at(request, story_id), timezone.now()
    page = Sitting(request.POST)
    if not page.is_valid():
        return JsonResponse({"refused": page.errors.as_text()}, status=REFUSED)
    said = page.cleaned_data
    if not_theirs := of_somebody_else(request):
        return JsonResponse({"refused": not_theirs}, status=REFUSED)
    if said["draft"]:
        try:
            keep(request, story, said)
        except desk.Refused as refused:
            return JsonResponse({"refused": str(refused)}, status=REFUSED)
    if story and said["gone"]:
        desk.left(story, by=request.user)
    elif story:
        desk.seen(story, by=request.user, now=now, is_unsaved=said["is_unsaved"])
    kept_at = clock(now, "H:i:s T") if said["draft"] else None
    return JsonResponse({"saved_at": kept_at, **around(request, story, now, put_together=said["aside"])})


def of_somebody_else(request: HttpRequest) -> str:
    """That a page was opened by somebody else than who is logged in now; empty where it was not.

    Two people who share a browser, or one with two accounts: nothing goes out in another's name unasked.
    """
    page = Sitting(request.POST)
    whose = page.cleaned_data["whose"] if page.is_valid() else None
    if whose in (None, request.user.pk):
        return ""
    other = User.objects.filter(pk=whose).first()
    told = _(
        "{other} opened this page, and {you} is logged in now. Nothing was saved. Press again to save it in the name "
        "of {you}; or log in as {other} in another tab first."
    )
    return told.format(other=other or "?", you=request.user)


def put_together_in(request: HttpRequest, story: Story) -> Item | None:
    """The copy that a page puts together with a story, while that stands beside it still."""
    page = Sitting(request.POST)
    return Item.objects.aside(story).filter(pk=page.cleaned_data["aside"]).first() if page.is_valid() else None


def keep(request: HttpRequest, story: Story | None, said: Mapping[str, object]) -> None:
    """What is typed into a page, kept; what was taken up there from another is part of it now."""
    fields = {name: request.POST[name] for name in (*StoryForm.Meta.fields, SENT_AS) if name in request.POST}
    now, by = timezone.now(), request.user
    desk.keep_draft(story, fields, by=by, now=now, page=said["page"], based_on=said["based_on"])
    desk.drop_drafts(said["taken"], by=by)


def keep_unsaved(request: HttpRequest, story: Story) -> None:
    """What was sent and could not be saved, kept: whatever becomes of the page that says so, the words are there.

    They keep the name of their sending, by which the browser sees that they are those that it has a copy of.
    """
    page = Sitting(request.POST)
    if page.is_valid() and page.cleaned_data["page"]:
        with suppress(desk.Refused):
            keep(request, story, page.cleaned_data)


def around(
    request: HttpRequest, story: Story | None, now: datetime, *, put_together: int | None = None
) -> dict[str, object]:
    """Who else is at a story, its last save, why nothing more can be saved, and what came from the wire beside it.

    Of what came, the page has in hand what it puts together with the story, and whatever came before.
    """
    if story is None:
        return {"others": [], "saves": 0, "saved_by": None, "changed_at": None, "closed": "", "came": ""}
    here = desk.others(story, by=request.user, now=now)
    aside = Item.objects.aside(story).filter(pk__gt=put_together or 0).select_related("source").first()
    return {
        "others": [{"name": each.person.get_username(), "is_unsaved": each.is_unsaved} for each in here],
        "saves": story.save_number,
        "saved_by": story.updated_by.get_username() if story.updated_by else None,
        "changed_at": clock(story.updated_at, "H:i T"),
        "closed": str(WHY_NOT[State(story.state)]) if story.is_closed else "",
        "came": came(aside) if aside and not story.is_closed else "",
    }


def came(aside: Item) -> str:
    """That copy came for a story while somebody was writing on it."""
    told = _("New copy from {source} came at {at}: save yours, then put both together")
    return told.format(source=aside.source, at=clock(aside.received_at, "H:i T"))


@require_POST
def drop(request: HttpRequest, story_id: int | None = None) -> HttpResponse:
    """The form again, without the words that were left on a page of it."""
    story_at(request, story_id)
    page = Sitting(request.POST)
    if page.is_valid():
        desk.drop_drafts(page.cleaned_data["page"], by=request.user)
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


def clock(moment: datetime, form: str) -> str:
    """A time of day as the person's pages print it."""
    return date_format(timezone.localtime(moment), form)


def form_address(story_id: int | None) -> str:
    """The address of the story form."""
    return reverse("admin:stories_story_change", args=[story_id]) if story_id else reverse("admin:stories_story_add")


def opened(request: HttpRequest, story: Story, **proposed: object) -> dict[str, object]:
    """The form for its page, as the story stands or with the words that somebody left there and asks for again.

    Those, `taken_up`, keep the save that they are based on, so that another since then is met and not overwritten.
    What is proposed for the story stands where it, or they, have nothing.
    """
    draft = (
        desk.drafts_of(story if story.pk else None, by=request.user).filter(page=request.GET.get("draft", "")).first()
    )
    if draft is None:
        return {"form": StoryForm(instance=story, initial=proposed)}
    typed = {name: words for name, words in draft.fields.items() if words or name not in proposed}
    return {
        "form": StoryForm(instance=story, initial={**proposed, **typed, "based_on": draft.based_on}),
        "taken_up": draft,
    }


def sat_at(request: HttpRequest, story: Story | None, *, taken_up: Draft | None = None) -> dict[str, object]:
    """What a page with the story form knows of itself: its name, the one that it has taken up, what else was left.

    A page that comes again with what was sent, because it could not be saved, keeps its name.
    """
    sent = Sitting(request.POST)
    names = sent.cleaned_data if request.method == "POST" and sent.is_valid() else {}
    page = names.get("page") or secrets.token_hex(PAGE_NAME // 2)
    taken = taken_up.page if taken_up else names.get("taken", "")
    return {"page_name": page, "taken": taken, "left": left(request, story, page, taken), "arrivals": arrivals(request)}


def left(request: HttpRequest, story: Story | None, *pages: str) -> Draft | None:
    """The newest words that somebody left on another page of a story than these, and that differ from the story."""
    drafts = desk.drafts_of(story, by=request.user).exclude(page__in=pages)[:LOOKED_AT]
    return next((draft for draft in drafts if says_something_new(draft, story or Story())), None)


def says_something_new(draft: Draft, story: Story) -> bool:
    """Whether a draft differs from the working copy in anything that was typed."""
    changed = StoryForm(draft.fields, instance=story).changed_data
    return not draft.fields.keys().isdisjoint(changed)


def to_copy_from(draft: Draft, story: Story) -> list[tuple[str, str]]:
    """What a draft has that a story has not, each under the name of its field; the text as plain words."""
    form = StoryForm(draft.fields, instance=story)
    plain = {"body": copy.plain(copy.from_typed(draft.fields.get("body", "")))}
    names = [name for name in form.changed_data if name in draft.fields]
    return [(str(form[name].label), plain.get(name, draft.fields[name])) for name in names]


def saved(request: HttpRequest) -> None:
    """Let go of what was kept of a page: what was typed there arrived."""
    page = Sitting(request.POST)
    if page.is_valid():
        desk.drop_drafts(page.cleaned_data["page"], page.cleaned_data["taken"], by=request.user)
    sending = request.POST.get(SENT_AS, "")
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
