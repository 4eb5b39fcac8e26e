"""Check the digest chains of stories."""

import multiprocessing
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import django
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Max

from stories.models import Story
from stories.models.chain_check import CheckedStory, check_span, check_stories

MARK_EVERY = 10_000  # chains
SHARD = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


class Command(BaseCommand):
    """Compute the digest chains again."""

    help = (
        "Re-computes the digest chains of all stories, or of those given. Exit 1 with the first broken filing. "
        "Says on the way how far it is: --from goes on there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", nargs="*", type=int, help="The number of a story; all where none is given.")
        parser.add_argument("--from", dest="first", type=int, default=1, help="The story to begin at.")
        parser.add_argument("--shard", default="1/1", help="1/2 or 2/2: the first or the second half of all stories.")
        parser.add_argument("--jobs", type=int, default=1, help="How many processes share the work.")

    def handle(self, *, story: list[int], first: int, shard: str, jobs: int, **_options: object) -> None:
        missing = set(story) - set(Story.objects.filter(pk__in=story).values_list("pk", flat=True))
        if missing:
            raise CommandError(f"There is no story {min(missing)}.")
        if story:
            checked = count_checked(check_stories(story))
        else:
            part, parts = shard_numbers(shard)
            start, end = span_of_part((1, last_story() + 1), part, parts)
            checked = check_in_parts((max(first, start), end), jobs)
        self.stdout.write(f"{checked} chains verified.")


def shard_numbers(shard: str) -> tuple[int, int]:
    """Return which part of how many a shard is. Raises CommandError."""
    match = SHARD.fullmatch(shard)
    part, parts = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= part <= parts:
        raise CommandError(f"{shard} is no shard. The first of two is 1/2.")
    return part, parts


def last_story() -> int:
    """Return the number of the last story; 0 where there is none."""
    return Story.objects.aggregate(last=Max("pk"))["last"] or 0


def span_of_part(span: tuple[int, int], part: int, parts: int) -> tuple[int, int]:
    """Return one part of a span of numbers that is shared out in equal parts."""
    start, length = span[0], max(span[1] - span[0], 0)
    return start + length * (part - 1) // parts, start + length * part // parts


def check_in_parts(span: tuple[int, int], jobs: int) -> int:
    """Check a span of stories in so many processes; return how many are whole. Raises CommandError."""
    if jobs <= 1:
        return check_part(span)
    spans = [span_of_part(span, part, jobs) for part in range(1, jobs + 1)]
    context = multiprocessing.get_context("spawn")  # a connection to the database is no other process's
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=django.setup) as pool:
        return sum(pool.map(check_part, spans))


def check_part(span: tuple[int, int]) -> int:
    """Check a span of stories; return how many are whole. Raises CommandError for the first that is not."""
    return count_checked(check_span(*span), mark_to=span[1] - 1)


def count_checked(stories: Iterator[CheckedStory], *, mark_to: int = 0) -> int:
    """Count whole chains, and say now and then how far it is. Raises CommandError with the first broken filing."""
    checked = 0
    for checked, story in enumerate(stories, start=1):
        if story.broken:
            raise CommandError(f"Story {story.story_id}, filing {story.broken.number}: {story.broken.why}.")
        if mark_to and checked % MARK_EVERY == 0:
            sys.stderr.write(f"Verified up to story {story.story_id}, of those up to {mark_to}.\n")
            sys.stderr.flush()
    return checked
