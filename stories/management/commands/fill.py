"""Fill an empty newsroom with invented stories, to measure with."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stories import archive_filler


class Command(BaseCommand):
    """Fill an empty newsroom."""

    help = (
        "Fills an empty newsroom with an archive of invented stories, true digests and all: chains, revisions, copy as "
        "it came, pictures' rows, search. The same for a seed. Refuses a newsroom with stories or people."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("stories", type=int, help="How many stories.")
        parser.add_argument("--seed", type=int, default=1, help="Another number makes another archive.")
        parser.add_argument("--deep", type=int, default=0, metavar="N", help="The last story has N versions.")

    def handle(self, *, stories: int, seed: int, deep: int, **_options: object) -> None:
        if stories < 1:
            raise CommandError("Say how many stories: 1 or more.")
        archive = archive_filler.ArchivePlan(seed=seed, count=stories, now=timezone.now(), deep=deep)
        try:
            archive_filler.fill(archive, tell=self.tell)
        except archive_filler.InUseError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{stories} stories.")

    def tell(self, written: int) -> None:
        """Print how far it is, every 50,000 stories."""
        if written % 50_000 == 0:
            self.stdout.write(f"{written} …")
