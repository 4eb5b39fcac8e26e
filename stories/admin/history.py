"""The newsroom's history of a story: every revision, and the changes between any two. Read only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.db.models import prefetch_related_objects
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from reversion.models import Version

from stories import copy, permissions
from stories.admin import menu
from stories.admin import versions as admin_versions
from stories.admin.pages import Cursor, find_story, may_change, render_desk_page, story_page_url
from stories.compare import Summary, compare, summary
from stories.display import comparison_cache, datetimes
from stories.display.bulk_selection import LARGEST_ID
from stories.display.comparison import describe_places
from stories.models import Filing
from stories.story_actions import MOVE_FILINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from reversion.models import Revision

    from stories.display.requests import DeskRequest
    from stories.models import Story

REVISIONS_A_PAGE = 50  # revisions a page
SESSION_GAP = timedelta(minutes=30)  # at most, between two saves of one session
FILING_GAP = timedelta(minutes=2)  # at most, between a save and the filing of what it saved
SAVE_COMMENT = "Saved"  # the desk's comment on a revision that only saves
FILING_COMMENT = "Filed as "  # how its comment on a revision that files begins
FILING_FIELDS = (
    *("number", "designator", "revision_id", "moved_at", "filed_at", "taken_down_at", "note"),
    *(f"{link}__{field}" for link in ("went_to", "came_from") for field in ("story_id", "number")),
)  # of the filings in the list
EMPTIED_BY_FILING = ("designator", "editor's note", "embargo")  # a filing takes them along, and prints them itself


@dataclass(frozen=True, slots=True)
class TextOpening:
    """What a row of the history says of the text of a revision: its headline, and its length in words."""

    headline: str
    words: int


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision with the filing made from it, and its changes of the revision before."""

    version: Version
    filing: Filing | None
    summary: Summary | None = None
    folded: int = 0  # earlier saves of the same session, which are not listed
    opening: TextOpening | None = None
    arrivals: tuple[Filing, ...] = ()  # filings that came with it from the chain of another story

    @property
    def revision(self) -> Revision:
        """The revision, with its user, time and comment."""
        return self.version.revision

    @property
    def moved_at(self) -> datetime | None:
        """The time when the source moved the filing, where that is not about the time of filing."""
        filing = self.filing
        return filing.moved_at if filing and datetimes.is_late(filing.moved_at, filing.filed_at) else None

    @property
    def changed(self) -> str:
        """Places of the changes: "headline, paragraphs 2 and 5". Empty where nothing changed."""
        if self.summary is None:
            return ""
        fields = (name for name in self.summary.fields if not (self.filing and name in EMPTIED_BY_FILING))
        return describe_places(replace(self.summary, fields=tuple(fields)))


class HistoryForm(Cursor):
    """The position in the history, and whether every save is listed."""

    every = forms.BooleanField(required=False)


class RevisionPairForm(forms.Form):
    """Two revisions to compare, in one text or side by side."""

    a = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    b = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    view = forms.ChoiceField(choices=[("split", "Side by side")], required=False)


@require_safe
def show_history(request: DeskRequest, story_id: int) -> HttpResponse:
    """Render the revisions of a story, the newest first: every filing and act, and the last save of each session.

    Raises PermissionDenied, Http404.
    """
    story = find_story(request, story_id)
    position = HistoryForm(request.GET)
    before, every = (position.cleaned_data.get(name) if position.is_valid() else None for name in ("before", "every"))
    listed = list(versions_before(story, before=before)[: REVISIONS_A_PAGE + 1])
    sittings = (
        [[version] for version in listed[:REVISIONS_A_PAGE]] if every else group_by_session(listed[:REVISIONS_A_PAGE])
    )
    last_of_each = [versions[0] for versions in sittings]
    rows = revision_rows(story, last_of_each, change_summaries([*last_of_each, *listed[REVISIONS_A_PAGE:]]))
    openings = text_openings(last_of_each)
    rows = [
        replace(row, folded=len(versions) - 1, opening=openings.get(row.version.pk))
        for row, versions in zip(rows, sittings, strict=True)
    ]
    return render_desk_page(
        request,
        "story/history/history",
        title=_("History: {slugline}").format(slugline=story.slugline),
        story=story,
        rows=rows,
        differing=first_differing_revision(rows),
        older=listed[REVISIONS_A_PAGE - 1].revision.pk if len(listed) > REVISIONS_A_PAGE else None,
        is_first_page=before is None,
        every=every,
        may_take_down=permissions.may_take_down(request.user, story),
        may_move=menu.is_possible(MOVE_FILINGS, request.user, story) and has_filings_to_move(story),
        may_use=may_change(request.user, story),
    )


@require_safe
def compare_revisions(request: DeskRequest, story_id: int) -> HttpResponse:
    """Render the changes between two revisions, the older on the left in whichever order they were chosen.

    Raises PermissionDenied, Http404.
    """
    story = find_story(request, story_id)
    pair = RevisionPairForm(request.GET)
    if not pair.is_valid():
        messages.error(request, _("Choose two revisions, then press Compare."))
        return HttpResponseRedirect(story_page_url("history", story))
    older, newer = sorted((pair.cleaned_data["a"], pair.cleaned_data["b"]))
    versions = Version.objects.get_for_object(story).select_related("revision__user")
    old, new = (get_object_or_404(versions, revision_id=number) for number in (older, newer))
    rows = revision_rows(story, [old, new])
    return render_desk_page(
        request,
        "story/history/compare",
        title=_("What changed: {slugline}").format(slugline=story.slugline),
        story=story,
        old=rows[0],
        new=rows[1],
        split=bool(pair.cleaned_data["view"]),
        sheet=admin_versions.compare_versions(admin_versions.story_as_of(old), admin_versions.story_as_of(new)),
        may_use=may_change(request.user, story),
    )


