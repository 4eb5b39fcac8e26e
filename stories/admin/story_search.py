"""A field that finds another story: by its number, or by words out of which a few stories to choose from are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import search
from stories.display.bulk_selection import LARGEST_ID
from stories.models import State, Story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Sentences for the newsroom alone: readers' languages leave them out.

NUMBER = re.compile(r"#?\s*([0-9]{1,18})(?:\s.*)?")  # as typed, or as a suggestion begins: #12 Dam at Karse Head holds
OFFERED = 8  # stories to choose from
TYPED_LIMIT = 200  # characters of what is typed


class StoryChoiceWidget(forms.TextInput):
    """A line for a number or words; the stories that it may mean are offered below."""

    offered: Sequence[Story] = ()

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-suggests-at"] = reverse("admin:stories_story_suggest")
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> object:
        """Return the number of the story that was chosen below the line, else what the line has."""
        return data.get(f"{name}-chosen") or data.get(name)


class StoryField(forms.CharField):
    """Another story, by number or by words. Several finds are offered to choose from."""

    widget = StoryChoiceWidget
    states: Sequence[State] = ()  # that the story may be in; any for none

    def __init__(self, *, states: Sequence[State] = (), **options: Any) -> None:
        super().__init__(max_length=TYPED_LIMIT, **options)
        self.states = states
        self.widget.attrs.update({"autocomplete": "off", "dir": "auto", "data-suggests": ",".join(states)})

    def clean(self, value: object) -> Story | None:
        """Return the story. Raises ValidationError where none is meant, or which of several is open."""
        words = super().clean(value)
        if not words:
            return None
        match = NUMBER.fullmatch(words)
        if match and int(match[1]) <= LARGEST_ID:
            return self.with_number(int(match[1]))
        found = find_stories_to_choose(words, self.states)
        if len(found) == 1:
            return found[0]
        if isinstance(self.widget, StoryChoiceWidget):
            self.widget.offered = found
        if found:
            raise ValidationError(_("Several stories have these words: choose one."))
        raise ValidationError(_("No story has these words. Try others, or its number."))

    def with_number(self, number: int) -> Story:
        """Return the story with a number. Raises ValidationError where there is none, or in no such state."""
        story = Story.objects.filter(pk=number).first()
        if story is not None and (not self.states or story.state in self.states):
            return story
        message = (
            _("No story {number} is live. Give another, or none.") if self.states else _("There is no story {number}.")
        )
        raise ValidationError(message.format(number=number))


def find_stories_to_choose(words: str, states: Sequence[State] = ()) -> list[Story]:
    """Return the stories that changed last of those with some words, in these states; any for none. Two queries."""
    keys = [{f"state:{state}" for state in states}] if states else []
    if not search.has_words(words):
        return []
    places = search.find_places(search.Index.DESK, words, search.Span(), limit=OFFERED, keys=keys)
    return list(Story.objects.filter(desk_place__in=places or ()).defer("body").order_by("-desk_place"))


NUMBER_OR_WORDS = gettext_lazy("Its number, or words of its headline, slugline or text.")
