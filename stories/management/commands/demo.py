"""Load the demo newsroom."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from stories.demo import newsroom
from stories.models import Story

LOGINS = "demo-logins.txt"


class Command(BaseCommand):
    """Load the demo newsroom; a second run changes nothing."""

    help = "Loads the demo newsroom: sections, agencies, people, stories. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Only into a database without stories and people.")

    def handle(self, *, if_empty: bool, **_options: object) -> None:
        is_empty = not Story.objects.exists() and not get_user_model().objects.exists()
        if is_empty or not (if_empty or newsroom.is_loaded()):
            self.load()
        self.tell()

    def load(self) -> None:
        """Load the demo newsroom, and keep the passwords of the users that it made."""
        passwords = newsroom.load(timezone.now())
        if passwords:
            logins = Path(settings.VAR) / LOGINS
            logins.touch(mode=0o600)
            logins.write_text("".join(f"{name:<8}{password}\n" for name, password in passwords.items()))

    def tell(self) -> None:
        """Print the addresses of the site and the newsroom, and the demo logins that are kept."""
        self.stdout.write(f"The site:     {settings.SITE_URL}/")
        self.stdout.write(f"The newsroom: {settings.SITE_URL}/admin/")
        logins = Path(settings.VAR) / LOGINS
        if logins.exists():
            for line in logins.read_text().splitlines():
                name, password = line.split()
                self.stdout.write(f"  {name:<7} {password}  ({newsroom.PEOPLE.get(name, '')})")
