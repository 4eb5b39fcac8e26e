"""The form of the working copy."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import copy, designators
from stories.admin.editor.language_list import KnownSelect, language_choices
from stories.admin.editor.prefill import house_source, propose_slugline
from stories.admin.editor.story_beginnings import expand_snippets
from stories.admin.fields import (
    AltTextsField,
    CopyField,
    LineField,
    LinesField,
    PicturesField,
    SubjectsField,
    validate_designator,
)
from stories.copy import language_tags
from stories.display.bulk_selection import LARGEST_ID
from stories.display.moment_field import MomentField
from stories.models import Source, Story, length_of

ALT_TEXTS = "alt_texts"  # the field whose words are the photos', not the story's
FORM_ID = "story-form"  # of the element; fields that stand elsewhere on the page name it
URGENCY_CHOICES = [(number, number) for number in range(1, 10)]
PRINTED_FIELDS = ("designator", "headline", "byline", "dateline", "body", "endmark", "pictures")
WRITING_FIELDS = ("headline", "byline", "dateline", "body")  # in the column of the text; all others stand beside it
METADATA_FIELDS = (
    "slugline",
    "section",
    "source",
    "language",
    "urgency",
    "located",
    "subjects",
    "dated_on",
    "note",
    "desk_note",
    "embargo_until",
)


FIELDS_BESIDE = tuple(name for name in (*PRINTED_FIELDS, *METADATA_FIELDS) if name not in WRITING_FIELDS)
PANEL_FIELDS = (
    *("slugline", "section", "source", "language", "dated_on", "embargo_until", "endmark", "note", "desk_note"),
)
FURTHER_FIELDS = ("located", "subjects")


class StoryForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The form of the working copy. `based_on` is the number of the save that the page shows."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_ID)
    designator = LineField(
        label=gettext_lazy("Designator"),
        max_length=length_of(Story, "designator"),
        required=False,
        widget=KnownSelect,
        help_text=gettext_lazy("What the next filing will be: Urgent, 1st LD … You can say it later."),
    )
    headline = LinesField(label=gettext_lazy("Headline"), rows=2, help_text=gettext_lazy("Without the designator."))
    byline = LineField(label=gettext_lazy("Byline"), max_length=length_of(Story, "byline"), required=False)
    dateline = LineField(
        label=gettext_lazy("Dateline"),
        max_length=length_of(Story, "dateline"),
        required=False,
        help_text=gettext_lazy("As printed: NORTHPORT, Feb. 10 (Vesper) --"),
    )
    body = CopyField(
        label=gettext_lazy("Text"),
        required=False,
        help_text=gettext_lazy(
            "Leave an empty line between paragraphs. Allowed: strong, em, a, h2, blockquote, ul, ol, table, pre."
        ),
    )
    endmark = LineField(label=gettext_lazy("End mark"), max_length=length_of(Story, "endmark"), required=False)
    pictures = PicturesField(
        label=gettext_lazy("Pictures"),
        required=False,
        help_text=gettext_lazy("One per line: a photo's number, then the caption. The first one leads."),
    )
    alt_texts = AltTextsField(
        label=gettext_lazy("Alt texts"),
        required=False,
        help_text=gettext_lazy("One per line: a photo's number, then what it shows. Kept with the photo."),
    )
    slugline = LineField(
        label=gettext_lazy("Slugline"),
        max_length=length_of(Story, "slugline"),
        required=False,
        help_text=gettext_lazy("The keyword that every filing of the story carries."),
    )
    language = LineField(
        label=gettext_lazy("Language"),
        max_length=length_of(Story, "language"),
        widget=KnownSelect,
    )
    urgency = forms.IntegerField(
        label=gettext_lazy("Urgency"),
        min_value=1,
        max_value=9,
        widget=forms.RadioSelect(choices=URGENCY_CHOICES),
        help_text=gettext_lazy("1 (most urgent) to 9."),
    )
    located = LineField(
        label=gettext_lazy("Place"),
        max_length=length_of(Story, "located"),
        required=False,
        help_text=gettext_lazy("Where the copy was written."),
    )
    subjects = SubjectsField(
        label=gettext_lazy("Subjects"),
        required=False,
        help_text=gettext_lazy(
            "A line each: a code of IPTC's (medtop:20000344), place: Oren, person: Ada Karn, or a keyword."
        ),
    )
    note = LinesField(
        label=gettext_lazy("Editor's note"),
        required=False,
        help_text=gettext_lazy("What this filing changes: Recasts lead; adds 4-6"),
    )
    desk_note = LinesField(
        label=gettext_lazy("Desk note"), required=False, help_text=gettext_lazy("For the newsroom alone. Never public.")
    )
    embargo_until = MomentField(
        label=gettext_lazy("Embargo until"),
        required=False,
        help_text=gettext_lazy("Nothing of the next filing is public before this."),
    )

    class Meta:
        model = Story
        fields = (*PRINTED_FIELDS, *METADATA_FIELDS)
        labels = {
            "section": gettext_lazy("Section"),
            "source": gettext_lazy("Source"),
            "dated_on": gettext_lazy("Dated on"),
        }
        widgets = {"dated_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["based_on"].initial = self.instance.save_number
        self.fields["designator"].widget.choices = self.offered_designators
        self.fields["language"].widget.choices = language_choices
        self.fields["source"].required = False  # a new story has the house's
        for name in ("source", "section"):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).empty_label = _("none")
        for name in (*FIELDS_BESIDE, ALT_TEXTS):
            self.fields[name].widget.attrs["form"] = FORM_ID
        self.fields["headline"].widget.attrs["placeholder"] = self.fields["headline"].label
        for name in ("byline", "dateline"):
            self.fields[name].widget.attrs["placeholder"] = _("none")
        self.fields["body"].widget.attrs.update({"dir": "auto", "rows": 24, "spellcheck": "true"})
        self.fields["pictures"].widget.attrs.update({"dir": "auto", "rows": 3})
        self.fields[ALT_TEXTS].widget.attrs.update({"dir": "auto", "rows": 3})
        self.fields["subjects"].widget.attrs.update({"dir": "auto", "rows": 3})
        self.fields["headline"].widget.attrs["lang"] = self.fields["body"].widget.attrs["lang"] = self.instance.language

    def offered_designators(self) -> list[tuple[str, str]]:
        """Return the designators that the next filing of the story may have, asked for when they are printed."""
        chain = self.instance.designated_chain() if self.instance.pk else []
        offered = (str(choice) for choice in designators.choices(chain) if choice)
        proposed = designators.next_in_chain(chain)  # by the page of the filing, where none is chosen here
        unchosen = _("{designator} (proposed)").format(designator=proposed) if proposed else _("No designator")
        return [("", unchosen), *((words, words) for words in offered)]

    def clean_designator(self) -> str:
        """Return the designator in our print. Raises ValidationError where one that was changed is none."""
        typed: str = self.cleaned_data["designator"]
        if typed and "designator" in self.changed_data:
            validate_designator(typed)
        return str(designators.from_text(typed) or typed)

    def clean_slugline(self) -> str:
        """Return the slugline; of a new story without one, that which its headline proposes."""
        typed: str = self.cleaned_data["slugline"]
        proposed = "" if self.instance.pk else propose_slugline(self.cleaned_data.get("headline", ""))
        if not (typed or proposed):
            raise ValidationError(self.fields["slugline"].error_messages["required"], code="required")
        return typed or proposed

    def clean_source(self) -> Source:
        """Return the source; of a new story without one, the house's own."""
        source: Source | None = self.cleaned_data["source"] or (None if self.instance.pk else house_source())
        if source is None:
            raise ValidationError(self.fields["source"].error_messages["required"], code="required")
        return source

    def clean_headline(self) -> str:
        """Return the headline as one line, for a box that shows it on several."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self) -> dict[str, object]:
        """Return the text, with snippets in place of their names."""
        return copy.to_json(expand_snippets(copy.from_json(self.cleaned_data["body"])))

    def clean_subjects(self) -> list[dict[str, str]]:
        """Return the subjects; as they were where no line was changed, as a line says less than the wire may."""
        typed: list[dict[str, str]] = self.cleaned_data["subjects"]
        return typed if "subjects" in self.changed_data else self.instance.subjects

    def clean_language(self) -> str:
        """Return the tag in its canonical spelling. Raises ValidationError where it names no language."""
        tag = language_tags.read_tag(self.cleaned_data["language"])
        if tag is None or not tag.primary:
            raise ValidationError(_("Write a language as its tag: en, zh, ar, ru, pt-BR …"))
        return str(tag)

    def panel_fields(self) -> list[forms.BoundField]:
        """Return the fields about the story, in the order of the panel."""
        return [self[name] for name in PANEL_FIELDS]

    def further_fields(self) -> list[forms.BoundField]:
        """Return the fields about the story that few stories have, below what would stop the filing."""
        return [self[name] for name in FURTHER_FIELDS]

    def picture_fields(self) -> list[forms.BoundField]:
        """Return the fields of the pictures."""
        return [self["pictures"], self[ALT_TEXTS]]

    def has_changes(self) -> bool:
        """Return whether any value differs from the story as it was read from the database."""
        return not {"based_on", ALT_TEXTS}.issuperset(self.changed_data)
