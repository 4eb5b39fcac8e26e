"""The second factor of a user: passkeys, a secret that makes codes by the clock, and recovery codes for loss of either.

The session stores the id of the secret that a code was given for, or of the passkey that answered, and the time. Once
that secret or passkey is gone, what is stored is void.
"""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import django_otp
import qrcode
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from qrcode.image.svg import SvgPathFillImage

from newsroom.accounts import login_log
from stories.display.requests import DeskRequest
from stories.models import Passkey, PersonSettings, cache_person_settings
from stories.models.person import SETTING_FIELDS

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

FRESH = timedelta(minutes=10)  # that a code is good for the gravest actions
RECOVERY_CODES = 10
OFFERED_SECONDS = 60 * 60  # that a page with a new secret may stay open
SESSION_KEY = SALT = "second_factor"
LOGIN_TIME_KEY = "given_at"  # the key under which a session stores the time of the password
DEVICE_NAME = "second factor"


class GuardedRequest(DeskRequest):
    """A request whose passwords django-axes counts."""

    axes_locked_out: bool


class WrongCodeError(Exception):
    """A wrong code or password, a used code, or one that came during a lockout; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FactorState:
    """The state of a user's second factor in a session: the id of the secret, and the time of the last answer.

    An answer is a code or that of a passkey. `given` is the time of the password for a user who has neither.
    """

    device: int | None
    has_passkey: bool
    given: float | None

    @property
    def is_set_up(self) -> bool:
        """Whether the user has a second factor."""
        return self.device is not None or self.has_passkey

    @property
    def is_owed(self) -> bool:
        """Whether the user has a second factor and this session has given no answer for it."""
        return self.is_set_up and self.given is None

    @property
    def is_lacking(self) -> bool:
        """Whether the user has to set up a second factor before anything else."""
        return not self.is_set_up and settings.SECOND_FACTOR == "required"

    def is_stale(self, now: datetime) -> bool:
        """Return whether the last code is too old for the gravest actions."""
        return self.given is not None and now.timestamp() - self.given > FRESH.total_seconds()


def factor_state(request: DeskRequest) -> FactorState:
    """Return the state of the user's second factor. One query, which loads and caches the user's post too."""
    secret = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True).order_by("pk").values("pk")[:1]
    last = request.session.get(SESSION_KEY) or {}
    passkeys = Passkey.objects.filter(user=OuterRef("pk"))
    last_passkey = passkeys.filter(pk=last.get("passkey") or 0)
    person = User.objects.filter(pk=request.user.pk).annotate(
        device=Subquery(secret), has_passkey=Exists(passkeys), has_last=Exists(last_passkey)
    )
    factor = ("device", "has_passkey", "has_last")
    rows = list(person.values_list(*factor, *(f"person__{name}" for name in (*SETTING_FIELDS, "sections"))))
    cache_person_settings(request.user, PersonSettings.from_rows(row[len(factor) :] for row in rows))
    device, has_passkey, has_last = rows[0][: len(factor)] if rows else (None, False, False)
    if device is None and not has_passkey:
        return FactorState(None, False, request.session.get(LOGIN_TIME_KEY, 0.0))
    is_valid = has_last or (device is not None and last.get("device") == device)
    return FactorState(device, has_passkey, last.get("at") if is_valid else None)


@receiver(user_logged_in)
def record_password_time(request: HttpRequest, **_signal: object) -> None:
    """Store the time of a log-in, when the password was given."""
    request.session[LOGIN_TIME_KEY] = timezone.now().timestamp()


def verify_password(request: GuardedRequest, password: str, *, now: datetime) -> None:
    """Check the user's password again and store the time. Raises WrongCodeError; wrong ones count as at the log-in."""
    if authenticate(request, username=request.user.get_username(), password=password) is None:
        request.axes_locked_out = False  # the page stays, with all that was typed; tries are refused meanwhile
        raise WrongCodeError(_("Wrong password. After several tries the account is locked for 15 minutes."))
    request.session.cycle_key()
    request.session[LOGIN_TIME_KEY] = now.timestamp()


def active_secret(user: User) -> TOTPDevice | None:
    """Return a user's confirmed secret, if there is one."""
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).order_by("pk").first()


def is_set_up(user: User) -> bool:
    """Return whether a user has a second factor: a secret or a passkey."""
    return active_secret(user) is not None or Passkey.objects.filter(user_id=user.pk).exists()


def offer_secret(user: User, key: str = "") -> tuple[TOTPDevice, str]:
    """Make a secret for a user, new or of the key; return it, and its key signed for a form. Nothing is stored."""
    device = TOTPDevice(user=user, name=DEVICE_NAME, key=key or default_key())
    return device, signing.dumps({"user": user.pk, "key": device.key}, salt=SALT)


