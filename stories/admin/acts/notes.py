"""Notes to the desk on a story: the page of all of them, adding one, letting one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stories import desk, permissions
from stories.admin import sidebar
from stories.admin.pages import address, page, refuse_unless, story_for
from stories.models import DeskNote

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from stories.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, story_id: int) -> HttpResponse:
    """All notes on a story; by POST one more, and back to the page that it was written on."""
    story = story_for(request, story_id)
    if request.method != "POST":
        return all_notes(request, story)
    refuse_unless(permissions.may_write(request.user, story))
    form = sidebar.NoteForm(request.POST)
    if form.is_valid():
        try:
            desk.add_note(story, form.cleaned_data["words"], by=request.user, now=timezone.now())
        except desk.Refused as refused:
            form.add_error("words", str(refused))
        else:
            messages.success(request, _("The note is added."))
            return to_notes(request, story)
    return all_notes(request, story, form=form, note_form=form)


def all_notes(request: HttpRequest, story: Story, **forms: sidebar.NoteForm) -> HttpResponse:
    """The page of all notes on a story."""
    ctx = {"story": story, **sidebar.shown(request.user, story, limit=None), **forms}
    title = _("Notes: {slugline}").format(slugline=story.slugline)
    return page(request, "story/acts/notes", title=title, crumb=_("Notes"), **ctx)


@require_POST
def remove(request: HttpRequest, story_id: int, note_id: int) -> HttpResponse:
    """A note taken back by who wrote it, or removed by a chief."""
    story = story_for(request, story_id)
    refuse_unless(permissions.may_write(request.user, story))
    note = get_object_or_404(DeskNote.objects.on(story), pk=note_id)
    now, may_remove = timezone.now(), permissions.may_remove_notes(request.user)
    refuse_unless(may_remove or note.by == request.user)
    let_go = desk.remove_note if may_remove and not note.may_be_taken_back(request.user, now) else desk.take_note_back
    try:
        let_go(note, by=request.user, now=now)
    except desk.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The note is gone."))
    return to_notes(request, story)


def to_notes(request: HttpRequest, story: Story) -> HttpResponse:
    """Back to the notes on the page that somebody acted from."""
    return HttpResponseRedirect(f"{address(sidebar.way_back(request), story)}#notes")
