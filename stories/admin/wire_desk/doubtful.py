"""*Doubtful*: copy that may belong to another story, both texts side by side, settled by two buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import F, prefetch_related_objects
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stories import desk, intake, permissions
from stories.admin import menu
from stories.admin.pages import Cursor, refuse_unless, render_desk_page
from stories.admin.undos import undo_rows
from stories.admin.wire_desk.tabs import DOUBTFUL, list_tabs
from stories.copy.common_terms import TermRun, common_terms, split_at_terms
from stories.desk import StoryText
from stories.display.bulk_selection import LARGEST_ID
from stories.models import ChainMove, Filing, Item
from stories.story_actions import HOLD, JOIN, KILL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from stories.admin.menu import Link
    from stories.display.requests import DeskRequest
    from stories.models import Story

# Sentences for the newsroom alone: readers' languages leave them out.

DOUBTS_A_PAGE = 20
MOVES_SHOWN = 5  # of the person, the latest
BLOCKS_SHOWN = 3
BLOCK_SHOWN = 400  # characters of a block
JOINS, APART = "joins", "apart"


class DoubtCursor(Cursor):
    """A page of doubtful copy, and the piece that the focus stands on, by number."""

    at = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


class VerdictForm(DoubtCursor):
    """The button that an editor pressed, and the piece of copy to go on with."""

    verdict = forms.ChoiceField(choices=[(JOINS, JOINS), (APART, APART)])


@dataclass(frozen=True, slots=True)
class DoubtSide:
    """The opening of one of the two texts, what they share apart from the rest."""

    story: Story | None
    designator: str
    at: datetime | None
    language: str
    headline: tuple[TermRun, ...]
    dateline: tuple[TermRun, ...]
    blocks: tuple[tuple[TermRun, ...], ...]
    more_blocks: int


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A piece of copy and its likely story. `next` is the number of the piece below, 0 for none."""

    item: Item
    why: str
    copy: DoubtSide
    likely: DoubtSide
    may_settle: bool
    stops: tuple[Link, ...]  # pages on which the candidate of a stop is held or killed
    next: int = 0


@require_safe
def show_doubts(request: DeskRequest) -> HttpResponse:
    """Render the copy in doubt, what has no story of its own first. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    now, cursor = timezone.now(), DoubtCursor(request.GET)
    before, at = (cursor.cleaned_data.get(name) if cursor.is_valid() else None for name in ("before", "at"))
    waiting = [] if before else list(doubts(now).filter(story=None)[:DOUBTS_A_PAGE])
    others = doubts(now).filter(story__isnull=False)
    listed = list((others.filter(pk__lt=before) if before else others)[: DOUBTS_A_PAGE + 1])
    rows = doubt_rows([*waiting, *listed[:DOUBTS_A_PAGE]], request.user)
    undos = undo_rows(ChainMove.objects.undoable(now).filter(by=request.user)[:MOVES_SHOWN], request.user, now=now)
    return render_desk_page(
        request,
        "story/wire_desk/doubtful",
        title=_("Doubtful"),
        tabs=list(list_tabs(request, DOUBTFUL)),
        rows=rows,
        focused=at if any(row.item.pk == at for row in rows) else next((row.item.pk for row in rows), None),
        before=before,
        undos=undos[:1],
        earlier_undos=undos[1:],
        older=listed[DOUBTS_A_PAGE - 1].pk if len(listed) > DOUBTS_A_PAGE else None,
    )


@require_POST
def settle_doubt(request: DeskRequest, item_id: int) -> HttpResponse:
    """Settle a piece of copy as the button says, and go back to the list. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    item = get_object_or_404(Item.objects.select_related("story", "likely_story"), pk=item_id)
    refuse_unless(may_settle(request.user, item))
    form = VerdictForm(request.POST)
    if form.is_valid():
        try:
            messages.success(request, settle(item, form.cleaned_data["verdict"], by=request.user))
        except desk.DeskError as refused:
            messages.error(request, str(refused))
    return HttpResponseRedirect(list_address(form.cleaned_data))


def settle(item: Item, verdict: str, *, by: User) -> str:
    """Settle a piece of copy as an editor says; return the message for the editor. Raises DeskError."""
    now = timezone.now()
    if verdict == APART:
        desk.settle_apart(item, by=by, now=now)
        return _("Kept apart: “{headline}”").format(headline=item.headline)
    move = desk.settle_joins(item, by=by, now=now)
    message = _("Joined: “{headline}”") if move else _("Dealt with: “{headline}”")
    return message.format(headline=item.headline)


