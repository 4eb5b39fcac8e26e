"""The audit: who did what and when, from revisions, Django's log and the logins. Read only."""

from __future__ import annotations

import csv
import heapq
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from axes.models import AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Prefetch, Q, TextChoices
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from reversion.models import Revision, Version

from stories.admin.pages import refuse_unless
from stories.display.bulk_selection import LARGEST_ID
from stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase

    from stories.display.requests import DeskRequest

ROWS_A_PAGE = 50  # a page
ROWS_READ = 500  # read
EXPORT_LIMIT = 10_000  # rows of an export; narrower days give the rest
DAY_VALIDATORS = (
    MinValueValidator(date(1970, 1, 1)),
    MaxValueValidator(date(2999, 12, 31)),
)  # the days that have moments in every time zone
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
POSITION_PATTERN = r"^\d{1,16}\.\d\.\d{1,18}$"
SENTENCES = {
    ADDITION: gettext_lazy("Added {kind} {name}"),
    CHANGE: gettext_lazy("Changed {kind} {name}"),
    DELETION: gettext_lazy("Deleted {kind} {name}"),
}
ABOUT_STORIES = Q(content_type__app_label="stories", content_type__model="story")
NAMED_MODELS = ("user", "section", "source")  # models whose rows have names that are no text of a story
FORMULA_SIGNS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
)  # signs that a spreadsheet reads as a formula's begin, or skips before one
CSV_HEAD = ("when (UTC)", "who", "sort", "what", "story")


class AuditKind(TextChoices):
    """Kinds of acts."""

    STORY = "story", gettext_lazy("Story")
    RECORD = "record", gettext_lazy("People and places")
    LOGIN = "login", gettext_lazy("Login")
    FAILED = "failed", gettext_lazy("Failed login")
    LOCKED = "locked", gettext_lazy("Locked out")


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An act. `story` is the number of a story; `who` is empty for acts of the wire and the worker."""

    at: datetime
    book: int
    pk: int
    who: str
    sort: AuditKind
    what: str
    story: int | None = None

    @property
    def key(self) -> tuple[timedelta, int, int]:
        """Sort key of rows, the newest first."""
        return EPOCH - self.at, self.book, -self.pk

    @property
    def position(self) -> str:
        """Position of the row in the list, as addresses print it: microseconds, book, key."""
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}.{self.book}.{self.pk}"


@dataclass(frozen=True, slots=True)
class Position:
    """A position in the list of all books: after the row of a book."""

    at: datetime
    book: int
    pk: int


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """A query of the audit; an empty field matches everything. `older` is the position that the page begins after."""

    who: str
    sort: str
    story: int | None
    since: date | None
    until: date | None
    older: Position | None


@dataclass(frozen=True, slots=True)
class Book:
    """A source of rows: its query, the names of its time and user fields, and the reader of one row."""

    sorts: tuple[AuditKind, ...]
    at: str
    who: str
    rows: Callable[[], QuerySet[Any]]
    read: Callable[[Any], AuditRow]
    story: str = "object_id"
    key_of_story: Callable[[int], Any] = str

    def matching(self, query: AuditQuery, number: int) -> QuerySet[Any]:
        """Return the rows that match a query, the newest first; none where the book has no such kind."""
        matches = self.rows().order_by(f"-{self.at}", "-pk")
        if (query.sort and query.sort not in self.sorts) or (query.story and AuditKind.STORY not in self.sorts):
            return matches.none()
        if query.story:
            matches = matches.filter(**{self.story: self.key_of_story(query.story)})
        if query.sort in (AuditKind.FAILED, AuditKind.LOCKED):
            matches = matches.filter(locked_out=query.sort == AuditKind.LOCKED)
        if query.who:
            matches = matches.filter(**{self.who: key_of_person(query.who) if self.who == "user" else query.who})
        if query.since:
            matches = matches.filter(**{f"{self.at}__gte": time_on_day(query.since, time.min)})
        if query.until:
            matches = matches.filter(**{f"{self.at}__lte": time_on_day(query.until, time.max)})
        return matches.filter(self.after(query.older, number)) if query.older else matches

    def after(self, place: Position, number: int) -> Q:
        """Return the condition for rows of this book, the one with `number`, after a position in the list."""
        earlier, same = Q(**{f"{self.at}__lt": place.at}), Q(**{self.at: place.at})
        if number == place.book:
            return earlier | (same & Q(pk__lt=place.pk))
        return earlier | same if number > place.book else earlier


def key_of_person(name: str) -> QuerySet[User, int]:
    """Return the key of a person by name, for an index that goes by keys."""
    return User.objects.filter(username=name).values_list("pk", flat=True)[:1]


def story_revisions() -> QuerySet[Revision]:
    """Return the revisions of stories with their versions, without their texts."""
    versions = Version.objects.order_by().defer("serialized_data")  # by their revisions alone: nothing else is revised
    rows: QuerySet[Revision] = Revision.objects.select_related("user")
    return rows.prefetch_related(Prefetch("version_set", versions))


def revisions_of_story(story_id: int) -> QuerySet[Version, int]:
    """Return the keys of the revisions of a story."""
    keys: QuerySet[Version, int] = Version.objects.get_for_object_reference(Story, story_id).values_list(
        "revision", flat=True
    )
    return keys.order_by()


def revision_row(revision: Revision) -> AuditRow:
    """Return the row of a revision."""
    who = revision.user.get_username() if revision.user else ""
    story = next((int(version.object_id) for version in revision.version_set.all()), None)
    return AuditRow(revision.date_created, 0, revision.pk, who, AuditKind.STORY, revision.comment, story)


def record_entries() -> QuerySet[LogEntry]:
    """Return the log entries of users, sections, sources and other records."""
    return LogEntry.objects.exclude(ABOUT_STORIES).select_related("user", "content_type")


def story_entries() -> QuerySet[LogEntry]:
    """Return the log entries of stories: assignments, and notes that were removed."""
    return LogEntry.objects.filter(ABOUT_STORIES).select_related("user")


def story_entry_row(entry: LogEntry) -> AuditRow:
    """Return the row of a story's log entry."""
    who, story = entry.user.get_username(), int(entry.object_id) if entry.object_id else None
    return AuditRow(entry.action_time, 4, entry.pk, who, AuditKind.STORY, entry.get_change_message(), story)


