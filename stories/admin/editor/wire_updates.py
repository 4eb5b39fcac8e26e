"""Wire copy that came while a story was edited: merged with the working copy, or dismissed."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stories import desk, intake, permissions
from stories.admin import versions
from stories.admin.editor import drafts
from stories.admin.editor import views as editor_views
from stories.admin.editor.forms import StoryForm
from stories.admin.editor.merging import TextMerge
from stories.admin.pages import find_story, find_story_to_change, refuse_unless, render_desk_page, story_page_url
from stories.models import Item
from stories.story_actions import SAVED_FIRST

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from stories.desk import StoryText
    from stories.display.requests import DeskRequest
    from stories.models import Story

SAVE_BUTTONS = {"save", *SAVED_FIRST}  # the buttons under the text of both


@require_http_methods(["GET", "HEAD", "POST"])
def merge_wire_copy(request: DeskRequest, story_id: int, item_id: int) -> HttpResponse:
    """Render the merge of the working copy and the wire copy beside it, or save it.

    Raises PermissionDenied, and Http404 where the wire copy is gone.
    """
    if not SAVE_BUTTONS.isdisjoint(request.POST):
        return save_merge(request, story_id, item_id)
    story = find_story_to_change(request, story_id)
    try:
        item, designator, words, embargo = read_wire_copy(story, item_id)
    except LookupError as error:
        raise Http404 from error
    base = versions.last_wire_version(story)
    theirs = versions.story_with_text(base, words, designator=designator)
    theirs.embargo_until = embargo if embargo and embargo > timezone.now() else base.embargo_until
    meeting, form = TextMerge(base, theirs, story, them=_("The wire's")), StoryForm(instance=story)
    merge_context = meeting.merged_context(current_answers(request, story), on=story)
    is_unsettled = request.method == "POST" and "choices" in merge_context
    return render_desk_page(
        request,
        "story/editor/conflict",
        title=_("Put together: {slugline}").format(slugline=story.slugline),
        status=HTTPStatus.CONFLICT if is_unsettled else HTTPStatus.OK,
        story=story,
        item=item,
        is_unsaved=request.method == "POST",
        why=merge_reason(designator, item),
        them=_("the wire"),
        whose=_("The wire's"),
        leave=_("Not now"),
        settle_at=story_page_url("rebase", story, item.pk),
        save_at=story_page_url("rebase", story, item.pk),
        carried=[form["based_on"].as_hidden()],
        **drafts.draft_context(request, story),
        **meeting.sides_context(),
        **{"form": form, **merge_context},
    )


@require_POST
def dismiss_wire_copy(request: DeskRequest, story_id: int, item_id: int) -> HttpResponse:
    """Dismiss the wire copy beside a story and redirect to the form. Raises PermissionDenied, Http404."""
    story = find_story_to_change(request, story_id)
    item = get_object_or_404(Item.objects.filter(story=story).select_related("source"), pk=item_id)
    try:
        desk.dismiss_wire_copy(story, item, by=request.user, now=timezone.now())
        messages.success(request, _("The copy is no longer beside this story. It is still under Arrived."))
    except desk.DeskError as error:
        messages.warning(request, str(error))
    return HttpResponseRedirect(story_page_url("change", story))


def read_wire_copy(story: Story, item_id: int) -> tuple[Item, str, StoryText, datetime | None]:
    """Return the item beside a story with its designator, text and embargo. Raises LookupError if it is gone."""
    item = Item.objects.beside_edits(story).select_related("delivery", "source").filter(pk=item_id).first()
    if item is None:
        raise LookupError
    return item, *intake.read_again(item)


def save_merge(request: DeskRequest, story_id: int, item_id: int) -> HttpResponse:
    """Save the merged text and take the wire copy up.

    Where the wire copy is gone meanwhile, the text is saved as the story form saves it.
    """
    story = find_story(request, story_id)
    refuse_unless(permissions.may_write(request.user, story))
    try:
        item, designator, words, _embargo = read_wire_copy(story, item_id)
    except LookupError:
        return editor_views.save_story(request, story)
    save = partial(desk.rebase, item=item, words=words, designator=designator)
    return editor_views.save_story(request, story, rebase=save)


def merge_reason(designator: str, item: Item) -> str:
    """Return the sentence that names the wire copy and its source."""
    message = _("New copy came from {source} while this was being edited. Nothing was overwritten.")
    if designator:
        message = _("{designator} came from {source} while this was being edited. Nothing was overwritten.")
    return message.format(designator=designator, source=item.source)


def current_answers(request: DeskRequest, story: Story) -> dict[str, str] | None:
    """Return the answers of the form, if the working copy has not changed since its page was made; else None."""
    if request.method != "POST" or request.POST.get("based_on") != str(story.save_number):
        return None
    return request.POST
