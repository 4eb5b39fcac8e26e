"""Load the demo newsroom, or take it out again."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stories.demo import newsroom, removal

LOGINS = "demo-logins.txt"


class Command(BaseCommand):
    """Load the demo newsroom into one that nobody uses, once, or take it out again."""

    help = "Loads the demo newsroom: sections, agencies, people, stories. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Only into a newsroom without stories and people.")
        parser.add_argument(
            "--into-production-yes",
            action="store_true",
            help="Also into a newsroom that is in use, or stands under https.",
        )

        parser.add_argument("--remove", action="store_true", help="Take the demo out again, whole.")

    def handle(self, *, if_empty: bool, into_production_yes: bool, remove: bool, **_options: object) -> None:
        if remove:
            self.remove()
            return
        is_new = not newsroom.is_loaded()
        obstacle = (newsroom.use() or public_place()) if is_new else ""
        if obstacle and if_empty:
            self.tell()
            self.tell_first_step()
        elif obstacle and not into_production_yes:
            raise CommandError(
                f"The demo is not loaded: {obstacle}. Its invented stories would be read as news, and its people could "
                "log in. If that is what you want, add --into-production-yes."
            )
        elif is_new:
            self.load()
        else:
            self.tell()
            self.tell_where_logins_are()

    def load(self) -> None:
        """Load the demo newsroom, and print the logins that it made: this once."""
        passwords = newsroom.load(timezone.now())
        if passwords:
            self.keep_logins(passwords)
        self.tell()
        for name, password in passwords.items():
            self.stdout.write(f"  {name:<7} {password}  ({newsroom.PEOPLE[name]})")

    def remove(self) -> None:
        """Take the demo out. Raises CommandError where it is not there, or anything real stands beside it."""
        if not newsroom.is_loaded():
            raise CommandError("The demo is not loaded.")
        if real := removal.obstacles():
            raise CommandError(
                f"The demo stays: {'; '.join(real)}. Filings are never deleted, so it goes whole or not at all. Kill "
                "its stories and take the log-in from its people, or begin with a new database."
            )
        counts = removal.remove()
        (Path(settings.VAR) / LOGINS).unlink(missing_ok=True)
        told = ", ".join(f"{number} {what}" for what, number in counts.items())
        self.stdout.write(f"The demo is taken out: {told}.")

    def keep_logins(self, passwords: dict[str, str]) -> None:
        """Keep the passwords of the users that were made in a file that its owner alone may read."""
        logins = Path(settings.VAR) / LOGINS
        with suppress(OSError):  # of a machine that keeps no files: they are printed all the same
            logins.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            logins.touch(mode=0o600)
            logins.write_text("".join(f"{name:<8}{password}\n" for name, password in passwords.items()))

    def tell(self) -> None:
        """Print the addresses of the site and the newsroom."""
        self.stdout.write(f"The site:     {settings.SITE_URL}/")
        self.stdout.write(f"The newsroom: {settings.SITE_URL}/admin/")

    def tell_where_logins_are(self) -> None:
        """Print where the demo logins are kept, where they are: they are printed themselves when they are made."""
        logins = Path(settings.VAR) / LOGINS
        if logins.exists():
            self.stdout.write(f"The logins:   {logins}")

    def tell_first_step(self) -> None:
        """Print how the first person gets into a newsroom that stands in public without the demo."""
        if not newsroom.use():
            self.stdout.write(
                f"Without the demo: {public_place()}. manage.py first_chief NAME makes the first account."
            )


def public_place() -> str:
    """Return that the site is one of the open internet; empty where it is not."""
    return "the site stands under https" if settings.HTTPS else ""
