"""manage.py let_in: the way back for the only chief, who lost the second factor, the password, or both."""

import io
import re

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.builders import an_editor

pytestmark = pytest.mark.django_db
NEW = "barley-late-77"


def let_in(*words):
    """Run the command; return what it prints."""
    out = io.StringIO()
    call_command("let_in", *words, stdout=out)
    return out.getvalue()


def a_chief_with_a_second_factor():
    """Return a chief who set up a second factor, and whose name is locked out."""
    chief = an_editor("cleo", "chief")
    TOTPDevice.objects.create(user=chief, name="second factor")
    StaticDevice.objects.create(user=chief, name="second factor")
    AccessAttempt.objects.create(username="cleo", ip_address="192.0.2.7", failures_since_start=5)
    AccessAttempt.objects.create(username="rita", ip_address="192.0.2.7", failures_since_start=5)
    return chief


def test_second_factor_and_lock_are_gone_and_it_is_told(settings):
    settings.SECOND_FACTOR = "required"
    a_chief_with_a_second_factor()

    assert let_in("cleo") == (
        f"cleo has no second factor any more, and no lock.\n{settings.SITE_URL}/admin/ leads to a new second factor.\n"
    )
    assert (TOTPDevice.objects.count(), StaticDevice.objects.count()) == (0, 0)
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["rita"]
    assert [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")] == [
        "Took the second factor off.",
        "Was let in again by manage.py.",
    ]


def test_link_sets_a_password(client, settings):
    chief = a_chief_with_a_second_factor()

    link = re.search(r"^http\S+$", let_in("cleo", "--link"), re.MULTILINE)[0]
    page = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    client.post(page.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})

    chief.refresh_from_db()
    assert chief.check_password(NEW)


@pytest.mark.parametrize(("name", "sentence"), [("nobody", "Nobody in the newsroom"), ("olaf", "has left")])
def test_nobody_else_is_let_in(name, sentence):
    an_editor("olaf", is_active=False)

    with pytest.raises(CommandError, match=sentence):
        let_in(name)
