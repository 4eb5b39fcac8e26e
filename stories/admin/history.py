"""The newsroom's history of a story: every revision, and what changed between any two. Only ever reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from reversion.models import Version

from stories import permissions
from stories.admin import versions as admin_versions
from stories.admin.forms import Behind
from stories.admin.pages import address, may_change, page, story_for
from stories.compare import Summary, compare, summary
from stories.display import comparison_cache
from stories.display.bulk_selection import LARGEST_ID
from stories.display.comparison import places
from stories.models import Filing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from reversion.models import Revision

    from stories.models import Story

ROWS = 50  # revisions a page
SITTING = timedelta(minutes=30)  # that may pass between two saves of one sitting
SAVED = "Saved"  # what `desk` writes on record of a save that did nothing else
EMPTIED_BY_FILING = ("designator", "editor's note", "embargo")  # they went with the filing, which says so itself


@dataclass(frozen=True, slots=True)
class Row:
    """One revision, the filing that was made from it, and what it changed of the revision before."""

    version: Version
    filing: Filing | None
    told: Summary | None = None
    folded: int = 0  # earlier saves of the same sitting, which are not shown

    @property
    def revision(self) -> Revision:
        """Who, when and why."""
        return self.version.revision

    @property
    def changed(self) -> str:
        """Where it changed the revision before: "headline, paragraphs 2 and 5". Empty where nothing did."""
        if self.told is None:
            return ""
        fields = (name for name in self.told.fields if not (self.filing and name in EMPTIED_BY_FILING))
        return places(replace(self.told, fields=tuple(fields)))


class Where(Behind):
    """Where in the history somebody is; and whether every save is shown."""

    every = forms.BooleanField(required=False)


class Pair(forms.Form):
    """Two revisions to compare, in one text or side by side."""

    a = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    b = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    view = forms.ChoiceField(choices=[("split", "Side by side")], required=False)


@require_safe
def history(request: HttpRequest, story_id: int) -> HttpResponse:
    """The revisions of a story, the newest first: every filing and act, and of each sitting its last save."""
    story = story_for(request, story_id)
    where = Where(request.GET)
    before, every = (where.cleaned_data.get(name) if where.is_valid() else None for name in ("before", "every"))
    found = list(revisions(story, before=before)[: ROWS + 1])
    sittings = [[version] for version in found[:ROWS]] if every else in_sittings(found[:ROWS])
    shown = [versions[0] for versions in sittings]
    rows = with_filings(story, shown, told_of([*shown, *found[ROWS:]]))
    rows = [replace(row, folded=len(versions) - 1) for row, versions in zip(rows, sittings, strict=True)]
    return page(
        request,
        "story/history/history",
        title=_("History: {slugline}").format(slugline=story.slugline),
        crumb=_("History"),
        story=story,
        rows=rows,
        differing=differing(rows),
        older=found[ROWS - 1].revision.pk if len(found) > ROWS else None,
        is_first_page=before is None,
        every=every,
        may_take_down=permissions.may_take_down(request.user, story),
        may_use=may_change(request.user, story),
    )


@require_safe
def compare_revisions(request: HttpRequest, story_id: int) -> HttpResponse:
    """What changed between two revisions, the older on the left whichever way they were chosen."""
    story = story_for(request, story_id)
    pair = Pair(request.GET)
    if not pair.is_valid():
        messages.error(request, _("Choose two revisions, then press Compare."))
        return HttpResponseRedirect(address("history", story))
    older, newer = sorted((pair.cleaned_data["a"], pair.cleaned_data["b"]))
    kept = Version.objects.get_for_object(story).select_related("revision__user")
    old, new = (get_object_or_404(kept, revision_id=number) for number in (older, newer))
    rows = with_filings(story, [old, new])
    return page(
        request,
        "story/history/compare",
        title=_("What changed: {slugline}").format(slugline=story.slugline),
        crumb=_("What changed"),
        story=story,
        old=rows[0],
        new=rows[1],
        split=bool(pair.cleaned_data["view"]),
        sheet=admin_versions.edits(admin_versions.as_it_was(old), admin_versions.as_it_was(new)),
        may_use=may_change(request.user, story),
    )


def differing(rows: list[Row]) -> int | None:
    """The newest revision from which the first of the list differs, to be compared with it; else the one behind it."""
    older = [behind for row, behind in pairwise(rows) if row.changed] or rows[1:] or rows
    return older[0].revision.pk if older else None


def revisions(story: Story, *, before: int | None) -> QuerySet[Version]:
    """The kept versions of a story, the newest first, without their texts."""
    kept = Version.objects.get_for_object(story).select_related("revision__user").defer("serialized_data")
    return (kept.filter(revision_id__lt=before) if before else kept).order_by("-revision_id")


def in_sittings(versions: list[Version]) -> list[list[Version]]:
    """Versions, the newest first, with the saves of one editor's sitting together; all else stands alone."""
    sittings: list[list[Version]] = []
    for version in versions:
        if sittings and is_of_one_sitting(sittings[-1][-1].revision, version.revision):
            sittings[-1].append(version)
        else:
            sittings.append([version])
    return sittings


def is_of_one_sitting(later: Revision, earlier: Revision) -> bool:
    """Whether two revisions in a row are plain saves of one person, and not long apart."""
    is_plain = later.comment == earlier.comment == SAVED and later.user_id is not None
    return is_plain and later.user_id == earlier.user_id and later.date_created - earlier.date_created <= SITTING


def told_of(versions: list[Version]) -> dict[int, Summary]:
    """What each version changed of the one behind it in the list, by its key. Only what is not kept is read."""
    keys = {step_key(old, new): (old, new) for new, old in pairwise(versions)}
    kept = comparison_cache.recalled_all(keys)
    missing = {version.pk for key, pair in keys.items() if key not in kept for version in pair}
    found = Version.objects.filter(pk__in=missing) if missing else ()
    were = {version.pk: admin_versions.as_it_was(version) for version in found}
    prefetch_related_objects(list(were.values()), "section", "source")
    read = {pk: admin_versions.everything(was) for pk, was in were.items()}
    pairs = {key: (read[old.pk], read[new.pk]) for key, (old, new) in keys.items() if key not in kept}
    made = {key: summary(compare(*pair)) for key, pair in pairs.items()}
    comparison_cache.keep(made)
    kept |= made
    return {new.pk: kept[key] for key, (_, new) in keys.items()}


def step_key(old: Version, new: Version) -> str:
    """The key of what changed between two revisions."""
    moments = f"{old.revision.date_created.timestamp()}:{new.revision.date_created.timestamp()}"
    return f"revisions:{comparison_cache.way()}:{old.pk}:{new.pk}:{moments}"


def with_filings(story: Story, versions: list[Version], told: Mapping[int, Summary] | None = None) -> list[Row]:
    """The versions, each with the filing that was made from it, and what is said of its changes."""
    filed = Filing.objects.filter(story=story, revision__in=[version.revision_id for version in versions])
    by_revision = {
        filing.revision_id: filing
        for filing in filed.only("number", "designator", "revision_id", "filed_at", "taken_down_at")
    }
    told = told or {}
    return [Row(version, by_revision.get(version.revision_id), told.get(version.pk)) for version in versions]
