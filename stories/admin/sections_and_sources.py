"""The admin of sections and sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Field, URLField
from django.forms import ChoiceField, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from stories.models import Filing, Section, Source
from stories.wire.charset import CODECS

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


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """Sources: the agencies, and how their copy is taken in."""

    list_display = ["name", "intake", "time_zone", "silent_after"]
    list_filter = ["intake"]
    search_fields = ["name"]

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **options: Any) -> Any:
        """Return the field of the form; the character set is one of those that are known."""
        if db_field.name == "charset":
            choices = [("", gettext_lazy("found from the bytes")), *((label, label) for label in CODECS)]
            return ChoiceField(
                choices=choices, required=False, label=db_field.verbose_name, help_text=db_field.help_text
            )
        if isinstance(db_field, URLField):
            options["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **options)


def is_public(section: Section | None) -> bool:
    """Return whether anything was ever filed in the section."""
    return section is not None and Filing.objects.filter(section=section).exists()
