"""Labels of the newsroom's forms: what must be typed says so, by a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms.utils import pretty_name
from django.utils.html import format_html
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.forms import BoundField

# Sentences for the newsroom alone: readers' languages leave them out.

NEVER_EMPTY = frozenset({"checkbox", "radioselect"})  # widgets with a value that nobody has to type


def mark_needed(field: BoundField) -> BoundField:
    """Return a field, with a word for it in its label where it must be typed and another of its form may stay empty."""
    others_may_stay_empty = any(not other.field.required for other in field.form.visible_fields())
    if field.field.required and others_may_stay_empty and field.widget_type not in NEVER_EMPTY:
        field.label = format_html(
            '{} <span class="must">{}</span>', field.field.label or pretty_name(field.name), _("needed")
        )
    return field
