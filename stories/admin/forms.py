"""The forms of the desk. What they ask stands on the page; what is possible, `desk` says."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import designators
from stories.admin.fields import Line, Lines, Moment, TypedCopy, TypedPictures
from stories.display.bulk_selection import LARGEST_ID
from stories.models import Amends, State, Story

MAKES_LITTLE = re.compile(
    r"^\W*(recast(?:s|ed|ing)?|fix(?:es|ed|ing)?|clarif(?:y|ies|ied|ying)|chang(?:e[sd]?|ing))\b", re.IGNORECASE
)  # first words that an agency does not let stand in a correction

WORDS = ("designator", "headline", "byline", "dateline", "body", "endmark", "pictures")
ABOUT = ("slugline", "section", "source", "language", "urgency", "dated_on", "note", "desk_note", "embargo_until")
LANGUAGE_TAG = RegexValidator(
    r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", gettext_lazy("Write a language as its tag: en, zh, ar, ru, pt-BR …")
)


class Behind(forms.Form):
    """Where in a list somebody is: behind a row, by key."""

    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


class StoryForm(forms.ModelForm):
    """The working copy. `based_on` is the number of saves that the page was made from."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_ID)
    designator = Line(
        label=gettext_lazy("Designator"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("What the next filing will be: Urgent, 1st LD … You can say it later."),
    )
    headline = Lines(label=gettext_lazy("Headline"), rows=2, help_text=gettext_lazy("Without the designator."))
    byline = Line(label=gettext_lazy("Byline"), max_length=300, required=False)
    dateline = Line(
        label=gettext_lazy("Dateline"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("As printed: NORTHPORT, Feb. 10 (Vesper) --"),
    )
    body = TypedCopy(
        label=gettext_lazy("Text"),
        required=False,
        help_text=gettext_lazy(
            "An empty line parts paragraphs. Read are strong, em, a, h2, blockquote, ul, ol, table, pre."
        ),
    )
    endmark = Line(label=gettext_lazy("End mark"), max_length=40, required=False)
    pictures = TypedPictures(
        label=gettext_lazy("Pictures"),
        required=False,
        help_text=gettext_lazy("A line each: the number of a photo, then the caption. The first leads."),
    )
    slugline = Line(
        label=gettext_lazy("Slugline"),
        max_length=200,
        help_text=gettext_lazy("The keyword that every filing of the story carries."),
    )
    language = Line(
        label=gettext_lazy("Language"),
        max_length=12,
        validators=[LANGUAGE_TAG],
        help_text=gettext_lazy("en, zh, ar, ru …"),
    )
    urgency = forms.IntegerField(
        label=gettext_lazy("Urgency"), min_value=1, max_value=9, help_text=gettext_lazy("1 (most urgent) to 9.")
    )
    note = Lines(
        label=gettext_lazy("Editor's note"),
        required=False,
        help_text=gettext_lazy("What this filing changes: Recasts lead; adds 4-6"),
    )
    desk_note = Lines(
        label=gettext_lazy("Desk note"), required=False, help_text=gettext_lazy("For the newsroom alone. Never public.")
    )
    embargo_until = Moment(
        label=gettext_lazy("Embargo until"),
        required=False,
        help_text=gettext_lazy("Nothing of the next filing is public before this."),
    )

    class Meta:
        model = Story
        fields = (*WORDS, *ABOUT)
        labels = {
            "section": gettext_lazy("Section"),
            "source": gettext_lazy("Source"),
            "dated_on": gettext_lazy("Dated on"),
        }
        widgets = {"dated_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["based_on"].initial = self.instance.save_number
        self.fields["body"].widget.attrs.update({"dir": "auto", "rows": 24, "spellcheck": "true"})
        self.fields["pictures"].widget.attrs.update({"dir": "auto", "rows": 3})
        self.fields["headline"].widget.attrs["lang"] = self.fields["body"].widget.attrs["lang"] = self.instance.language

    def clean_headline(self) -> str:
        """A headline is one line, in however many the box shows it."""
        return " ".join(self.cleaned_data["headline"].split())

    def word_fields(self) -> list[forms.BoundField]:
        """The fields of the text, in the order that it is printed in."""
        return [self[name] for name in WORDS]

    def about_fields(self) -> list[forms.BoundField]:
        """The fields that say what the story is."""
        return [self[name] for name in ABOUT]

    def says_something_new(self) -> bool:
        """Whether anything differs from the story as it was read from the database."""
        return any(name != "based_on" for name in self.changed_data)


class BasedOn(forms.Form):
    """A form that moves the working copy, and says which save of it was on the page."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_ID)


class FileForm(BasedOn):
    """What a filing is, and what it changes."""

    designator = Line(
        label=gettext_lazy("Designator"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Leave empty for a first filing."),
    )
    note = Lines(
        label=gettext_lazy("Editor's note"),
        required=False,
        help_text=gettext_lazy("For editors: what this filing changes."),
        rows=4,
    )
    at = Moment(
        label=gettext_lazy("File at"),
        required=False,
        help_text=gettext_lazy("Leave empty to file now, or when the embargo ends."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["designator"].widget.attrs.update({"list": "designators", "autocomplete": "off"})

    def clean_designator(self) -> str:
        """The designator in our print. Corrections, holds and kills have pages of their own."""
        typed = self.cleaned_data["designator"]
        if not typed:
            return ""
        read = designators.printed(typed)
        if read is None:
            told = _("“{typed}” is no designator. Choose one of the list, or leave it empty.")
            raise ValidationError(told.format(typed=typed))
        if read.is_correction or read.is_refile or read.is_kill or read.is_hold:
            told = _("“{designator}” is not filed from here: it has a page of its own, beside File.")
            raise ValidationError(told.format(designator=read))
        return str(read)


class CorrectForm(BasedOn):
    """How the newest filing is put right."""

    amends = forms.ChoiceField(
        label=gettext_lazy("Class"),
        choices=[
            (Amends.CORRECTION, gettext_lazy("Correction: the meaning was wrong")),
            (Amends.CLARIFICATION, gettext_lazy("Clarification: it could be misread")),
            (Amends.REFILE, gettext_lazy("Refile: form only, the meaning was right")),
        ],
        widget=forms.RadioSelect,
        initial=Amends.CORRECTION,
    )
    wrong = Lines(
        label=gettext_lazy("What was wrong"),
        required=False,
        help_text=gettext_lazy("Readers see this. Not needed for a refile."),
    )
    right = Lines(
        label=gettext_lazy("What is right"),
        required=False,
        help_text=gettext_lazy("Readers see this. Not needed for a refile."),
    )
    note = Lines(label=gettext_lazy("Editor's note"), required=False)
    all_the_same = forms.BooleanField(label=gettext_lazy("File it with these words all the same"), required=False)

    doubted: tuple[str, ...] = ()  # the fields whose words do not say that something was wrong

    def visible_fields(self) -> list[forms.BoundField]:
        """The fields that are shown: the box only where words are doubted."""
        return [field for field in super().visible_fields() if field.name != "all_the_same" or self.doubted]

    def clean(self) -> dict[str, object]:
        """What was said. Doubted words are asked about; with the box ticked they go as they are."""
        said = super().clean()
        goes_on = said.pop("all_the_same", False)
        if said.get("amends") == Amends.CORRECTION:
            self.doubted = tuple(name for name in ("right", "note") if MAKES_LITTLE.match(said.get(name, "")))
        for name in () if goes_on else self.doubted:
            first = MAKES_LITTLE.match(said[name])[1]
            self.add_error(
                name,
                _(
                    "“{word}” makes little of it: a correction says that something was wrong. "
                    "Begin with other words, or tick the box below."
                ).format(word=first),
            )
        return said


class ReasonForm(forms.Form):
    """An act with a reason that may stay unsaid."""

    reason = Lines(
        label=gettext_lazy("Reason"), required=False, help_text=gettext_lazy("For the newsroom alone. Never public.")
    )


class NoForm(forms.Form):
    """An act that asks nothing but the press of its button."""


class KillForm(forms.Form):
    """A withdrawal for good: the reason that readers are told, and the number typed."""

    reason = Lines(
        label=gettext_lazy("Reason, for readers"),
        help_text=gettext_lazy("One sentence: The report could not be confirmed."),
    )
    substitute = forms.IntegerField(
        label=gettext_lazy("Number of the story that replaces it"),
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=gettext_lazy("Readers are led there. It must be live."),
    )
    headline_at_fault = forms.BooleanField(
        label=gettext_lazy("The headline itself is at fault: do not print it in the notice"), required=False
    )
    number = forms.IntegerField(label=gettext_lazy("Type the story's number"), min_value=1, max_value=LARGEST_ID)

    def __init__(self, *args: object, story: Story, **options: object) -> None:
        super().__init__(*args, **options)
        self.story = story

    def clean_substitute(self) -> Story | None:
        """The live story with that number."""
        number = self.cleaned_data["substitute"]
        if number is None:
            return None
        substitute = Story.objects.filter(pk=number, state=State.LIVE).first()
        if substitute is None:
            raise ValidationError(_("No story {number} is live. Give another, or none.").format(number=number))
        return substitute

    def clean_number(self) -> int:
        """The number of this very story."""
        told = _("This is story {wanted}, not {typed}. Nothing was done.")
        return the_same(self.cleaned_data["number"], self.story.pk, told)


class TakeDownForm(forms.Form):
    """Words removed for good: the reason on record, and the filing's number typed."""

    reason = Lines(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Stays on record in the newsroom: the order, the law, who asked."),
    )
    number = forms.IntegerField(label=gettext_lazy("Type the filing's number"), min_value=1, max_value=LARGEST_ID)

    def __init__(self, *args: object, number: int, **options: object) -> None:
        super().__init__(*args, **options)
        self.wanted = number

    def clean_number(self) -> int:
        """The number of this very filing."""
        told = _("This is filing {wanted}, not {typed}. Nothing was done.")
        return the_same(self.cleaned_data["number"], self.wanted, told)


def now_based_on(form: forms.Form, saves: int, **renewed: str) -> None:
    """Let the next press of the button on a form mean the copy as it is now; all else that was typed stays."""
    form.data = form.data.copy()
    for name, value in {"based_on": str(saves), **renewed}.items():
        form.data[name] = value


def the_same(typed: int, wanted: int, told: str) -> int:
    """The number, typed right. Raises ValidationError, which is told in a sentence with room for both."""
    if typed != wanted:
        raise ValidationError(told.format(wanted=wanted, typed=typed))
    return typed
