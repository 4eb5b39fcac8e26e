"""The admin of sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from stories.admin.plain_admin import PlainAdmin
from stories.display import page_language
from stories.models import Filing, Section, SectionName

SLUG_IS_FIXED = gettext_lazy(
    "Fixed: a filing stands in this section, and the slug is part of its public address and of its feeds'."
)


class SectionNameForm(ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A name in one of the languages of the editions."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = page_language.EDITIONS.items()
        self.fields["language"].choices = [(tag, name) for tag, name in own if tag != settings.LANGUAGE_CODE]  # type: ignore[attr-defined]


class SectionNames(admin.StackedInline):  # type: ignore[type-arg]  # takes no brackets at run time
    """What a section is called on pages in other languages: for whoever may change the section."""

    model, form, extra = SectionName, SectionNameForm, 0

    def has_add_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        """Return whether the user may change sections."""
        return request.user.has_perm("stories.change_section")

    def has_change_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        """Return whether the user may change sections."""
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        """Return whether the user may change sections."""
        return self.has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        """Return whether the user may look at sections."""
        return request.user.has_perm("stories.view_section") or self.has_add_permission(request, obj)


@admin.register(Section)
class SectionAdmin(PlainAdmin):
    """Sections: the parts of the site."""

    view_on_site = False
    list_display = ["name", "slug", "position"]
    purpose = gettext_lazy("A section is a part of the site. Every story stands in one.")
    inlines = [SectionNames]

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        """Return the slug, once readers may have an address with it."""
        return ["slug"] if is_public(obj) else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Section | None = None) -> dict[str, Sequence[str]]:
        """Return the slug as filled from the name, until the section is public."""
        return {} if is_public(obj) else {"slug": ["name"]}

    def get_form(
        self, request: HttpRequest, obj: Section | None = None, change: bool = False, **options: Any
    ) -> type[ModelForm[Section]]:
        """Return the form; it says why the slug of a public section is fixed."""
        if is_public(obj):
            options["help_texts"] = {"slug": SLUG_IS_FIXED}
        return super().get_form(request, obj, change=change, **options)


def is_public(section: Section | None) -> bool:
    """Return whether anything was ever filed in the section."""
    return section is not None and Filing.objects.filter(section=section).exists()
