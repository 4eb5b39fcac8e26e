"""What is done to a story, each act on a page of its own: shown by GET, done by POST, refused without the right."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView

from stories import compare, copy, designators, desk, permissions
from stories.admin import versions
from stories.admin.acts.affected_urls import addresses_of
from stories.admin.forms import (
    CorrectForm,
    FileForm,
    KillForm,
    NoForm,
    ReasonForm,
    TakeDownForm,
    now_based_on,
)
from stories.admin.pages import address, page, refuse_unless, story_for
from stories.admin.photos import library as photo_library
from stories.desk.availability import why_not
from stories.desk.filings import shown_with
from stories.display.moments import printed
from stories.models import Amends, Filing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from stories.models import Story
    from stories.permissions import Person


class Act(FormView):
    """A page for one act. A kind of act says who may, what it asks, and which door of the desk it goes to."""

    http_method_names: ClassVar = ["get", "head", "post"]
    name: ClassVar[str]
    title: ClassVar[Promise]
    may: ClassVar[Callable[..., bool]]
    form_class: ClassVar[type[forms.Form]] = NoForm
    begins_at: ClassVar[str | None] = None  # the field that has the focus; None for the first, empty for the button
    filed = 0  # the number of the filing that it made

    def dispatch(self, request: HttpRequest, *args: object, story_id: int, **kwargs: object) -> HttpResponse:
        self.story: Story = story_for(request, story_id)
        refuse_unless(type(self).may(request.user, self.story))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        why = self.why_not()
        return self.page("impossible", why=why) if why else super().get(request, *args, **kwargs)

    def why_not(self) -> str:
        """Why it cannot be done as the story stands, and what to do instead; empty where it can."""
        return why_not(self.name, self.story)

    def get_initial(self) -> dict[str, object]:
        return (
            {} if self.request.method == "POST" else {"based_on": self.story.save_number, **self.proposed(self.story)}
        )

    def proposed(self, story: Story) -> dict[str, str]:
        """What the form is filled with when the page is opened."""
        return {}

    def renewed(self, said: dict[str, object]) -> dict[str, str]:
        """What is proposed of the story as it is now, where nobody put other words for what was proposed before."""
        was = versions.before_saves(self.story, said["based_on"])
        before = self.proposed(was) if was else {}
        return {name: words for name, words in self.proposed(self.story).items() if before.get(name) == said[name]}

    def do(self, said: dict[str, object]) -> str:
        """Do it; gives what to tell the editor."""
        raise NotImplementedError

    def shown(self) -> dict[str, object]:
        """What the page shows beside the form."""
        return {}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            done = self.do(form.cleaned_data)
        except desk.Stale as stale:
            self.story = stale.current
            now_based_on(form, stale.current.save_number, **self.renewed(form.cleaned_data))
            form.add_error(
                None, _("The story was saved after you opened this page. This is how it is now: look again.")
            )
            return self.render_to_response(self.get_context_data(form=form), status=HTTPStatus.CONFLICT)
        except desk.Refused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, done)
        return HttpResponseRedirect(address("change", self.story) + (f"?filed={self.filed}" if self.filed else ""))

    def render_to_response(self, context: dict[str, object], status: int = 200) -> HttpResponse:
        form = context["form"]
        begins_at = self.begins_at
        if begins_at is None:
            begins_at = next((field.name for field in form.visible_fields()), "")
        if begins_at:
            form.fields[begins_at].widget.attrs["autofocus"] = True
        return self.page(self.name, status=status, form=form, begins_at_button=not begins_at, **self.shown())

    def page(self, template: str, **ctx: object) -> HttpResponse:
        """A page about the act."""
        title = _("{title}: {slugline}").format(title=self.title, slugline=self.story.slugline)
        return page(self.request, f"story/acts/{template}", title=title, crumb=self.title, story=self.story, **ctx)

    def classes(self) -> list[tuple[str, str]]:
        """What the working copy can be filed as, each with the address of its page."""
        ways = ((_("Lead or writethru"), File), (_("Correction, clarification or refile"), Correct))
        possible = [(label, act.name) for label, act in ways if act.may(self.request.user, self.story)]
        return [(label, address(name, self.story)) for label, name in possible if not why_not(name, self.story)]

    @property
    def who_and_when(self) -> dict[str, object]:
        """What every door of the desk wants to know."""
        return {"by": self.request.user, "now": timezone.now()}


class File(Act):
    """The working copy, filed; or set to be filed when its embargo ends."""

    name, title, may = "file", gettext_lazy("File"), permissions.may_file
    form_class, begins_at = FileForm, ""

    def proposed(self, story: Story) -> dict[str, str]:
        return {"designator": story.next_designator(), "note": story.note or proposed_note(story)}

    def shown(self) -> dict[str, object]:
        newest = versions.newest_filing(self.story)
        return {
            "newest": newest,
            "sheet": versions.pictured(versions.since_filing(self.story, newest)) if newest else None,
            "choices": [str(choice) for choice in designators.choices(chain(self.story)) if choice],
            "waits": self.waits(),
            "classes": self.classes(),
            "body": copy.to_html(self.story.blocks),
            **pictures_told(self.story, self.request.user),
        }

    def waits(self) -> bool:
        """Whether an embargo puts the filing off."""
        return bool(self.story.embargo_until and self.story.embargo_until > timezone.now())

    def do(self, said: dict[str, object]) -> str:
        at = said.pop("at") or (self.story.embargo_until if self.waits() else None)
        if at:
            story = desk.schedule(self.story, at=at, **self.who_and_when, **said)
            return _("Scheduled: it is filed at {time}.").format(time=printed(story.release_at))
        filing = desk.file(self.story, **self.who_and_when, **said)
        self.filed = filing.number
        if not filing.designator:
            return _("Filed as {number}: first filing.").format(number=filing.number)
        return _("Filed as {number}: {designator}.").format(number=filing.number, designator=filing.designator)


class Unschedule(Act):
    """A story taken off its schedule."""

    name, title, may = "unschedule", gettext_lazy("Unschedule"), permissions.may_file

    def do(self, said: dict[str, object]) -> str:
        desk.unschedule(self.story, **self.who_and_when)
        return _("It is no longer scheduled. Nothing was filed.")


class Correct(Act):
    """The working copy, filed to put the newest filing right."""

    name, title, may = "correct", gettext_lazy("Correct"), permissions.may_correct
    form_class, begins_at = CorrectForm, "wrong"

    def proposed(self, story: Story) -> dict[str, str]:
        newest = versions.newest_filing(story)
        if not newest:
            return {"note": story.note}
        changed = versions.since_filing(story, newest), newest.text(), versions.words(story)
        wrong, right = compare.correction(*changed, language=story.language)
        note = story.note or compare.correction_note(*changed, language=story.language)
        return {"wrong": wrong, "right": right, "note": note}

    def shown(self) -> dict[str, object]:
        newest = versions.newest_filing(self.story)
        sheet = versions.pictured(versions.since_filing(self.story, newest)) if newest else None
        told = pictures_told(self.story, self.request.user)
        return {"newest": newest, "sheet": sheet, "classes": self.classes(), **told}

    def do(self, said: dict[str, object]) -> str:
        filing = desk.correct(self.story, **self.who_and_when, **{**said, "amends": Amends(said["amends"])})
        self.filed = filing.number
        told = _("Filed as {number}: {designator}.")
        if filing.wrong:
            told = _("Filed as {number}: {designator}. Readers see what was wrong and what is right.")
        return told.format(number=filing.number, designator=filing.designator)


class Hold(Act):
    """A story stopped while it is checked."""

    name, title, may = "hold", gettext_lazy("Hold"), permissions.may_hold
    form_class = ReasonForm

    def do(self, said: dict[str, object]) -> str:
        desk.hold(self.story, **self.who_and_when, **said)
        if self.story.has_moved:
            return _("Held. Readers see a notice in place of the text.")
        return _("Held. Nothing of it is filed.")


class Release(Act):
    """A held story let go on."""

    name, title, may = "release", gettext_lazy("Release"), permissions.may_hold

    def shown(self) -> dict[str, object]:
        return {"is_due": self.is_due()}

    def is_due(self) -> bool:
        """Whether the time that it was scheduled for has passed, so that the release lets it be filed."""
        return self.story.is_scheduled and self.story.release_at <= timezone.now()

    def do(self, said: dict[str, object]) -> str:
        is_due = self.is_due()
        desk.release(self.story, **self.who_and_when)
        if is_due:
            return _("Released. It is filed at once.")
        return _("Released. It stands where it stood before the hold.")


class Spike(Act):
    """A story dropped that never moved."""

    name, title, may = "spike", gettext_lazy("Spike"), permissions.may_spike
    form_class = ReasonForm

    def do(self, said: dict[str, object]) -> str:
        desk.spike(self.story, **self.who_and_when, **said)
        return _("Spiked.")


class Kill(Act):
    """A story withdrawn for good."""

    name, title, may = "kill", gettext_lazy("Kill"), permissions.may_kill
    form_class = KillForm

    def get_form_kwargs(self) -> dict[str, object]:
        return {**super().get_form_kwargs(), "story": self.story}

    def shown(self) -> dict[str, object]:
        return {"vanishing": addresses_of(self.story)}

    def do(self, said: dict[str, object]) -> str:
        reason, substitute, at_fault = said["reason"], said["substitute"], said["headline_at_fault"]
        desk.kill(self.story, reason=reason, substitute=substitute, headline_at_fault=at_fault, **self.who_and_when)
        return _("Killed. Every address of it now answers that it was withdrawn.")


class TakeDown(Act):
    """The words of one filing removed for good."""

    name, title, may = "take_down", gettext_lazy("Take down"), permissions.may_take_down
    form_class = TakeDownForm

    def dispatch(self, request: HttpRequest, *args: object, number: int, **kwargs: object) -> HttpResponse:
        self.number = number
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, object]:
        return {**super().get_form_kwargs(), "number": self.number}

    def why_not(self) -> str:
        gone_at = self.filing().taken_down_at
        if not gone_at:
            return ""
        return _("Its words are already gone, since {time}. Its number and digests stay.").format(time=printed(gone_at))

    def shown(self) -> dict[str, object]:
        return {"filing": self.filing()}

    def filing(self) -> Filing:
        """The filing, without its body."""
        return get_object_or_404(Filing.objects.defer("body", "body_html"), story=self.story, number=self.number)

    def do(self, said: dict[str, object]) -> str:
        filing = desk.take_down(self.filing(), reason=said["reason"], **self.who_and_when)
        return _("The words of filing {number} are gone, and those of every revision of the story.").format(
            number=filing.number
        )


ON_STORIES = (File, Unschedule, Correct, Hold, Release, Spike, Kill)


def pictures_told(story: Story, person: Person) -> dict[str, object]:
    """The pictures that would be filed, and why they cannot be; empty where they can."""
    try:
        shown_with(story, with_all=True)
    except desk.NotComplete as error:
        lacks = str(error)
    else:
        lacks = ""
    return {"pictures": photo_library.placed_in(story, person), "lacks": lacks}


def chain(story: Story) -> list[designators.Designator | None]:
    """The designators of what has moved, in order."""
    filed = Filing.objects.filter(story=story).order_by("number").values_list("designator", flat=True)
    return [designators.printed(text) for text in filed]


def proposed_note(story: Story) -> str:
    """What the working copy changes of the newest filing, in the desk's own shorthand; empty for a first filing."""
    newest = versions.newest_filing(story)
    if newest is None:
        return ""
    return compare.describe(
        versions.since_filing(story, newest), newest.text(), versions.words(story), language=story.language
    )
