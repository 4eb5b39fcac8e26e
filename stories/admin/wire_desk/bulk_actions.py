"""Actions on many stories at once: each story is checked by itself, and one that is refused is listed with its reason.

No story is killed this way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.acts import ReasonForm
from stories.admin.pages import refuse_unless, render_desk_page, story_page_url
from stories.display import bulk_selection
from stories.models import Section, person_settings
from stories.story_actions import HOLD, JOIN, MOVE

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpResponse, QueryDict
    from django.utils.functional import _StrPromise

    from stories.display.requests import DeskRequest
    from stories.models import Story
    from stories.story_actions import StoryAction

TWO = 2  # stories that are one


class BulkForm(forms.Form):
    """A form about many stories, for a person."""

    def __init__(self, data: QueryDict | None = None, *, person: User) -> None:
        super().__init__(data)
        first = next(iter(self.fields.values()))
        first.widget.attrs["autofocus"] = True


class SectionForm(BulkForm):
    """The section that stories are moved to: one that the person files to."""

    section = forms.ModelChoiceField(Section.objects, label=gettext_lazy("To the section"), empty_label=None)

    def __init__(self, data: QueryDict | None = None, *, person: User) -> None:
        super().__init__(data, person=person)
        section, own_sections = self.fields["section"], person_settings(person).sections
        if own_sections and isinstance(section, forms.ModelChoiceField):
            section.queryset = Section.objects.filter(pk__in=own_sections)


class HoldForm(BulkForm, ReasonForm):
    """The reason why stories are held; the same for all."""


@dataclass(frozen=True, slots=True)
class BulkAction:
    """An action on each of many stories: the label of its button, its form, the door of the desk, the report of it."""

    action: StoryAction
    label: _StrPromise
    form: type[BulkForm]
    door: Callable[..., object]
    report: _StrPromise  # of how many stories it was done with

    @property
    def url_name(self) -> str:
        """The name of the address that the button sends the marked stories to."""
        return f"admin:{self.action.bulk_url_name}"

    def is_permitted(self, person: User) -> bool:
        """Return whether a person may do it with any story at all."""
        return person.has_perms(self.action.permissions)

    def obstacle(self, person: User, story: Story) -> str:
        """Return the reason why this person cannot take the action on the story; empty where they can."""
        if not permissions.may_do(person, self.action, story):
            return _("Its section, {section}, is not among yours.").format(section=story.section)
        return desk.obstacle(self.action, story)

    def do(self, story: Story, *, person: User, values: dict[str, Any]) -> str:
        """Do it with one story, with the values of the form; return why it was not done, or nothing."""
        why = self.obstacle(person, story)
        if why:
            return why
        try:
            self.door(story, by=person, now=timezone.now(), **values)
        except desk.DeskError as refused:
            return str(refused)
        return ""


BULK_ACTIONS = (
    BulkAction(
        HOLD,
        gettext_lazy("Hold …"),
        HoldForm,
        desk.hold,
        ngettext_lazy("{count} story held.", "{count} stories held.", "count"),
    ),
    BulkAction(
        MOVE,
        gettext_lazy("Move to a section …"),
        SectionForm,
        desk.change_section,
        ngettext_lazy("{count} story moved.", "{count} stories moved.", "count"),
    ),
)


@require_POST
def act_on_many(request: DeskRequest, bulk_action: BulkAction) -> HttpResponse:
    """Render the page that lists the marked stories, with the action's form; once that is sent, take the action.

    Raises PermissionDenied.
    """
    refuse_unless(request.user.has_perm("stories.view_story") and bulk_action.is_permitted(request.user))
    marked = bulk_selection.SelectionForm(request.POST)
    if not marked.is_valid():
        bulk_selection.report_mistakes(request, marked)
        return bulk_selection.redirect_to_list(request)
    form = bulk_action.form(request.POST if "sure" in request.POST else None, person=request.user)
    if not form.is_valid():
        return render_confirmation(request, bulk_action, marked.stories, form)
    outcome = bulk_selection.apply_to_each(
        marked.stories, partial(bulk_action.do, person=request.user, values=form.cleaned_data)
    )
    bulk_selection.report_outcome(request, outcome, bulk_action.report)
    return bulk_selection.redirect_to_list(request)


def render_confirmation(
    request: DeskRequest, bulk_action: BulkAction, stories: list[Story], form: BulkForm
) -> HttpResponse:
    """Render the page before the action: the stories that it is possible with, and those that it is not."""
    outcome = bulk_selection.apply_to_each(stories, partial(bulk_action.obstacle, request.user))
    back = bulk_selection.redirect_to_list(request).url
    ctx: dict[str, Any] = {"outcome": outcome, "form": form, "list": bulk_selection.list_filters(request), "back": back}
    return render_desk_page(
        request, f"story/wire_desk/{bulk_action.action.name}_many", title=str(bulk_action.action.title), **ctx
    )


@require_POST
def join_two(request: DeskRequest) -> HttpResponse:
    """Redirect to the page that makes the two marked stories one. Raises PermissionDenied."""
    refuse_unless(request.user.has_perms(("stories.view_story", *JOIN.permissions)))
    marked = bulk_selection.SelectionForm(request.POST)
    if not marked.is_valid():
        bulk_selection.report_mistakes(request, marked)
        return bulk_selection.redirect_to_list(request)
    if len(marked.stories) != TWO:
        messages.error(request, _("Mark the two stories that are one."))
        return bulk_selection.redirect_to_list(request)
    one, other = marked.stories
    return HttpResponseRedirect(f"{story_page_url(JOIN.name, one)}?other={other.pk}")
