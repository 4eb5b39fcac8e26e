"""The forms of the actions on a story; the desk decides whether an action is possible."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.admin.fields import DesignatorField, LinesField
from stories.admin.stale_save import BasedOnForm
from stories.admin.story_search import StoryField
from stories.display.bulk_selection import LARGEST_ID
from stories.display.moment_field import MomentField
from stories.models import Amends, State, Story, length_of

DOWNPLAYING_WORD = re.compile(
    r"^\W*(recast(?:s|ed|ing)?|fix(?:es|ed|ing)?|clarif(?:y|ies|ied|ying)|chang(?:e[sd]?|ing))\b", re.IGNORECASE
)  # first words that an agency does not let stand in a correction


CLASSES = {  # what each is called, and what it means, in the order of their cards
    Amends.CORRECTION: (gettext_lazy("Correction"), gettext_lazy("The meaning was wrong.")),
    Amends.CLARIFICATION: (gettext_lazy("Clarification"), gettext_lazy("It was right, and could be misread.")),
    Amends.REFILE: (gettext_lazy("Refile"), gettext_lazy("Form only: a spelling, a comma. The meaning was right.")),
}


class FileForm(BasedOnForm):
    """The designator, the note and the time of a filing."""

    designator = DesignatorField(
        label=gettext_lazy("Designator"),
        required=False,
        max_length=length_of(Story, "designator"),
        help_text=gettext_lazy("Leave empty for a first filing."),
    )
    note = LinesField(
        label=gettext_lazy("Editor's note"),
        required=False,
        help_text=gettext_lazy("For editors: what this filing changes."),
        rows=4,
    )
    at = MomentField(
        label=gettext_lazy("File at"),
        required=False,
        help_text=gettext_lazy("Leave empty to file now, or when the embargo ends."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["designator"].widget.attrs.update({"list": "designators", "autocomplete": "off"})


class CorrectForm(BasedOnForm):
    """The class and the words of a correction of the newest filing."""

    amends = forms.ChoiceField(
        label=gettext_lazy("Class"),
        choices=[(kind, name) for kind, (name, _meaning) in CLASSES.items()],
        widget=forms.RadioSelect,
        initial=Amends.CORRECTION,
    )
    wrong = LinesField(
        label=gettext_lazy("What was wrong"),
        required=False,
        help_text=gettext_lazy("Readers see this. Not needed for a refile."),
    )
    right = LinesField(
        label=gettext_lazy("What is right"),
        required=False,
        help_text=gettext_lazy("Readers see this. Not needed for a refile."),
    )
    note = LinesField(label=gettext_lazy("Editor's note"), required=False)
    all_the_same = forms.BooleanField(label=gettext_lazy("File it with these words all the same"), required=False)

    doubted: tuple[str, ...] = ()  # the fields whose words play the mistake down

    def class_cards(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """Return the button of each class with what the class means."""
        return list(zip(self["amends"], (str(meaning) for _name, meaning in CLASSES.values()), strict=True))

    @property
    def shown_class(self) -> str:
        """The name of the class that is chosen on the page."""
        chosen = self["amends"].value()
        return str(CLASSES[Amends(chosen)][0]) if chosen in CLASSES else ""

    def visible_fields(self) -> list[forms.BoundField]:
        """Return the fields on the page; the box that overrules a doubt is among them only where there is one."""
        return [field for field in super().visible_fields() if field.name != "all_the_same" or self.doubted]

    def clean(self) -> dict[str, Any]:
        """Return the values. Words that play the mistake down are an error, unless the box is ticked."""
        super().clean()
        values = self.cleaned_data
        is_overruled = values.pop("all_the_same", False)
        doubts = doubtful_words(values) if values.get("amends") == Amends.CORRECTION else {}
        self.doubted = tuple(doubts)
        for name, word in ({} if is_overruled else doubts).items():
            self.add_error(
                name,
                _(
                    "“{word}” plays down the error; a correction must say what was wrong. "
                    "Begin with other words, or tick the box below."
                ).format(word=word),
            )
        return values


def doubtful_words(values: dict[str, Any]) -> dict[str, str]:
    """Return the first word of each field, by name, that plays the mistake down."""
    matches = {name: DOWNPLAYING_WORD.match(values.get(name, "")) for name in ("right", "note")}
    return {name: match[1] for name, match in matches.items() if match}


class ReasonForm(forms.Form):
    """A reason, which may stay empty."""

    reason = LinesField(
        label=gettext_lazy("Reason"), required=False, help_text=gettext_lazy("For the newsroom alone. Never public.")
    )


class NoForm(forms.Form):
    """No field: the button is enough."""


class KillForm(forms.Form):
    """The reason for readers of a kill, and the story's number, typed to be sure."""

    reason = LinesField(
        label=gettext_lazy("Reason, for readers"),
        help_text=gettext_lazy("One sentence: The report could not be confirmed."),
    )
    substitute = StoryField(
        label=gettext_lazy("Story that replaces it"),
        required=False,
        states=(State.LIVE,),
        help_text=gettext_lazy("Its number, or words from it. Readers are sent there. It must be live."),
    )
    headline_at_fault = forms.BooleanField(
        label=gettext_lazy("The headline itself is at fault: do not print it in the notice"), required=False
    )
    number = forms.IntegerField(label=gettext_lazy("Type the story's number"), min_value=1, max_value=LARGEST_ID)

    def __init__(self, *args: Any, story: Story, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story

    def clean_number(self) -> int:
        """Return the number of this story. Raises ValidationError for any other."""
        message = _("This is story {wanted}, not {typed}. Nothing was done.")
        return check_number(self.cleaned_data["number"], self.story.pk, message)


class TakeDownForm(forms.Form):
    """The reason on record of a take-down, and the filing's number, typed to be sure."""

    reason = LinesField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Stays on record in the newsroom: the order, the law, who asked."),
    )
    number = forms.IntegerField(label=gettext_lazy("Type the filing's number"), min_value=1, max_value=LARGEST_ID)

    def __init__(self, *args: Any, number: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.wanted = number

    def clean_number(self) -> int:
        """Return the number of this filing. Raises ValidationError for any other."""
        message = _("This is filing {wanted}, not {typed}. Nothing was done.")
        return check_number(self.cleaned_data["number"], self.wanted, message)


def check_number(typed: int, wanted: int, message: str) -> int:
    """Return the typed number. Raises ValidationError with the message, formatted with both, unless it is `wanted`."""
    if typed != wanted:
        raise ValidationError(message.format(wanted=wanted, typed=typed))
    return typed
