"""The admin finds the page of people and the pages of one's own here."""

from django.contrib import admin
from django.views.i18n import JavaScriptCatalog

from newsroom import people, preferences
from newsroom.accounts import second_factor_pages

__all__ = ["people"]

admin.site.add_page("words.js", JavaScriptCatalog.as_view(packages=["newsroom"]), name="words")
admin.site.add_page("settings/", preferences.own, name="own_settings")
admin.site.add_page("second-factor/", second_factor_pages.own, name="second_factor")
admin.site.add_page("second-factor/codes/", second_factor_pages.codes, name="second_factor_codes")
admin.site.add_page("second-factor/off/", second_factor_pages.off, name="second_factor_off")
