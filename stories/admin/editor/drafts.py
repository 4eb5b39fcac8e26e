"""Drafts: words kept while they are typed, the other editors of a story, and left words offered again."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stories import copy, desk, permissions
from stories.admin.editor.forms import ALT_TEXTS, StoryForm
from stories.admin.pages import refuse_unless
from stories.display.bulk_selection import LARGEST_ID
from stories.display.datetimes import print_time
from stories.models import Item, State, Story
from stories.models.draft import PAGE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.http import HttpResponse
    from django.urls import URLPattern

    from stories.display.requests import DeskRequest
    from stories.models import Draft

    View = Callable[..., HttpResponse]

UNAUTHORIZED, BAD_REQUEST = 401, 400
SUBMISSION_FIELD = "sending"  # the field with the name that a browser gives to one submission
SAVED_SUBMISSIONS = "arrived"  # the session's key for the submissions that were saved
SUBMISSIONS_KEPT = 20  # submissions
OPENING_LENGTH = 120  # characters of the text that an offer shows
OPENING_SOURCE = 4_000  # characters of what was typed that they are taken from
DRAFTS_COMPARED = 5  # newest drafts of one user in one story
PAGE_PATTERN = re.compile(r"\A[0-9a-f]{16}\Z")  # the name of a page, given when it is opened
SUBMISSION_PATTERN = re.compile(r"[0-9a-z-]{1,40}")


class PageStateForm(forms.Form):
    """The state that a page of the story form sends beside the typed fields.

    `page` is the page's name and `taken` that of the page whose draft it took over; both are empty where nothing is
    kept. `whose` is the key of the user who opened it, `aside` that of the wire copy merged in it.
    """

    page = forms.RegexField(PAGE_PATTERN, required=False)
    taken = forms.RegexField(PAGE_PATTERN, required=False)
    whose = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    aside = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    based_on = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    is_unsaved = forms.BooleanField(required=False)
    draft = forms.BooleanField(required=False)
    gone = forms.BooleanField(required=False)

    def clean_based_on(self) -> int:
        """Return the number of saves that the page was made from; 0 for a new story."""
        return self.cleaned_data["based_on"] or 0

    def clean(self) -> dict[str, Any]:
        """Refuse a draft without the name of its page; return all fields."""
        super().clean()
        data = self.cleaned_data
        if data.get("draft") and not data.get("page"):
            self.add_error("page", _("The page has no name. Open it again."))
        return data


@require_POST
def report_page_state(request: DeskRequest, story_id: int | None = None) -> JsonResponse:
    """Keep the draft of a page where it sends one, note its editor's presence, and report the story's state as JSON.

    Raises PermissionDenied, Http404.
    """
    story, now = find_edited_story(request, story_id), timezone.now()
    page = PageStateForm(request.POST)
    if not page.is_valid():
        return JsonResponse({"refused": page.errors.as_text()}, status=BAD_REQUEST)
    state = page.cleaned_data
    if refusal := other_user_refusal(request):
        return JsonResponse({"refused": refusal}, status=BAD_REQUEST)
    if state["draft"]:
        try:
            save_draft(request, story, state)
        except desk.DeskError as error:
            return JsonResponse({"refused": str(error)}, status=BAD_REQUEST)
    if story and state["gone"]:
        desk.end_presence(story, by=request.user)
    elif story:
        desk.record_presence(story, by=request.user, now=now, is_unsaved=state["is_unsaved"])
    saved_at = print_time(now, seconds=True) if state["draft"] else None
    return JsonResponse({"saved_at": saved_at, **editing_state(request, story, now, merging_item=state["aside"])})


def other_user_refusal(request: DeskRequest) -> str:
    """Return the refusal of a page that another user opened; empty where its sender did.

    Two people may share a browser, or one may have two accounts: nothing is saved in another's name unasked.
    """
    page = PageStateForm(request.POST)
    opener_id = page.cleaned_data["whose"] if page.is_valid() else None
    if opener_id in (None, request.user.pk):
        return ""
    opener = User.objects.filter(pk=opener_id).first()
    message = _(
        "{other} opened this page, and {you} is logged in now. Nothing was saved. Press again to save it in the name "
        "of {you}; or log in as {other} in another tab first."
    )
    return message.format(other=opener or "?", you=request.user)


def item_in_merge(request: DeskRequest, story: Story) -> Item | None:
    """Return the wire copy that a page merges with a story, while it still stands beside the story; else None."""
    page = PageStateForm(request.POST)
    return Item.objects.beside_edits(story).filter(pk=page.cleaned_data["aside"]).first() if page.is_valid() else None


def save_draft(request: DeskRequest, story: Story | None, state: Mapping[str, Any]) -> None:
    """Keep the typed fields of a page as a draft, and drop the draft that the page took over."""
    names = (*StoryForm.Meta.fields, ALT_TEXTS, SUBMISSION_FIELD)
    fields = {name: request.POST[name] for name in names if name in request.POST}
    now, by = timezone.now(), request.user
    desk.keep_draft(story, fields, by=by, now=now, page=state["page"], based_on=state["based_on"])
    desk.drop_drafts(state["taken"], by=by)


def save_refused_draft(request: DeskRequest, story: Story) -> None:
    """Keep the fields of a save that was refused, so that they outlive the page that says so.

    The draft carries the name of its submission, by which the browser knows it from its own copy.
    """
    page = PageStateForm(request.POST)
    if page.is_valid() and page.cleaned_data["page"]:
        with suppress(desk.DeskError):
            save_draft(request, story, page.cleaned_data)


def editing_state(
    request: DeskRequest, story: Story | None, now: datetime, *, merging_item: int | None = None
) -> dict[str, Any]:
    """Return the state of a story for its open pages: other editors, last save, closure and new wire copy.

    Wire copy up to the item with key `merging_item` is left out: the page has it already.
    """
    if story is None:
        return {"others": [], "saves": 0, "saved_by": None, "changed_at": None, "closed": "", "came": ""}
    others = desk.others_present(story, by=request.user, now=now)
    aside = Item.objects.beside_edits(story).filter(pk__gt=merging_item or 0).select_related("source").first()
    return {
        "others": [{"name": presence.person.get_username(), "is_unsaved": presence.is_unsaved} for presence in others],
        "saves": story.save_number,
        "saved_by": story.updated_by.get_username() if story.updated_by else None,
        "changed_at": print_time(story.updated_at),
        "closed": str(desk.WHY_NOT[State(story.state)]) if story.is_closed else "",
        "came": new_copy_notice(aside) if aside and not story.is_closed else "",
    }


def new_copy_notice(aside: Item) -> str:
    """Return the notice that wire copy came while somebody was writing."""
    message = _("New copy from {source} came at {at}: save yours, then put both together")
    return message.format(source=aside.source, at=print_time(aside.received_at))


@require_POST
def drop_draft(request: DeskRequest, story_id: int | None = None) -> HttpResponse:
    """Drop the draft of a page and redirect to the form. Raises PermissionDenied, Http404."""
    find_edited_story(request, story_id)
    page = PageStateForm(request.POST)
    if page.is_valid():
        desk.drop_drafts(page.cleaned_data["page"], by=request.user)
    return HttpResponseRedirect(form_address(story_id))


def find_edited_story(request: DeskRequest, story_id: int | None) -> Story | None:
    """Return the story to be edited, without its body; None for a new one. Raises PermissionDenied, Http404."""
    if story_id is None:
        refuse_unless(permissions.may_write(request.user))
        return None
    refuse_unless(request.user.has_perm("stories.view_story"))
    story = get_object_or_404(Story.objects.on_the_desk(), pk=story_id)
    refuse_unless(permissions.may_write(request.user, story))
    return story


def form_address(story_id: int | None) -> str:
    """Return the address of the story form; that of a new story for None."""
    return reverse("admin:stories_story_change", args=[story_id]) if story_id else reverse("admin:stories_story_add")


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A story form for its page, with the draft that its words come from; None where they are the story's."""

    form: StoryForm
    draft: Draft | None = None


