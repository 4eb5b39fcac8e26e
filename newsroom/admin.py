"""The pages of the admin that belong to no model, and the page of people."""

from django.views.i18n import JavaScriptCatalog

from newsroom import first_run, people, preferences
from newsroom.accounts import second_factor_pages
from newsroom.desk_site import add_page
from stories.admin import audit, inbox, shift_log

__all__ = ["people"]

add_page("words.js", JavaScriptCatalog.as_view(packages=["newsroom"]), name="words")
add_page("first-run/", first_run.show_first_run, name="first_run")
add_page("settings/", preferences.own_settings, name="own_settings")
add_page("second-factor/", second_factor_pages.own_factor_view, name="second_factor")
add_page("second-factor/codes/", second_factor_pages.new_codes_view, name="second_factor_codes")
add_page("second-factor/off/", second_factor_pages.take_off_view, name="second_factor_off")
add_page("for-you/", inbox.show_inbox, name="for_you")
add_page("for-you/seen/", inbox.mark_all_seen, name="for_you_all_seen")
add_page("for-you/<int:notification_id>/seen/", inbox.mark_seen, name="for_you_seen")
add_page("shift-log/", shift_log.show_shift_log, name="shift_log")
add_page("audit/", audit.show_audit, name="audit")
