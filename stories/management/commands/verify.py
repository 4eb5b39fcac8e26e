"""Check the digest chains of stories."""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import django
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import BigIntegerField, Max

from stories.control_signs import escape_controls
from stories.intake.safe_fetch import ANY_PORT, fetch
from stories.models import LOG_SUBTREES, BrokenEntry, Checkpoint, Story, check_own_log, find_contradiction
from stories.models.chain_check import CheckedStory, check_span, check_stories
from stories.transparency.checkpoint import Checkpoint as LogHead
from stories.transparency.log_copy import KEYS_FILE, open_head, read_copy
from stories.transparency.merkle import root_hash
from stories.transparency.signed_note import read_key

LOG_SECONDS = 30  # for each file of a log under an address
LONGEST_FILE = 32_000_000  # bytes: C2SP tlog-tiles lets 256 entries of 64 KB stand in one
MARK_EVERY = 10_000  # chains
MOST_NAMED = 20  # filings whose times run backwards
SHARD = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class Checked:
    """How many chains were found whole, and the filings in them that say an earlier time than the one before them."""

    chains: int = 0
    early: tuple[tuple[int, int], ...] = ()  # stories and numbers

    def __add__(self, other: Checked) -> Checked:
        """Return what both found."""
        return Checked(self.chains + other.chains, self.early + other.early)

    def sentences(self) -> Iterator[str]:
        """Yield what is said of it, a line each."""
        for story, number in self.early[:MOST_NAMED]:
            yield f"Story {story}, filing {number}: its time is before that of filing {number - 1}. A clock was wrong."
        if len(self.early) > MOST_NAMED:
            yield f"The times of {len(self.early) - MOST_NAMED} more filings run backwards."
        yield f"{self.chains} chains verified."


class Command(BaseCommand):
    """Compute the digest chains again."""

    help = (
        "Re-computes the digest chains of all stories, or of those given. Exit 1 with the first broken filing. "
        "Says on the way how far it is: --from goes on there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", nargs="*", type=int, help="The number of a story; all where none is given.")
        parser.add_argument(
            "--from", dest="first", type=int, default=1, help="Of all stories, or of a shard: the one to begin at."
        )
        parser.add_argument(
            "--shard", default="1/1", help="The second of three equal parts of all stories is 2/3, and so on."
        )
        parser.add_argument(
            "--jobs", type=int, default=1, help="How many processes share all stories: at most one a processor."
        )

        parser.add_argument(
            "--log",
            help="A copy of the log of filings, a folder or an address: are the filings still those? The chains are "
            "computed, too.",
        )

    def handle(self, *, story: list[int], first: int, shard: str, jobs: int, log: str, **_options: object) -> None:
        if jobs < 1:
            raise CommandError("--jobs takes 1 or more.")
        if log:
            self.stdout.write(hold_against(log))  # by digests alone: the words behind them are looked at below
        if story:
            refuse_missing(story)
            checked = count_checked(check_stories(story))
        else:
            checked = check_in_parts(span_to_check(shard, first), jobs)
        self.stdout.write("\n".join(checked.sentences()))
        if not story and (first, shard) == (1, "1/1"):
            self.check_own_log()

    def check_own_log(self) -> None:
        """Check the log of all filings, where a head of it was signed. Raises CommandError with the first fault."""
        size, broken = check_own_log()
        if broken:
            raise CommandError(f"The log of filings: {broken if isinstance(broken, str) else sentence_of(broken)}.")
        if size:
            self.stdout.write(f"The log of {size} entries verified.")


def hold_against(place: str) -> str:
    """Hold all filings against a copy of the log; return what was found. Raises CommandError with the first fault."""
    read = file_reader(place)
    try:
        keys = [read_key(line) for line in read(KEYS_FILE).decode().split()]
        head = open_head(read, keys)
        broken = find_contradiction(read_copy(read, head))
    except (OSError, ValueError) as fault:
        sentence = f"The copy of the log in {place} cannot be used: {fault}"
        raise CommandError(escape_controls(sentence)) from None
    if broken:
        raise CommandError(f"Entry {broken.position + 1} of the copy: {sentence_of(broken)}.")
    if not has_begun_with(head):
        raise CommandError(f"The newsroom's own log does not begin with these {head.size} entries.")
    return f"All is as in the copy of {head.size} entries, signed by {head.origin}."


