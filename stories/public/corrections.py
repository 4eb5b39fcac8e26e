"""Corrections, clarifications, refiles and withdrawals as one list, for the page and its feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from stories.display.urls import absolute_reverse, story_identity
from stories.models import Amends, Filing, Notice, State
from stories.models.chain_order import NO_SLUG

WITHDRAWN = "withdrawn"
LABELS = {
    Amends.CORRECTION.value: gettext_lazy("Correction"),
    Amends.CLARIFICATION.value: gettext_lazy("Clarification"),
    Amends.REFILE.value: gettext_lazy("Refile"),
    WITHDRAWN: gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """One correction or withdrawal, made here at `filed_at`. `headline` is empty where the headline was at fault."""

    moved_at: datetime
    filed_at: datetime
    kind: str
    headline: str
    credit: str
    language: str
    url: str
    identity: str
    wrong: str = ""
    right: str = ""
    reason: str = ""
    note: str = ""
    words: str = ""  # what machines are told: what was wrong and right, the note, or the reason

    @property
    def label(self) -> str:
        """The name of its kind."""
        return str(LABELS[self.kind])

    @property
    def title(self) -> str:
        """The name of its kind, and the headline where it may be printed."""
        return f"{self.label}: {self.headline}" if self.headline else self.label


def newest_entries(limit: int, *, kind: str = "", before: datetime | None = None) -> list[CorrectionEntry]:
    """Return the entries of a kind, or of all, the latest first. Three queries; a fourth where any went elsewhere."""
    entries: list[CorrectionEntry] = []
    if kind != WITHDRAWN:
        entries += amendment_entries(limit, kind=kind, before=before)
    if kind in ("", WITHDRAWN):
        withdrawals = Notice.objects.withdrawals()
        withdrawals = withdrawals.filter(at__lt=before) if before else withdrawals
        entries += map(notice_entry, withdrawals[:limit])
    return sorted(entries, key=lambda entry: entry.filed_at, reverse=True)[:limit]


def newest_corrections(limit: int) -> list[CorrectionEntry]:
    """Return the newest corrections that were made in their own story. One query."""
    rows = Filing.public.amendments().filter(amends=Amends.CORRECTION, came_from=None)
    return [filing_entry(row, row) for row in rows[:limit]]


def entries_etag_parts(entries: Iterable[CorrectionEntry]) -> list[object]:
    """Return the parts that tag a list of entries: all that they have, as an address changes with its story's slug."""
    return [tuple(map(str, astuple(entry))) for entry in entries]


def amendment_entries(limit: int, *, kind: str, before: datetime | None) -> list[CorrectionEntry]:
    """Return the entries of corrections made in their stories, and of those that came from other stories since.

    These keep the time and the identity of what was filed first.
    """
    rows = Filing.public.amendments()
    rows = rows.filter(amends=kind) if kind else rows
    made = rows.filter(came_from=None)
    made = made.filter(filed_at__lt=before) if before else made
    arrivals = list(rows.with_origins(before=before)[:limit])
    origins = Filing.public.places().in_bulk({row.origin for row in arrivals}) if arrivals else {}
    return [filing_entry(row, row) for row in made[:limit]] + [
        filing_entry(row, origins[row.origin]) for row in arrivals
    ]


def correction_words(filing: Filing) -> str:
    """Return what a filing puts right: the words of the editor, else the note of its source; empty without either.

    The same for feeds, search engines and the exchange formats; pages print it by `_correction_words.html`.
    """
    return f"Wrong: {filing.wrong} Right: {filing.right}" if filing.wrong else filing.note


def filing_entry(filing: Filing, origin: Filing) -> CorrectionEntry:
    """Return the entry of a correction, clarification or refile, which was filed first as `origin`."""
    return CorrectionEntry(
        moved_at=filing.moved_at,
        filed_at=origin.filed_at,
        kind=filing.amends,
        headline=filing.headline,
        credit=filing.credit,
        language=filing.language,
        url=filing.get_absolute_url(),
        identity=filing_identity(origin),
        wrong=filing.wrong,
        right=filing.right,
        note=filing.note,
        words=correction_words(filing),
    )


def filing_identity(filing: Filing) -> str:
    """Return the whole address of a filing, without the slug where its story may not be read where it is now."""
    is_told = filing.state in (State.LIVE, State.JOINED)
    slug = filing.slug if is_told else NO_SLUG
    return absolute_reverse("stories:filing", filing.story_id, slug, filing.number)


def notice_entry(notice: Notice) -> CorrectionEntry:
    """Return the entry of a withdrawal; its address is the one without the slug."""
    address = story_identity(notice.story_id)
    return CorrectionEntry(
        moved_at=notice.at,
        filed_at=notice.at,
        kind=WITHDRAWN,
        headline=notice.headline,
        credit=notice.credit,
        language="",
        url=reverse("stories:story", args=[notice.story_id]),
        identity=f"{address}#withdrawn",
        reason=notice.reason if notice.says_why else "",
        words=notice.reason,
    )
