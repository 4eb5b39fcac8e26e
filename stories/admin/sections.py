"""The admin of sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from stories.models import Filing, Section

SLUG_IS_FIXED = gettext_lazy(
    "Fixed: a filing stands in this section, and the slug is part of its public address and of its feeds'."
)


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """Sections: the parts of the site."""

    view_on_site = False
    list_display = ["name", "slug", "position"]

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