def record_entry_row(entry: LogEntry) -> AuditRow:
    """Return the row of a record's log entry."""
    kind = entry.content_type
    name = entry.object_repr if kind and kind.model in NAMED_MODELS else entry.object_id
    act = SENTENCES[entry.action_flag].format(kind=kind.name if kind else _("row"), name=name)
    what = ": ".join(filter(None, (act, entry.get_change_message())))
    return AuditRow(entry.action_time, 1, entry.pk, entry.user.get_username(), AuditKind.RECORD, what)


def login_row(login: AccessLog) -> AuditRow:
    """Return the row of a login."""
    what = _("Logged in from {address}") if login.ip_address else _("Logged in")
    what = what.format(address=login.ip_address)
    return AuditRow(login.attempt_time, 2, login.pk, login.username or "", AuditKind.LOGIN, what)


def login_failures() -> QuerySet[AccessFailureLog]:
    """Return the failed logins, each with whether its user name exists."""
    known = User.objects.filter(username=OuterRef("username"))
    failed: QuerySet[AccessFailureLog] = AccessFailureLog.objects.annotate(is_known=Exists(known))
    return failed


def login_failure_row(failure: AccessFailureLog) -> AuditRow:
    """Return the row of a failed login.

    A user name that does not exist is left out: it may be a password, typed into the wrong field.
    """
    sort, what = AuditKind.FAILED, _("Failed login from {address}")
    if failure.locked_out:
        sort, what = AuditKind.LOCKED, _("Locked out from {address}")
    who = failure.username if failure.is_known else _("unknown name")
    what = what.format(address=failure.ip_address) if failure.ip_address else str(sort.label)
    return AuditRow(failure.attempt_time, 3, failure.pk, who, sort, what)


