"""Views of the story form: add, change, use an old revision; and the saves, with their conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from reversion.models import Version

from stories import copy, desk, permissions
from stories.admin import versions
from stories.admin.acts.affected_urls import public_urls
from stories.admin.acts.withdrawals import withdrawal_context
from stories.admin.editor import drafts
from stories.admin.editor.alt_texts import save_alt_texts
from stories.admin.editor.conflicts import conflict_page
from stories.admin.editor.forms import StoryForm
from stories.admin.editor.page import form_page
from stories.admin.editor.prefill import new_story_values, remember_choices
from stories.admin.editor.story_beginnings import template_values
from stories.admin.expected_copy import settle_by_new_story, values_of_expected
from stories.admin.pages import (
    find_story,
    find_story_to_change,
    may_change,
    refuse_unless,
    render_desk_page,
    story_page_url,
)
from stories.admin.photos import library as photo_library
from stories.display.datetimes import print_both_times
from stories.models import Item, State, Story
from stories.story_actions import SAVED_FIRST, STORY_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

SAVED_MESSAGE = gettext_lazy("Saved. Readers see it when it is filed.")
KEEP_TIME = "keep_time"  # the button that saves a scheduled story and keeps its time
MERGE = "merge"  # the button that saves, and goes on to the wire copy beside the story
REVISION_FIELDS = (
    "headline",
    "byline",
    "dateline",
    "dated_on",
    "body",
    "endmark",
    "pictures",
)  # fields that an old revision brings back


@require_http_methods(["GET", "HEAD", "POST"])
def add_story(request: DeskRequest) -> HttpResponse:
    """Render the form of a new story, or put the story on the desk. Raises PermissionDenied."""
    refuse_unless(permissions.may_write(request.user))
    if request.method == "POST":
        return open_story(request)
    opening = drafts.open_form(request, Story(), **opening_values(request))
    return form_page(request, None, form=opening.form, restored_draft=opening.draft)


def opening_values(request: DeskRequest) -> dict[str, object]:
    """Return what a new story begins with: the house's values, over them its template's, then what was expected."""
    return {**new_story_values(request), **template_values(request), **values_of_expected(request)}


@require_http_methods(["GET", "HEAD", "POST"])
def change_story(request: DeskRequest, story_id: int) -> HttpResponse:
    """Render the working copy in its form, or save it; render it as text where it may not be changed.

    Raises PermissionDenied, Http404.
    """
    story = find_story(request, story_id)
    if request.method == "POST":
        refuse_unless(permissions.may_write(request.user, story))
        return save_story(request, story)
    if not may_change(request.user, story):
        return read_only_page(request, story)
    opening = drafts.open_form(request, story, **next_filing_proposal(request, story))
    if "next" in request.GET:
        opening.form.fields["body"].widget.attrs["autofocus"] = True
    return form_page(request, story, form=opening.form, restored_draft=opening.draft)


@require_safe
def use_revision(request: DeskRequest, story_id: int, version_id: int) -> HttpResponse:
    """Render the form with the words of an old revision. Nothing is saved. Raises PermissionDenied, Http404."""
    story = find_story_to_change(request, story_id)
    version = get_object_or_404(Version.objects.get_for_object(story).select_related("revision"), pk=version_id)
    old = versions.story_as_of(version)
    form = StoryForm(instance=story, initial={name: getattr(old, name) for name in REVISION_FIELDS})
    return form_page(request, story, form=form, used=version.revision)


def open_story(request: DeskRequest) -> HttpResponse:
    """Put the typed story on the desk; render the form again where it is refused."""
    form = StoryForm(request.POST, instance=Story())
    if not (form.is_valid() and is_own_page(request, form)):
        return form_page(request, None, form=form)
    try:
        with transaction.atomic():
            story = desk.open_story(form.instance, by=request.user, now=timezone.now())
            save_alt_texts(request, form)
    except desk.DeskError as error:
        form.add_error(None, str(error))
        return form_page(request, None, form=form)
    drafts.finish_drafts(request)
    remember_choices(request, story)
    settle_by_new_story(request, story)
    messages.success(request, _("Story {number} is on the desk.").format(number=story.pk))
    return redirect_after_save(request, story)


def save_story(request: DeskRequest, story: Story, *, rebase: Callable[..., Story] | None = None) -> HttpResponse:
    """Save the typed story; render the form again, or the conflict, where it is refused.

    `rebase` saves it in place of `desk.save` where the text was merged with wire copy.
    """
    was_scheduled = story.is_scheduled
    form = StoryForm(request.POST, instance=story)
    if not (form.is_valid() and is_own_page(request, form) and may_move_story(request, form)):
        return form_page(request, find_story(request, story.pk), form=form)
    if not (rebase or form.has_changes()):
        return save_alt_texts_alone(request, story, form)
    keeps_time = KEEP_TIME in request.POST and was_scheduled and permissions.may_file(request.user, story)
    save, based_on = rebase or (desk.save_on_schedule if keeps_time else desk.save), form.cleaned_data["based_on"]
    try:
        with transaction.atomic():
            story = save(form.instance, by=request.user, now=timezone.now(), based_on=based_on)
            save_alt_texts(request, form)
    except desk.StaleError as stale:
        drafts.save_refused_draft(request, story)
        return conflict_page(request, form, stale.current, found=based_on)
    except desk.DeskError as error:
        form.add_error(None, str(error))
        return form_page(request, find_story(request, story.pk), form=form)
    drafts.finish_drafts(request)
    message = _("Saved: your words and what arrived. Readers see it when it is filed.") if rebase else SAVED_MESSAGE
    if keeps_time and story.release_at:
        message = _("Saved. These words are filed at {time}.").format(time=print_both_times(story.release_at))
    messages.success(request, message)
    if was_scheduled and not story.is_scheduled:
        message = _("It is no longer scheduled, as its words changed: file it again for its time.")
        messages.warning(request, message)
    return redirect_after_save(request, story)


def save_alt_texts_alone(request: DeskRequest, story: Story, form: StoryForm) -> HttpResponse:
    """Save the alt texts of a form in which nothing of the story was changed: it stays as it was, on its schedule."""
    try:
        count = save_alt_texts(request, form)
    except desk.DeskError as error:
        form.add_error(None, str(error))
        return form_page(request, find_story(request, story.pk), form=form)
    drafts.finish_drafts(request)
    if count:
        messages.success(request, _("The alt text is kept with the photo."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect_after_save(request, story)


def is_own_page(request: DeskRequest, form: StoryForm) -> bool:
    """Return whether the sender of the form opened its page; else add the reason to the form."""
    refusal = drafts.other_user_refusal(request)
    if refusal:
        form.add_error(None, refusal)
    return not refusal


def may_move_story(request: DeskRequest, form: StoryForm) -> bool:
    """Return whether the sender may move the story to the chosen section; else add the reason to the form."""
    section = form.cleaned_data["section"]
    if permissions.may_change_section(request.user, form.initial["section"], section and section.pk):
        return True
    message = _("You file to other sections: it stays where it is. Ask somebody who files to both.")
    form.add_error("section", message)
    return False


def next_filing_proposal(request: DeskRequest, story: Story) -> dict[str, str]:
    """Return the next designator as a proposal, where the editor goes on to the next filing."""
    return {"designator": story.next_designator()} if "next" in request.GET and not story.designator else {}


def read_only_page(request: DeskRequest, story: Story) -> HttpResponse:
    """Render the working copy as text."""
    head = [(versions.FIELD_NAMES[name], value) for name, value in versions.head_fields(story)]
    body = copy.to_html(story.blocks)
    gone = public_urls(story) if story.state == State.KILLED else []
    leftovers = drafts.leftover_drafts(request, story) if permissions.may_write(request.user, story) else []
    leftover = leftovers[0].draft if leftovers else None
    ctx: dict[str, Any] = {"story": story, "head": head, "body": body, "gone": gone, "leftover": leftover}
    ctx["pictures"] = photo_library.story_pictures(story, request.user)
    ctx |= withdrawal_context(request, story)
    if leftover:
        ctx["leftover_fields"] = drafts.draft_fields(leftover, story)
    return render_desk_page(request, "story/editor/read_only", title=story.slugline, **ctx)


def redirect_after_save(request: DeskRequest, story: Story) -> HttpResponse:
    """Redirect to the page that the pressed button leads to, for who has the right to it; else back to the form.

    Where a second pair of eyes is wanted, that page says so.
    """
    if MERGE in request.POST and (item := Item.objects.beside_edits(story).first()):
        return HttpResponseRedirect(story_page_url("rebase", story, item.pk))
    action = next((STORY_ACTIONS[name] for name in SAVED_FIRST if name in request.POST), None)
    is_wanted = action is not None and permissions.has_right(request.user, action, story)
    return HttpResponseRedirect(story_page_url(action.name if action and is_wanted else "change", story))