@require_safe
def read_revision(request: DeskRequest, story_id: int, version_id: int) -> HttpResponse:
    """Render the text of one revision. Raises PermissionDenied, Http404."""
    story = find_story(request, story_id)
    version = get_object_or_404(Version.objects.get_for_object(story).select_related("revision__user"), pk=version_id)
    was = admin_versions.story_as_of(version)
    return render_desk_page(
        request,
        "story/history/read",
        title=_("Read: {slugline}").format(slugline=story.slugline),
        story=story,
        was=was,
        row=revision_rows(story, [version])[0],
        body=copy.to_html(was.blocks),
        may_use=may_change(request.user, story),
    )


def first_differing_revision(rows: list[RevisionRow]) -> int | None:
    """Return the newest revision that differs from the first of the list; the next one where none does."""
    older = [behind for row, behind in pairwise(rows) if row.changed] or rows[1:] or rows
    return older[0].revision.pk if older else None


def has_filings_to_move(story: Story) -> bool:
    """Return whether one filing of a story could leave it and another would stay. One query."""
    return Filing.objects.filter(story=story, went_to=None)[:2].count() > 1


def versions_before(story: Story, *, before: int | None) -> QuerySet[Version]:
    """Return the versions of a story, the newest first, without their texts."""
    versions: QuerySet[Version] = (
        Version.objects.get_for_object(story).select_related("revision__user").defer("serialized_data")
    )
    return (versions.filter(revision_id__lt=before) if before else versions).order_by("-revision_id")


def group_by_session(versions: list[Version]) -> list[list[Version]]:
    """Group versions, the newest first: consecutive saves of one editor together, all others alone."""
    sittings: list[list[Version]] = []
    for version in versions:
        if sittings and is_same_session(sittings[-1][-1].revision, version.revision):
            sittings[-1].append(version)
        else:
            sittings.append([version])
    return sittings


def is_same_session(later: Revision, earlier: Revision) -> bool:
    """Return whether two consecutive revisions are plain saves of one user's session, or a save and its filing."""
    gap = FILING_GAP if later.comment.startswith(FILING_COMMENT) else SESSION_GAP
    is_plain = earlier.comment == SAVE_COMMENT and (later.comment == SAVE_COMMENT or gap is FILING_GAP)
    is_own = later.user_id is not None and later.user_id == earlier.user_id
    return is_plain and is_own and later.date_created - earlier.date_created <= gap


def change_summaries(versions: list[Version]) -> dict[int, Summary]:
    """Return the summary of each version's changes of the next in the list, by its key.

    Texts are read only where the cache has no summary.
    """
    keys = {summary_key(old, new): (old, new) for new, old in pairwise(versions)}
    summaries = cache.get_many(keys)
    missing = {version.pk for key, pair in keys.items() if key not in summaries for version in pair}
    missing_versions = Version.objects.filter(pk__in=missing) if missing else ()
    stories = {version.pk: admin_versions.story_as_of(version) for version in missing_versions}
    prefetch_related_objects(list(stories.values()), "section", "source")
    texts = {pk: admin_versions.full_text(was) for pk, was in stories.items()}
    pairs = {key: (texts[old.pk], texts[new.pk]) for key, (old, new) in keys.items() if key not in summaries}
    fresh = {key: summary(compare(*pair)) for key, pair in pairs.items()}
    cache.set_many(fresh, comparison_cache.CACHE_SECONDS)
    summaries |= fresh
    return {new.pk: summaries[key] for key, (_, new) in keys.items()}


def text_openings(versions: list[Version]) -> dict[int, TextOpening]:
    """Return the headline and the length of each version, by its key. Texts are read where the cache has none."""
    keys = {f"opening:{version.pk}:{version.revision.date_created.timestamp()}": version.pk for version in versions}
    openings = cache.get_many(keys)
    missing = [pk for key, pk in keys.items() if key not in openings]
    stories = {version.pk: admin_versions.story_as_of(version) for version in Version.objects.filter(pk__in=missing)}
    fresh = {
        key: TextOpening(stories[pk].headline, copy.word_count(stories[pk].blocks))
        for key, pk in keys.items()
        if pk in stories
    }
    cache.set_many(fresh, comparison_cache.CACHE_SECONDS)
    return {keys[key]: opening for key, opening in (openings | fresh).items()}


def summary_key(old: Version, new: Version) -> str:
    """Return the cache key of the changes between two revisions."""
    moments = f"{old.revision.date_created.timestamp()}:{new.revision.date_created.timestamp()}"
    return f"revisions:{comparison_cache.code_fingerprint()}:{old.pk}:{new.pk}:{moments}"


def revision_rows(
    story: Story, versions: list[Version], summaries: Mapping[int, Summary] | None = None
) -> list[RevisionRow]:
    """Return the versions as rows, each with the filing made from it and its summary."""
    of_revisions = Filing.objects.filter(story=story, revision__in=[version.revision_id for version in versions])
    filings = list(of_revisions.select_related("went_to", "came_from").only(*FILING_FIELDS).order_by("number"))
    own = {filing.revision_id: filing for filing in filings if filing.came_from_id is None}
    summaries = summaries or {}
    return [
        RevisionRow(
            version,
            own.get(version.revision_id),
            summaries.get(version.pk),
            arrivals=tuple(row for row in filings if row.revision_id == version.revision_id and row.came_from_id),
        )
        for version in versions
    ]
