"""A site to be asked: python -m bench.wagtail_site.prepare N, with WAGTAIL_DATABASE. Prints the addresses as JSON."""

import json
import os
import random
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.wagtail_site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 needs Django set up, as all below
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.prose import invented_paragraphs  # noqa: E402
from bench.wagtail_site.models import FrontPage, StoryPage  # noqa: E402

WORDS = 400


def main(count: int) -> None:
    """Make a front page and stories below it, and print their addresses."""
    call_command("migrate", verbosity=0)
    front = Page.objects.get(depth=1).add_child(instance=FrontPage(title="Wire", slug="wire"))
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=front, is_default_site=True)
    chance, now = random.Random(1), timezone.now()  # noqa: S311 invented copy
    for number in range(count):
        paragraphs = invented_paragraphs(chance, WORDS)
        title = " ".join(paragraphs[0].split()[:8])
        front.add_child(
            instance=StoryPage(
                title=title,
                slug=f"story-{number}",
                credit="Vesper Wire",
                summary=paragraphs[0],
                body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
                moved_at=now - timedelta(minutes=number),
            )
        )
    json.dump([f"/story-{number}/" for number in range(count)], sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
