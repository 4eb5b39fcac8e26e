"""The check of filings against the log of all filings: the newsroom's own, or the copy that somebody kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef

from stories import digests
from stories.models.filing import Filing
from stories.models.notice import Notice, NoticeSeal
from stories.models.phrase_take_down import PhraseTakeDown
from stories.models.transparency import Checkpoint, CheckpointKey, TransparencyEntry
from stories.transparency import checkpoint, log_copy
from stories.transparency.entries import Entry, read_entry

ENTRIES_AT_ONCE = 500
STOP_KINDS = frozenset(Notice.Kind.values)
RECORDS = "phrases"
REASON_KIND = "reason"
TAKE_DOWN = "take-down"


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry of a log that the newsroom contradicts, by its place from 0 on, and the reason."""

    position: int
    story: int
    number: int
    why: str


def check_own_log() -> tuple[int, BrokenEntry | str | None]:
    """Return the size of the newsroom's own log, and what is wrong with it or with the filings it tells of, if any."""
    head = Checkpoint.objects.newest()
    if head is None:  # not signed yet; or signed once, and gone
        return 0, find_unlogged() if CheckpointKey.objects.exists() else None
    rows = TransparencyEntry.objects.exclude(position=None).order_by("position").iterator(ENTRIES_AT_ONCE)
    entries = (row.entry().to_bytes() for row in rows)
    try:
        signed = checkpoint.read_checkpoint(head.note, [row.key for row in CheckpointKey.objects.all()])
        broken = find_contradiction(
            log_copy.check_root(entries, signed, "its entries have not the root that was signed")
        )
    except ValueError as fault:
        return head.size, str(fault)
    return head.size, broken or find_unlogged()


def find_unlogged() -> BrokenEntry | None:
    """Return the first filing that the log has no entry of."""
    logged = TransparencyEntry.objects.filter(story=OuterRef("story"), number=OuterRef("number"))
    filing = Filing.objects.filter(~Exists(logged)).order_by("pk").values("story_id", "number").first()
    return BrokenEntry(-1, filing["story_id"], filing["number"], "the log has no entry of it") if filing else None


def find_contradiction(entries: Iterable[bytes]) -> BrokenEntry | None:
    """Return the first entry of a log that the newsroom's filings contradict. Raises ValueError for no entry."""
    position, waiting = 0, map(read_entry, entries)
    while batch := tuple(islice(waiting, ENTRIES_AT_ONCE)):  # itertools.batched is of Python 3.12
        known = FilingsOf(batch)
        for offset, entry in enumerate(batch):
            if why := known.fault(entry):
                return BrokenEntry(position + offset, entry.story, entry.number, why)
        position += len(batch)
    return None


class FilingsOf:
    """What the database says of the filings of some entries."""

    def __init__(self, batch: Iterable[Entry]) -> None:
        stories = {entry.story for entry in batch}
        filings = Filing.objects.filter(story__in=stories)
        self.filings = {
            (story, number): (digest, digests.timestamp(filed_at), taken_down_at)
            for story, number, digest, filed_at, taken_down_at in filings.values_list(
                "story", "number", "digest", "filed_at", "taken_down_at"
            )
        }
        notices = Notice.objects.filter(story__in=stories).values_list("story", "kind", "at")
        self.stops = {(story, kind, digests.timestamp(at)) for story, kind, at in notices}
        seals = NoticeSeal.objects.filter(notice__story__in=stories).select_related("notice")
        self.reasons = {seal.digest for seal in seals if seal.fits}
        records = PhraseTakeDown.objects.filter(filing__story__in=stories)
        self.records = set(records.values_list("digest", flat=True))

    def fault(self, entry: Entry) -> str:
        """Return what contradicts an entry; empty for nothing."""
        if entry.kind in STOP_KINDS:
            is_told = (entry.story, entry.kind, entry.at) in self.stops
            return "" if is_told else f"readers were told of a {entry.kind} of {entry.at} that is gone"
        if entry.kind == REASON_KIND:
            return "" if entry.digest in self.reasons else "the reason that readers were told is gone or was rewritten"
        if entry.kind == RECORDS:
            return "" if entry.digest in self.records else "the record of phrases taken down is gone or was rewritten"
        found = self.filings.get((entry.story, entry.number))
        if found is None:
            return "it is gone"
        digest, filed_at, taken_down_at = found
        if digest != entry.digest:
            return f"it is not what was filed: its digest was {entry.digest}"
        if entry.kind == TAKE_DOWN:
            return "" if taken_down_at else "its words were taken down, and it says that they were not"
        return "" if filed_at == entry.at else f"it was filed at {entry.at}, and says {filed_at}"
