"""Assignment of a story: taking it, giving it to somebody, letting it go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.acts.views import StoryActionView
from stories.admin.pages import find_story, refuse_unless_may, story_page_url
from stories.admin.sidebar import return_page_name
from stories.display.bulk_selection import LARGEST_ID, redirect_to_list
from stories.story_actions import GIVE, LET_GO, TAKE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from stories.display.requests import DeskRequest
    from stories.models import Story
    from stories.story_actions import StoryAction


class TakeForm(forms.Form):
    """The assignee that the page showed when somebody took the story, by id; empty for nobody."""

    instead_of = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=LARGEST_ID)


class DeskRowForm(forms.Form):
    """The mark of a button in a row of the wire desk."""

    back = forms.ChoiceField(choices=[("desk", "desk")])


class GiveForm(TakeForm):
    """The new assignee of a story: somebody who may write on it."""

    to = forms.ModelChoiceField(
        permissions.writers(),
        label=pgettext_lazy("a person", "To"),
        empty_label=gettext_lazy("Choose somebody"),
        error_messages={
            "required": gettext_lazy("Choose whom to give it to."),
            "invalid_choice": gettext_lazy("That person can't be assigned stories. Choose somebody from the list."),
        },
    )


class GiveView(StoryActionView):
    """The page that assigns a story to somebody."""

    action, form_class = GIVE, GiveForm

    def suggest(self, story: Story) -> dict[str, Any]:
        return {"instead_of": story.assigned_to_id}

    def do(self, values: dict[str, Any]) -> str:
        desk.assign(self.story, values["to"], instead_of=values["instead_of"], **self.signature)
        return _("It is assigned to {person}.").format(person=values["to"])


@require_POST
def take_story(request: DeskRequest, story_id: int) -> HttpResponse:
    """Assign the story to the user."""
    form = TakeForm(request.POST)
    shown_assignee = form.cleaned_data["instead_of"] if form.is_valid() else None

    def assign_to_user(story: Story) -> str:
        desk.assign(story, request.user, by=request.user, now=timezone.now(), instead_of=shown_assignee)
        return _("{slugline} is assigned to you.").format(slugline=story.slugline)

    return change_assignment(request, story_id, TAKE, assign_to_user)


@require_POST
def let_story_go(request: DeskRequest, story_id: int) -> HttpResponse:
    """Assign the user's story to nobody."""

    def unassign(story: Story) -> str:
        desk.let_go(story, by=request.user, now=timezone.now())
        return _("{slugline} is assigned to nobody.").format(slugline=story.slugline)

    return change_assignment(request, story_id, LET_GO, unassign)


def change_assignment(
    request: DeskRequest, story_id: int, action: StoryAction, change: Callable[[Story], str]
) -> HttpResponse:
    """Take an action of one button, by calling `change`; then redirect to the page of the button, with a message.

    Raises PermissionDenied, Http404.
    """
    story = find_story(request, story_id)
    refuse_unless_may(request.user, action, story)
    try:
        messages.success(request, change(story))
    except desk.DeskError as refused:
        messages.error(request, str(refused))
    if DeskRowForm(request.POST).is_valid():
        return redirect_to_list(request)
    return HttpResponseRedirect(story_page_url(return_page_name(request), story))
