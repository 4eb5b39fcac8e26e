"""Form fields for copy: what editors type comes out clean, in the shape that stories keep."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories import copy
from stories.copy import pictures
from stories.copy.pictures import Placed
from stories.models import Photo

LINES_LIMIT = 20_000  # characters; a headline over the desk's own limit is refused there, in words
BODY_LIMIT = 2_000_000  # characters; the same as for copy from the wire


class Line(forms.CharField):
    """One line of a head: cleaned, line breaks folded."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.widget.attrs.setdefault("dir", "auto")

    def to_python(self, value: object) -> str:
        return super().to_python(copy.clean(str(value)) if value else "")


class Lines(forms.CharField):
    """A text of some lines, such as a note: cleaned, lines kept."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **options: object) -> None:
        super().__init__(**{"max_length": LINES_LIMIT, **options})
        self.widget.attrs.update({"dir": "auto", "rows": rows})

    def to_python(self, value: object) -> str:
        return super().to_python(copy.clean_text(str(value)) if value else "")


class CopyBox(forms.Textarea):
    """A plain box; with script, an editor stands over it and begins with the same words as HTML."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        html = copy.to_html(copy.from_typed(str(value or "")))
        context["widget"]["attrs"] |= {"data-html": html, "data-editor": static("django_prose_editor/editor.js")}
        return context


class TypedCopy(forms.Field):
    """The words of a story in a plain box; comes out as the JSON of its blocks."""

    widget = CopyBox

    def prepare_value(self, value: object) -> object:
        return copy.to_typed(copy.from_json(value)) if isinstance(value, dict) else value

    def to_python(self, value: str | None) -> dict[str, object]:
        if value and len(value) > BODY_LIMIT:
            told = _("The text has {count:,} characters, over the limit of {limit:,}.")
            raise ValidationError(told.format(count=len(value), limit=BODY_LIMIT))
        return copy.to_json(copy.from_typed(value or ""))

    def has_changed(self, initial: dict[str, object] | None, data: str | None) -> bool:
        before = copy.from_json(initial) if initial else ()
        return copy.from_typed(data or "") != before


class PicturesBox(forms.Textarea):
    """A plain box, a line for each picture; with script, the pictures themselves stand over it."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        addresses = {
            "data-look-up": reverse("admin:stories_photo_chosen"),
            "data-find": reverse("admin:stories_photo_find"),
            "data-add": reverse("admin:stories_photo_add"),
        }
        context["widget"]["attrs"] |= addresses
        return context


class TypedPictures(forms.Field):
    """The pictures of a story as lines of numbers and captions; comes out as their JSON."""

    widget = PicturesBox

    def prepare_value(self, value: object) -> object:
        return pictures.to_typed(pictures.placed(value)) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[dict[str, object]]:
        """The pictures, each with the photo's own caption where none was written. One query where there are any."""
        try:
            placed = pictures.from_typed((value or "")[:BODY_LIMIT], _)
        except pictures.NotPictures as error:
            raise ValidationError(str(error)) from error
        known = Photo.objects.at_hand().in_bulk([each.photo for each in placed]) if placed else {}
        missing = [f"{each.photo}" for each in placed if each.photo not in known]
        if missing:
            told = _("There is no photo {number}. Choose one that the page of photos shows.")
            raise ValidationError(told.format(number=missing[0]))
        return pictures.to_json(
            [Placed(each.photo, each.caption or copy.clean(known[each.photo].caption)) for each in placed]
        )

    def has_changed(self, initial: list[dict[str, object]] | None, data: str | None) -> bool:
        before = pictures.to_typed(pictures.placed(initial or []))
        return words_of_lines(before) != words_of_lines(data or "")


def words_of_lines(text: str) -> list[list[str]]:
    """The words of each line that has any."""
    return [line.split() for line in text.splitlines() if line.strip()]


def likely_year(moment: datetime) -> None:
    """Refuse a moment of a year that nobody meant, and that a calendar or a database may not reach."""
    if not 2000 <= moment.year <= 2200:
        raise ValidationError(_("That year cannot be right."))


class Moment(forms.DateTimeField):
    """A date and a time of day in the newsroom's zone, in the browser's own control."""

    default_validators: ClassVar = [likely_year]

    def __init__(self, **options: object) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": 1})
        super().__init__(widget=widget, **options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """The field on its form, with whose time is meant."""
        bound, here = super().get_bound_field(form, field_name), timezone.localtime()
        offset = here.utcoffset()
        zone = timezone.get_current_timezone_name() + (f" (UTC{here.isoformat()[-6:]})" if offset else "")
        bound.help_text = " ".join(filter(None, (str(bound.help_text), _("In your time: {zone}.").format(zone=zone))))
        return bound