BOOKS = (
    Book((AuditKind.STORY,), "date_created", "user", story_revisions, revision_row, "pk__in", revisions_of_story),
    Book((AuditKind.RECORD,), "action_time", "user", record_entries, record_entry_row),
    Book((AuditKind.LOGIN,), "attempt_time", "username", AccessLog.objects.all, login_row),
    Book((AuditKind.FAILED, AuditKind.LOCKED), "attempt_time", "username", login_failures, login_failure_row),
    Book((AuditKind.STORY,), "action_time", "user", story_entries, story_entry_row),
)


class AuditForm(forms.Form):
    """The search form of the audit."""

    who = forms.ChoiceField()  # made with the form, as people come and go
    sort = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Everything")), *AuditKind.choices], required=False
    )
    story = forms.IntegerField(label=gettext_lazy("Story number"), required=False, min_value=1, max_value=LARGEST_ID)
    since = forms.DateField(label=gettext_lazy("From"), required=False, validators=DAY_VALIDATORS)
    until = forms.DateField(label=gettext_lazy("To"), required=False, validators=DAY_VALIDATORS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = User.objects.order_by("username").values_list("username", flat=True)
        people = [("", _("Everybody")), *((name, name) for name in names)]
        self.fields["who"] = forms.ChoiceField(label=_("Who"), required=False, choices=people)
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PagingForm(forms.Form):
    """The position that the page begins after, and whether a file is asked for."""

    older = forms.RegexField(POSITION_PATTERN, required=False)
    format = forms.ChoiceField(choices=[("csv", "CSV")], required=False)

    def clean_older(self) -> Position | None:
        """Return the position; None for the beginning."""
        if not self.cleaned_data["older"]:
            return None
        at, book, pk = map(int, self.cleaned_data["older"].split("."))
        return Position(EPOCH + timedelta(microseconds=at), book, pk)


@require_safe
def show_audit(request: DeskRequest) -> HttpResponseBase:
    """Render the page of acts, the newest first, or send them as CSV. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_audit"))
    form, paging = AuditForm(request.GET), PagingForm(request.GET)
    paging.is_valid()
    query = AuditQuery(**form.cleaned_data, older=paging.cleaned_data.get("older")) if form.is_valid() else None
    if query and paging.cleaned_data.get("format"):
        return csv_response(matching_rows(query, limit=EXPORT_LIMIT))
    listed = list(matching_rows(query, limit=ROWS_A_PAGE + 1)) if query else []
    ctx = {
        **admin.site.each_context(request),
        "title": _("Who did what"),
        "form": form,
        "rows": listed[:ROWS_A_PAGE],
        "older": listed[ROWS_A_PAGE - 1].position if len(listed) > ROWS_A_PAGE else "",
        "is_first_page": not (query and query.older),
    }
    return TemplateResponse(request, "admin/audit/audit.html", ctx)


def matching_rows(query: AuditQuery, *, limit: int) -> Iterator[AuditRow]:
    """Return the rows of all books that match a query, the newest first. One query a book, two of the first."""
    by_book = (
        map(book.read, book.matching(query, number)[:limit].iterator(ROWS_READ)) for number, book in enumerate(BOOKS)
    )
    return islice(heapq.merge(*by_book, key=lambda row: row.key), limit)


def csv_response(listed: Iterable[AuditRow]) -> StreamingHttpResponse:
    """Send rows as CSV, written while they are read."""
    response = StreamingHttpResponse(csv_lines(listed), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def csv_lines(listed: Iterable[AuditRow]) -> Iterator[str]:
    """Return the lines of the CSV, its head first."""
    writer = csv.writer(Echo())
    yield writer.writerow(CSV_HEAD)
    for row in listed:
        at = row.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        yield writer.writerow((at, *map(escape_formula, (row.who, str(row.sort.label), row.what)), row.story or ""))


class Echo:
    """A file that returns each line instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def escape_formula(text: str) -> str:
    """Return the text so that no spreadsheet reads it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def time_on_day(day: date, at: time) -> datetime:
    """Return a time of a day in the user's time zone."""
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())