def open_form(request: DeskRequest, story: Story, **proposed: object) -> OpenedForm:
    """Return the form of a story, filled from the draft that the address names, if there is one.

    A draft keeps the save that it is based on, so that a later save meets it as a conflict. Values in `proposed`
    fill fields that are empty in both.
    """
    draft = (
        desk.drafts_of(story if story.pk else None, by=request.user).filter(page=request.GET.get("draft", "")).first()
    )
    if draft is None:
        return OpenedForm(StoryForm(instance=story, initial=proposed))
    typed = {name: words for name, words in draft.fields.items() if words or name not in proposed}
    return OpenedForm(StoryForm(instance=story, initial={**proposed, **typed, "based_on": draft.based_on}), draft)


def draft_context(request: DeskRequest, story: Story | None, *, restored_draft: Draft | None = None) -> dict[str, Any]:
    """Return what a page of the story form prints of its draft: names of pages, left words, saved submissions.

    A page that comes back because its save was refused keeps its name.
    """
    state = PageStateForm(request.POST)
    names = state.cleaned_data if request.method == "POST" and state.is_valid() else {}
    page = names.get("page") or secrets.token_hex(PAGE_NAME // 2)
    taken_over = restored_draft.page if restored_draft else names.get("taken", "")
    return {
        "page_name": page,
        "taken": taken_over,
        "leftovers": leftover_drafts(request, story, page, taken_over),
        "arrivals": session_submissions(request),
    }


@dataclass(frozen=True, slots=True)
class OfferedDraft:
    """Words that were left in the form, as they are offered again: the headline, and the first of the text."""

    draft: Draft
    headline: str
    opening: str


def leftover_drafts(request: DeskRequest, story: Story | None, *pages: str) -> list[OfferedDraft]:
    """Return the newest drafts of the user on other pages than these that differ from the story, the newest first."""
    drafts = desk.drafts_of(story, by=request.user).exclude(page__in=pages)[:DRAFTS_COMPARED]
    return [offer_draft(draft) for draft in drafts if draft_differs(draft, story or Story())]


def offer_draft(draft: Draft) -> OfferedDraft:
    """Return a draft as it is offered."""
    text = copy.plain_text(copy.from_typed(draft.fields.get("body", "")[:OPENING_SOURCE]))
    opening = Truncator(" ".join(text.split())).chars(OPENING_LENGTH)
    return OfferedDraft(draft, " ".join(draft.fields.get("headline", "").split()), opening)


def draft_differs(draft: Draft, story: Story) -> bool:
    """Return whether a draft differs from the working copy in any typed field."""
    changed = StoryForm(draft.fields, instance=story).changed_data
    return not draft.fields.keys().isdisjoint(changed)


def draft_fields(draft: Draft, story: Story) -> list[tuple[str, str]]:
    """Return the fields of a draft that differ from the story, as pairs of label and plain text."""
    form = StoryForm(draft.fields, instance=story)
    plain = {"body": copy.plain_text(copy.from_typed(draft.fields.get("body", "")))}
    names = [name for name in form.changed_data if name in draft.fields]
    return [(str(form[name].label), plain.get(name, draft.fields[name])) for name in names]


def finish_drafts(request: DeskRequest) -> None:
    """Drop the drafts of a page whose save succeeded, and remember its submission in the session."""
    page = PageStateForm(request.POST)
    if page.is_valid():
        desk.drop_drafts(page.cleaned_data["page"], page.cleaned_data["taken"], by=request.user)
    sending = request.POST.get(SUBMISSION_FIELD, "")
    if SUBMISSION_PATTERN.fullmatch(sending):
        request.session[SAVED_SUBMISSIONS] = [*request.session.get(SAVED_SUBMISSIONS, []), sending][-SUBMISSIONS_KEPT:]


def session_submissions(request: DeskRequest) -> str:
    """Return the names of the session's saved submissions, parted by blanks: browsers need not offer those again."""
    return " ".join(request.session.get(SAVED_SUBMISSIONS, []))


def login_by_status(view: View) -> View:
    """Wrap a view for scripts: an ended session is answered with 401 and the login page's address, not a redirect."""

    @wraps(view)
    def answer(request: DeskRequest, **parts: int) -> HttpResponse:
        if admin.site.has_permission(request):
            return view(request, **parts)
        login = f"{reverse('admin:login')}?{urlencode({'next': form_address(parts.get('story_id'))})}"
        return JsonResponse({"login": login}, status=UNAUTHORIZED)

    return answer


def draft_urls(site: admin.AdminSite) -> list[URLPattern]:
    """Return the URL patterns that keep and drop drafts, of stories and of new ones."""
    keep_view, drop_view = login_by_status(site.admin_view(report_page_state)), site.admin_view(drop_draft)
    return [
        path("sitting/", keep_view, name="stories_story_sitting_new"),
        path("sitting/drop/", drop_view, name="stories_story_drop_new"),
        path("<int:story_id>/sitting/", keep_view, name="stories_story_sitting"),
        path("<int:story_id>/sitting/drop/", drop_view, name="stories_story_drop"),
    ]
