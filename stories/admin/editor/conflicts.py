"""A save that came too late: nothing is overwritten, nothing lost; where both texts fit, they are put together."""

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
from stories.admin.editor.merging import Meeting
from stories.admin.editor.page import form_page
from stories.admin.forms import StoryForm, now_based_on
from stories.admin.pages import address, page, story_for, story_to_change
from stories.display.bulk_selection import LARGEST_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from stories.models import Story


TAKEN_DOWN = gettext_lazy(
    "Words of this story were taken down, and yours may be among them: nothing was put together. Save your text only "
    "if it holds none of what was taken down."
)


class Found(forms.Form):
    """Which saves of the story a page of conflicts was made from: what both found, and theirs."""

    found = forms.IntegerField(min_value=0, max_value=LARGEST_ID)
    based_on = forms.IntegerField(min_value=0, max_value=LARGEST_ID)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, story_id: int) -> HttpResponse:
    """The text put together as was chosen, in the form, to be read and saved. Nothing is saved here.

    Who comes back to the address without what was typed is led to the story as it is.
    """
    theirs = story_to_change(request, story_id)
    if request.method != "POST":
        return HttpResponseRedirect(address("change", theirs))
    form, where = StoryForm(request.POST, instance=story_for(request, story_id)), Found(request.POST)
    if not (form.is_valid() and where.is_valid()):
        return form_page(request, theirs, form=form)
    found, is_newest = where.cleaned_data["found"], where.cleaned_data["based_on"] == theirs.save_number
    return conflict(request, form, theirs, found=found, data=request.POST if is_newest else None)


def conflict(
    request: HttpRequest, form: StoryForm, theirs: Story, *, found: int, data: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page for a save that came too late: nothing overwritten, nothing lost.

    `form` has what was typed, on the story as it was after so many saves (`found`). Where both texts fit, they are
    in one, to be read and saved; where they do not, it is asked for each place, and `data` has the answers. For
    a page that is too old for that, theirs is shown beside mine.
    """
    is_taken_down = theirs.has_lost_words()
    aside = drafts.put_together_in(request, theirs)
    meeting = Meeting(None if is_taken_down else versions.before_saves(theirs, found), theirs, form.instance)
    now_based_on(form, theirs.save_number)
    both = meeting.put_together(data, on=theirs) if meeting.base else {}
    settled = data is not None and "is_merged" in both
    return page(
        request,
        "story/editor/conflict",
        title=_("Your text and theirs, put together") if settled else _("Somebody else saved this story"),
        status=HTTPStatus.OK if settled else HTTPStatus.CONFLICT,
        settled=settled,
        story=theirs,
        item=aside,
        is_unsaved=True,
        why=TAKEN_DOWN if is_taken_down else str(desk.Stale(current=theirs, mine=meeting.mine)),
        found=found,
        settle_at=address("settle", theirs),
        save_at=address("rebase", theirs, aside.pk) if aside else address("change", theirs),
        them=_("they"),
        leave=_("Keep mine as a draft, leave theirs"),
        carried=(field.as_hidden() for field in form),
        **drafts.sat_at(request, theirs),
        **meeting.shown(),
        **{"form": form, **both},
    )
