"""Notes to the desk on a story: the page of all notes, adding a note, striking one out or removing it."""

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
from stories.admin.pages import find_story, refuse_unless, refuse_unless_may, render_desk_page, story_page_url
from stories.models import DeskNote
from stories.story_actions import ADD_NOTE, REMOVE_NOTE

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest
    from stories.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
def notes_view(request: DeskRequest, story_id: int) -> HttpResponse:
    """Render all notes on a story; by POST, add a note and go back to the page that it was written on."""
    story = find_story(request, story_id)
    if request.method != "POST":
        return render_notes(request, story)
    refuse_unless_may(request.user, ADD_NOTE, story)
    form = sidebar.NoteForm(request.POST)
    if form.is_valid():
        try:
            desk.add_note(story, form.cleaned_data["words"], by=request.user, now=timezone.now())
        except desk.DeskError as refused:
            form.add_error("words", str(refused))
        else:
            messages.success(request, _("The note is added."))
            return redirect_to_notes(request, story)
    return render_notes(request, story, form)


def render_notes(request: DeskRequest, story: Story, form: sidebar.NoteForm | None = None) -> HttpResponse:
    """Render the page of all notes on a story; `form` is one with errors."""
    ctx = sidebar.sidebar_context(request.user, story, limit=None)
    if form is not None:
        ctx |= {"form": form, "note_form": form}
    title = _("Notes: {slugline}").format(slugline=story.slugline)
    return render_desk_page(request, "story/acts/notes", title=title, story=story, **ctx)


@require_POST
def note_removal_view(request: DeskRequest, story_id: int, note_id: int) -> HttpResponse:
    """Take back or strike out a note that the user wrote, or remove anybody's as a chief."""
    story = find_story(request, story_id)
    refuse_unless(permissions.may_do(request.user, REMOVE_NOTE, story))
    note = get_object_or_404(DeskNote.objects.on(story), pk=note_id)
    now, may_remove = timezone.now(), permissions.may_remove_notes(request.user)
    refuse_unless(may_remove or note.by == request.user)
    try:
        if note.may_be_taken_back(request.user, now):
            desk.take_note_back(note, by=request.user, now=now)
        elif may_remove:
            desk.remove_note(note, by=request.user, now=now)
        else:
            desk.strike_note(note, by=request.user, now=now)
            messages.success(request, _("The note is struck out."))
            return redirect_to_notes(request, story)
    except desk.DeskError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The note is gone."))
    return redirect_to_notes(request, story)


def redirect_to_notes(request: DeskRequest, story: Story) -> HttpResponse:
    """Redirect to the notes on the page that the action was taken from."""
    return HttpResponseRedirect(f"{story_page_url(sidebar.return_page_name(request), story)}#notes")
