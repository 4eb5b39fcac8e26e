"""Print what changed between two filings of a story."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories.compare import compare, print_comparison
from stories.models import Filing


class Command(BaseCommand):
    """Print the changes between two filings of a story, as text."""

    help = "Prints what changed between two filings of a story: manage.py compare 17 3 4"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", type=number)
        parser.add_argument("a", type=number, help="The number of the older filing.")
        parser.add_argument("b", type=number, help="The number of the newer filing.")

    def handle(self, *, story: int, a: int, b: int, **_options: object) -> None:
        old, new = find_filing(story, a), find_filing(story, b)
        comparison = compare(old.text(), new.text())
        self.stdout.write("The texts are the same." if comparison.is_empty else print_comparison(comparison))


def number(typed: str) -> int:
    """Return a number of a story or filing. Raises ValueError for numbers that no database takes."""
    value = int(typed)
    if not 0 < value < 2**31:
        raise ValueError(typed)
    return value


def find_filing(story: int, number: int) -> Filing:
    """Return a filing of a story by its number. Raises CommandError where it is missing or taken down."""
    row = Filing.objects.filter(story_id=story, number=number).first()
    if row is None:
        raise CommandError(f"Story {story} has no filing {number}.")
    if row.is_taken_down:
        raise CommandError(f"The words of filing {number} of story {story} were taken down.")
    return row
