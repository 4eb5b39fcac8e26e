"""A passkey in a real browser, with a device that the browser plays (its virtual authenticator)."""

import pytest
from playwright.sync_api import expect

from newsroom.accounts.second_factor import RECOVERY_CODES
from stories.models import Passkey
from tests.builders import an_editor

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "river-stone-41-lamp"  # noqa: S105 invented
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def log_in(page):
    """Type name and password."""
    page.get_by_label("Name").fill("cleo")
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Log in").click()


def test_chief_makes_a_passkey_and_logs_in_with_it(browse, live_server, settings):
    settings.SITE_URL, settings.SECOND_FACTOR = live_server.url.replace("127.0.0.1", "localhost"), "required"
    person = an_editor("cleo", group="chief")
    person.set_password(SECRET)
    person.save()
    page = browse(f"{settings.SITE_URL}/admin/", viewport={"width": 320, "height": 700})
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    log_in(page)
    page.get_by_role("link", name="Set up a passkey").click()
    make = page.get_by_role("button", name="Make the passkey")
    make.click()  # without a name it is not asked for
    page.get_by_label("Name").fill("Key ring")
    make.click()
    expect(page.get_by_text("Passkey Key ring added.")).to_be_visible()
    assert page.locator("ol code").count() == RECOVERY_CODES

    page.get_by_role("link", name="I have kept them").click()
    page.goto(f"{settings.SITE_URL}/admin/settings/")
    page.get_by_role("button", name="Log out everywhere").click()
    log_in(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Set up the newsroom", level=1)).to_be_visible()
    assert Passkey.objects.get().uses > 0

    page.goto(f"{settings.SITE_URL}/admin/second-factor/")
    expect(page.get_by_text("last used")).to_be_visible()
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
