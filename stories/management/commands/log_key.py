"""The key that signs the log of all filings: show it, or change it."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stories.models import CheckpointKey
from stories.worker import transparency


class Command(BaseCommand):
    """Print the public key of the log, or begin to sign with a new one."""

    help = "Prints the key by which strangers check the log of filings. With --rotate a new key signs from now on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rotate", action="store_true", help="Make a new key; older heads stay.")

    def handle(self, *, rotate: bool, **_options: object) -> None:
        if rotate:
            key = transparency.change_key(timezone.now())
            if settings.LOG_KEY:
                self.stdout.write(f"Set LOG_KEY to this for every worker, and start them anew: {key}")
        newest = CheckpointKey.objects.order_by("-pk").first()
        if newest is None:
            raise CommandError("There is no key yet: the worker makes it at the first filing.")
        self.stdout.write(newest.written)
