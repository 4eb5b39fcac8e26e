"""A newsroom to be asked: python -m bench.speed.prepare N, with DATABASE_URL. Prints the addresses as JSON.

Fills an empty database with N stories, and files some more of about 400 words each.
"""

from __future__ import annotations

import json
import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 needs Django set up, as all below
from django.utils import timezone  # noqa: E402

from stories import archive_filler, copy, desk  # noqa: E402
from stories.archive_filler.invented_copy import copy_language  # noqa: E402
from stories.models import Section, Source, Story  # noqa: E402

PAGES, PARAGRAPHS = 100, 13  # stories that are asked for; of about 30 words each


def main(count: int) -> None:
    """Fill the database and print what is asked for."""
    call_command("migrate", verbosity=0)
    if not Story.objects.exists():
        archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=count, now=timezone.now()))
    chance = random.Random(1)  # noqa: S311 invented copy
    stories = [file_story(chance) for _ in range(PAGES)]
    json.dump([story.get_public_url() for story in stories], sys.stdout)


def file_story(chance: random.Random) -> Story:
    """File a story of about 400 words."""
    english, now = copy_language("en"), timezone.now()
    names = english.story_names(chance)
    blocks = [english.paragraph(chance, names) for _ in range(PARAGRAPHS)]
    story = Story(
        slugline=names[0],
        headline=english.headline(chance, names),
        section=Section.objects.order_by("pk").first(),
        source=Source.objects.order_by("pk").first(),
        body=copy.to_json(blocks),
    )
    opened = desk.open_story(story, by=None, now=now)
    return desk.file(opened, by=None, now=now, designator="", note="", based_on=opened.save_number).story


if __name__ == "__main__":
    main(int(sys.argv[1]))