def file_reader(place: str) -> Callable[[str], bytes]:
    """Return a reader of the files of a log under a folder or an address."""
    if not place.startswith(("http://", "https://")):
        return lambda name: (Path(place) / name).read_bytes()

    return lambda name: fetch(
        f"{place.rstrip('/')}/{name}",
        limit=LONGEST_FILE,
        may=lambda _address: True,  # who runs the command named it
        ports=ANY_PORT,
        seconds=LOG_SECONDS,
    )


def has_begun_with(head: LogHead) -> bool:
    """Return whether the newsroom's own log began with the entries of a head."""
    return head.size <= (Checkpoint.objects.newest() or Checkpoint(size=0)).size and head.root == root_hash(
        head.size, LOG_SUBTREES
    )


def sentence_of(broken: BrokenEntry) -> str:
    """Return what is said of a filing that a log contradicts."""
    return f"story {broken.story}, filing {broken.number}: {broken.why}"


def refuse_missing(stories: list[int]) -> None:
    """Raise CommandError where there is no story of one of these numbers."""
    possible = [number for number in stories if 0 < number <= BigIntegerField.MAX_BIGINT]
    missing = set(stories) - set(Story.objects.filter(pk__in=possible).values_list("pk", flat=True))
    if missing:
        raise CommandError(f"There is no story {min(missing)}.")


def span_to_check(shard: str, first: int) -> tuple[int, int]:
    """Return the numbers of a shard's stories from the one to begin at. Raises CommandError where it has none such."""
    part, parts = shard_numbers(shard)
    last = last_story()
    start, end = span_of_part((1, last + 1), part, parts)
    if first < 1:
        raise CommandError("Stories are numbered from 1 on: --from takes 1 or more.")
    if first > max(last, 1):
        raise CommandError(f"The last story is {last}: there is none to begin at from {first} on.")
    if start < end <= first:
        raise CommandError(f"The stories of {shard} are {start} to {end - 1}: there is none of them from {first} on.")
    return max(first, start), end


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


def check_in_parts(span: tuple[int, int], jobs: int) -> Checked:
    """Check a span of stories in so many processes; return what was found. Raises CommandError."""
    spans = spans_of_jobs(span, jobs, processors=os.cpu_count() or 1)
    if len(spans) == 1:
        return check_part(spans[0])
    context = multiprocessing.get_context("spawn")  # a connection to the database is no other process's
    with ProcessPoolExecutor(len(spans), mp_context=context, initializer=django.setup) as pool:
        return sum(pool.map(check_part, spans), Checked())


def spans_of_jobs(span: tuple[int, int], jobs: int, *, processors: int) -> list[tuple[int, int]]:
    """Return the parts of a span that processes check, one each: no more than processors, and none without a story."""
    parts = max(min(jobs, processors, span[1] - span[0]), 1)
    return [span_of_part(span, part, parts) for part in range(1, parts + 1)]


def check_part(span: tuple[int, int]) -> Checked:
    """Check a span of stories; return what was found. Raises CommandError for the first that is not."""
    return count_checked(check_span(*span), mark_to=span[1] - 1)


def count_checked(stories: Generator[CheckedStory], *, mark_to: int = 0) -> Checked:
    """Count whole chains, and say now and then how far it is. Raises CommandError with the first broken filing."""
    chains, early = 0, list[tuple[int, int]]()
    with closing(stories):  # and with them the cursor, before its connection
        for chains, story in enumerate(stories, start=1):
            if story.broken:
                raise CommandError(f"Story {story.story_id}, filing {story.broken.number}: {story.broken.why}.")
            early += ((story.story_id, number) for number in story.early)
            if mark_to and chains % MARK_EVERY == 0:
                sys.stderr.write(f"Verified up to story {story.story_id}, of those up to {mark_to}.\n")
                sys.stderr.flush()
    return Checked(chains, tuple(early))
