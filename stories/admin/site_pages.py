"""The admin of the pages about the site: their words, and every wording that they had."""

from __future__ import annotations

import reversion
from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from reversion.models import Version

from stories.admin.plain_admin import PlainAdmin
from stories.display.datetimes import print_both_times
from stories.display.site_page_texts import default_text
from stories.models import SitePage, SitePlace

EARLIER_SHOWN = 20
LINK = '<li><a href="?version={}">{}</a> {}</li>'


class SitePageForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A page in one of the site's languages."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.SITE_LANGUAGES)

    class Meta:
        help_texts = {"text": escape(SitePage._meta.get_field("text").help_text)}  # it names tags; Django prints it raw


@admin.register(SitePage)
class SitePageAdmin(PlainAdmin):
    """Pages about the site: each save is a revision, which may be looked at and saved again."""

    form = SitePageForm
    view_on_site = False
    list_display = ["place", "language", "updated_at"]
    purpose = gettext_lazy(
        "The pages about the site say what the software brings with it. Add one to put your own words in its place."
    )
    fields = ["place", "language", "text", "earlier_wordings"]

    def get_readonly_fields(self, request: HttpRequest, obj: SitePage | None = None) -> list[str]:
        """Return the earlier wordings, and of a page that there is what page it is."""
        return [*(["place", "language"] if obj else []), "earlier_wordings"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str | list[str]]:
        """Return the words that the software brings for a page, to begin with."""
        place, language = request.GET.get("place", ""), request.GET.get("language", settings.LANGUAGE_CODE)
        if place not in SitePlace.values or language not in dict(settings.SITE_LANGUAGES):
            return {"language": settings.LANGUAGE_CODE}
        with override(language):
            return {"place": place, "language": language, "text": default_text(place)}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> SitePage | None:
        """Return the page, with the words of an earlier revision where one is asked for."""
        page: SitePage | None = super().get_object(request, object_id, from_field)
        number = request.GET.get("version", "")
        if page is not None and request.method == "GET" and number.isdecimal():
            version = Version.objects.get_for_object(page).filter(pk=int(number[:18])).first()
            page.text = version.field_dict["text"] if version else page.text
        return page

    def save_model(self, request: HttpRequest, obj: SitePage, form: forms.ModelForm[SitePage], change: bool) -> None:
        """Save the page as a revision of its own, with who worded it."""
        with reversion.create_revision():
            super().save_model(request, obj, form, change)
            reversion.set_user(request.user)

    @admin.display(description=gettext_lazy("earlier wordings"))
    def earlier_wordings(self, page: SitePage) -> str:
        """Return links that bring earlier wordings into the form."""
        if page.pk is None:
            return _("None yet.")
        versions = Version.objects.get_for_object(page).select_related("revision__user")[:EARLIER_SHOWN]
        rows = (
            (version.pk, print_both_times(version.revision.date_created), version.revision.user or "")
            for version in versions
        )
        return format_html("<ul>{}</ul>", format_html_join("", LINK, rows))
