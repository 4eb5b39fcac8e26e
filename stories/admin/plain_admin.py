"""What the plain lists and forms of the newsroom share.

An empty list says what it is for, a form has no colons, and what was done is said in the newsroom's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.display.field_labels import mark_needed

if TYPE_CHECKING:
    from django import forms
    from django.db.models import Field, ForeignKey
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

# Sentences for the newsroom alone: readers' languages leave them out.


class PlainFields(admin.options.BaseModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """Fields of a form: lists of choices have no buttons, and `no_choice` is what stands for an empty one, by field."""

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


class PlainFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # takes no brackets at run time
    """Rows within a form, whose labels end in no colon."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Return what each form is made with."""
        return {**super().get_form_kwargs(index), "label_suffix": ""}


class PlainInline(PlainFields, admin.StackedInline):  # type: ignore[type-arg]  # takes no brackets at run time
    """Rows of another table within a plain form."""

    formset = PlainFormSet


class PlainAdmin(PlainFields, admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """An admin whose rows are opened one by one: nothing is done to many.

    `purpose` is the sentence in a list that has no row yet.
    """

    actions = None
    empty_value_display = gettext_lazy("none")
    purpose: _StrOrPromise = ""

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **options: Any) -> None:
        """Say what was done in the newsroom's words, where Django has a sentence of its own."""
        super().message_user(request, getattr(request, "said_of_row", message), *args, **options)

    def say_of_row(self, request: HttpRequest, sentence: str, name: object) -> None:
        """Put a sentence with {kind} and {name} in place of the next one that Django says."""
        kind = capfirst(self.opts.verbose_name)
        request.said_of_row = sentence.format(kind=kind, name=name)  # type: ignore[attr-defined]  # views may mark it

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Say that a row was added, and lead on."""
        self.say_of_row(request, _("{kind} {name} added."), obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Say that a row was saved, and lead on."""
        self.say_of_row(request, _("{kind} {name} saved."), obj)
        return super().response_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Say that a row was deleted, and lead back to the list."""
        self.say_of_row(request, _("{kind} {name} deleted."), obj_display)
        return super().response_delete(request, obj_display, obj_id)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Render the form; its labels say what is needed, and end in no colon."""
        form = context["adminform"].form
        form.label_suffix = ""
        for field in form:
            mark_needed(field)
        return super().render_change_form(request, context, *args, **options)
