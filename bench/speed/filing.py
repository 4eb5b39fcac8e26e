"""A filing of a story with one revision and of one with N, in turns: python -m bench.speed.filing N. Prints JSON."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.utils import timezone  # noqa: E402 needs Django set up, as all below
from reversion.models import Revision, Version  # noqa: E402

from bench.speed.prepare import file_story  # noqa: E402
from stories import copy, desk  # noqa: E402
from stories.archive_filler.invented_copy import copy_language  # noqa: E402
from stories.models import Story  # noqa: E402

TURNS = 40
AT_ONCE = 1_000  # rows
Times = tuple[float, float]  # of the processor and of the wall, in milliseconds


def main(revisions: int) -> None:
    """Print the times of both: of the processor and of the wall, the middle of all turns."""
    chance = random.Random(2)  # noqa: S311 invented copy
    stories = [file_story(chance), file_story(chance)]
    add_revisions(stories[1], revisions)
    times: list[list[Times]] = [[], []]
    for _ in range(TURNS):
        for place, story in enumerate(stories):
            times[place].append(time_filing(story, chance))
    middles = {
        kind: [median(one[column] for one in rows) for rows in times]
        for column, kind in enumerate(("processor", "wall"))
    }
    json.dump(middles, sys.stdout)


def add_revisions(story: Story, count: int) -> None:
    """Give a story more revisions, all as its last one is."""
    last = Version.objects.get_for_object(story).select_related("revision").first()
    for begun in range(0, count, AT_ONCE):
        rows = range(min(AT_ONCE, count - begun))
        revisions = Revision.objects.bulk_create(Revision(date_created=last.revision.date_created) for _ in rows)
        Version.objects.bulk_create(copy_of(last, revision) for revision in revisions)


def copy_of(version: Version, revision: Revision) -> Version:
    """Return a version as a row of another revision, not yet saved."""
    names = ("object_id", "content_type_id", "db", "format", "serialized_data", "object_repr")
    return Version(revision=revision, **{name: getattr(version, name) for name in names})


def time_filing(story: Story, chance: random.Random) -> Times:
    """Save a changed text and file it, and return the time."""
    english = copy_language("en")
    current = Story.objects.get(pk=story.pk)
    current.body = copy.to_json([english.paragraph(chance, english.story_names(chance)) for _ in range(5)])
    wall, cpu = time.perf_counter(), time.process_time()
    saved = desk.save(current, by=None, now=timezone.now(), based_on=current.save_number)
    desk.file(saved, by=None, now=timezone.now(), designator="", note="", based_on=saved.save_number)
    return (time.process_time() - cpu) * 1_000, (time.perf_counter() - wall) * 1_000


if __name__ == "__main__":
    main(int(sys.argv[1]))
