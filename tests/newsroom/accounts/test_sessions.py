"""Logging out everywhere."""

import pytest
from django.contrib.admin.models import LogEntry

from tests.builders import an_editor
from tests.stories.admin.browser import sign_in, words_of

pytestmark = pytest.mark.django_db


def test_every_session_of_the_person_ends_and_nobody_elses():
    vera = an_editor("vera")
    here, elsewhere, other = sign_in(vera), sign_in(vera), sign_in(an_editor("pia"))
    assert 'action="/admin/log-out-everywhere/"' in here.get("/admin/settings/").content.decode()

    page = here.post("/admin/log-out-everywhere/", follow=True)

    assert page.redirect_chain == [("/admin/login/", 302)]
    assert [browser.get("/admin/for-you/").status_code for browser in (here, elsewhere, other)] == [302, 302, 200]
    assert LogEntry.objects.get().get_change_message() == "Logged out everywhere."
    assert "Name" in words_of(page)
