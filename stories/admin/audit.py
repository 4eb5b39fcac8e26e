"""Who did what, when: the revisions of stories, the log of people and places, and who came in. Only ever read."""

from __future__ import annotations

import csv
import heapq
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from axes.models import AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from reversion.models import Version

from stories.admin.pages import refuse_unless
from stories.display.bulk_selection import LARGEST_ID
from stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

ROWS = 50  # a page
EXPORTED = 10_000  # rows of an export; narrower days give the rest
DAYS = (MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31)))  # what a moment can be made of
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = r"^\d{1,16}\.\d\.\d{1,18}$"
DONE = {
    ADDITION: gettext_lazy("Added {kind} {name}"),
    CHANGE: gettext_lazy("Changed {kind} {name}"),
    DELETION: gettext_lazy("Deleted {kind} {name}"),
}
ABOUT_STORIES = Q(content_type__app_label="stories", content_type__model="story")
NAMED = ("user", "section", "source")  # rows with names that are no text of a story
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet reads as a formula, or skips on the way to one
HEAD = ("when (UTC)", "who", "sort", "what", "story")


class Sort(TextChoices):
    """What sort of thing was done."""

    STORY = "story", gettext_lazy("Story")
    RECORD = "record", gettext_lazy("People and places")
    LOGIN = "login", gettext_lazy("Login")
    FAILED = "failed", gettext_lazy("Failed login")
    LOCKED = "locked", gettext_lazy("Locked out")


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was done. `story` is the number of a story; `who` is empty for the wire and the worker."""

    at: datetime
    book: int
    pk: int
    who: str
    sort: Sort
    what: str
    story: int | None = None

    @property
    def key(self) -> tuple[timedelta, int, int]:
        """What rows are ordered by: the newest first."""
        return EPOCH - self.at, self.book, -self.pk

    @property
    def place(self) -> str:
        """Its place in the list, as it stands in an address."""
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}.{self.book}.{self.pk}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list: behind a row of a book."""

    at: datetime
    book: int
    pk: int


@dataclass(frozen=True, slots=True)
class Book:
    """One of the books that are kept: its rows, the names of its moment and its person, and how a row reads."""

    sorts: tuple[Sort, ...]
    at: str
    who: str
    kept: Callable[[], QuerySet]
    read: Callable[[Model], Row]

    def wanted(self, said: dict[str, object], number: int) -> QuerySet:
        """Its rows that were asked for, the newest first; none where it keeps no such sort."""
        rows = self.kept().order_by(f"-{self.at}", "-pk")
        if (said["sort"] and said["sort"] not in self.sorts) or (said["story"] and Sort.STORY not in self.sorts):
            return rows.none()
        if said["story"]:
            rows = rows.filter(object_id=str(said["story"]))
        if said["sort"] in (Sort.FAILED, Sort.LOCKED):
            rows = rows.filter(locked_out=said["sort"] == Sort.LOCKED)
        if said["who"]:
            rows = rows.filter(**{self.who: said["who"]})
        if said["since"]:
            rows = rows.filter(**{f"{self.at}__gte": moment(said["since"], time.min)})
        if said["until"]:
            rows = rows.filter(**{f"{self.at}__lte": moment(said["until"], time.max)})
        return rows.filter(self.behind(said["older"], number)) if said["older"] else rows

    def behind(self, place: Place, number: int) -> Q:
        """Its rows behind a place in the list of all books."""
        earlier, same = Q(**{f"{self.at}__lt": place.at}), Q(**{self.at: place.at})
        if number == place.book:
            return earlier | (same & Q(pk__lt=place.pk))
        return earlier | same if number > place.book else earlier


def versions() -> QuerySet[Version]:
    """The kept versions of stories, without their texts."""
    return Version.objects.get_for_model(Story).select_related("revision__user").defer("serialized_data")


def of_version(version: Version) -> Row:
    """What was done to a story."""
    revision = version.revision
    who = revision.user.get_username() if revision.user else ""
    return Row(revision.date_created, 0, version.pk, who, Sort.STORY, revision.comment, int(version.object_id))


def entries() -> QuerySet[LogEntry]:
    """The log of people and places."""
    return LogEntry.objects.exclude(ABOUT_STORIES).select_related("user", "content_type")


def story_entries() -> QuerySet[LogEntry]:
    """The log of what changed no word of a story: whom it is assigned to, and notes that are gone."""
    return LogEntry.objects.filter(ABOUT_STORIES).select_related("user")


def of_story_entry(entry: LogEntry) -> Row:
    """What was done about a story."""
    who = entry.user.get_username()
    return Row(entry.action_time, 4, entry.pk, who, Sort.STORY, entry.get_change_message(), int(entry.object_id))


