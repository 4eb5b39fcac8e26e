"""Stories as they move, for other newsrooms: ninjs, the latest first, with what was withdrawn in its place.

A page is a list of ninjs items. It goes on at the address in its Link header (RFC 8288), which holds a cursor: the
moment and the key of the last item. `since` leaves out what was public here before a moment. An item of a story that
was withdrawn or is held has no word of it: whoever prints it takes it off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.http import require_safe

from stories.digests import timestamp
from stories.display.http_caching import conditional_response
from stories.display.urls import absolute_url
from stories.models import Filing, Notice, Section, State, version_moments
from stories.models.filing import PublicFilings
from stories.models.live_story import NEWS
from stories.models.move_events import CAME_BACK, GAVE_BACK, LEFT, move_events, phrase_events
from stories.public.exchange_formats import make_joined_item, make_stop_item, make_wire_item
from stories.public.views.data import JSON_OPTIONS
from stories.wire import WireItem, ninjs_write

ITEMS = 50  # of a page
FILING, NOTICE = "f", "n"
PHRASES = "t"
MOVES = {"m": LEFT, "u": CAME_BACK, "v": GAVE_BACK}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The place of an item in the feed: when it was public here, the letter of its table, its key."""

    at: datetime
    table: str
    key: int

    def __str__(self) -> str:
        """Return the place as it stands in an address."""
        return f"{timestamp(self.at)}.{self.table}{self.key}"

    def older_rows(self, moment: str, table: str) -> Q:
        """Return the condition of the rows of a table that stand behind this place; `moment` is their column."""
        at_once = Q(**{f"{moment}": self.at})
        if table == self.table:
            at_once &= Q(pk__lt=self.key)
        elif table > self.table:
            return Q(**{f"{moment}__lt": self.at})
        # The first part is the one that an index needs.
        return Q(**{f"{moment}__lte": self.at}) & (Q(**{f"{moment}__lt": self.at}) | at_once)


@dataclass(frozen=True, slots=True)
class ChangedStory:
    """A story that changed at a moment without a filing or a notice."""

    story_id: int
    at: datetime


class NinjsFeedForm(forms.Form):
    """The query of a page of the feed."""

    cursor = forms.RegexField(r"^\S{20,40}\.[fnmtuv]\d{1,18}$", required=False)
    since = forms.CharField(max_length=40, required=False)

    def clean_cursor(self) -> Place | None:
        """Return the place that a cursor names. Raises ValidationError."""
        if not self.cleaned_data["cursor"]:
            return None
        at, _, key = self.cleaned_data["cursor"].rpartition(".")
        return Place(read_moment(at), key[0], int(key[1:]))

    def clean_since(self) -> datetime | None:
        """Return the moment. Raises ValidationError."""
        return read_moment(self.cleaned_data["since"]) if self.cleaned_data["since"] else None


def read_moment(text: str) -> datetime:
    """Return a moment in ISO 8601 with its offset, in UTC. Raises ValidationError."""
    try:
        at = parse_datetime(text.replace(" ", "+"))  # a plus in an address that nobody escaped
        if at is not None and is_aware(at):
            return at.astimezone(UTC)
    except (ValueError, OverflowError):  # no day of the calendar, or none in UTC
        pass
    raise forms.ValidationError("Write a moment with its offset: 2026-02-10T09:12:00Z.")


@require_safe
def latest_ninjs(request: HttpRequest) -> HttpResponse:
    """Answer with a page of all filings that were news."""
    return ninjs_feed(request, Filing.public.for_subscribers().filter(NEWS))


