"""Let somebody in again who lost a second factor or a password, where no chief is left who could."""

from __future__ import annotations

from typing import Any

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.accounts.invitations import DAYS_GOOD, invitation_link
from newsroom.accounts.second_factor import log_change, take_off


class Command(BaseCommand):
    """Take a person's second factor off, end the lock of their name, and print a link to set a password if asked."""

    help = (
        "Takes the second factor off somebody who lost it, and lets a name that is locked out try again at once. With "
        "--link it prints an address at which they set a new password. Chiefs do the same on the page of the person."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="The log-in name.")
        parser.add_argument("--link", action="store_true", help="Print a link to set a new password, too.")

    def handle(self, *, name: str, link: bool, **_options: Any) -> None:
        person = User.objects.filter(username=name, is_staff=True).first()
        if person is None:
            raise CommandError(f"Nobody in the newsroom has the name {name!r}.")
        if not person.is_active:
            raise CommandError(f"{name} has left the newsroom. A chief may make the account active again.")
        take_off(person, by=person)
        reset(username=name)
        log_change(person, person, "Was let in again by manage.py.")
        self.stdout.write(f"{name} has no second factor any more, and no lock.")
        if link:
            self.stdout.write(f"Set the password here; the link is good once, for {DAYS_GOOD} days:")
            self.stdout.write(invitation_link(person))
        next_step = (
            "leads to a new second factor" if settings.SECOND_FACTOR == "required" else "asks for the password alone"
        )
        self.stdout.write(f"{settings.SITE_URL}/admin/ {next_step}.")
