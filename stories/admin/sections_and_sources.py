"""Sections and sources."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from stories.models import Filing, Section, Source

FIXED = gettext_lazy(
    "Fixed: a filing stands in this section, and the slug is part of its public address and of its feeds'."
)


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    """The parts of the site."""

    view_on_site = False
    list_display = ["name", "slug", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        """The slug, once readers may have an address with it."""
        return ["slug"] if is_public(obj) else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Section | None = None) -> dict[str, list[str]]:
        """The slug from the name, while it is open."""
        return {} if is_public(obj) else {"slug": ["name"]}

    def get_form(
        self, request: HttpRequest, obj: Section | None = None, change: bool = False, **options: object
    ) -> type[ModelForm]:
        """The form, which says why a slug is fixed."""
        if is_public(obj):
            options["help_texts"] = {"slug": FIXED}
        return super().get_form(request, obj, change=change, **options)


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """The agencies, and what becomes of their copy."""

    list_display = ["name", "intake", "time_zone", "silent_after"]
    list_filter = ["intake"]
    search_fields = ["name"]


def is_public(section: Section | None) -> bool:
    """Whether anything was ever filed in a section."""
    return section is not None and Filing.objects.filter(section=section).exists()
