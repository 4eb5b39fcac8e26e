"""Passkeys: made in a device of their person, and asked for an answer in place of a code (WebAuthn).

A challenge is good once, for some minutes, in the session that it was made in. The private key never leaves the device;
what is kept lets nobody in.
"""

from __future__ import annotations

import json
from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from newsroom.accounts import login_log, second_factor
from newsroom.accounts.second_factor import WrongCodeError, log_change
from stories.models import Passkey

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from stories.display.requests import DeskRequest

MOST_PASSKEYS = 20  # of one person
CHALLENGES = "passkey_challenges"  # key of the session
CHALLENGES_KEPT = 8  # of a session: pages that are open beside each other
CHALLENGE_SECONDS = 10 * 60
LONGEST_ANSWER = 20_000  # characters of what a browser sends
BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)  # over a broken answer


def are_offered() -> bool:
    """Return whether browsers have passkeys for the site: at a name over TLS, or on one's own machine."""
    host = site_name()
    return host == "localhost" or (settings.HTTPS and not is_ip_address(host))


def site_name() -> str:
    """Return the name that passkeys are made for: the host of SITE_URL."""
    return urlsplit(settings.SITE_URL).hostname or ""


def is_ip_address(host: str) -> bool:
    """Return whether a host is an address, for which no browser makes a passkey."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def own_passkeys(user: User) -> list[Passkey]:
    """Return the passkeys of a user, the oldest first."""
    return list(Passkey.objects.filter(user_id=user.pk).order_by("pk"))


def offer(request: DeskRequest, *, now: datetime) -> str:
    """Return what a browser needs to make a passkey for the user, as JSON; its challenge is kept in the session."""
    user = request.user
    options = generate_registration_options(
        rp_id=site_name(),
        rp_name=settings.SITE_NAME,
        user_id=salted_hmac("passkey", str(user.pk)).digest(),
        user_name=user.get_username(),
        user_display_name=user.get_full_name() or user.get_username(),
        exclude_credentials=descriptors(user),
        authenticator_selection=AuthenticatorSelectionCriteria(user_verification=UserVerificationRequirement.PREFERRED),
    )
    keep_challenge(request.session, options.challenge, now)
    return options_to_json(options)


def ask(request: DeskRequest, *, now: datetime) -> str:
    """Return what a browser needs to have a passkey of the user answer, as JSON; empty where they have none."""
    allowed = descriptors(request.user) if are_offered() else []
    if not allowed:
        return ""
    options = generate_authentication_options(
        rp_id=site_name(),
        allow_credentials=allowed,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    keep_challenge(request.session, options.challenge, now)
    return options_to_json(options)


def descriptors(user: User) -> list[PublicKeyCredentialDescriptor]:
    """Return the passkeys of a user as browsers name them."""
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in own_passkeys(user)]


def add(request: DeskRequest, answer: str, name: str, *, now: datetime) -> list[str]:
    """Keep a passkey that the browser made; return recovery codes where it is the first of the second factor.

    Raises WrongCodeError.
    """
    user = request.user
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=take_challenge(request.session, answer, now),
            expected_rp_id=site_name(),
            expected_origin=settings.SITE_URL,
        )
    except BROKEN as error:
        raise WrongCodeError(_("The passkey was not made. Try again.")) from error
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if Passkey.objects.filter(user_id=user.pk).count() >= MOST_PASSKEYS:
            raise WrongCodeError(_("You have {count} passkeys. Remove one first.").format(count=MOST_PASSKEYS))
        is_first = not second_factor.is_set_up(user)
        passkey = insert_passkey(user, made, name, now=now)
        log_change(user, user, f"Added the passkey {name}.")
        codes = second_factor.new_recovery_codes(user) if is_first else []
    second_factor.store_answer_time(request.session, now, passkey=passkey.pk)
    return codes


def insert_passkey(user: User, made: Any, name: str, *, now: datetime) -> Passkey:
    """Insert a passkey that was verified. Raises WrongCodeError for one that is somebody's already."""
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                user=user,
                name=name,
                credential=bytes_to_base64url(made.credential_id),
                public_key=made.credential_public_key,
                uses=made.sign_count,
                created_at=now,
            )
    except IntegrityError as error:
        raise WrongCodeError(_("This passkey is in use here already.")) from error


def verify_passkey(request: DeskRequest, answer: str, *, now: datetime) -> None:
    """Check the answer of a passkey of the user and store the time. Raises WrongCodeError."""
    try:
        credential = str(json.loads(answer)["id"])
        challenge = take_challenge(request.session, answer, now)
        with transaction.atomic():
            passkey = Passkey.objects.select_for_update(no_key=True).get(user_id=request.user.pk, credential=credential)
            verified = verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=site_name(),
                expected_origin=settings.SITE_URL,
                credential_public_key=bytes(passkey.public_key),
                credential_current_sign_count=passkey.uses,
            )
            Passkey.objects.filter(pk=passkey.pk).update(uses=verified.new_sign_count, used_at=now)
    except (*BROKEN, Passkey.DoesNotExist) as error:
        login_log.tell_failure(request, f"wrong passkey of {request.user.get_username()}")
        raise WrongCodeError(_("The passkey did not answer as it should. Try again, or type a code.")) from error
    second_factor.store_answer_time(request.session, now, passkey=passkey.pk)


def rename(passkey: Passkey, name: str, *, by: User) -> None:
    """Give a passkey of a person another name."""
    before, passkey.name = passkey.name, name
    with transaction.atomic():
        passkey.save(update_fields=["name"])
        log_change(by, by, f"Renamed the passkey {before} to {name}.")


def remove(passkey: Passkey, *, by: User) -> None:
    """Delete a passkey; with the last part of a second factor its recovery codes go, too."""
    with transaction.atomic():
        user = passkey.user
        passkey.delete()
        log_change(user, by, f"Removed the passkey {passkey.name}.")
        if not second_factor.is_set_up(user):
            second_factor.take_off(user, by=by)


def keep_challenge(session: SessionBase, challenge: bytes, now: datetime) -> None:
    """Keep a challenge in the session, and the newest of others."""
    kept = [*session.get(CHALLENGES, []), [bytes_to_base64url(challenge), now.timestamp()]]
    session[CHALLENGES] = kept[-CHALLENGES_KEPT:]


def take_challenge(session: SessionBase, answer: str, now: datetime) -> bytes:
    """Return the challenge that an answer names, and drop it from the session. Raises ValueError where it is none."""
    client_data = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))
    kept = session.get(CHALLENGES, [])
    found = [made_at for challenge, made_at in kept if challenge == client_data["challenge"]]
    session[CHALLENGES] = [each for each in kept if each[0] != client_data["challenge"]]
    if not found or now.timestamp() - found[0] > CHALLENGE_SECONDS:
        raise ValueError("No challenge of this session, or one that is too old.")
    return base64url_to_bytes(client_data["challenge"])