def of_entry(entry: LogEntry) -> Row:
    """What was done to a person or a place."""
    kind = entry.content_type
    name = entry.object_repr if kind and kind.model in NAMED else entry.object_id
    act = DONE[entry.action_flag].format(kind=kind.name if kind else _("row"), name=name)
    what = ": ".join(filter(None, (act, entry.get_change_message())))
    return Row(entry.action_time, 1, entry.pk, entry.user.get_username(), Sort.RECORD, what)


def of_login(login: AccessLog) -> Row:
    """Who came in."""
    what = _("Logged in from {address}") if login.ip_address else _("Logged in")
    what = what.format(address=login.ip_address)
    return Row(login.attempt_time, 2, login.pk, login.username or "", Sort.LOGIN, what)


def failures() -> QuerySet[AccessFailureLog]:
    """Who did not come in, and whether such a name is known."""
    known = User.objects.filter(username=OuterRef("username"))
    return AccessFailureLog.objects.annotate(is_known=Exists(known))


def of_failure(failure: AccessFailureLog) -> Row:
    """Who did not come in. A name that is not known may be a password, typed in the wrong field: it is not told."""
    sort, what = Sort.FAILED, _("Failed login from {address}")
    if failure.locked_out:
        sort, what = Sort.LOCKED, _("Locked out from {address}")
    who = failure.username if failure.is_known else _("unknown name")
    what = what.format(address=failure.ip_address) if failure.ip_address else str(sort.label)
    return Row(failure.attempt_time, 3, failure.pk, who, sort, what)


BOOKS = (
    Book((Sort.STORY,), "revision__date_created", "revision__user__username", versions, of_version),
    Book((Sort.RECORD,), "action_time", "user__username", entries, of_entry),
    Book((Sort.LOGIN,), "attempt_time", "username", AccessLog.objects.all, of_login),
    Book((Sort.FAILED, Sort.LOCKED), "attempt_time", "username", failures, of_failure),
    Book((Sort.STORY,), "action_time", "user__username", story_entries, of_story_entry),
)


class Wanted(forms.Form):
    """What is looked for."""

    who = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort"), choices=[("", gettext_lazy("Everything")), *Sort.choices], required=False
    )
    story = forms.IntegerField(label=gettext_lazy("Story number"), required=False, min_value=1, max_value=LARGEST_ID)
    since = forms.DateField(label=gettext_lazy("From"), required=False, validators=DAYS)
    until = forms.DateField(label=gettext_lazy("To"), required=False, validators=DAYS)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        names = User.objects.order_by("username").values_list("username", flat=True)
        self.fields["who"].choices = [("", _("Everybody")), *((name, name) for name in names)]
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class How(forms.Form):
    """From which place on, and whether as a file."""

    older = forms.RegexField(PLACE, required=False)
    format = forms.ChoiceField(choices=[("csv", "CSV")], required=False)

    def clean_older(self) -> Place | None:
        """The place; none for the beginning."""
        if not self.cleaned_data["older"]:
            return None
        at, book, pk = map(int, self.cleaned_data["older"].split("."))
        return Place(EPOCH + timedelta(microseconds=at), book, pk)


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The page of what was done, the newest first, or the same as a file."""
    refuse_unless(request.user.has_perm("stories.view_audit"))
    form, how = Wanted(request.GET), How(request.GET)
    how.is_valid()
    said = {**form.cleaned_data, "older": how.cleaned_data.get("older")} if form.is_valid() else None
    if said and how.cleaned_data.get("format"):
        return exported(rows(said, limit=EXPORTED))
    found = list(rows(said, limit=ROWS + 1)) if said else []
    ctx = {
        **admin.site.each_context(request),
        "title": _("Who did what"),
        "form": form,
        "rows": found[:ROWS],
        "older": found[ROWS - 1].place if len(found) > ROWS else "",
        "is_first_page": not (said and said["older"]),
    }
    return TemplateResponse(request, "admin/audit/audit.html", ctx)


def rows(said: dict[str, object], *, limit: int) -> Iterator[Row]:
    """What was done, of all books, the newest first. One query a book."""
    found = (map(book.read, book.wanted(said, number)[:limit].iterator()) for number, book in enumerate(BOOKS))
    return islice(heapq.merge(*found, key=lambda row: row.key), limit)


def exported(found: Iterable[Row]) -> StreamingHttpResponse:
    """Rows as a file for a spreadsheet, written while they are read."""
    response = StreamingHttpResponse(lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def lines(found: Iterable[Row]) -> Iterator[str]:
    """The lines of that file."""
    writer = csv.writer(Echo())
    yield writer.writerow(HEAD)
    for row in found:
        at = row.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        yield writer.writerow((at, *map(defused, (row.who, str(row.sort.label), row.what)), row.story or ""))


class Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def moment(day: date, at: time) -> datetime:
    """A time of a day in the zone of whoever asks."""
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())


admin.site.add_page("audit/", audit, name="audit")
