"""Codes of a second factor, as a phone shows them."""

import base64
import re
from binascii import unhexlify
from datetime import timedelta

from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts import second_factor
from tests.stories.admin.browser import sign_in

NEVER_RIGHT = "no-such-code"


def a_second_factor(person):
    """Set up a secret for somebody; return it with its recovery codes."""
    device = TOTPDevice.objects.create(user=person, name=second_factor.DEVICE_NAME)
    return device, second_factor.new_recovery_codes(person)


def code_of(device, *, ahead=0):
    """Return the code of a secret now, or some half minutes ahead of the clock."""
    return code_of_key(device.key, ahead=ahead)


def code_of_key(key, *, ahead=0):
    """Return the code of a key in hexadecimal."""
    return f"{TOTP(unhexlify(key), drift=ahead).token():06}"


def asks_for_code(response):
    """Return whether an answer asks for a code in place of the page that was wanted."""
    return response.status_code == 403 and 'name="second_factor_code"' in response.content.decode()


def hidden_values(response):
    """Return the hidden fields of a page by name; those that occur more than once as a list in order."""
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def inside(person, *, given_ago=timedelta()):
    """Open a browser in which somebody with a second factor gave a code a while ago."""
    device, codes = a_second_factor(person)
    browser = sign_in(person)
    session = browser.session
    session[second_factor.SESSION_KEY] = {"device": device.pk, "at": (timezone.now() - given_ago).timestamp()}
    session.save()
    return browser, device, codes


def page_key(response):
    """Return the secret that a page offers as text, in hexadecimal."""
    text = re.search(r"<code>([A-Z2-7 ]+)</code>", response.content.decode())[1].replace(" ", "")
    return base64.b32decode(text).hex()
