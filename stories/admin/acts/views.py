"""The pages of the actions on a story: GET shows an action's form, POST takes the action, both need its permission."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from stories import compare, copy, designators, desk, permissions
from stories.admin import menu, versions
from stories.admin.acts.affected_urls import public_urls
from stories.admin.acts.forms import CorrectForm, FileForm, KillForm, NoForm, ReasonForm, TakeDownForm
from stories.admin.pages import find_story, refuse_unless, render_desk_page, story_page_url
from stories.admin.photos import library as photo_library
from stories.admin.stale_save import renew_form
from stories.display.datetimes import print_both_times
from stories.models import Amends, Filing
from stories.story_actions import CORRECT, FILE, HOLD, KILL, RELEASE, SPIKE, TAKE_DOWN, UNSCHEDULE

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from stories.display.requests import DeskRequest
    from stories.models import Story
    from stories.permissions import AnyUser
    from stories.story_actions import StoryAction


class StoryActionView(FormView):  # type: ignore[type-arg]  # takes no brackets at run time
    """The page of one action. A subclass names the action and its form, and takes the action at the desk's door."""

    http_method_names = ["get", "head", "post"]
    request: DeskRequest
    story: Story
    action: ClassVar[StoryAction]
    form_class: type[forms.Form] = NoForm
    focused_field: ClassVar[str | None] = None  # None for the first one, empty for the button
    filed = 0  # the number of the filing that the action made

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the story of the address. Raises Http404, and PermissionDenied for who may not take the action."""
        self.story = find_story(self.request, self.kwargs["story_id"])
        why = permissions.refusal(self.request.user, self.action, self.story)
        refuse_unless(not why, why)
        why = permissions.second_eyes_refusal(self.request.user, self.action, self.story)
        if why:
            return self.page("second_eyes", why=why, status=HTTPStatus.FORBIDDEN)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Render the form; or the reason why the action is impossible."""
        why = self.obstacle()
        return self.page("impossible", why=why) if why else super().get(request, *args, **kwargs)

    def obstacle(self) -> str:
        """Return why the action is impossible on the story, and what to do instead; empty where it is possible."""
        return desk.obstacle(self.action, self.story)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the arguments of the form; its ids differ from those of the story form, over which it may open."""
        return {**super().get_form_kwargs(), "auto_id": "act-%s"}

    def get_initial(self) -> dict[str, Any]:
        """Return the values that the form opens with; a form that is sent gets none."""
        return {} if self.request.method == "POST" else {"based_on": self.story.save_number, **self.suggest(self.story)}

    def suggest(self, story: Story) -> dict[str, Any]:
        """Return the values that a form about the story opens with, by field."""
        return {}

    def suggest_again(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return what the story as it is now suggests, for the fields whose earlier suggestion the editor kept."""
        was = versions.story_at_save(self.story, values["based_on"])
        before = self.suggest(was) if was else {}
        return {name: words for name, words in self.suggest(self.story).items() if before.get(name) == values[name]}

    def do(self, values: dict[str, Any]) -> str:
        """Take the action with the values of the form; return the message for the editor. Raises desk.Refused."""
        raise NotImplementedError

    def page_context(self) -> dict[str, Any]:
        """Return the context of the page beside its form."""
        return {}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Take the action and redirect to the story; or render the page again, with the reason why it was refused."""
        try:
            message = self.do(form.cleaned_data)
        except desk.StaleError as stale:
            self.story = stale.current
            renew_form(form, stale.current.save_number, **self.suggest_again(form.cleaned_data))
            form.add_error(
                None, _("The story was saved after you opened this page. This is how it is now: look again.")
            )
            return self.render_to_response(self.get_context_data(form=form), status=HTTPStatus.CONFLICT)
        except desk.DeskError as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, message)
        return HttpResponseRedirect(
            story_page_url("change", self.story) + (f"?filed={self.filed}" if self.filed else "")
        )

    def render_to_response(self, context: dict[str, Any], **response_options: Any) -> HttpResponse:
        """Render the page of the action, with the focus on its first field or the one that it names."""
        form = context["form"]
        focused_field = self.focused_field
        if focused_field is None:
            focused_field = next((field.name for field in form.visible_fields()), "")
        if focused_field:
            form.fields[focused_field].widget.attrs["autofocus"] = True
        ctx = {"form": form, "focuses_button": not focused_field, **self.page_context(), **response_options}
        return self.page(self.action.name, **ctx)

    def page(self, template: str, **ctx: Any) -> HttpResponse:
        """Render a page about the action, by the name of its template."""
        title = _("{title}: {slugline}").format(title=self.action.title, slugline=self.story.slugline)
        ctx = {"action": self.action, **ctx}
        return render_desk_page(self.request, f"story/acts/{template}", title=title, story=self.story, **ctx)

    def filing_classes(self) -> list[tuple[str, str]]:
        """Return the classes that the working copy can be filed as, each with the address of its page."""
        classes = ((_("Lead"), FILE), (_("Correction or refile"), CORRECT))
        return [
            (label, story_page_url(action.name, self.story))
            for label, action in classes
            if menu.is_possible(action, self.request.user, self.story)
        ]

    @property
    def signature(self) -> dict[str, Any]:
        """The person and the time that every door of the desk puts on record."""
        return {"by": self.request.user, "now": timezone.now()}


class FileView(StoryActionView):
    """The page that files the working copy, or schedules it for a time or the end of its embargo."""

    action, form_class, focused_field = FILE, FileForm, ""

    def suggest(self, story: Story) -> dict[str, Any]:
        return {"designator": story.next_designator(), "note": story.note or note_on_changes(story)}

    def page_context(self) -> dict[str, Any]:
        newest = versions.newest_filing(self.story)
        return {
            "newest": newest,
            "sheet": versions.compare_with_filing(self.story, newest) if newest else None,
            "is_same_head": newest is not None and desk.is_same_head(self.story, newest),
            "choices": [str(choice) for choice in designators.choices(designators_of(self.story)) if choice],
            "waits": self.waits(),
            "classes": self.filing_classes(),
            "body": copy.to_html(self.story.blocks),
            **picture_context(self.story, self.request.user),
        }

    def waits(self) -> bool:
        """Return whether an embargo delays the filing."""
        return bool(self.story.embargo_until and self.story.embargo_until > timezone.now())

    def do(self, values: dict[str, Any]) -> str:
        at = values.pop("at") or (self.story.embargo_until if self.waits() else None)
        if at:
            desk.schedule(self.story, at=at, **self.signature, **values)
            return _("Scheduled: it is filed at {time}.").format(time=print_both_times(at))
        filing = desk.file(self.story, **self.signature, **values)
        self.filed = filing.number
        if not filing.designator:
            return _("Filed as {number}: first filing.").format(number=filing.number)
        return _("Filed as {number}: {designator}.").format(number=filing.number, designator=filing.designator)


class UnscheduleView(StoryActionView):
    """The page that takes a story off its schedule."""

    action = UNSCHEDULE

    def do(self, values: dict[str, Any]) -> str:
        desk.unschedule(self.story, **self.signature)
        return _("It is no longer scheduled. Nothing was filed.")


class CorrectView(StoryActionView):
    """The page that files the working copy as a correction of the newest filing."""

    action, form_class, focused_field = CORRECT, CorrectForm, "wrong"

    def suggest(self, story: Story) -> dict[str, Any]:
        newest = versions.newest_filing(story)
        if not newest:
            return {"note": story.note}
        changed = versions.changes_since_filing(story, newest), newest.text(), versions.working_text(story)
        wrong, right = compare.correction(*changed, language=story.language)
        note = story.note or compare.correction_note(*changed, language=story.language)
        return {"wrong": wrong, "right": right, "note": note}

    def page_context(self) -> dict[str, Any]:
        newest = versions.newest_filing(self.story)
        sheet = versions.compare_with_filing(self.story, newest) if newest else None
        return {
            "newest": newest,
            "sheet": sheet,
            "is_same_head": newest is not None and desk.is_same_head(self.story, newest),
            "classes": self.filing_classes(),
            **picture_context(self.story, self.request.user),
        }

    def do(self, values: dict[str, Any]) -> str:
        filing = desk.correct(self.story, **self.signature, **{**values, "amends": Amends(values["amends"])})
        self.filed = filing.number
        message = _("Filed as {number}: {designator}.")
        if filing.wrong:
            message = _("Filed as {number}: {designator}. Readers see what was wrong and what is right.")
        return message.format(number=filing.number, designator=filing.designator)


class HoldView(StoryActionView):
    """The page that stops a story while it is checked."""

    action, form_class = HOLD, ReasonForm

    def do(self, values: dict[str, Any]) -> str:
        desk.hold(self.story, **self.signature, **values)
        if self.story.has_moved:
            return _("Held. Readers see a notice in place of the text.")
        return _("Held. It can't be filed until it is released.")


class ReleaseView(StoryActionView):
    """The page that lets a held story go on."""

    action = RELEASE

    def page_context(self) -> dict[str, Any]:
        return {"is_due": self.is_due()}

    def is_due(self) -> bool:
        """Return whether the time of the scheduled filing has passed: the release lets it be filed at once."""
        release_at = self.story.release_at
        return release_at is not None and release_at <= timezone.now()

    def do(self, values: dict[str, Any]) -> str:
        is_due = self.is_due()
        desk.release(self.story, **self.signature)
        if is_due:
            return _("Released. It is filed at once.")
        return _("Released. The story is back as it was before the hold.")


class SpikeView(StoryActionView):
    """The page that drops a story that never moved."""

    action, form_class = SPIKE, ReasonForm

    def do(self, values: dict[str, Any]) -> str:
        desk.spike(self.story, **self.signature, **values)
        return _("Spiked.")


class KillView(StoryActionView):
    """The page that withdraws a story for good."""

    action, form_class = KILL, KillForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "story": self.story}

    def page_context(self) -> dict[str, Any]:
        return {"public_urls": public_urls(self.story)}

    def do(self, values: dict[str, Any]) -> str:
        reason, substitute, at_fault = values["reason"], values["substitute"], values["headline_at_fault"]
        desk.kill(self.story, reason=reason, substitute=substitute, headline_at_fault=at_fault, **self.signature)
        return _("Killed. Every address of it now answers that it was withdrawn.")


class TakeDownView(StoryActionView):
    """The page that removes the words of one filing for good."""

    action, form_class = TAKE_DOWN, TakeDownForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "number": self.kwargs["number"]}

    def obstacle(self) -> str:
        gone_at = self.filing().taken_down_at
        if not gone_at:
            return ""
        return _("Its words are already gone, since {time}. Its number and digests stay.").format(
            time=print_both_times(gone_at)
        )

    def page_context(self) -> dict[str, Any]:
        return {"filing": self.filing()}

    def filing(self) -> Filing:
        """Return the filing of the address, without its body. Raises Http404."""
        filings = Filing.objects.defer("body", "body_html")
        return get_object_or_404(filings, story=self.story, number=self.kwargs["number"])

    def do(self, values: dict[str, Any]) -> str:
        filing = desk.take_down(self.filing(), reason=values["reason"], **self.signature)
        return _("The words of filing {number} are gone, and those of every revision of the story.").format(
            number=filing.number
        )


ACTION_VIEWS: tuple[type[StoryActionView], ...] = (
    FileView,
    UnscheduleView,
    CorrectView,
    HoldView,
    ReleaseView,
    SpikeView,
    KillView,
    TakeDownView,
)


def picture_context(story: Story, person: AnyUser) -> dict[str, Any]:
    """Return the pictures that would be filed, and as `lacks` the reason why they cannot be; empty where they can."""
    try:
        desk.pictures_to_file(story, with_all=True)
    except desk.NotCompleteError as error:
        lacks = str(error)
    else:
        lacks = ""
    return {"pictures": photo_library.story_pictures(story, person), "lacks": lacks}


def designators_of(story: Story) -> list[designators.Designator | None]:
    """Return the designators of the story's filings, in order."""
    filed = Filing.objects.filter(story=story).order_by("number").values_list("designator", flat=True)
    return [designators.from_text(text) for text in filed]


def note_on_changes(story: Story) -> str:
    """Return a note on what the working copy changes of the newest filing, in the desk's shorthand ("adds 4-6").

    It is empty for a first filing.
    """
    newest = versions.newest_filing(story)
    if newest is None:
        return ""
    return compare.describe(
        versions.changes_since_filing(story, newest),
        newest.text(),
        versions.working_text(story),
        language=story.language,
    )
