"""One act on many stories at once: each is asked about by itself, and what cannot be done is told with its reason.

Nothing is killed this way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.forms import ReasonForm
from stories.admin.pages import page, refuse_unless
from stories.desk.availability import why_not
from stories.display import bulk_selection
from stories.models import Section, post_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from stories.models import Story
    from stories.permissions import Person

    Door = Callable[..., object]


class SectionForm(forms.Form):
    """Which section stories are moved to: one that the person files to."""

    section = forms.ModelChoiceField(Section.objects, label=gettext_lazy("To the section"), empty_label=None)

    def __init__(self, *args: object, person: Person, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["section"].widget.attrs["autofocus"] = True
        theirs = post_of(person).sections
        if theirs:
            self.fields["section"].queryset = Section.objects.filter(pk__in=theirs)


class HoldForm(ReasonForm):
    """Why stories are held; the same reason for all."""

    def __init__(self, *args: object, person: Person, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].widget.attrs["autofocus"] = True


@dataclass(frozen=True, slots=True)
class Act:
    """What is done with each of many stories: as what it is asked about, who may, what it asks, and the desk's door."""

    name: str
    title: Promise
    obstacle: str
    permission: str
    may: Callable[[Person, Story], bool]
    form: type[forms.Form]
    door: Door
    done: Promise

    def why_not(self, person: Person, story: Story) -> str:
        """Why this person cannot do it with a story as it stands; empty where they can."""
        if not self.may(person, story):
            return _("Its section, {section}, is not among yours.").format(section=story.section)
        return why_not(self.obstacle, story)

    def do(self, story: Story, *, person: Person, said: dict[str, object]) -> str:
        """Do it with one story; gives why it was not done, or nothing."""
        why = self.why_not(person, story)
        if why:
            return why
        try:
            self.door(story, by=person, now=timezone.now(), **said)
        except desk.Refused as refused:
            return str(refused)
        return ""


HOLD = Act(
    "hold",
    gettext_lazy("Hold"),
    "hold",
    "stories.hold_story",
    permissions.may_hold,
    HoldForm,
    desk.hold,
    ngettext_lazy("{count} story held.", "{count} stories held.", "count"),
)
MOVE = Act(
    "move",
    gettext_lazy("Move to a section"),
    "change",
    "stories.change_story",
    permissions.may_move,
    SectionForm,
    desk.move,
    ngettext_lazy("{count} story moved.", "{count} stories moved.", "count"),
)
ACTS = (HOLD, MOVE)


@require_POST
def many(request: HttpRequest, act: Act) -> HttpResponse:
    """The page that lists the marked stories and asks what the act asks; then, with that said, the act itself."""
    refuse_unless(request.user.has_perm("stories.view_story") and request.user.has_perm(act.permission))
    marked = bulk_selection.ChosenForm(request.POST)
    if not marked.is_valid():
        bulk_selection.tell_mistake(request, marked)
        return bulk_selection.back_to_the_list(request)
    form = act.form(request.POST if "sure" in request.POST else None, person=request.user)
    if not form.is_valid():
        return asking(request, act, marked.stories, form)
    outcome = bulk_selection.each(marked.stories, partial(act.do, person=request.user, said=form.cleaned_data))
    bulk_selection.tell(request, outcome, act.done)
    return bulk_selection.back_to_the_list(request)


def asking(request: HttpRequest, act: Act, stories: list[Story], form: forms.Form) -> HttpResponse:
    """The page before it is done: with which stories it can be, and with which not."""
    outcome = bulk_selection.each(stories, partial(act.why_not, request.user))
    back = bulk_selection.back_to_the_list(request).url
    ctx = {"act": act, "outcome": outcome, "form": form, "list": bulk_selection.filtered(request), "back": back}
    return page(request, f"story/wire_desk/{act.name}_many", title=act.title, **ctx)