def list_address(place: dict[str, Any]) -> str:
    """Return the address of the list, with the page and the piece of copy that it is to show."""
    query = QueryDict(mutable=True)
    query.update({name: str(place[name]) for name in ("before", "at") if place.get(name)})
    return reverse("admin:stories_story_doubtful") + (f"?{query.urlencode()}" if query else "")


def doubts(now: datetime) -> QuerySet[Item]:
    """Return the doubtful copy with what its rows print."""
    related = ("source", "filing", "story", "likely_story")
    return Item.objects.doubtful(now).select_related(*related).defer("profile", "filing__body_html")


def may_settle(person: User, item: Item) -> bool:
    """Return whether a person may settle a piece of copy: both stories have to be theirs to join."""
    stories = [story for story in (item.story, item.likely_story) if story]
    return bool(stories) and all(permissions.may_do(person, JOIN, story) for story in stories)


def doubt_rows(items: list[Item], person: User) -> list[DoubtRow]:
    """Return the items as rows, with what a person may do. Two queries, however many there are."""
    prefetch_related_objects([item for item in items if item.story is None], "delivery")
    pairs = [(item, item.likely_story) for item in items if item.likely_story]
    newest = newest_filings(likely for _item, likely in pairs)
    below = {item.pk: following.pk for (item, _likely), (following, _its) in pairwise(pairs)}
    return [
        doubt_row(item, likely, newest.get(likely.pk), person=person, below=below.get(item.pk, 0))
        for item, likely in pairs
    ]


def newest_filings(stories: Iterable[Story]) -> dict[int, Filing]:
    """Return the filing that readers have now of each of some stories, by the story's number. One query."""
    rows = Filing.objects.filter(story__in=stories, number=F("story__newest_number")).defer("body_html")
    return {filing.story_id: filing for filing in rows}


def doubt_row(item: Item, likely: Story, newest: Filing | None, *, person: User, below: int) -> DoubtRow:
    """Return an item and its likely story as a row."""
    mine, theirs = words_of_item(item), story_text_of(newest or likely)
    terms = common_terms(full_words(mine), full_words(theirs))
    moved_at = newest.moved_at if newest else likely.updated_at
    language = item.story.language if item.story else item.language
    designator = newest.designator if newest else likely.designator
    return DoubtRow(
        item,
        why_in_doubt(item),
        side_of(mine, item.story, terms, designator=item.designator, at=item.moved_at, language=language),
        side_of(theirs, likely, terms, designator=designator, at=moved_at, language=likely.language),
        may_settle(person, item),
        () if item.story else menu.links_to_possible([HOLD, KILL], person, likely),
        below,
    )


def why_in_doubt(item: Item) -> str:
    """Return what says that copy may belong to its likely story; of a stop its reason, which mostly says so too."""
    signs = "; ".join(item.signs)
    if item.story is not None or not item.reason:
        return signs
    return item.reason if signs in item.reason else f"{signs}. {item.reason}"


def words_of_item(item: Item) -> StoryText:
    """Return the words of a piece of copy: of its filing, of the story that it opened, or of its kept bytes."""
    filed = item.filing or item.story
    if filed is not None:
        return story_text_of(filed)
    try:
        return intake.read_text_again(item)
    except LookupError:
        return StoryText(headline=item.headline, blocks=())


def story_text_of(words: Filing | Story) -> StoryText:
    """Return the text of a filing or a working copy."""
    return StoryText(headline=words.headline, blocks=words.blocks, dateline=words.dateline)


def full_words(text: StoryText) -> str:
    """Return the words of a text as they are compared."""
    return "\n".join((text.headline, text.dateline, *(block.text for block in text.blocks)))


def side_of(
    text: StoryText, story: Story | None, terms: frozenset[str], *, designator: str, at: datetime | None, language: str
) -> DoubtSide:
    """Return the opening of a text with the terms marked that the other text has too."""
    blocks = tuple(split_at_terms(block.text[:BLOCK_SHOWN], terms) for block in text.blocks[:BLOCKS_SHOWN])
    return DoubtSide(
        story,
        designator,
        at,
        language,
        split_at_terms(text.headline, terms),
        split_at_terms(text.dateline, terms),
        blocks,
        max(0, len(text.blocks) - BLOCKS_SHOWN),
    )
