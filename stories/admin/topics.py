"""The admin of topics: what readers are told of them. Which stories are in one is chosen on the page of a story."""

from __future__ import annotations

from django.contrib import admin

from stories.models import Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """Topics that somebody named."""

    list_display = ["name", "slug"]
    view_on_site = False
