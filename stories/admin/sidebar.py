"""What stands on every page about a story: the notes to the desk, and whom the story is assigned to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import permissions
from stories.admin.fields import Lines
from stories.models import DeskNote

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from stories.models import Story
    from stories.permissions import Person

SHOWN = 20  # notes on a page about something else; the page of notes has them all

PAGES = "stories_story_"  # before the name of each of them


class Back(forms.Form):
    """The page about a story that somebody acts from, by the name of its address."""

    back = forms.ChoiceField(choices=[(f"{PAGES}{name}", name) for name in ("change", "history", "notes")])


class NoteForm(forms.Form):
    """A new note. What it may be, `desk` says."""

    words = Lines(
        label=gettext_lazy("New note"),
        required=False,
        help_text=gettext_lazy(
            "For the newsroom alone. Never public. You can take it back for 15 minutes; after that it stands."
        ),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, auto_id="new-note-%s", **options)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, and how this person may let it go: "Take back", "Remove"; empty where they may not."""

    note: DeskNote
    lets_go: str


def shown(person: Person, story: Story, *, limit: int | None = SHOWN) -> dict[str, object]:
    """The notes on a story, the newest first, and what this person may do beside it. One query."""
    may_write, now = permissions.may_write(person, story), timezone.now()
    found = list(DeskNote.objects.on(story)[: limit + 1 if limit else None])
    is_open_to = may_write and not story.is_closed
    return {
        "notes": [NoteRow(note, letting_go(person, note, now)) for note in found[:limit]],
        "has_more_notes": len(found) > len(found[:limit]),
        "note_form": NoteForm() if may_write else None,
        "may_assign": is_open_to,
        "is_theirs": story.assigned_to_id == person.pk,
    }


def letting_go(person: Person, note: DeskNote, now: datetime) -> str:
    """What the button that removes a note says; empty where this person may not."""
    if note.may_be_taken_back(person, now):
        return _("Take back")
    return _("Remove") if permissions.may_remove_notes(person) else ""


def way_back(request: HttpRequest) -> str:
    """The name of the page about a story that somebody acted from; that of its form where it is another."""
    form = Back(request.POST)
    return form.cleaned_data["back"].removeprefix(PAGES) if form.is_valid() else "change"
