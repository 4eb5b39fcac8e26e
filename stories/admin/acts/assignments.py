"""Whom a story is assigned to: taking it, giving it to somebody, letting it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.acts.views import Act
from stories.admin.pages import address, refuse_unless, story_for
from stories.admin.sidebar import way_back
from stories.desk.revisions import WHY_NOT
from stories.display.bulk_selection import LARGEST_ID, back_to_the_list
from stories.models import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from stories.models import Story


class TakeForm(forms.Form):
    """Who had the story on the page where somebody takes it, by key; nothing for nobody."""

    instead_of = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=LARGEST_ID)


class DeskRow(forms.Form):
    """That a button stood in a row of the wire desk."""

    back = forms.ChoiceField(choices=[("desk", "desk")])


class GiveForm(TakeForm):
    """Somebody who may write on the story."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("To"),
        empty_label=gettext_lazy("Choose somebody"),
        error_messages={
            "required": gettext_lazy("Choose whom to give it to."),
            "invalid_choice": gettext_lazy(
                "Who may not write stories cannot be given one. Choose somebody of the list."
            ),
        },
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = permissions.writers()


class Give(Act):
    """A story assigned to somebody."""

    name, title, may = "give", gettext_lazy("Give"), permissions.may_write
    form_class = GiveForm

    def why_not(self) -> str:
        return str(WHY_NOT[State(self.story.state)]) if self.story.is_closed else ""

    def proposed(self, _story: Story) -> dict[str, object]:
        return {"instead_of": self.story.assigned_to_id}

    def do(self, said: dict[str, object]) -> str:
        desk.assign(self.story, said["to"], instead_of=said["instead_of"], **self.who_and_when)
        return _("It is assigned to {person}.").format(person=said["to"])


@require_POST
def take(request: HttpRequest, story_id: int) -> HttpResponse:
    """The story, assigned to whoever presses the button."""
    form = TakeForm(request.POST)
    found = form.cleaned_data["instead_of"] if form.is_valid() else None

    def taken(story: Story) -> str:
        desk.assign(story, request.user, by=request.user, now=timezone.now(), instead_of=found)
        return _("{slugline} is assigned to you.").format(slugline=story.slugline)

    return done(request, story_id, taken)


@require_POST
def let_go(request: HttpRequest, story_id: int) -> HttpResponse:
    """The story, assigned to nobody."""

    def gone(story: Story) -> str:
        desk.let_go(story, by=request.user, now=timezone.now())
        return _("{slugline} is assigned to nobody.").format(slugline=story.slugline)

    return done(request, story_id, gone)


def done(request: HttpRequest, story_id: int, act: Callable[[Story], str]) -> HttpResponse:
    """An act of one press, for who may write; then back to where the button is, with what became of it."""
    story = story_for(request, story_id)
    refuse_unless(permissions.may_write(request.user, story))
    try:
        messages.success(request, act(story))
    except desk.Refused as refused:
        messages.error(request, str(refused))
    if DeskRow(request.POST).is_valid():
        return back_to_the_list(request)
    return HttpResponseRedirect(address(way_back(request), story))
