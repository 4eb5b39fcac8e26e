"""The pages that say who makes the site and by which rules, as a chief worded them."""

from __future__ import annotations

import reversion
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from stories.models.addresses import site_page_address


class SitePlace(models.TextChoices):
    """The pages that there are, by the last part of their address."""

    ABOUT = "about", gettext_lazy("About us")
    ETHICS = "ethics", gettext_lazy("Ethics")
    CORRECTIONS = "corrections-policy", gettext_lazy("Corrections policy")
    CONTACT = "contact", gettext_lazy("Contact")
    PRIVACY = "privacy", gettext_lazy("Privacy")
    REPUBLISHING = "republishing", gettext_lazy("Republishing and license")
    API = "api", gettext_lazy("API")


class SitePageQuerySet(models.QuerySet["SitePage"]):
    """Queries of the pages that were worded here."""

    def text_of(self, place: str, language: str) -> SitePage | None:
        """Return the page in a language, else in the site's own; None where neither was worded. One query."""
        rows = list(self.filter(place=place, language__in={language, settings.LANGUAGE_CODE}))
        return min(rows, key=lambda row: row.language != language, default=None)


@reversion.register()
class SitePage(models.Model):
    """The words of one page in one language, in place of those that the software brings."""

    place = models.CharField(gettext_lazy("page"), max_length=20, choices=SitePlace)
    language = models.CharField(gettext_lazy("language"), max_length=35)  # as Django knows it, of those of the site
    text = models.TextField(
        gettext_lazy("text"),
        help_text=gettext_lazy(
            "An empty line parts paragraphs. <h2>, <a>, <ul>, <li>, <strong> and <em> are understood; "
            "links have whole addresses."
        ),
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = SitePageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("page of the site"), gettext_lazy("pages of the site")
        ordering = ["place", "language"]
        constraints = [models.UniqueConstraint(fields=["place", "language"], name="one_text_of_a_page_and_language")]

    def __str__(self) -> str:
        return f"{self.get_place_display()} ({self.language})"

    def get_absolute_url(self) -> str:
        return site_page_address(self.place)