def unseal_key(user: User, sealed: str) -> str:
    """Return the key out of a form that was signed for this user within the hour; empty for any other."""
    try:
        offer: dict[str, Any] = signing.loads(sealed, salt=SALT, max_age=OFFERED_SECONDS)
    except signing.BadSignature:
        return ""
    return str(offer["key"]) if offer["user"] == user.pk else ""


def qr_code_url(device: TOTPDevice) -> str:
    """Return the QR code of a secret, as a data: address of an SVG."""
    drawing = BytesIO()
    qrcode.make(device.config_url, image_factory=SvgPathFillImage, box_size=14).save(drawing)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.getvalue()).decode()}"


def secret_in_groups(device: TOTPDevice) -> str:
    """Return a secret as text to type, in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def set_up(request: DeskRequest, device: TOTPDevice, code: str, *, now: datetime) -> list[str]:
    """Store an offered secret that its first code confirms; return the recovery codes. Raises WrongCodeError."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        if active_secret(request.user):
            raise WrongCodeError(_("A second factor is already set up."))
        device.save()
        if not device.verify_token(clock_digits(code)):
            raise WrongCodeError(_("Wrong code. Check the clock of your phone, and type the next one."))
        codes = new_recovery_codes(request.user)
        log_change(request.user, request.user, "Set up a second factor.")
    store_answer_time(request.session, now, device=device.pk)
    return codes


def new_recovery_codes(user: User) -> list[str]:
    """Make ten recovery codes, each good once, in place of all earlier ones. They cannot be read again."""
    with transaction.atomic():
        StaticDevice.objects.filter(user_id=user.pk).delete()
        device = StaticDevice.objects.create(user_id=user.pk, name=DEVICE_NAME)
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: User) -> int:
    """Count the unused recovery codes of a user."""
    tokens: QuerySet[Model] = StaticToken.objects.filter(device__user_id=user.pk)
    return tokens.count()


def verify_code(request: DeskRequest, code: str, *, now: datetime) -> None:
    """Check a code, of the clock or for recovery, and store the time. Raises WrongCodeError."""
    secret = active_secret(request.user)
    device: Any = secret if clock_digits(code) else StaticDevice.objects.filter(user_id=request.user.pk).first()
    passkey = Passkey.objects.filter(user_id=request.user.pk).order_by("pk").values_list("pk", flat=True).first()
    given_for = {"passkey": passkey or 0} if secret is None else {"device": secret.pk}
    if device is None or given_for == {"passkey": 0}:
        raise WrongCodeError(_("Wrong code."))
    if not django_otp.verify_token(request.user, device.persistent_id, clock_digits(code) or normalize_code(code)):
        login_log.tell_failure(request, f"wrong code of {request.user.get_username()}")
        device.refresh_from_db()
        message = _("Wrong code, or one that was used before.")
        raise WrongCodeError(" ".join(filter(None, (message, lockout_message(device, now)))))
    store_answer_time(request.session, now, **given_for)
    if device is not secret:
        log_change(request.user, request.user, "Used a recovery code of the second factor.")


def take_off(person: User, *, by: User) -> None:
    """Delete a user's second factor: passkeys, secret and recovery codes."""
    with transaction.atomic():
        Passkey.objects.filter(user_id=person.pk).delete()
        TOTPDevice.objects.filter(user_id=person.pk).delete()
        StaticDevice.objects.filter(user_id=person.pk).delete()
        log_change(person, by, "Took the second factor off.")


def log_change(person: User, by: User, what: str) -> None:
    """Log a change of a user, in the admin's log."""
    LogEntry.objects.log_actions(by.pk, User.objects.filter(pk=person.pk), CHANGE, what, single_object=True)


def store_answer_time(session: SessionBase, now: datetime, **given_for: int) -> None:
    """Store in the session that an answer was given for a `device` or a `passkey`, by id; the session's key changes."""
    session.cycle_key()
    session[SESSION_KEY] = {**given_for, "at": now.timestamp()}


def clock_digits(code: str) -> str:
    """Return the six digits of a code of the clock, typed with or without spaces; empty for anything else."""
    bare = normalize_code(code)
    return bare if len(bare) == 6 and bare.isascii() and bare.isdigit() else ""


def normalize_code(code: str) -> str:
    """Return a code as it is stored: in lower case, without spaces and hyphens."""
    return "".join(code.split()).replace("-", "").lower()


def lockout_message(device: TOTPDevice | StaticDevice, now: datetime) -> str:
    """Return a sentence on how long codes are refused after wrong ones; empty where the next one is checked."""
    is_allowed, why = device.verify_is_allowed()
    if is_allowed:
        return ""
    seconds = max(math.ceil((why["locked_until"] - now).total_seconds()), 1)
    message = ngettext(
        "Wait {seconds} second, then type the next one.", "Wait {seconds} seconds, then type the next one.", seconds
    )
    return message.format(seconds=seconds)
