"""Meters: the length of a text and its style notes, as the story form shows them while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stories import copy, permissions, style_notes
from stories.admin.editor.forms import StoryForm
from stories.admin.editor.readiness import read_readiness
from stories.admin.fields import BODY_LIMIT, LINES_LIMIT
from stories.admin.pages import refuse_unless
from stories.display.bulk_selection import LARGEST_ID
from stories.style_notes import TypedText

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

HEADLINE_LONG = 90  # characters; lists and search engines cut what goes on
HEADLINE_TOO_LONG = 110  # characters; what clients of a wire take at most
NOTES_SHOWN = 12  # a text with more has other troubles


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A style note beside the text that it is about."""

    note: style_notes.Note
    text: TypedText

    def __str__(self) -> str:
        return self.note.sentence(_)

    @property
    def fix(self) -> str:
        """Name of the rule, where the newsroom can do what the note says; else empty."""
        return self.note.rule.name if style_notes.may_fix(self.text, self.note) else ""

    @property
    def is_about_headline(self) -> bool:
        """Whether its words repeat the headline, so that they only have to go."""
        return self.note.rule is style_notes.Rule.HEADLINE_IN_TEXT


@dataclass(frozen=True, slots=True)
class Meters:
    """The readings of one text."""

    headline: int
    words: int
    minutes: int
    notes: tuple[style_notes.Note, ...]
    text: TypedText

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
    def length(self) -> str:
        """Length of the text, as the tools over it print it: 213 words, 1 min."""
        sentence = ngettext("{words} word, {minutes} min", "{words} words, {minutes} min", self.words)
        return sentence.format(words=self.words, minutes=self.minutes)

    @property
    def notes_shown(self) -> tuple[ShownNote, ...]:
        """The first notes."""
        return tuple(ShownNote(note, self.text) for note in self.notes[:NOTES_SHOWN])

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


def read_typed_text(form: StoryForm) -> TypedText:
    """Return the text of a story form, valid or not."""
    body = copy.from_typed(str(form["body"].value() or "")[:BODY_LIMIT])
    names = ("headline", "byline", "dateline", "endmark")
    headline, byline, dateline, endmark = (str(form[name].value() or "")[:LINES_LIMIT].strip() for name in names)
    return TypedText(headline, byline, dateline, endmark, body)


def read_notes(form: StoryForm, text: TypedText) -> tuple[style_notes.Note, ...]:
    """Return the style notes on the text of a form."""
    language = str(form["language"].value() or "")
    return style_notes.notes(text.headline, text.blocks, dateline=text.dateline, language=language)


def read_meters(form: StoryForm) -> Meters:
    """Return the readings of a story form, valid or not."""
    text = read_typed_text(form)
    return Meters(
        headline=len(text.headline),
        words=copy.word_count(text.blocks),
        minutes=copy.reading_minutes(text.blocks),
        notes=read_notes(form, text),
        text=text,
    )


@require_POST
def show_meters(request: DeskRequest) -> HttpResponse:
    """Render the readings of the typed text. Nothing is saved. Raises PermissionDenied."""
    refuse_unless(permissions.may_write(request.user))
    form = StoryForm(request.POST)
    ctx = {"meters": read_meters(form), "ready": read_readiness(form)}
    return render(request, "admin/stories/story/editor/_meters.html", ctx)


class FixForm(forms.Form):
    """The note whose button was pressed: its rule and its paragraph."""

    fix = forms.ChoiceField(choices=[(rule.name, rule.name) for rule in style_notes.FIELD_BY_RULE])
    paragraph = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


@require_POST
def fix_style(request: DeskRequest) -> JsonResponse:
    """Return the fields of the typed text that change where a style note is followed. Nothing is saved.

    They are none where the text no longer has what the note was about. Raises PermissionDenied.
    """
    refuse_unless(permissions.may_write(request.user))
    form, wanted = StoryForm(request.POST), FixForm(request.POST)
    text = read_typed_text(form)
    if not wanted.is_valid():
        return JsonResponse({})
    rule, paragraph = style_notes.Rule[wanted.cleaned_data["fix"]], wanted.cleaned_data["paragraph"]
    note = next((note for note in read_notes(form, text) if (note.rule, note.paragraph) == (rule, paragraph)), None)
    fixed = style_notes.fix(text, note) if note else text
    names = ("byline", "dateline", "endmark")
    changed = {name: getattr(fixed, name) for name in names if getattr(fixed, name) != getattr(text, name)}
    if fixed.blocks != text.blocks:
        changed["body"] = copy.to_html(fixed.blocks)
    return JsonResponse(changed)
