"""Builders for tests of chains: two stories of one event, their copy, and the moves between them."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from stories import desk
from stories.models import Delivery, Filing, Item, Outcome, standing_chain
from tests.builders import NOON, a_chain, an_editor

LATER = NOON + timedelta(hours=2)
MINUTE = timedelta(minutes=1)


def another_chain(*designators, start=NOON + 5 * MINUTE, **fields):
    """Make a live story that began five minutes after the others."""
    return a_chain(*designators, now=start, **{"headline": "Dam at Karse Head fails", **fields})


def an_item(story, filing=None, **fields):
    """Keep a piece of copy of a story, filed or waiting."""
    delivery = Delivery.objects.create(name="a.txt", content=b"The dam", sha256="", received_at=NOON)
    values = {"source": story.source, "outcome": Outcome.FILED if filing else Outcome.WAITING, "headline": "Dam",
              "moved_at": NOON, "received_at": NOON, **fields}  # fmt: skip
    return Item.objects.create(delivery=delivery, story=story, filing=filing, **values)


def join(story, into, *, now=LATER, by="ilse"):
    """Make two stories one."""
    return desk.join_stories(story, into, by=an_editor(by), now=now, reason="One dam, one story")


def part(story, *numbers, to=None, now=LATER):
    """Move filings of a story elsewhere."""
    filings = list(Filing.objects.filter(story=story, number__in=numbers))
    return desk.move_filings(filings, to, by=an_editor(), now=now, reason="Of another dam")


def undo(move, *, now=LATER + MINUTE):
    """Undo a move."""
    return desk.undo_move(move, by=an_editor(), now=now)


def fresh(row):
    """Return a row as it is in the database."""
    return type(row).objects.get(pk=row.pk)


def chain_of(story):
    """Return what stands in a story in the order of the chain: number, designator, number of the one before."""
    return [(filing.number, filing.designator, filing.follows) for filing in standing_chain(fresh(story))]


def state_of(*stories):
    """Return what readers and the desk have of stories."""
    fields = (
        "state",
        "newest_number",
        "is_corrected",
        "first_moved_at",
        "joined_to_id",
        "headline",
        "body",
        "edited_at",
    )
    return [(chain_of(story), *(getattr(fresh(story), field) for field in fields)) for story in stories]


def public_words():
    """Return the digest of each text that readers may read, sorted."""
    return sorted(Filing.public.readable().values_list("content_digest", flat=True))


def verify():
    """Check every chain. Raises CommandError."""
    call_command("verify", stdout=StringIO())
