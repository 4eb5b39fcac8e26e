"""Conflicts: a save that comes after somebody else's is merged with it where both texts fit, and never overwrites."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stories import desk
from stories.admin import versions
from stories.admin.editor import drafts
from stories.admin.editor.forms import ALT_TEXTS, StoryForm
from stories.admin.editor.merging import TextMerge
from stories.admin.editor.page import form_page
from stories.admin.pages import find_story, find_story_to_change, render_desk_page, story_page_url
from stories.admin.stale_save import renew_form
from stories.display.bulk_selection import LARGEST_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from stories.display.requests import DeskRequest
    from stories.models import Story


TAKEN_DOWN = gettext_lazy(
    "Words of this story were taken down, and yours may be among them: nothing was put together. Save your text only "
    "if it holds none of what was taken down."
)


class ConflictForm(forms.Form):
    """The saves of a story that a page of conflicts was made from: `found` of both texts, `based_on` of theirs."""

    found = forms.IntegerField(min_value=0, max_value=LARGEST_ID)
    based_on = forms.IntegerField(min_value=0, max_value=LARGEST_ID)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_conflict(request: DeskRequest, story_id: int) -> HttpResponse:
    """Merge two texts as their editor chose and show the result in the form. Nothing is saved.

    A GET, which carries no typed text, is redirected to the story form. Raises PermissionDenied, Http404.
    """
    theirs = find_story_to_change(request, story_id)
    if request.method != "POST":
        return HttpResponseRedirect(story_page_url("change", theirs))
    form, saves = StoryForm(request.POST, instance=find_story(request, story_id)), ConflictForm(request.POST)
    if not (form.is_valid() and saves.is_valid()):
        return form_page(request, theirs, form=form)
    found, is_newest = saves.cleaned_data["found"], saves.cleaned_data["based_on"] == theirs.save_number
    return conflict_page(request, form, theirs, found=found, data=request.POST if is_newest else None)


def conflict_page(
    request: DeskRequest, form: StoryForm, theirs: Story, *, found: int, data: Mapping[str, str] | None = None
) -> HttpResponse:
    """Render the page for a save that came too late.

    `form` holds the typed text over the story as it was after `found` saves. Where both texts fit, the page offers
    them merged; where they clash, it asks about each clash, and `data` has the answers. Where `found` lies too far
    back to merge, the page shows their text beside the typed one.
    """
    is_taken_down = theirs.has_lost_words()
    aside = drafts.item_in_merge(request, theirs)
    meeting = TextMerge(None if is_taken_down else versions.story_at_save(theirs, found), theirs, form.instance)
    renew_form(form, theirs.save_number)
    merge_context = meeting.merged_context(data, on=theirs) if meeting.base else {}
    if "form" in merge_context:
        merge_context["form"].initial[ALT_TEXTS] = form[ALT_TEXTS].value()
    settled = data is not None and "is_merged" in merge_context
    return render_desk_page(
        request,
        "story/editor/conflict",
        title=_("Your text and theirs, put together") if settled else _("Somebody else saved this story"),
        status=HTTPStatus.OK if settled else HTTPStatus.CONFLICT,
        settled=settled,
        story=theirs,
        item=aside,
        is_unsaved=True,
        why=TAKEN_DOWN if is_taken_down else str(desk.StaleError(current=theirs, mine=meeting.mine)),
        found=found,
        settle_at=story_page_url("settle", theirs),
        save_at=story_page_url("rebase", theirs, aside.pk) if aside else story_page_url("change", theirs),
        them=_("they"),
        leave=_("Keep mine as a draft, leave theirs"),
        carried=(field.as_hidden() for field in form),
        **drafts.draft_context(request, theirs),
        **meeting.sides_context(),
        **{"form": form, **merge_context},
    )
