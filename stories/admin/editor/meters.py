"""Meters: the length of a text and its style notes, as the story form shows them while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stories import copy, permissions, style_notes
from stories.admin.editor.forms import StoryForm
from stories.admin.editor.readiness import read_readiness
from stories.admin.fields import BODY_LIMIT, LINES_LIMIT
from stories.admin.pages import refuse_unless

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

HEADLINE_LONG = 90  # characters; lists and search engines cut what goes on
HEADLINE_TOO_LONG = 110  # characters; what clients of a wire take at most
NOTES_SHOWN = 12  # a text with more has other troubles


@dataclass(frozen=True, slots=True)
class Meters:
    """The readings of one text."""

    headline: int
    words: int
    minutes: int
    notes: tuple[style_notes.Note, ...]

    @property
    def level(self) -> str:
        """Colour of the headline's length: red, amber or none."""
        if self.headline > HEADLINE_TOO_LONG:
            return "red"
        return "amber" if self.headline > HEADLINE_LONG else ""

    @property
    def headline_length(self) -> str:
        """Length of the headline in words: 52 characters; 97 of 90 characters, long."""
        match self.level:
            case "red":
                return _("{count} of {limit} characters, too long").format(count=self.headline, limit=HEADLINE_TOO_LONG)
            case "amber":
                return _("{count} of {limit} characters, long").format(count=self.headline, limit=HEADLINE_LONG)
            case _:
                return ngettext("{count} character", "{count} characters", self.headline).format(count=self.headline)

    @property
    def headline_warning(self) -> str:
        """Length of a long headline as a sentence."""
        if self.level == "red":
            sentence = _("Headline {count} of {limit} characters, too long.")
            return sentence.format(count=self.headline, limit=HEADLINE_TOO_LONG)
        return _("Headline {count} of {limit} characters, long.").format(count=self.headline, limit=HEADLINE_LONG)

    @property
    def notes_shown(self) -> tuple[str, ...]:
        """The first notes, as sentences."""
        return tuple(note.sentence(_) for note in self.notes[:NOTES_SHOWN])

    @property
    def notes_more(self) -> int:
        """Number of notes beyond those shown."""
        return len(self.notes) - len(self.notes_shown)

    @property
    def warning(self) -> str:
        """Sentences that a screen reader says when they change; empty where nothing is wrong."""
        sentences = [self.headline_warning] if self.level else []
        if self.notes:
            count = len(self.notes)
            sentences.append(ngettext("{count} style note.", "{count} style notes.", count).format(count=count))
        return " ".join(sentences)


def read_meters(form: StoryForm) -> Meters:
    """Return the readings of a story form, valid or not."""
    fields = ("headline", "dateline", "body", "language")
    headline, dateline, body, language = (str(form[name].value() or "") for name in fields)
    headline, dateline = (words[:LINES_LIMIT].strip() for words in (headline, dateline))
    blocks = copy.from_typed(body[:BODY_LIMIT])
    return Meters(
        headline=len(headline),
        words=copy.word_count(blocks),
        minutes=copy.reading_minutes(blocks),
        notes=style_notes.notes(headline, blocks, dateline=dateline, language=language),
    )


@require_POST
def show_meters(request: DeskRequest) -> HttpResponse:
    """Render the readings of the typed text. Nothing is saved. Raises PermissionDenied."""
    refuse_unless(permissions.may_write(request.user))
    form = StoryForm(request.POST)
    ctx = {"meters": read_meters(form), "ready": read_readiness(form)}
    return render(request, "admin/stories/story/editor/_meters.html", ctx)
