"""The second factor of a person: a secret that makes codes by the clock, and recovery codes for the day it is lost.

The session keeps which secret a code was given for, and when: another secret, or none, and it counts for nothing.
"""

from __future__ import annotations

import base64
import logging
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
from django.db.models import OuterRef, Subquery
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from qrcode.image.svg import SvgPathFillImage

from stories.models import Post, hold_post
from stories.models.person import CHOSEN

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

logger = logging.getLogger("newsroom.accounts.second_factor")

FRESH = timedelta(minutes=10)  # how long a code is good for acts that are asked about again
RECOVERY_CODES = 10
OFFERED_SECONDS = 60 * 60  # how long a page that offers a secret may stay open
SESSION_KEY = SALT = "second_factor"
GIVEN_AT = "given_at"  # where a session keeps when the password was given
NAME = "second factor"


class WrongCode(Exception):
    """A code that does not fit, was used, or came while none is looked at. Says what to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: the key of their secret, and when this session gave a code for it; None where not.

    Of somebody without a secret, `given` is when the session had their password.
    """

    device: int | None
    given: float | None

    @property
    def is_owed(self) -> bool:
        """Whether there is a second factor that this session has not shown."""
        return self.device is not None and self.given is None

    @property
    def is_lacking(self) -> bool:
        """Whether one has to be set up before anything else."""
        return self.device is None and settings.SECOND_FACTOR == "required"

    def is_stale(self, now: datetime) -> bool:
        """Whether the last code lies too far back for the gravest acts."""
        return self.given is not None and now.timestamp() - self.given > FRESH.total_seconds()


def standing(request: HttpRequest) -> Standing:
    """Where the asking person stands. One query, which finds and keeps their post too."""
    secret = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True).order_by("pk").values("pk")[:1]
    person = User.objects.filter(pk=request.user.pk).annotate(device=Subquery(secret))
    rows = list(person.values_list("device", *(f"person__{name}" for name in (*CHOSEN, "sections"))))
    hold_post(request.user, Post.of_rows(row[1:] for row in rows))
    device = rows[0][0] if rows else None
    if device is None:
        return Standing(None, request.session.get(GIVEN_AT, 0.0))
    kept = request.session.get(SESSION_KEY) or {}
    return Standing(device, kept.get("at") if kept.get("device") == device else None)


@receiver(user_logged_in)
def password_was_given(request: HttpRequest, **_signal: object) -> None:
    """Keep when somebody logged in: they gave their password then. Sessions that are over are cleared away."""
    request.session[GIVEN_AT] = timezone.now().timestamp()
    request.session.clear_expired()


def give_password(request: HttpRequest, password: str, *, now: datetime) -> None:
    """Take the password again, counted like one at the door, and keep that it was given. Raises WrongCode."""
    if authenticate(request, username=request.user.get_username(), password=password) is None:
        request.axes_locked_out = False  # what was typed stays on the page that asks; no try is looked at meanwhile
        raise WrongCode(
            _("This password does not fit. After some wrong ones none is looked at for a quarter of an hour.")
        )
    request.session.cycle_key()
    request.session[GIVEN_AT] = now.timestamp()


def secret_of(user: User) -> TOTPDevice | None:
    """Somebody's secret, once it is confirmed."""
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).order_by("pk").first()


def offered(user: User, key: str = "") -> tuple[TOTPDevice, str]:
    """A secret that is not yet anybody's, and the same sealed for a form. Nothing is stored."""
    device = TOTPDevice(user=user, name=NAME, key=key or default_key())
    return device, signing.dumps({"user": user.pk, "key": device.key}, salt=SALT)


def unsealed(user: User, sealed: str) -> str:
    """The key that was offered to somebody within the hour; empty for anything else."""
    try:
        told = signing.loads(sealed, salt=SALT, max_age=OFFERED_SECONDS)
    except signing.BadSignature:
        return ""
    return told["key"] if told["user"] == user.pk else ""


