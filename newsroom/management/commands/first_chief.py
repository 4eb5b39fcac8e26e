"""Make the account of the first chief: the one account of a newsroom that no chief can make on the page of people."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from newsroom.accounts.invitations import DAYS_GOOD, invitation_link, make_mail
from newsroom.accounts.second_factor import log_change

CHIEF = "chief"  # the group that a migration makes
TRIES = 3


class Command(BaseCommand):
    """Make a chief in a newsroom that has none, with a password that is asked for, or a link to set one."""

    help = (
        "Makes the first chief, and asks for a password twice. With --link it prints an address at which the chief "
        "sets one, with --mail it sends that address."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="The log-in name: letters, digits and @ . + - _")
        parser.add_argument("--mail", default="", metavar="ADDRESS", help="Mail a link to set a password there.")
        parser.add_argument("--link", action="store_true", help="Print a link to set a password.")

    def handle(self, *, name: str, mail: str, link: bool, **_options: Any) -> None:
        person = new_person(name, mail)
        if not (mail or link):
            person.set_password(self.ask_for_password(person))
        save_chief(person)
        self.stdout.write(f"{name} is chief of {settings.SITE_NAME}.")
        if mail or link:
            self.hand_on(person, invitation_link(person))
        self.stdout.write(f"Log in at {settings.SITE_URL}/admin/: it leads to {self.first_steps()}.")

    def ask_for_password(self, person: User) -> str:
        """Ask for a password at the terminal, twice. Raises CommandError without a terminal, or after three tries."""
        if not sys.stdin.isatty():
            raise CommandError("There is no terminal to ask for a password at. Add --link, and set it at the address.")
        for _ in range(TRIES):
            password = getpass.getpass("Password: ")
            fault = password_fault(password, person)
            if not fault and getpass.getpass("The same again: ") == password:
                return password
            self.stderr.write(fault or "These are two passwords.")
        raise CommandError("No chief was made.")

    def hand_on(self, person: User, link: str) -> None:
        """Mail the link; print it where it was asked for, or the mail does not go."""
        if person.email and settings.EMAIL_IS_SET_UP:
            try:
                make_mail(person, link).send()
            except OSError as error:  # what the connection and the server's answers raise
                self.stderr.write(f"The mail server did not take the mail: {error}")
            else:
                self.stdout.write(f"A mail with a link to set a password went to {person.email}.")
                return
        self.stdout.write(f"Set the password here; the link is good once, for {DAYS_GOOD} days:\n{link}")

    def first_steps(self) -> str:
        """Return what comes after the first log-in, in words."""
        steps = "a page that sets the newsroom up"
        return f"the second factor, then to {steps}" if settings.SECOND_FACTOR == "required" else steps


def new_person(name: str, mail: str) -> User:
    """Return an account that is not kept yet. Raises CommandError for one too many, and for a bad name or mail."""
    chiefs = User.objects.filter(groups__name=CHIEF, is_active=True).values_list("username", flat=True)
    if chiefs:
        raise CommandError(
            f"The newsroom has a chief: {', '.join(sorted(chiefs))}. Chiefs make more of them at "
            f"{settings.SITE_URL}/admin/auth/user/."
        )
    person = User(username=name, email=mail, is_staff=True)
    person.set_unusable_password()
    try:
        person.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return person


@transaction.atomic
def save_chief(person: User) -> None:
    """Keep the account in the group of chiefs, and log that it was made here."""
    person.save()
    person.groups.add(Group.objects.get(name=CHIEF))
    log_change(person, person, "Made the first chief by manage.py.")


def password_fault(password: str, person: User) -> str:
    """Return what is wrong with a password; empty for nothing."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
