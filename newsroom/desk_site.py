"""The admin site: its name, and the wire desk as the page that an editor lands on."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver


class DeskSite(admin.AdminSite):
    """The newsroom's admin."""

    site_url = "/"
    enable_nav_sidebar = False

    @property
    def site_header(self) -> str:
        return f"{settings.SITE_NAME}: newsroom"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's, without its redirect to whatever address a row has: a filing's needs its story."""
        return [entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"]

    site_title = site_header
    index_title = "Newsroom"
