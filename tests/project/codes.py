"""Codes of a second factor, as a phone shows them."""

from binascii import unhexlify

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom import second_factor

NEVER_RIGHT = "no-such-code"


def a_second_factor(person):
    """A secret that somebody set up, with its recovery codes."""
    device = TOTPDevice.objects.create(user=person, name=second_factor.NAME)
    return device, second_factor.new_recovery_codes(person)


def code_of(device, *, ahead=0):
    """The code of a secret now, or some half minutes ahead of the clock."""
    return code_of_key(device.key, ahead=ahead)


def code_of_key(key, *, ahead=0):
    """The code of a key in hexadecimal."""
    return f"{TOTP(unhexlify(key), drift=ahead).token():06}"
