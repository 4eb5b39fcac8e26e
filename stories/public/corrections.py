"""Corrections, clarifications, refiles and withdrawals as one list, for the page and its feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext_lazy

from stories.compare import Fact
from stories.display.urls import absolute_reverse, story_identity
from stories.models import Amends, Filing, FilingChange, Notice, State
from stories.models.chain_order import NO_SLUG
from stories.models.kept_query import KeptQuery

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
    filing_id: int = 0  # of a correction
    change_url: str = ""  # of the change itself, where it is known
    facts: tuple[Fact, ...] = ()  # that it changed, where they are known
    paragraph: int = 0  # of the new text in which the gravest changed fact stands; 0 for none or the headline
    section: int = 0  # its key, 0 for none or not asked for
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
    """Return the entries of a kind, or of all, the latest first. Four queries; a fifth where any went elsewhere."""
    return attach_changes(list_entries(limit, kind=kind, before=before))


def list_entries(
    limit: int,
    *,
    kind: str = "",
    since: datetime | None = None,
    before: datetime | None = None,
    in_sections: bool = False,
) -> list[CorrectionEntry]:
    """Return the first entries of a kind between two times, the latest first, without their changes.

    Three queries, and one more where any went elsewhere. Withdrawals have their sections with `in_sections` alone.
    """
    entries: list[CorrectionEntry] = []
    if kind != WITHDRAWN:
        entries += amendment_entries(limit, kind=kind, before=before)
    if kind in ("", WITHDRAWN):
        withdrawals = Notice.objects.withdrawals()
        withdrawals = withdrawals.with_sections() if in_sections else withdrawals
        withdrawals = withdrawals.filter(at__lt=before) if before else withdrawals
        entries += map(notice_entry, withdrawals[:limit])
    entries = [entry for entry in entries if since is None or entry.filed_at >= since]
    return sorted(entries, key=lambda entry: entry.filed_at, reverse=True)[:limit]


def newest_corrections(
    limit: int, *, since: datetime | None = None, before: datetime | None = None
) -> list[CorrectionEntry]:
    """Return the newest corrections that were made in their own story, between two times if any are given.

    Two queries; one where there are none.
    """
    if since is None and before is None:
        rows = latest_corrections(limit).rows()
    else:
        made = Filing.public.corrections()
        made = made.filter(filed_at__gte=since) if since else made
        rows = list((made.filter(filed_at__lt=before) if before else made)[:limit])
    return attach_changes([filing_entry(row, row) for row in rows])


@lru_cache(20)  # pages ask for a few numbers of them
def latest_corrections(limit: int) -> KeptQuery[Filing]:
    """Return the query of the newest corrections, which the front page asks for again and again."""
    return KeptQuery(lambda: Filing.public.corrections()[:limit], 0)


def attach_changes(entries: Iterable[CorrectionEntry]) -> list[CorrectionEntry]:
    """Return entries that lead to the change itself, with its paragraph where that is known. One query, if any."""
    rows = list(entries)
    keys = [entry.filing_id for entry in rows if entry.filing_id]
    changes = {change.pk: change for change in FilingChange.objects.readable().filter(pk__in=keys)} if keys else {}
    return [attach_change(entry, changes.get(entry.filing_id)) for entry in rows]


def attach_change(entry: CorrectionEntry, change: FilingChange | None) -> CorrectionEntry:
    """Return an entry with the change that it speaks of; as it is where that is not known."""
    if change is None:
        return entry
    facts = tuple(change.changed_facts())
    paragraph = next((fact.paragraph for fact in facts if fact.paragraph), 0)
    return replace(entry, change_url=change.get_absolute_url(), paragraph=paragraph, facts=facts)


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
        filing_id=filing.pk,
        section=filing.section_id or 0,
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
        section=getattr(notice, "section", None) or 0,
        words=notice.reason,
    )
