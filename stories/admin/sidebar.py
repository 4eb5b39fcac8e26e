"""The sidebar of every page about a story: its notes to the desk, the stories related to it, and its assignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import permissions
from stories.admin.fields import LinesField
from stories.admin.relations import relations_context
from stories.models import DeskNote

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User
    from django.http import HttpRequest, QueryDict

    from stories.models import Story

NOTES_SHOWN = 20  # on a page about something else; the page of notes has them all

URL_PREFIX = "stories_story_"  # of the names of the pages about a story


class ReturnForm(forms.Form):
    """The page about a story to go back to after an action, by the name of its address."""

    back = forms.ChoiceField(choices=[(f"{URL_PREFIX}{name}", name) for name in ("change", "history", "notes")])


class NoteForm(forms.Form):
    """A new note to the desk."""

    words = LinesField(
        label=gettext_lazy("New note"),
        required=False,
        help_text=gettext_lazy(
            "For the newsroom alone. Never public. You can take it back for 15 minutes; after that it stands."
        ),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="new-note-%s")


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, and the label of the button with which this person removes it; empty where they may not."""

    note: DeskNote
    removal_label: str


def sidebar_context(person: User, story: Story, *, limit: int | None = NOTES_SHOWN) -> dict[str, Any]:
    """Return the context of the sidebar: notes, relations, and the person's rights there. Three queries."""
    may_write, now = permissions.may_write(person, story), timezone.now()
    notes = list(DeskNote.objects.on(story)[: limit + 1 if limit else None])
    return {
        "notes": [NoteRow(note, removal_label(person, note, now)) for note in notes[:limit]],
        "has_more_notes": len(notes) > len(notes[:limit]),
        "note_form": NoteForm() if may_write else None,
        "may_assign": may_write and not story.is_closed,
        "is_theirs": story.assigned_to_id == person.pk,
        **relations_context(person, story),
    }


def removal_label(person: User, note: DeskNote, now: datetime) -> str:
    """Return the label of the button with which a person removes a note; empty where they may not."""
    if note.may_be_taken_back(person, now):
        return _("Take back")
    if permissions.may_remove_notes(person):
        return _("Remove")
    return _("Strike out") if note.may_be_struck(person) else ""


def return_page_name(request: HttpRequest) -> str:
    """Return the name of the page about the story that the action was taken from; of its form where it is another."""
    form = ReturnForm(request.POST)
    return form.cleaned_data["back"].removeprefix(URL_PREFIX) if form.is_valid() else "change"