@require_safe
def section_ninjs(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a page of the filings of a section."""
    return ninjs_feed(request, Filing.public.for_subscribers().in_section(get_object_or_404(Section, slug=slug)))


@require_safe
def edition_ninjs(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with a page of the filings in a language that were news."""
    return ninjs_feed(request, Filing.public.for_subscribers().filter(NEWS).in_language(language))


def ninjs_feed(request: HttpRequest, filings: PublicFilings) -> HttpResponse:
    """Answer with a page of these filings and of all notices, the latest first."""
    form = NinjsFeedForm(request.GET)
    if not form.is_valid():
        return JsonResponse(
            {"error": " ".join(str(error) for errors in form.errors.values() for error in errors)}, status=400
        )
    place, since = form.cleaned_data["cursor"], form.cleaned_data["since"]
    rows = page_rows(filings, place, since)
    shown = list(rows.items())[:ITEMS]
    after = shown[-1][0] if len(rows) > ITEMS else None
    stops = version_moments(row.story_id for _, row in shown)

    def write() -> HttpResponse:
        items = [ninjs_write.write(item_of(row, stops[row.story_id])) for _, row in shown]
        response = JsonResponse(items, safe=False, json_dumps_params=JSON_OPTIONS)
        if after is not None:
            query = urlencode({"cursor": after} | ({"since": timestamp(since)} if since else {}))
            response["Link"] = f'<{absolute_url(request.path)}?{query}>; rel="next"'
        return response

    parts = [(str(place), item_etag_part(row, stops[row.story_id])) for place, row in shown]
    return conditional_response(request, write, etag_parts=[*parts, str(after)])


def page_rows(
    filings: PublicFilings, place: Place | None, since: datetime | None
) -> dict[Place, Filing | Notice | ChangedStory]:
    """Return the rows of a page by their places, the latest first, and one more if the list goes on. Six queries."""
    notices = Notice.objects.in_force_by_story()
    if since is not None:
        filings, notices = filings.filter(filed_at__gt=since), notices.filter(at__gt=since)
    if place is not None:
        filings = filings.filter(place.older_rows("filed_at", FILING))
        notices = notices.filter(place.older_rows("at", NOTICE))
    rows: dict[Place, Filing | Notice | ChangedStory] = {
        Place(row.filed_at, FILING, row.pk): row for row in filings.order_by("-filed_at", "-pk")[: ITEMS + 1]
    }
    rows |= {Place(row.at, NOTICE, row.pk): row for row in notices.order_by("-at", "-pk")[: ITEMS + 1]}
    rows |= rows_of_moves(place, since)
    return dict(sorted(rows.items(), reverse=True)[: ITEMS + 1])


def rows_of_moves(place: Place | None, since: datetime | None) -> dict[Place, ChangedStory]:
    """Return the stories that changed as filings went or came back, or phrases went, by their places. Four queries."""
    rows: dict[Place, ChangedStory] = {}
    sources = [(table, move_events(end, moment), moment) for table, (end, moment) in MOVES.items()]
    for table, changes, moment in [*sources, (PHRASES, phrase_events(), "at")]:
        events = changes.filter(**{f"{moment}__gt": since}) if since is not None else changes
        events = events.filter(place.older_rows(moment, table)) if place is not None else events
        for row in events.order_by(f"-{moment}", "-pk")[: ITEMS + 1]:
            rows[Place(row["changed_at"], table, row["pk"])] = ChangedStory(row["changed_story"], row["changed_at"])
    return rows


def item_etag_part(row: Filing | Notice | ChangedStory, stops: list[datetime]) -> object:
    """Return what may change of the item at a place.

    The words of a filing do where phrases are taken down, and what stands around them may. An item of any other row
    tells how its story stands now, and is written for it: few are on a page.
    """
    if not isinstance(row, Filing):
        return ninjs_write.write(item_of(row, stops))
    section = row.section.name if row.section else ""
    return section, timestamp(row.first_moved_at), [timestamp(at) for at in stops]


def item_of(row: Filing | Notice | ChangedStory, stops: list[datetime]) -> WireItem:
    """Return a row as a wire item: a notice as the stop of its story, or after a release as its newest filing.

    A story from which filings went or to which they came back is its newest filing, too; one that was joined to
    another is canceled. `stops` are the moments of all of these of its story.
    """
    if isinstance(row, Filing):
        return make_wire_item(row, stops=[at for at in stops if at < row.filed_at])
    public_story = Filing.public.story(row.story_id)
    if public_story is None:  # untested: a notice of a story that was never filed is not asked for
        raise LookupError(row.story_id)
    if public_story.state == State.LIVE and public_story.newest and not public_story.newest.is_taken_down:
        return make_wire_item(public_story.newest, stops=stops, moved=public_story.gone)
    if isinstance(row, ChangedStory):
        return make_joined_item(public_story, row.at, stops=stops)
    return make_stop_item(public_story, row, stops=stops)
