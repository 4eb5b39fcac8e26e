"""The forms by which editors put chains right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.admin.fields import LinesField
from stories.admin.story_search import NUMBER_OR_WORDS, StoryField
from stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

# Sentences for the newsroom alone: readers' languages leave them out.

NEW, BY_NUMBER = "new", "number"


def find_other_story(number: int, story_id: int) -> Story:
    """Return the story with a number, unless it is the one that the page is about. Raises ValidationError."""
    if number == story_id:
        raise ValidationError(_("That is this very story. Give the number of another."))
    story = Story.objects.select_related("section", "source").filter(pk=number).first()
    if story is None:
        raise ValidationError(_("There is no story {number}.").format(number=number))
    return story


class OtherStoryForm(forms.Form):
    """The story that another is one with, by its number or by words of it."""

    other = StoryField(label=gettext_lazy("The other story"), help_text=NUMBER_OR_WORDS)

    def __init__(self, data: QueryDict | None = None, *, story_id: int) -> None:
        super().__init__(data)
        self.story_id = story_id
        self.fields["other"].widget.attrs["autofocus"] = True

    def clean_other(self) -> Story:
        """Return the other story. Raises ValidationError."""
        return find_other_story(self.cleaned_data["other"].pk, self.story_id)


class JoinForm(forms.Form):
    """The story that the other goes into, and the reason on record."""

    into = forms.TypedChoiceField()  # made with the form, out of the two
    reason = LinesField(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("Stays on record in the newsroom: why the two are one.")
    )

    def __init__(self, *args: Any, stories: list[Story], **options: Any) -> None:
        super().__init__(*args, **options)
        self.stories = {story.pk: story for story in stories}
        choices = [(story.pk, print_choice(story)) for story in stories]
        self.fields["into"] = forms.TypedChoiceField(
            label=_("Which story stays"), widget=forms.RadioSelect, coerce=int, choices=choices
        )

    def clean_into(self) -> Story:
        """Return the story that stays."""
        return self.stories[self.cleaned_data["into"]]


class MoveFilingForm(forms.Form):
    """The story that a filing belongs to, and the reason on record."""

    to = forms.ChoiceField()  # made with the form, out of the likely ones
    number = StoryField(label=gettext_lazy("That story"), required=False, help_text=NUMBER_OR_WORDS)
    reason = LinesField(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("Stays on record in the newsroom: why it belongs there.")
    )

    def __init__(self, *args: Any, story: Story, likely: Iterable[Story], **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story
        self.likely = {str(one.pk): one for one in likely}
        choices = [
            *((key, print_choice(one)) for key, one in self.likely.items()),
            (BY_NUMBER, _("the story that is named below")),
            (NEW, _("a new story")),
        ]
        self.fields["to"] = forms.ChoiceField(label=_("Where it belongs"), widget=forms.RadioSelect, choices=choices)

    def clean(self) -> dict[str, Any]:
        """Return the values, with `story` for the one that it goes to, None for a new one."""
        super().clean()
        values = self.cleaned_data
        to = values.get("to")
        values["story"] = self.likely.get(str(to))
        if to == BY_NUMBER and "number" not in self.errors:
            try:
                values["story"] = find_other_story(values["number"].pk if values.get("number") else 0, self.story.pk)
            except ValidationError as error:
                self.add_error("number", error)
        return values


def print_choice(story: Story) -> str:
    """Return a story as a choice prints it."""
    return _("#{number} {slugline}: {headline}").format(
        number=story.pk, slugline=story.slugline, headline=story.headline[:120]
    )