def picture(device: TOTPDevice) -> str:
    """The address of a secret as a QR code, drawn here, as a data: address."""
    drawn = BytesIO()
    qrcode.make(device.config_url, image_factory=SvgPathFillImage, box_size=14).save(drawn)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"


def spelled(device: TOTPDevice) -> str:
    """A secret as text to type, in fours."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def set_up(request: HttpRequest, device: TOTPDevice, code: str, *, now: datetime) -> list[str]:
    """Keep an offered secret, confirmed by its first code; gives the recovery codes. Raises WrongCode."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        if secret_of(request.user):
            raise WrongCode(_("A second factor is already set up."))
        device.save()
        if not device.verify_token(digits(code)):
            raise WrongCode(_("This code does not fit. Look at the clock of your phone, and type the next one."))
        codes = new_recovery_codes(request.user)
        on_record(request.user, request.user, "Set up a second factor.")
    remember(request.session, device.pk, now)
    return codes


def new_recovery_codes(user: User) -> list[str]:
    """Ten codes, each good once, in place of all earlier ones. They are not shown again."""
    with transaction.atomic():
        StaticDevice.objects.filter(user_id=user.pk).delete()
        device = StaticDevice.objects.create(user_id=user.pk, name=NAME)
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: User) -> int:
    """How many of somebody's recovery codes are unused."""
    return StaticToken.objects.filter(device__user_id=user.pk).count()


def give(request: HttpRequest, code: str, *, now: datetime) -> None:
    """Take a code, of the clock or for recovery, and keep that it was given. Raises WrongCode."""
    secret = secret_of(request.user)
    asked: Any = secret if digits(code) else StaticDevice.objects.filter(user_id=request.user.pk).first()
    if secret is None or asked is None:
        raise WrongCode(_("This code does not fit."))
    if not django_otp.verify_token(request.user, asked.persistent_id, digits(code) or letters(code)):
        logger.warning("Wrong second factor of user %s.", request.user.pk)
        asked.refresh_from_db()
        told = _("This code does not fit, or was used before.")
        raise WrongCode(" ".join(filter(None, (told, wait(asked, now)))))
    remember(request.session, secret.pk, now)
    if asked is not secret:
        on_record(request.user, request.user, "Used a recovery code of the second factor.")


def take_off(person: User, *, by: User) -> None:
    """Take somebody's second factor off, with its recovery codes."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user_id=person.pk).delete()
        StaticDevice.objects.filter(user_id=person.pk).delete()
        on_record(person, by, "Took the second factor off.")


def on_record(person: User, by: User, what: str) -> None:
    """Keep in the log of a person what was done, and by whom."""
    LogEntry.objects.log_actions(by.pk, User.objects.filter(pk=person.pk), CHANGE, what, single_object=True)


def remember(session: SessionBase, device: int, now: datetime) -> None:
    """Keep that a code for a secret was given, in a session with a new key: an old one has not shown it."""
    session.cycle_key()
    session[SESSION_KEY] = {"device": device, "at": now.timestamp()}


def digits(code: str) -> str:
    """A code of the clock, typed with or without a space; empty for anything else."""
    bare = letters(code)
    return bare if len(bare) == 6 and bare.isascii() and bare.isdigit() else ""


def letters(code: str) -> str:
    """A code as it is kept: small letters, nothing between them."""
    return "".join(code.split()).replace("-", "").lower()


def wait(device: TOTPDevice | StaticDevice, now: datetime) -> str:
    """How long no code is looked at after wrong ones, as a sentence; empty where the next one is."""
    is_allowed, why = device.verify_is_allowed()
    if is_allowed:
        return ""
    seconds = max(math.ceil((why["locked_until"] - now).total_seconds()), 1)
    told = ngettext(
        "Wait {seconds} second, then type the next one.", "Wait {seconds} seconds, then type the next one.", seconds
    )
    return told.format(seconds=seconds)
