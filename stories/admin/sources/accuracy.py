"""How well the stories of a source's copy were found: what joined by itself, what was proposed, what editors said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q

from stories.models import Item, MatchVerdict, Outcome, Source

MEASURED_FOR = timedelta(days=30)
MOST_MEASURED = 20_000  # pieces of copy, the newest; a share of more than that is no other


@dataclass(frozen=True, slots=True)
class MatchAccuracy:
    """The figures of a source's last thirty days. A share is None where there is nothing that it is a share of."""

    joined: int = 0  # without an editor
    proposed: int = 0
    joins: int = 0  # proposals that editors said yes to
    needless: int = 0  # proposals that editors said no to
    missed: int = 0  # joined by editors, and not proposed
    wrong: int = 0  # joined without an editor, and taken out by one

    @property
    def right(self) -> int:
        """How many pieces joined without an editor and were left there."""
        return max(0, self.joined - self.wrong)

    @property
    def precision(self) -> float | None:
        """Of what joined without an editor, the share that was right."""
        return self.right / self.joined if self.joined else None

    @property
    def recall(self) -> float | None:
        """Of what belongs to a story that was there, the share that joined it without an editor."""
        belongs = self.right + self.joins + self.missed
        return self.right / belongs if belongs else None


def measure_accuracy(source: Source, *, now: datetime) -> MatchAccuracy:
    """Return how well the stories of a source's copy were found in the last thirty days. Two queries."""
    since, kind = now - MEASURED_FOR, MatchVerdict.Kind
    newest = Item.objects.filter(source=source, moved_at__gte=since).exclude(outcome=Outcome.DUPLICATE)
    newest = newest.order_by("-moved_at")[:MOST_MEASURED]
    settled = MatchVerdict.objects.filter(item=OuterRef("pk"), kind__in=[kind.JOINS, kind.MISSED])
    earlier = Item.objects.filter(story=OuterRef("story"), pk__lt=OuterRef("pk"))
    measured = Item.objects.filter(pk__in=newest.values("pk")).annotate(
        is_settled=Exists(settled), is_later=Exists(earlier)
    )
    # Copy that its links joined may name another story besides, which they prove to be one with its own.
    is_at_home = Q(likely_story=None) | Q(is_later=True) & ~Q(likely_story=F("story"))
    is_joined = is_at_home & Q(story__isnull=False, score__isnull=False, is_settled=False)
    is_proposed = Q(likely_story__isnull=False) & ~is_joined | Q(verdicts__kind=kind.JOINS)
    found = measured.aggregate(
        joined=Count("pk", filter=is_joined, distinct=True), proposed=Count("pk", filter=is_proposed, distinct=True)
    )
    verdicts = Counter(MatchVerdict.objects.filter(source=source, at__gte=since).values_list("kind", flat=True))
    return MatchAccuracy(
        **found,
        joins=verdicts[kind.JOINS],
        needless=verdicts[kind.APART],
        missed=verdicts[kind.MISSED],
        wrong=verdicts[kind.WRONG],
    )
