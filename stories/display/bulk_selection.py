"""Stories marked in a list of the newsroom: the form that names them, one act on each, and its outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Story

# Sentences for the newsroom alone: readers' languages leave them out.

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_STORIES = 50  # stories at a time: as many as a page of the list shows
LARGEST_ID = 2**63 - 1  # what both databases can be asked for
LONGEST_FILTER = 2_000  # characters of the address that a list had


class StoryNumbersField(forms.TypedMultipleChoiceField):
    """The numbers of stories, whether or not there are such stories."""

    def __init__(self) -> None:
        super().__init__(
            coerce=int, error_messages={"required": gettext_lazy("No story is marked. Mark the ones you mean.")}
        )

    def valid_value(self, value: object) -> bool:
        """Return whether a value can be the number of a story."""
        return is_row_id(value)


class SelectionForm(forms.Form):
    """The stories that are marked."""

    story = StoryNumbersField()

    def clean_story(self) -> list[Story]:
        """Return the stories in the order in which they were marked, without those that are gone. One query."""
        keys = list(dict.fromkeys(self.cleaned_data["story"]))
        if len(keys) > MOST_STORIES:
            sentence = _("{count} stories are marked, and {limit} can be done at a time.")
            raise forms.ValidationError(sentence.format(count=len(keys), limit=MOST_STORIES))
        rows = Story.objects.on_the_desk().in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    @property
    def stories(self) -> list[Story]:
        """The stories that are marked, where the form is valid."""
        stories: list[Story] = self.cleaned_data["story"]
        return stories


def is_row_id(value: object) -> bool:
    """Return whether a value can be the number of a story."""
    text = str(value)
    return text.isascii() and text.isdecimal() and int(text[:20]) <= LARGEST_ID


@dataclass(frozen=True, slots=True)
class RefusedStory:
    """A story on which the act was not possible, and why."""

    story: Story
    why: str


@dataclass(frozen=True, slots=True)
class SelectionOutcome:
    """The stories on which an act was done, and the others with the reason: none is left out."""

    done: tuple[Story, ...]
    refused: tuple[RefusedStory, ...]


def apply_to_each(stories: Iterable[Story], do: Callable[[Story], str]) -> SelectionOutcome:
    """Do one act on each story by itself. `do` returns why the act is not possible, or an empty text."""
    done: list[Story] = []
    refused: list[RefusedStory] = []
    for story in stories:
        why = do(story)
        if why:
            refused.append(RefusedStory(story, why))
        else:
            done.append(story)
    return SelectionOutcome(tuple(done), tuple(refused))


def report_outcome(request: HttpRequest, outcome: SelectionOutcome, done: _StrPromise) -> None:
    """Report how many stories an act was done with, in a sentence for their `count`, and which were refused and why."""
    if outcome.done:
        messages.success(request, done.format(count=len(outcome.done)))
    if outcome.refused:
        refused = ((row.story.headline, row.why) for row in outcome.refused)
        rows = format_html_join("", "<li>“<bdi>{}</bdi>”: {}</li>", refused)
        head = _("Not done with {count}:").format(count=len(outcome.refused))
        messages.warning(request, format_html("{}<ul>{}</ul>", head, rows))


def report_mistakes(request: HttpRequest, form: SelectionForm) -> None:
    """Report why nothing was done with any of the marked stories."""
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))


def list_filters(request: HttpRequest) -> str:
    """Return the filters of the list in which the stories were marked, as a query string."""
    return QueryDict(request.POST.get("list", "")[:LONGEST_FILTER]).urlencode()


def redirect_to_list(request: HttpRequest) -> HttpResponseRedirect:
    """Redirect to the wire desk, filtered as it was when the stories were marked."""
    shown = list_filters(request)
    return HttpResponseRedirect(reverse("admin:stories_story_changelist") + (f"?{shown}" if shown else ""))
