"""Stories that somebody marked in a list, to do one thing with all of them, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from stories.models import Story

LIMIT = 50  # stories at a time: as many as a page of the list shows
LARGEST_ID = 2**63 - 1  # what both databases can be asked for
LONGEST_FILTER = 2_000  # characters of the address that a list had


class ChosenForm(forms.Form):
    """Which stories are marked."""

    story = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["story"].error_messages["required"] = _("No story is marked. Mark those that you mean.")
        self.fields["story"].valid_value = is_number

    def clean_story(self) -> list[Story]:
        """The stories in the order in which they were marked; one that is not there is left out. One query."""
        keys = list(dict.fromkeys(self.cleaned_data["story"]))
        if len(keys) > LIMIT:
            told = _("{count} stories are marked, and {limit} can be done at a time.")
            raise forms.ValidationError(told.format(count=len(keys), limit=LIMIT))
        found = Story.objects.on_the_desk().in_bulk(keys)
        return [found[key] for key in keys if key in found]

    @property
    def stories(self) -> list[Story]:
        """The stories that are marked, where the form is valid."""
        return self.cleaned_data["story"]


def is_number(value: object) -> bool:
    """Whether something can be the number of a story."""
    text = str(value)
    return text.isascii() and text.isdecimal() and int(text[:20]) <= LARGEST_ID


@dataclass(frozen=True, slots=True)
class Refused:
    """A story with which it could not be done, and why."""

    story: Story
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each story: none is left out."""

    done: tuple[Story, ...]
    refused: tuple[Refused, ...]


def each(stories: Iterable[Story], do: Callable[[Story], str]) -> Outcome:
    """One thing done with each story by itself; `do` gives why it could not be done, or nothing."""
    done, refused = [], []
    for story in stories:
        why = do(story)
        if why:
            refused.append(Refused(story, why))
        else:
            done.append(story)
    return Outcome(tuple(done), tuple(refused))


def tell(request: HttpRequest, outcome: Outcome, done: Promise) -> None:
    """Say with how many stories it was done, in a sentence for their `count`, and with which not, and why."""
    if outcome.done:
        messages.success(request, done.format(count=len(outcome.done)))
    if outcome.refused:
        told = ((row.story.headline, row.why) for row in outcome.refused)
        rows = format_html_join("", "<li>“<bdi>{}</bdi>”: {}</li>", told)
        head = _("Not done with {count}:").format(count=len(outcome.refused))
        messages.warning(request, format_html("{}<ul>{}</ul>", head, rows))


def tell_mistake(request: HttpRequest, form: ChosenForm) -> None:
    """Say why nothing was done with any of them."""
    messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))


def filtered(request: HttpRequest) -> str:
    """How the list was filtered when the stories were marked, as it stands in an address."""
    return QueryDict(request.POST.get("list", "")[:LONGEST_FILTER]).urlencode()


def back_to_the_list(request: HttpRequest) -> HttpResponseRedirect:
    """To the wire desk as it was filtered when they were marked."""
    shown = filtered(request)
    return HttpResponseRedirect(reverse("admin:stories_story_changelist") + (f"?{shown}" if shown else ""))
