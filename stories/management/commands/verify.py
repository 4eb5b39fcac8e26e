"""Check the digest chains of stories."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories import digests
from stories.models import Filing, Story, filing_chain


class Command(BaseCommand):
    """Compute the digest chains again."""

    help = "Re-computes the digest chains of all stories, or of those given. Exit 1 with the first broken filing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", nargs="*", type=int, help="The number of a story; all where none is given.")

    def handle(self, *, story: list[int], **_options: object) -> None:
        missing = set(story) - set(Story.objects.filter(pk__in=story).values_list("pk", flat=True))
        if missing:
            raise CommandError(f"There is no story {min(missing)}.")
        checked = 0
        for number, (story_id, filed) in enumerate(stories_to_check(story), start=1):
            broken = (
                digests.find_broken(chain_links(story_id))
                or find_missing_end(story_id, filed)
                or find_contradiction(story_id)
            )
            if broken:
                raise CommandError(f"Story {story_id}, filing {broken.number}: {broken.why}.")
            checked = number
        self.stdout.write(f"{checked} chains verified.")


def stories_to_check(wanted: list[int]) -> Iterator[tuple[int, int]]:
    """Return the keys of the stories to check, each with the number of its last filing."""
    rows = Story.objects.filter(pk__in=wanted) if wanted else Story.objects.filter(filed_number__gt=0)
    return rows.order_by("pk").values_list("pk", "filed_number").iterator(chunk_size=1000)


def chain_links(story_id: int) -> list[digests.Link]:
    """Return the filings of a story as links of a chain, in the order of their numbers."""
    return [
        digests.Link(
            head=filing.head(),
            content_digest=filing.content_digest,
            previous_digest=filing.previous_digest,
            digest=filing.digest,
            content=None if filing.is_taken_down else filing.content(),
        )
        for filing in Filing.objects.filter(story_id=story_id).order_by("number")
    ]


def find_contradiction(story_id: int) -> digests.BrokenLink | None:
    """Return the filing that contradicts its story, if any: taken down with words, or newest by the chain alone."""
    story = Story.objects.get(pk=story_id)
    worded = Filing.objects.filter(story_id=story_id).exclude(taken_down_at=None).exclude(headline="", body_html="")
    if (filing := worded.order_by("number").first()) is not None:
        return digests.BrokenLink(filing.number, "it is marked as taken down, and has its words")
    chain = filing_chain(story)
    if chain and chain[-1].number != story.newest_number:
        return digests.BrokenLink(
            chain[-1].number, f"it is the newest, and the story names {story.newest_number} as that"
        )
    return None


def find_missing_end(story_id: int, filed: int) -> digests.BrokenLink | None:
    """Return the first filing missing at the end of a chain, if any."""
    count = Filing.objects.filter(story_id=story_id).count()
    return digests.BrokenLink(count + 1, "it is missing at the end of the chain") if count < filed else None
