"""The story form: beginning a story, saving its working copy, and what happens when two save at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from reversion.models import Version

from stories import copy, desk, permissions
from stories.admin import versions
from stories.admin.acts.affected_urls import addresses_of
from stories.admin.editor import drafts
from stories.admin.editor.conflicts import conflict
from stories.admin.editor.page import form_page
from stories.admin.forms import StoryForm
from stories.admin.pages import address, may_change, page, refuse_unless, story_for, story_to_change
from stories.admin.photos import library as photo_library
from stories.models import State, Story

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SAVED = gettext_lazy("Saved. Readers see it when it is filed.")
WORDS = ("headline", "byline", "dateline", "dated_on", "body", "endmark", "pictures")  # what an old text brings back


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new story."""
    refuse_unless(permissions.may_write(request.user))
    if request.method == "POST":
        return opened(request)
    return form_page(request, None, **drafts.opened(request, Story()))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, story_id: int) -> HttpResponse:
    """The working copy: to be written on, or only to be read by those who may not, and where it is closed."""
    story = story_for(request, story_id)
    if request.method == "POST":
        refuse_unless(permissions.may_write(request.user, story))
        return saved(request, story)
    if not may_change(request.user, story):
        return reading(request, story)
    shown = drafts.opened(request, story, **next_filing(request, story))
    if "next" in request.GET:
        shown["form"].fields["body"].widget.attrs["autofocus"] = True
    return form_page(request, story, **shown)


@require_safe
def use(request: HttpRequest, story_id: int, version_id: int) -> HttpResponse:
    """The form with the words of an old revision in it. Nothing is saved until somebody saves it."""
    story = story_to_change(request, story_id)
    version = get_object_or_404(Version.objects.get_for_object(story).select_related("revision"), pk=version_id)
    was = versions.as_it_was(version)
    form = StoryForm(instance=story, initial={name: getattr(was, name) for name in WORDS})
    return form_page(request, story, form=form, used=version.revision)


def opened(request: HttpRequest) -> HttpResponse:
    """The story on the desk as it was typed; or the page again, with all of it still there."""
    form = StoryForm(request.POST, instance=Story())
    if not (form.is_valid() and is_their_page(request, form)):
        return form_page(request, None, form=form)
    try:
        story = desk.open_story(form.instance, by=request.user, now=timezone.now())
    except desk.Refused as refused:
        form.add_error(None, str(refused))
        return form_page(request, None, form=form)
    drafts.saved(request)
    messages.success(request, _("Story {number} is on the desk.").format(number=story.pk))
    return onward(request, story)


def saved(request: HttpRequest, story: Story, *, rebase: Callable[..., Story] | None = None) -> HttpResponse:
    """The story with what was typed, saved; or the page again, with all of it still there.

    `rebase` saves it in place of `desk.save`, where it is put together with what came from the wire.
    """
    was_scheduled = story.is_scheduled
    form = StoryForm(request.POST, instance=story)
    if not (form.is_valid() and is_their_page(request, form) and keeps_to_their_sections(request, form)):
        return form_page(request, story_for(request, story.pk), form=form)
    if not (rebase or form.says_something_new()):
        drafts.saved(request)
        messages.info(request, _("Nothing was changed."))
        return onward(request, story)
    save, found = rebase or desk.save, form.cleaned_data["based_on"]
    try:
        story = save(form.instance, by=request.user, now=timezone.now(), based_on=found)
    except desk.Stale as stale:
        drafts.keep_unsaved(request, story)
        return conflict(request, form, stale.current, found=found)
    except desk.Refused as refused:
        form.add_error(None, str(refused))
        return form_page(request, story_for(request, story.pk), form=form)
    drafts.saved(request)
    told = _("Saved: your words and what arrived. Readers see it when it is filed.") if rebase else SAVED
    messages.success(request, told)
    if was_scheduled:
        told = _("It is no longer scheduled, as its words changed: file it again for its time.")
        messages.warning(request, told)
    return onward(request, story)


def is_their_page(request: HttpRequest, form: StoryForm) -> bool:
    """Whether who sends the form opened its page; else the form says who did."""
    told = drafts.of_somebody_else(request)
    if told:
        form.add_error(None, told)
    return not told


def keeps_to_their_sections(request: HttpRequest, form: StoryForm) -> bool:
    """Whether somebody who is kept to sections leaves the story where it is theirs to; else the form says so."""
    section = form.cleaned_data["section"]
    if permissions.may_change_section(request.user, form.initial["section"], section and section.pk):
        return True
    told = _("You file to other sections: it stays where it is. Ask somebody who files to both.")
    form.add_error("section", told)
    return False


def next_filing(request: HttpRequest, story: Story) -> dict[str, str]:
    """What the form proposes where somebody goes on to the next filing: its designator, stepped on."""
    return {"designator": story.next_designator()} if "next" in request.GET and not story.designator else {}


def reading(request: HttpRequest, story: Story) -> HttpResponse:
    """The working copy as text."""
    head = [(versions.PRINTED[name], value) for name, value in versions.head_fields(story)]
    body = copy.to_html(story.blocks)
    gone = addresses_of(story) if story.state == State.KILLED else []
    left = drafts.left(request, story) if permissions.may_write(request.user, story) else None
    ctx = {"story": story, "head": head, "body": body, "gone": gone, "left": left}
    ctx["pictures"] = photo_library.placed_in(story, request.user)
    if left:
        ctx["left_words"] = drafts.to_copy_from(left, story)
    return page(request, "story/editor/read_only", title=story.slugline, crumb=_("Read"), **ctx)


def onward(request: HttpRequest, story: Story) -> HttpResponse:
    """To the page for filing it, where that button was pressed, else back to the form."""
    wants_to_file = "file" in request.POST and permissions.may_file(request.user, story)
    return HttpResponseRedirect(address("file" if wants_to_file else "change", story))
