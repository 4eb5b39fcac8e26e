"""What the plain lists and forms of the newsroom share: an empty list says what it is for, a form has no colons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django import forms
    from django.db.models import Field, ForeignKey
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

# Sentences for the newsroom alone: readers' languages leave them out.


class PlainAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """An admin whose rows are opened one by one: nothing is done to many, and lists of choices have no buttons.

    `purpose` is the sentence in a list that has no row yet; `no_choice` is what stands for an empty choice, by field.
    """

    actions = None
    empty_value_display = gettext_lazy("none")
    purpose: _StrOrPromise = ""
    no_choice: dict[str, _StrOrPromise] = {}  # Django's own options are written so

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """Return the field of a form, without the buttons beside a list."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        for right in ("can_add_related", "can_change_related", "can_view_related"):
            if field is not None and hasattr(field.widget, right):
                setattr(field.widget, right, False)
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelChoiceField[Any] | None:
        """Return the choice of another row, with a word for none of them."""
        options.setdefault("empty_label", self.no_choice.get(db_field.name, gettext_lazy("none")))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Render the form; its labels end in no colon."""
        context["adminform"].form.label_suffix = ""
        for inline in context["inline_admin_formsets"]:
            inline.formset.form_kwargs["label_suffix"] = ""
        return super().render_change_form(request, context, *args, **options)
