"""Check the digest chains of stories."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from stories import digests
from stories.models import Filing, State, Story, standing_chain


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
                or find_false_move(story_id)
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
        for filing in Filing.objects.filter(story_id=story_id).select_related("came_from").order_by("number")
    ]


def find_contradiction(story_id: int) -> digests.BrokenLink | None:
    """Return the filing that contradicts its story, if any: taken down with words, newest or standing by itself."""
    story = Story.objects.get(pk=story_id)
    worded = Filing.objects.filter(story_id=story_id).exclude(taken_down_at=None).exclude(headline="", body_html="")
    if (filing := worded.order_by("number").first()) is not None:
        return digests.BrokenLink(filing.number, "it is marked as taken down, and has its words")
    chain = standing_chain(story)
    if chain and story.state == State.JOINED:
        return digests.BrokenLink(chain[0].number, f"it stands in a story that was joined to {story.joined_to_id}")
    if chain and chain[-1].number != story.newest_number:
        return digests.BrokenLink(
            chain[-1].number, f"it is the newest, and the story names {story.newest_number} as that"
        )
    return None


def find_false_move(story_id: int) -> digests.BrokenLink | None:
    """Return the first filing of a story that is not what another says of it: its words, or where it went."""
    moved = Filing.objects.filter(Q(came_from__isnull=False) | Q(went_to__isnull=False), story_id=story_id)
    for filing in moved.select_related("came_from", "went_to").order_by("number"):
        if filing.came_from is not None and filing.came_from.content_digest != filing.content_digest:
            return digests.BrokenLink(filing.number, f"its words are not those of {filing.came_from}")
        goal = filing.went_to
        if goal is not None and filing.pk != goal.came_from_id and filing.came_from_id != goal.pk:
            return digests.BrokenLink(filing.number, f"it went to another story, and {goal} does not say so")
        if not filing.is_standing and filing.standing() is None:
            return digests.BrokenLink(filing.number, "it went to another story, and its words stand in none")
    return None


def find_missing_end(story_id: int, filed: int) -> digests.BrokenLink | None:
    """Return the first filing missing at the end of a chain, if any."""
    count = Filing.objects.filter(story_id=story_id).count()
    return digests.BrokenLink(count + 1, "it is missing at the end of the chain") if count < filed else None
