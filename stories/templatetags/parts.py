"""Tags for the small parts that pages of the newsroom are made of: icons, and the initials of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from stories.display.field_labels import mark_needed

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.forms import BoundField
    from django.utils.safestring import SafeString

register = template.Library()

# They point along the line, and turn with it where it runs from right to left.
MIRRORED = frozenset({"back", "forward", "undo", "redo", "list", "quote", "joined", "outside", "send"})


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon of the sprite in admin/_icons.html. It says nothing aloud: words beside it do."""
    way = " way" if name in MIRRORED else ""
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="#icon-{}"/></svg>', way, name)


@register.filter
def initials(person: User) -> str:
    """Return two letters for a person: of the first and the last word of the name, else the first two of the log-in."""
    words = person.get_full_name().split()
    letters = words[0][:1] + words[-1][:1] if len(words) > 1 else (words or [person.get_username()])[0][:2]
    return letters.upper()


@register.simple_tag
def field_label(field: BoundField) -> SafeString:
    """Return the label of a field: "needed" behind what must be typed, and no colon."""
    return mark_needed(field).label_tag(label_suffix="")


@register.simple_tag
def field_group(field: BoundField) -> SafeString:
    """Return a field with its label, help and errors; from now on no label of its form ends in a colon."""
    field.form.label_suffix = ""
    return mark_needed(field).as_field_group()
