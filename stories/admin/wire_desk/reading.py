"""The reading pane of the wire desk: one story beside the list, as it would be filed, and what changed since it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stories import copy
from stories.admin import menu, versions
from stories.admin.pages import find_story
from stories.admin.wire_desk.sorting import READ_VAR
from stories.display.bulk_selection import LARGEST_ID
from stories.models import DeskNote, Story

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from stories.display.comparison import ComparisonView
    from stories.display.requests import DeskRequest
    from stories.permissions import AnyUser

NOTES_READ = 20  # the newest; the page of notes has them all


@dataclass(frozen=True, slots=True)
class ReadingPane:
    """A story in the reading pane: its text, its changes since the newest filing (None before one), its notes."""

    story: Story
    links: tuple[menu.Link, ...]
    more: tuple[menu.Link, ...]
    body: copy.Html
    words: int
    minutes: int
    sheet: ComparisonView | None
    notes: tuple[DeskNote, ...]


class ReadForm(forms.Form):
    """The number of the story that an address opens the pane with."""

    read = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


@require_safe
def show_reading(request: DeskRequest, story_id: int) -> HttpResponse:
    """Render the pane with a story, to be put beside the list. Raises PermissionDenied, Http404."""
    story = find_story(request, story_id)
    ctx = {"reading": reading_of(story, request.user)}
    return render(request, "admin/stories/story/wire_desk/_reading.html", ctx)


def story_to_read(request: HttpRequest) -> ReadingPane | None:
    """Return the story that the address of the list names, ready to be read; None where it names none."""
    form = ReadForm({READ_VAR: request.GET.get(READ_VAR, "")})
    number = form.cleaned_data[READ_VAR] if form.is_valid() else None
    stories = Story.objects.select_related("section", "source", "updated_by", "assigned_to")
    story = stories.filter(pk=number).first() if number else None
    return reading_of(story, request.user) if story else None


def reading_of(story: Story, person: AnyUser) -> ReadingPane:
    """Return a story ready to be read by a person. Three queries, those of its pictures beside."""
    newest = versions.newest_filing(story) if story.has_moved else None
    blocks = story.blocks
    return ReadingPane(
        story,
        menu.row_links(person, story),
        menu.more_links(person, story),
        copy.to_html(blocks),
        copy.word_count(blocks),
        copy.reading_minutes(blocks),
        versions.compare_with_filing(story, newest) if newest else None,
        tuple(DeskNote.objects.on(story)[:NOTES_READ]),
    )
