"""The pages of the admin that belong to no model, and the page of people."""

from django.views.i18n import JavaScriptCatalog

from newsroom import first_run, people, preferences
from newsroom.accounts import passkey_pages, second_factor_pages, sessions
from newsroom.desk_site import add_page
from stories.admin import audit, expected_copy, inbox, shift_log

__all__ = ["people"]

add_page("words.js", JavaScriptCatalog.as_view(packages=["newsroom"]), name="words")
add_page("first-run/", first_run.show_first_run, name="first_run")
add_page("settings/", preferences.own_settings, name="own_settings")
add_page("second-factor/", second_factor_pages.own_factor_view, name="second_factor")
add_page("second-factor/codes/", second_factor_pages.new_codes_view, name="second_factor_codes")
add_page("second-factor/off/", second_factor_pages.take_off_view, name="second_factor_off")
add_page("second-factor/passkeys/add/", passkey_pages.add_passkey, name="passkey_add")
add_page("second-factor/passkeys/<int:passkey_id>/rename/", passkey_pages.rename_passkey, name="passkey_rename")
add_page("second-factor/passkeys/<int:passkey_id>/remove/", passkey_pages.remove_passkey, name="passkey_remove")
add_page("log-out-everywhere/", sessions.log_out_everywhere, name="log_out_everywhere")
add_page("for-you/", inbox.show_inbox, name="for_you")
add_page("for-you/news/", inbox.list_news, name="for_you_news")
add_page("for-you/seen/", inbox.mark_all_seen, name="for_you_all_seen")
add_page("for-you/<int:notification_id>/seen/", inbox.mark_seen, name="for_you_seen")
add_page("expected/", expected_copy.show_expected, name="expected")
add_page("expected/add/", expected_copy.add_expected, name="expected_add")
add_page("expected/<int:expected_id>/", expected_copy.change_expected, name="expected_change")
add_page("expected/<int:expected_id>/here/", expected_copy.settle_by_person, name="expected_settle")
add_page("expected/<int:expected_id>/drop/", expected_copy.drop_expected, name="expected_drop")
add_page("expected/<int:expected_id>/again/", expected_copy.expect_again, name="expected_again")
add_page("shift-log/", shift_log.show_shift_log, name="shift_log")
add_page("audit/", audit.show_audit, name="audit")
