"""Form fields for copy: typed text is cleaned, and comes out in the shape that stories store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from stories import copy, designators
from stories.copy import pictures, subjects
from stories.copy.pictures import PlacedPicture
from stories.copy.sizes import find_size_fault
from stories.models import Photo, SubjectName

LINES_LIMIT = 20_000  # characters; a headline over the desk's own limit is refused there, in words
BODY_LIMIT = 2_000_000  # characters; the same as for copy from the wire


class LineField(forms.CharField):
    """A field of one line: cleaned, line breaks folded."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.setdefault("dir", "auto")

    def to_python(self, value: object) -> str:
        return super().to_python(copy.clean(str(value)) if value else "") or ""


def validate_designator(text: str) -> None:
    """Raise ValidationError for what is no designator, and for those of corrections, holds and kills."""
    read = designators.from_text(text)
    if read is None:
        message = _("“{typed}” is no designator. Choose one of the list, or leave it empty.")
        raise ValidationError(message.format(typed=text))
    if read.is_correction or read.is_refile or read.is_kill or read.is_hold:
        message = _("“{designator}” is not filed from here: it has a page of its own, beside File.")
        raise ValidationError(message.format(designator=read))


class DesignatorField(LineField):
    """A field for the designator of the next filing; comes out in our print."""

    default_validators = [validate_designator]

    def to_python(self, value: object) -> str:
        typed = super().to_python(value)
        read = designators.from_text(typed)
        return str(read) if read else typed


class LinesField(forms.CharField):
    """A field of several lines, such as a note: cleaned, line breaks kept."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(**{"max_length": LINES_LIMIT, **options})
        self.widget.attrs.update({"dir": "auto", "rows": rows})

    def to_python(self, value: object) -> str:
        return super().to_python(copy.clean_text(str(value)) if value else "") or ""


class CopyWidget(forms.Textarea):
    """A textarea for copy; with script, an editor replaces it and begins with the same text as HTML."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        html = copy.to_html(copy.from_typed(str(value or "")))
        context["widget"]["attrs"] |= {"data-html": html, "data-editor": static("django_prose_editor/editor.js")}
        return context


class CopyField(forms.Field):
    """A field for the text of a story; comes out as the JSON of its blocks."""

    widget = CopyWidget

    def prepare_value(self, value: object) -> object:
        return copy.to_typed(copy.from_json(value)) if isinstance(value, dict) else value

    def to_python(self, value: str | None) -> dict[str, object]:
        if value and len(value) > BODY_LIMIT:
            message = _("The text has {count:,} characters, over the limit of {limit:,}.")
            raise ValidationError(message.format(count=len(value), limit=BODY_LIMIT))
        blocks = copy.from_typed(value or "")
        if fault := find_size_fault(blocks, _):
            raise ValidationError(fault)
        return copy.to_json(blocks)

    def has_changed(self, initial: dict[str, object] | None, data: str | None) -> bool:
        before = copy.from_json(initial) if initial else ()
        return copy.from_typed(data or "") != before


class PicturesWidget(forms.Textarea):
    """A textarea with a line for each picture; with script, thumbnails replace it."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        addresses = {
            "data-look-up": reverse("admin:stories_photo_chosen"),
            "data-find": reverse("admin:stories_photo_find"),
            "data-add": reverse("admin:stories_photo_add"),
        }
        context["widget"]["attrs"] |= addresses
        return context


class PicturesField(forms.Field):
    """A field for the pictures of a story, lines of numbers and captions; comes out as their JSON."""

    widget = PicturesWidget

    def prepare_value(self, value: object) -> object:
        return pictures.to_typed(pictures.read_placed(value)) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[dict[str, object]]:
        """Return the pictures, with the photo's own caption where none was typed. One query where there are any."""
        try:
            typed = pictures.from_typed((value or "")[:BODY_LIMIT], _)
        except pictures.PicturesError as error:
            raise ValidationError(str(error)) from error
        known = Photo.objects.at_hand().in_bulk([picture.photo for picture in typed]) if typed else {}
        missing = [f"{picture.photo}" for picture in typed if picture.photo not in known]
        if missing:
            message = _("There is no photo {number}. Choose one that the page of photos shows.")
            raise ValidationError(message.format(number=missing[0]))
        return pictures.to_json(
            [
                PlacedPicture(picture.photo, picture.caption or copy.clean(known[picture.photo].caption))
                for picture in typed
            ]
        )

    def has_changed(self, initial: list[dict[str, object]] | None, data: str | None) -> bool:
        before = pictures.to_typed(pictures.read_placed(initial or []))
        return split_lines(before) != split_lines(data or "")


class AltTextsField(forms.Field):
    """A field for the alt texts of a story's photos, lines of numbers and words; comes out as words by photo."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> dict[int, str]:
        """Return the alt texts that were typed; the empty text takes one off."""
        try:
            typed = pictures.from_typed((value or "")[:BODY_LIMIT], _)
        except pictures.PicturesError as error:
            message = _("Begin each line of the alt texts with a photo's number: 12 What it shows.")
            raise ValidationError(message) from error
        return {picture.photo: picture.caption for picture in typed}

    def has_changed(self, initial: object, data: str | None) -> bool:
        return bool((data or "").strip())


class SubjectsField(forms.Field):
    """A field for the subjects of a story, a line each; comes out as their JSON, with the names that are known."""

    widget = forms.Textarea

    def prepare_value(self, value: object) -> object:
        return subjects.print_subjects(subjects.load_subjects(value)) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[dict[str, str]]:
        """Return the subjects. One query where a code stands without its name."""
        typed = subjects.type_subjects((value or "")[:BODY_LIMIT])
        nameless = [subject.key for subject in typed if not subject.name]
        names = dict(SubjectName.objects.filter(key__in=nameless).values_list("key", "name")) if nameless else {}
        named = (replace(subject, name=subject.name or names.get(subject.key, "")) for subject in typed)
        return subjects.store_subjects(named)

    def has_changed(self, initial: list[dict[str, str]] | None, data: str | None) -> bool:
        before = subjects.print_subjects(subjects.load_subjects(initial or []))
        return split_lines(before) != split_lines(data or "")


def split_lines(text: str) -> list[list[str]]:
    """Return the words of each line that has any."""
    return [line.split() for line in text.splitlines() if line.strip()]
