"""Print what changed between two filings of a story."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories.compare import as_text, compare
from stories.models import Filing


class Command(BaseCommand):
    """What changed between two filings of a story, as text."""

    help = "Prints what changed between two filings of a story: manage.py compare 17 3 4"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", type=number)
        parser.add_argument("a", type=number, help="The number of the older filing.")
        parser.add_argument("b", type=number, help="The number of the newer filing.")

    def handle(self, *, story: int, a: int, b: int, **_options: object) -> None:
        old, new = filing(story, a), filing(story, b)
        comparison = compare(old.text(), new.text())
        self.stdout.write("The texts are the same." if comparison.is_empty else as_text(comparison))


def number(typed: str) -> int:
    """The number of a story or a filing. Raises ValueError for what none can have: no database takes more."""
    value = int(typed)
    if not 0 < value < 2**31:
        raise ValueError(typed)
    return value


def filing(story: int, place: int) -> Filing:
    """The filing of a story with a number. Raises CommandError where there is none with words."""
    found = Filing.objects.filter(story_id=story, number=place).first()
    if found is None:
        raise CommandError(f"Story {story} has no filing {place}.")
    if found.is_taken_down:
        raise CommandError(f"The words of filing {place} of story {story} were taken down.")
    return found
