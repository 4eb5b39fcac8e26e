"""Sections and sources."""

from django.contrib import admin

from stories.models import Section, Source


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    """The parts of the site."""

    view_on_site = False
    list_display = ["name", "slug", "position"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """The agencies, and what becomes of their copy."""

    list_display = ["name", "intake", "time_zone"]
    list_filter = ["intake"]
    search_fields = ["name"]
